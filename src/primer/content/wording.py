"""What readers see for fields and words of closed lists, in the language of the primer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs_bibliography.text.strings import Strings
from primer.content.extracts import Extract
from primer.content.history import ListedLine
from primer.content.item_models import Fields, Guideline
from primer.content.page import Page


def upper_first(text: str) -> str:
    """A text that begins with a capital."""
    return text[:1].upper() + text[1:]


def labelled(strings: Strings, words: Iterable[Any]) -> list[str]:
    """Words of closed lists as readers see them."""
    return [strings.label(word) for word in words]


def one_of(strings: Strings, name: str, word: str) -> str:
    """A word of a list that bibliographies use, such as `studytype`; one that the catalogue lacks as it is."""
    key = f"{name}.{word}"
    return strings(key) if strings.has(key) else word.replace("-", " ")


def sure(strings: Strings, fields: Guideline) -> str:
    """Both levels of a guideline in words: `Need: moderate. Effect: untested.`"""
    need, effect = fields.need.level.word, fields.effect.level.word
    return f"{strings('item.need', level=need)} {strings('item.effect', level=effect)}"


def section_title(strings: Strings, page: Page[Fields], name: str, *, short: bool = False) -> str:
    """The heading of a section by its name: its author's own words, or those of the catalogue."""
    anchor = next(part.anchor for part in page.kind.sections if part.heading == name)
    key = f"section.{anchor}"
    return page.heading_words(name) or strings(f"{key}-short" if short and strings.has(f"{key}-short") else key)


def seen_at(strings: Strings, extract: Extract) -> str:
    """Where and when words of a source were read: `abstract, seen 25 November 2026`."""
    return strings("extract.seen", where=extract.where, day=strings.day(extract.on))


def in_quotes(strings: Strings, extract: Extract) -> str:
    """Words of a source in quotation marks, with their place."""
    return f"{strings('extract.quoted', words=extract.words)} ({seen_at(strings, extract)})"


def csl_with_words(strings: Strings, csl: Mapping[str, object], extracts: Iterable[Extract]) -> dict[str, object]:
    """A CSL-JSON item whose note ends with the source's own words."""
    said = [f"{strings('extract.own')}: {in_quotes(strings, extract)}" for extract in extracts]
    note = ". ".join(part.rstrip(".") for part in (str(csl.get("note", "")), *said) if part)
    return {**csl, "note": f"{note}."} if said else dict(csl)


def counted(strings: Strings, lines: Iterable[ListedLine]) -> str:
    """How many items of each type some lines are about: `12 guidelines, 3 myths and 1 activity`."""
    totals = Counter(line.entry.type for line in lines)
    named = [strings(f"type-count.{kind}", n=total) for kind, total in totals.items()]
    return strings("list.and").join(part for part in (", ".join(named[:-1]), *named[-1:]) if part)
