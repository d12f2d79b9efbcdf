"""Headings and fenced code in Markdown, as Python-Markdown reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.text.source import Span

_FENCE = re.compile(r"^(?P<mark>(?P<letter>[`~])(?P=letter){2,})[^\n]*\n(?:.*\n)*?(?P=mark)(?P=letter)*[ \t]*$", re.M)
_HASHES = re.compile(
    r"^(?P<level>#{1,6})[ \t]*(?P<text>[^\n]*?)[ \t]*(?:\{[ ]*#(?P<anchor>[\w-]+)[ ]*\})?[ \t]*#*[ \t]*$", re.M
)
_UNDERLINED = re.compile(r"(?<=\n\n)(?P<text>[^\n]+)\n(?P<line>=+|-+)[ ]*$", re.M)


@dataclass(frozen=True, slots=True)
class HeadingSource:
    """A heading as its author wrote it."""

    level: int
    text: str
    anchor: str
    """The fragment written after it, as in `{#name}`; empty without one."""
    span: Span
    """Its line, or its two lines when it is underlined."""


def fenced_spans(text: str, start: int = 0) -> tuple[Span, ...]:
    """The fenced code of a text; a fence that nothing closes is none."""
    return tuple(Span(*match.span()) for match in _FENCE.finditer(text, start))


def find_headings(text: str, start: int = 0) -> tuple[HeadingSource, ...]:
    """Every heading outside fenced code, in order."""
    fences = fenced_spans(text, start)
    found = sorted((*_hashed(text, start), *_underlined(text, start)), key=lambda heading: heading.span)
    return tuple(
        heading for heading in found if not any(span.start <= heading.span.start < span.end for span in fences)
    )


def _hashed(text: str, start: int) -> Iterator[HeadingSource]:
    for match in _HASHES.finditer(text, start):
        yield HeadingSource(len(match["level"]), match["text"], match["anchor"] or "", Span(*match.span()))


def _underlined(text: str, start: int) -> Iterator[HeadingSource]:
    for match in _UNDERLINED.finditer(text, start):
        yield HeadingSource(1 if match["line"][0] == "=" else 2, match["text"].strip(), "", Span(*match.span()))
