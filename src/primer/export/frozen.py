"""The body of an item as a release freezes it: plain HTML, with links that work whatever the site's address will be."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_bibliography.text.strings import Strings
from primer.content.addresses import item_address
from primer.content.field_roles import labels
from primer.content.model import Primer
from primer.content.page_types import PAGE_TYPES
from primer.content.wording import section_title
from primer.export.record_types import ActivityRecord, FindingRecord, GuidelineRecord, MythRecord
from primer.project.letters import Letters

_EXTENSIONS = ("attr_list", "fenced_code", "sane_lists", "tables")
_ANCHORS: Mapping[str, Mapping[str, str]] = {
    "guideline": {
        "checks": "checks",
        "do": "brief",
        "applies_when": "when",
        "agree": "agree",
        "findings": "evidence",
    },
    "myth": {
        "claim_with_verdict": "claim",
        "true_part": "true",
        "say_instead": "say",
        "level_reason": "sure",
        "findings": "evidence",
    },
    "finding": {
        "key_messages": "messages",
        "level_reason": "level",
        "does_not_show": "limits",
        "evidence": "evidence",
        "guidelines": "used",
    },
    "activity": {"materials": "materials", "steps": "steps", "guidelines": "guidelines"},
}
"""For each type: the anchor of each field that is a part of its Markdown, by the field's name in the record."""
_OLD: Mapping[str, Mapping[str, str]] = {
    "guideline": {"Applies when": "when", "Myths": "myths"},
    "myth": {"The claim that it answers": "claim", "Why this level": "sure"},
    "finding": {"Why this level": "level"},
}
"""Headings that sites of earlier editions had for them."""
_RECORDS = {
    "guideline": GuidelineRecord,
    "myth": MythRecord,
    "finding": FindingRecord,
    "activity": ActivityRecord,
}
_LEADS = {"guideline": "statement", "myth": "answer", "finding": "claim", "activity": "goal"}
_REGION = '<div class="byb-table" role="region" aria-label="{}" tabindex="0">'
"""A table that is wider than the page scrolls by itself, also by the keyboard."""
_HEADING = re.compile(r"^## (.+)$", re.M)
_CHECK = re.compile(r"<li>(?:\[ \] )?(<a href=\"[^\"]*#c(\d+)\">[A-Z]\d+\.\2</a>)")
_LINK = re.compile(r"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.S)


@dataclass(frozen=True)
class Twin:
    """What an edition published of an item."""

    text: str
    """Its Markdown."""
    record: Mapping[str, Any]
    headings: Mapping[str, str]
    """The anchor of each part by the heading that its Markdown has, in the language of the primer."""


def twin_headings(primer: Primer, name: str, type_name: str) -> Mapping[str, str]:
    """The anchors of an item's parts by their headings: those of the catalogue, and sections as authors word them."""
    kind, page, t = PAGE_TYPES[type_name], primer.items.get(name), primer.strings
    labelled = {**labels(_RECORDS[type_name]), **kind.labels}
    said = {t(labelled[field]): anchor for field, anchor in _ANCHORS[kind.name].items()}
    known = {part.heading: part.anchor for part in kind.sections}
    words = {section_title(t, page, one, short=True): anchor for one, anchor in known.items()} if page else {}
    return {**_OLD.get(kind.name, {}), **known, **said, **words}


def frozen_body(twin: Twin, site: str, held: Collection[str], letters: Letters, strings: Strings) -> str:
    """The body of an item, from its Markdown twin and its published record.

    `site` is the address that the Markdown counts from, and `held` the ids of the edition. Links lead to what has an
    address for good: to the same edition, to items and to sources. Any other link of the site becomes plain text.
    """
    made = _to_html(_with_steps(_with_anchors(twin), twin.record, strings))
    region = _REGION.format(strings("markdown.table"))
    checked = _CHECK.sub(r'<li id="c\2">\1', made).replace("<table>", f"{region}<table>")
    checked = checked.replace("</table>", "</table></div>")
    return _LINK.sub(_relative(site, held, letters), checked).strip() + "\n"


def _with_anchors(twin: Twin) -> str:
    """The Markdown without its citation at the end, with the anchors that pages of its type keep."""
    body = twin.text.rpartition("\n---\n")[0] or twin.text
    title, first, statement, *rest = body.strip().split("\n\n")
    lead = f"{statement}\n{{: #{_LEADS[twin.record['type']]} }}"

    def anchored(match: re.Match[str]) -> str:
        anchor = twin.headings.get(match[1])
        return f"{match[0]} {{#{anchor}}}" if anchor else match[0]

    return _HEADING.sub(anchored, "\n\n".join((title, first, lead, *rest)))


def _with_steps(text: str, record: Mapping[str, Any], strings: Strings) -> str:
    """The Markdown twin of an activity leaves its steps out; its record has them."""
    steps = record.get("steps") or ()
    if not steps:
        return text
    rows = "\n".join(f"1. {minutes} min: {words}" for minutes, words in steps)
    return f"{text}\n\n## {strings('field.steps')} {{#steps}}\n\n{rows}"


def _to_html(text: str) -> str:
    import markdown  # Only a release needs it.

    return markdown.markdown(text, extensions=list(_EXTENSIONS), output_format="html")


def _relative(site: str, held: Collection[str], letters: Letters) -> Callable[[re.Match[str]], str]:
    def link(match: re.Match[str]) -> str:
        target, words = html.unescape(match.group(1)), match.group(2)
        if not target.startswith(site):
            return f'<a href="{html.escape(target)}">{words}</a>' if re.match(r"https?:|#", target) else words
        address, mark, anchor = target.removeprefix(site).partition("#")
        name = address.removesuffix(".html").upper()
        item = address == item_address(name) and letters.kind_of(name)
        if item and name in held:
            return f'<a href="{address}{mark}{anchor}">{words}</a>'
        return f'<a href="../../{address}{mark}{anchor}">{words}</a>' if item or address.startswith("ref/") else words

    return link
