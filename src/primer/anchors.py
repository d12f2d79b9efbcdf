"""The fragments that a page's address can have, and its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from primer.claims import Page
from primer.fields import Activity, Agenda, Fields, GlossaryPage, Guideline, HelpPage
from primer.text import Span

_HEADING = re.compile(r"^(#{1,6}) +(.*?) *(?:\{ *#([\w-]+) *\})? *#* *$", re.M)
_FENCE = re.compile(r"^(?P<mark>```+|~~~+).*?(?:^(?P=mark) *$|\Z)", re.M | re.S)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a page's body."""

    level: int
    text: str
    anchor: str
    """The fragment: written after the heading, else made of its words."""
    place: int
    """Offset of its line."""


def fenced_spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """The fenced code blocks of a body."""
    return tuple(Span(*match.span()) for match in _FENCE.finditer(text, start))


def headings_of(page: Page[Fields]) -> tuple[Heading, ...]:
    """Every heading of a page's body, in order, outside code."""
    return tuple(_headings(page))


def _headings(page: Page[Fields]) -> Iterator[Heading]:
    text, fixed = page.source.text, {part.heading: part.anchor for part in page.kind.sections}
    fences = fenced_spans(text, page.front.end)
    for match in _HEADING.finditer(text, page.front.end):
        if any(span.start <= match.start() < span.end for span in fences):
            continue
        words = match.group(2)
        anchor = match.group(3) or fixed.get(words) or slugify(words, "-")
        yield Heading(len(match.group(1)), words, anchor, match.start())


def anchors_of(page: Page[Fields]) -> frozenset[str]:
    """Every fragment that a link to the page may end in."""
    counted = {
        Guideline: lambda fields: {f"c{check.n}" for check in fields.checks},
        Activity: lambda fields: {f"step-{number}" for number in range(1, len(fields.steps) + 1)},
        Agenda: lambda fields: {f"slot-{number}" for number in range(1, len(fields.slots) + 1)},
        GlossaryPage: lambda fields: {f"term-{term.id}" for term in fields.terms},
        HelpPage: lambda fields: {f"help-{entry.id}" for entry in fields.entries},
    }
    many = counted.get(type(page.fields), lambda fields: set())(page.fields)  # type: ignore[no-untyped-call]
    return frozenset({*page.kind.anchors, *(heading.anchor for heading in headings_of(page)), *many})
