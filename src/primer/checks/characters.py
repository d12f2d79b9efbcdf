"""The rule about characters that no font can print."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import groupby
from typing import NamedTuple

from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.source import Source, Span, UnreadableText, read_source
from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.printed_pages import printed_paths
from primer.content.template_models import TemplatePage
from primer.fonts.coverage import missing
from primer.fonts.installed import noto_for, script_of
from primer.project.front_matter import FrontMatter
from primer.project.primer_file import NAME

_SEARCHED = frozenset({"aliases", "variants"})
"""Fields of front matter that only the search reads."""
_UNPRINTED = frozenset(
    "abstract annotation annote file keywords langid language limits population read studytype verified".split()
)
"""Fields of a work that no list of references prints."""
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_ESCAPE = re.compile(r"&[#\w]+;|\\[uUx][0-9A-Fa-f]")
"""A character written by its number or its name, in Markdown or in YAML."""


class _Place(NamedTuple):
    """Where a character stands that our own faces lack."""

    path: str
    group: str
    """The script of a letter, the kind of any other sign."""
    line: int
    column: int
    character: str


def check_characters(primer: Primer) -> Iterator[Issue]:
    """`character-unprinted`: each character that goes to paper is in a face of ours, or in an installed Noto font.

    Where Typst is not installed nothing is printed, and nothing is asked.
    """
    printed = primer.settings.words.paper and find_spec("typst")
    found = sorted(_found(primer)) if printed else []
    held = noto_for(frozenset(one.character for one in found), primer.settings.identity.language).characters
    left = [one for one in found if one.character not in held]
    for (path, kind), group in groupby(left, lambda one: (one.path, one.group)):
        first, *others = dict.fromkeys(group)
        more = len({one.character for one in others} - {first.character})
        yield Issue(path, first.line, first.column, "character-unprinted", _message(first.character, kind, more))


def _message(one: str, group: str, more: int) -> str:
    name, kind = unicodedata.name(one, ""), unicodedata.category(one)
    shown = f"'{one}' (U+{ord(one):04X}{', ' if name else ''}{name})" if kind[0] != "C" else f"U+{ord(one):04X}"
    others = f" and {more} more of its kind go" if more else " goes"
    match kind:
        case "Co":
            fix = "It means nothing outside the font that it was made for: take it out."
        case "Cc" | "Cf" | "Cn":
            fix = "Nobody sees it: take it out."
        case _:
            fix = f"Install {_font(group)}, or write the words otherwise."
    return f"{shown}{others} to paper, and no font has it. {fix}"


def _group(one: str) -> str:
    kind = unicodedata.category(one)
    return script_of(one) if kind[0] in "LM" else kind[0]


def _font(group: str) -> str:
    """The Noto font to install for a script, or for a kind of sign."""
    match group:
        case "CJK" | "HIRAGANA" | "KATAKANA" | "HANGUL" | "BOPOMOFO":
            return "Noto Serif CJK"
        case "GREEK" | "CYRILLIC" | "LATIN" | "COMBINING" | "MODIFIER":
            return "Noto Serif"
        case "S":
            return "Noto Sans Math, Noto Sans Symbols 2 or Noto Emoji"
        case "P" | "N" | "Z":
            return "a Noto font that has it"
    return f"the Noto font of its script, such as Noto Sans {group.capitalize()}"


def _found(primer: Primer) -> Iterator[_Place]:
    asked = printed_paths(primer.settings)
    for page in primer.every_page:
        item, form = hasattr(page.fields, "id"), isinstance(page.fields, TemplatePage)
        if item or form or page.source.path.removeprefix("docs/") in asked:
            yield from _on_page(page)
    for pack in primer.packs:
        yield from _in_front(pack.source, pack.front)
    for key in primer.cited_keys & primer.bibliography.references.keys():
        yield from _in_work(primer.bibliography.references[key])
        for place, extract in enumerate(primer.extracts.of(key)):
            at = primer.extracts.place(key, place, "words")
            yield from _in_text(primer.extracts.source, Span(at, at + len(extract.words)), extract.words)
    yield from _in_settings(primer)


def _on_page(page: Page[Fields]) -> Iterator[_Place]:
    text = page.source.text
    if missing(text) or _ESCAPE.search(text):
        yield from _in_front(page.source, page.front)
        body = _COMMENT.sub(lambda comment: " " * len(comment.group()), page.source.cut(page.body))
        yield from _in_text(page.source, page.body, body)


def _in_front(source: Source, front: FrontMatter) -> Iterator[_Place]:
    for path, span in front.places.items():
        value = front.value(path)
        if isinstance(value, str) and _SEARCHED.isdisjoint(path):
            yield from _in_text(source, span, value)


def _in_text(source: Source, span: Span, text: str) -> Iterator[_Place]:
    """Each character once, where it first stands in the source, or where the text begins that spells it otherwise."""
    for one in missing(html.unescape(text)):
        at = source.text.find(one, span.start, span.end)
        yield _Place(source.path, _group(one), *source.position(at if at >= 0 else span.start), one)


def _in_work(work: Reference) -> Iterator[_Place]:
    lacking = missing(" ".join(text for name, text in work.fields.items() if name not in _UNPRINTED))
    for one in lacking:
        before = work.raw.partition(one)[0] if one in work.raw else ""
        column = len(before) - before.rfind("\n")
        yield _Place(work.source_path, _group(one), work.line + before.count("\n"), column, one)


def _in_settings(primer: Primer) -> Iterator[_Place]:
    """What covers, feet and labels say: the name of mkdocs.yml, and all of primer.yml."""
    settings, identity = primer.settings, primer.settings.identity
    said = [identity.subtitle, identity.brief, identity.contributors, identity.cover_note]
    said += [level.label for level in settings.taxonomy.levels]
    said += [text if isinstance(text, str) else " ".join(text.values()) for text in primer.strings.texts.values()]
    for name, texts in (("mkdocs.yml", [settings.site_name]), (NAME, said)):
        lacking = missing(" ".join(texts))
        source = _source(primer, name) if lacking else Source(name, "")
        for one in lacking:
            yield _Place(name, _group(one), *source.position(max(0, source.text.find(one))), one)


def _source(primer: Primer, name: str) -> Source:
    try:
        return read_source(primer.root / name, name)
    except (OSError, UnreadableText):
        return Source(name, "")


RULES = (check_characters,)
