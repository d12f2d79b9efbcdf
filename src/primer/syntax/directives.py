"""Lines of a page's body that stand for what is made of the whole primer: `[[index myths]]`, `[[specimen G6]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.text.source import Span, SpanSet
from primer.syntax.headings import fenced_spans

_LINE = re.compile(r"^\[\[(?P<kind>[a-z]+) (?P<name>[\w-]+)\]\][ \t]*$", re.M)

PAGES = frozenset({"page", "source"})
"""The types of page on which such lines stand for something."""


INDEXES = (
    "a-z", "activities", "autolinks", "changes", "codes", "data", "downloads", "edition", "editions", "find",
    "findings", "guidelines", "lint-codes", "map", "myths", "packs", "reading", "references", "reports",
    "review", "templates", "topics", "unknown",
)  # fmt: skip
"""What may follow `index`: the site has a template for each."""


@dataclass(frozen=True, slots=True)
class Directive:
    """A line that asks for something to be put in its place."""

    kind: str
    """`index`, a list of items or the like, or `specimen`, a guideline's box."""
    name: str
    """Which index, or the id of the guideline."""
    span: Span


def find_directives(text: str, start: int = 0) -> Iterator[Directive]:
    """The directives of a text, in order, outside fenced code."""
    fences = SpanSet(fenced_spans(text, start))
    for match in _LINE.finditer(text, start):
        if not fences.hold(match.start()):
            yield Directive(match["kind"], match["name"], Span(*match.span()))
