"""The fragments that a page's address can have, and its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markdown.extensions.toc import slugify

from primer.content.item_models import Activity, Fields, Guideline
from primer.content.matrix_models import MatrixPage
from primer.content.page import Page
from primer.content.page_models import Agenda, GlossaryPage, HelpPage


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a page's body."""

    level: int
    text: str
    anchor: str
    """The fragment: written after the heading, else made of its words."""
    place: int
    """Offset of its line."""


def headings_of(page: Page[Fields]) -> tuple[Heading, ...]:
    """Every heading of a page's body, in order, outside code."""
    return tuple(_headings(page))


def _headings(page: Page[Fields]) -> Iterator[Heading]:
    fixed = {part.heading: part.anchor for part in page.kind.sections}
    for heading in page.headings:
        anchor = heading.anchor or fixed.get(heading.text) or slugify(heading.text, "-")
        yield Heading(heading.level, heading.text, anchor, heading.span.start)


def anchors_of(page: Page[Fields]) -> frozenset[str]:
    """Every fragment that a link to the page may end in."""
    return frozenset((*page.kind.anchors, *(heading.anchor for heading in headings_of(page)), *_counted(page.fields)))


def _counted(fields: Fields) -> Iterator[str]:
    """The fragments of which a page has as many as its front matter says."""
    match fields:
        case Guideline():
            yield from (f"c{check.n}" for check in fields.checks)
        case Activity():
            yield from (f"step-{number}" for number in range(1, len(fields.steps) + 1))
        case Agenda():
            yield from (f"slot-{number}" for number in range(1, len(fields.slots) + 1))
        case GlossaryPage():
            yield from (f"term-{term.id}" for term in fields.terms)
        case MatrixPage():
            yield from (f"row-{row.id}" for row in fields.interventions)
        case HelpPage():
            yield from (f"help-{entry.id}" for entry in fields.entries)
