"""A page's prose, cut into sentences, each with the works that it cites."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Span, replaced
from primer.content.item_models import Fields
from primer.content.page import Page
from primer.project.front_matter import Path
from primer.syntax.derived import Derived, find_derived

_PIECE = re.compile(r"\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|\||#|///|>))")
"""Where a paragraph, an entry of a list, a row of a table or a heading ends."""
_END = re.compile(r"[.!?][\"”’)*_\]]*\s+(?=[\"“‘(\[*_]*[A-Z0-9{])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:U\.S|e\.g|i\.e|vs|v|No|Nos|Dr|Mr|Ms|Mrs|St|al|approx|ca|p|pp|Inc|Jr|Sr|Jan|Feb|Aug|Sept|Oct|Nov|Dec|H\.R"
    r"|P\.L|Pub|U\.S\.C)|\b[A-Z])\.$"
)


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a row of a table, that a page holds."""

    page: Page[Fields]
    path: Path
    """The field of front matter that holds it; empty in the body."""
    span: Span
    """Where it stands in the file."""
    text: str
    """The same stretch with citations, code and targets of links blanked, so that offsets stay."""
    keys: tuple[str, ...]
    """The works that it cites, each once."""
    derived: tuple[Derived, ...] = ()
    """Its figures of our own; their spans count from the sentence's start."""

    @property
    def words(self) -> str:
        """The sentence on one line, without its citations; of a row the cells with semicolons between."""
        line = " ".join(replaced(self.text, ((figure.span, figure.printed) for figure in self.derived)).split())
        if self.is_row:
            return "; ".join(cell.strip() for cell in line.strip("| ").split("|") if cell.strip())
        return re.sub(r"^(?:>-|[>|][+-]?|[\"'])\s*|[\"']$", "", re.sub(r"\s+(?=[.,;:])", "", line))

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return not self.path and self.text.lstrip().startswith("|")

    @property
    def plain(self) -> str:
        """Its text with its figures of our own blanked too: what is left is the sources'."""
        spans = (figure.span for figure in self.derived)
        return replaced(self.text, ((span, " " * (span.end - span.start)) for span in spans))


def sentences_of(page: Page[Fields]) -> tuple[Sentence, ...]:
    """Every sentence of a page's prose fields and of its body."""
    return tuple(sentence for passage in page.passages for sentence in sentences_in(page, passage.path, passage.span))


def sentences_in(page: Page[Fields], path: Path, span: Span) -> Iterator[Sentence]:
    """The sentences of a stretch of a page."""
    text = page.source.cut(span)
    clusters = parse_citations(text).clusters if "@" in text else ()
    derived = find_derived(text)
    clear = _blanked(text, [cluster.span for cluster in clusters], [figure.span for figure in derived])
    for part in _parts(clear):
        keys = [item.key for cluster in _within(clusters, part) for item in cluster.items]
        own = tuple(
            Derived(Span(one.span.start - part.start, one.span.end - part.start), one.printed, one.sum)
            for one in _within(derived, part)
        )
        place = Span(span.start + part.start, span.start + part.end)
        yield Sentence(page, path, place, clear[part.start : part.end], tuple(dict.fromkeys(keys)), own)


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


P = TypeVar("P", bound=_Placed)


def _within(found: Sequence[P], part: Span) -> Sequence[P]:
    """Of what was found in a text, in its order, that which begins in a part."""
    first, stop = (bisect_left(found, offset, key=lambda one: one.span.start) for offset in (part.start, part.end))
    return found[first:stop]


def _blanked(text: str, citations: list[Span], kept: list[Span]) -> str:
    """The text with citations and what is no prose blanked; stretches in `kept` stay."""
    letters = list(text)
    ends = [one.end for one in kept]
    for span in (*citations, *protected_spans(text)):
        after = bisect_right(ends, span.start)  # The first that ends behind the start of the span.
        if after == len(kept) or kept[after].start >= span.end:
            letters[span.start : span.end] = [" " if letter != "\n" else "\n" for letter in text[span.start : span.end]]
    return "".join(letters)


def _parts(text: str) -> Iterator[Span]:
    start = 0
    for match in (*_PIECE.finditer(text), None):
        stop = match.end() if match else len(text)
        if text[start:stop].lstrip().startswith("|"):
            yield Span(start, stop)
        else:
            yield from _cut(text, start, stop)
        start = stop


def _cut(text: str, start: int, stop: int) -> Iterator[Span]:
    for match in _END.finditer(text, start, stop):
        if not _ABBREVIATED.search(text[max(start, match.start() - 12) : match.start() + 1]):
            yield Span(start, match.end())
            start = match.end()
    if text[start:stop].strip():
        yield Span(start, stop)
