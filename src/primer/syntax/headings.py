"""Headings and fenced code in Markdown, as Python-Markdown reads them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.text.source import Span, SpanSet

_FENCE = re.compile(r"^(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$", re.M)
_HASHES = re.compile(r"^(?P<level>#{1,6})(?P<rest>[^\n]*)$", re.M)
_ANCHOR = re.compile(r"\{ *#([\w-]+) *\}")
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
    lines = list(_FENCE.finditer(text, start))
    closing: dict[str, list[re.Match[str]]] = {}
    """By the marks of an opening line, the lines that may close it, each kind sought once."""
    spans: list[Span] = []
    for line in lines:
        mark = line["mark"]
        if spans and line.start() < spans[-1].end:
            continue
        if mark not in closing:
            closing[mark] = [one for one in lines if one["mark"].startswith(mark) and not one["info"].strip(" \t")]
        at = bisect_right(closing[mark], line.start(), key=lambda one: one.start())
        if at < len(closing[mark]):
            spans.append(Span(line.start(), closing[mark][at].end()))
    return tuple(spans)


def find_headings(text: str, start: int = 0) -> tuple[HeadingSource, ...]:
    """Every heading outside fenced code, in order."""
    fences = SpanSet(fenced_spans(text, start))
    found = sorted((*_hashed(text, start), *_underlined(text, start)), key=lambda heading: heading.span)
    return tuple(heading for heading in found if not fences.hold(heading.span.start))


def _hashed(text: str, start: int) -> Iterator[HeadingSource]:
    for match in _HASHES.finditer(text, start):
        text = match["rest"].rstrip(" \t").rstrip("#").strip(" \t")
        anchor = _ANCHOR.fullmatch(text, text.rfind("{")) if text.endswith("}") else None
        words = text[: anchor.start()].rstrip(" \t") if anchor else text
        yield HeadingSource(len(match["level"]), words, anchor[1] if anchor else "", Span(*match.span()))


def _underlined(text: str, start: int) -> Iterator[HeadingSource]:
    for match in _UNDERLINED.finditer(text, start):
        yield HeadingSource(1 if match["line"][0] == "=" else 2, match["text"].strip(), "", Span(*match.span()))
