"""Typed blocks in a page's body: a line `/// kind | title`, text, and a line `///`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, Span, SpanSet
from primer.syntax.headings import fenced_spans

KINDS = {
    "passage": "a stretch of a source page, with its provenance as title",
    "do": "what to do, with a short title",
    "avoid": "what to avoid, with a short title",
    "example": "an invented product, with its name as title",
    "note": "an aside, with a short title",
    "door": "a way into the primer, with a short title",
}
"""What each kind of block holds."""

_OPEN = re.compile(r"^/// *(?P<kind>[\w-]+) *(?:\| *(?P<title>.*?))? *$")
_CLOSE = re.compile(r"^/// *$")


@dataclass(frozen=True)
class Block:
    """A typed block."""

    kind: str
    title: str
    span: Span
    """From its first line to the end of its last."""
    inner: Span
    """The text between."""


def find_blocks(source: Source, start: int = 0) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """The blocks of a body, in order, and lines that close none, leave one open or start one inside another."""
    blocks: list[Block] = []
    issues: list[Issue] = []
    opened: tuple[str, str, int, int] | None = None
    fences = SpanSet(fenced_spans(source.text, start))
    for first, line in _lines(source.text, start):
        if not line.startswith("///") or fences.hold(first):
            continue
        last = first + len(line)
        if _CLOSE.match(line):
            if opened is None:
                issues.append(issue_at(source, first, "block-stray", "'///' closes no block. Take it out."))
            else:
                kind, title, begin, inside = opened
                blocks.append(Block(kind, title, Span(begin, last), Span(inside, first)))
                opened = None
        elif opening := _OPEN.match(line):
            if opened is not None:
                issues.append(
                    issue_at(
                        source, first, "block-unclosed", "a block starts inside another. Close that with '///' first."
                    )
                )
            opened = (opening["kind"], opening["title"] or "", first, last + 1)
    if opened is not None:
        issues.append(
            issue_at(source, opened[2], "block-unclosed", f"'/// {opened[0]}' is not closed. Add a line '///'.")
        )
    return tuple(blocks), tuple(issues)


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    offset = start
    for line in text[start:].split("\n"):
        yield offset, line
        offset += len(line) + 1
