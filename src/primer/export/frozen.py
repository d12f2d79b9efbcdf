"""The body of an item as a release freezes it: plain HTML, with links that work whatever the site's address will be."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from primer.content.addresses import item_address
from primer.content.page_types import PAGE_TYPES
from primer.project.letters import Letters

_EXTENSIONS = ("attr_list", "fenced_code", "sane_lists", "tables")
_ANCHORS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "guideline": {
        "checks": ("Checks",),
        "brief": ("What to do",),
        "when": ("It applies when", "Applies when"),
        "agree": ("Who has to agree",),
        "evidence": ("Findings",),
        "myths": ("Myths",),
    },
    "myth": {
        "claim": ("You may have heard", "The claim that it answers"),
        "true": ("What is true in it",),
        "say": ("What to say instead",),
        "sure": ("How sure we are", "Why this level"),
        "evidence": ("Findings",),
    },
    "finding": {
        "messages": ("Key messages",),
        "level": ("How sure, and why", "Why this level"),
        "limits": ("What it does not show",),
        "evidence": ("Evidence",),
        "used": ("Guidelines",),
    },
    "activity": {
        "materials": ("Materials",),
        "steps": ("Steps",),
        "guidelines": ("Guidelines",),
    },
}
"""For each type: the anchor of a part, and the headings that it has had in Markdown."""
_LEADS = {"guideline": "statement", "myth": "answer", "finding": "claim", "activity": "goal"}
_REGION = '<div class="byb-table" role="region" aria-label="Table" tabindex="0">'
"""A table that is wider than the page scrolls by itself, also by the keyboard."""
_HEADING = re.compile(r"^## (.+)$", re.M)
_CHECK = re.compile(r"<li>(?:\[ \] )?(<a href=\"[^\"]*#c(\d+)\">[A-Z]\d+\.\2</a>)")
_LINK = re.compile(r"<a href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.S)


def frozen_body(text: str, record: Mapping[str, Any], site: str, held: Collection[str], letters: Letters) -> str:
    """The body of an item, from its Markdown twin and its published record.

    `site` is the address that the Markdown counts from, and `held` the ids of the edition. Links lead to what has an
    address for good: to the same edition, to items and to sources. Any other link of the site becomes plain text.
    """
    made = _to_html(_with_steps(_with_anchors(text, record), record))
    checked = _CHECK.sub(r'<li id="c\2">\1', made).replace("<table>", f"{_REGION}<table>")
    checked = checked.replace("</table>", "</table></div>")
    return _LINK.sub(_relative(site, held, letters), checked).strip() + "\n"


def _with_anchors(text: str, record: Mapping[str, Any]) -> str:
    """The Markdown without its citation at the end, with the anchors that pages of its type keep."""
    kind = PAGE_TYPES[record["type"]]
    anchors = {part.heading: part.anchor for part in kind.sections}
    anchors |= {heading: anchor for anchor, names in _ANCHORS[kind.name].items() for heading in names}
    body = text.rpartition("\n---\n")[0] or text
    title, first, statement, *rest = body.strip().split("\n\n")
    lead = f"{statement}\n{{: #{_LEADS[kind.name]} }}"
    return _HEADING.sub(
        lambda match: match.group() + (f" {{#{anchors[match.group(1)]}}}" if match.group(1) in anchors else ""),
        "\n\n".join((title, first, lead, *rest)),
    )


def _with_steps(text: str, record: Mapping[str, Any]) -> str:
    """The Markdown twin of an activity leaves its steps out; its record has them."""
    steps = record.get("steps") or ()
    if not steps:
        return text
    rows = "\n".join(f"1. {minutes} min: {words}" for minutes, words in steps)
    return f"{text}\n\n## Steps {{#steps}}\n\n{rows}"


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
