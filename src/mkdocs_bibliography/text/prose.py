"""Where a Markdown text is prose: `protected_spans` gives the stretches in which nothing is to be rewritten.

The rules are those of Python-Markdown with its usual extensions; where Pandoc reads a text otherwise, the stretch that
either takes for code is left alone. Every step looks at a character a bounded number of times.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from mkdocs_bibliography.text.inlines import REACHING, Closings, protected_inlines
from mkdocs_bibliography.text.source import Span

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_FENCE = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<mark>`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_DEFINITION = re.compile(r" {0,3}\[(?!\^)(?:[^\[\]\\\n]|\\.)+\]:")
_CONTAINER = re.compile(r"(?:[-*+]|\d{1,9}[.)]|:)[ \t]+|(?:!!!|\?\?\?\+?|===[!+]?)[ \t]|\[\^[^\]\s]+\]:")


@dataclass
class _Scan:
    """The walk down the lines of one text."""

    text: str
    closings: Closings
    spans: list[Span] = field(default_factory=list)
    paragraph: int | None = None
    """Where the paragraph that is being read began."""
    base: list[int] = field(default_factory=list)
    """Columns at which the text of the enclosing list items, notes and admonitions stands."""
    after_blank: bool = True
    hopeless: dict[str, int] = field(default_factory=dict)
    """Of each fence letter, the shortest fence that was sought in vain."""
    sought: tuple[str, ...] = ("",)
    """Paragraphs that hold none of these are not looked into: each is one stretch."""

    def flush(self, end: int) -> int:
        """Close the paragraph, if one is open; gives where the walk goes on, which a comment may put beyond `end`."""
        start, self.paragraph = self.paragraph, None
        if start is None:
            return end
        if self._is_idle(start, end):
            self.spans.append(Span(start, end - self.text.endswith("\n", start, end)))
            return end
        spans, resume = protected_inlines(self.closings, start, end)
        self.spans += spans
        return max(end, resume)

    def _is_idle(self, start: int, end: int) -> bool:
        """Whether a paragraph neither holds what is sought nor opens what may reach beyond it."""
        found = any(self.text.find(sign, start, end) >= 0 for sign in self.sought)
        return not found and not REACHING.search(self.text, start, end)


SIGNS = ("@", "[[")
"""One of these begins whatever stands for a citation or for a list of works."""


@lru_cache(maxsize=2**14)
def protected_spans(text: str, sought: tuple[str, ...] = ("",)) -> tuple[Span, ...]:
    """Stretches of a Markdown text that are no prose, in order, none overlapping another.

    These are YAML front matter, fenced and indented code, code spans, comments, HTML tags and the content of elements
    such as `<pre>`, math, the targets and titles of links, link definitions, addresses and attribute lists. For
    whoever looks only for what holds one of `sought`, a paragraph without is one such stretch, which takes less time.
    """
    scan = _Scan(text, Closings(text), sought=sought)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    front = _FRONT_MATTER.match(text)
    at = front.end() if front else 0
    if front:
        scan.spans.append(Span(0, at))
    while at < len(text):
        line = bisect_right(starts, at) - 1
        end = starts[line + 1] if line + 1 < len(starts) else len(text)
        at = _read_line(scan, starts, at, end)
    end = scan.flush(len(text))
    while end < len(text):
        scan.paragraph = end
        end = scan.flush(len(text))
    return _merged(scan.spans)


def _read_line(scan: _Scan, starts: list[int], at: int, end: int) -> int:
    """Read the line, or the block that begins on it; gives where the walk goes on."""
    first = scan.text[at]
    if first.isalpha() or first in "<|(#":  # no block that is looked for begins so
        if scan.paragraph is None:
            scan.base, scan.paragraph = [] if scan.after_blank else scan.base, at
        scan.after_blank = False
        return end
    quote = _QUOTE.match(scan.text, at, end) if first in " >" else None
    content = quote.end() if quote else at
    line = scan.text[content:end]
    if not line.strip():
        resume = scan.flush(end)
        scan.after_blank = True
        return resume
    fence = _FENCE.match(scan.text, content, end)
    closed = _fence_end(scan, fence["mark"], starts, end) if fence else 0
    if closed:
        resume = scan.flush(at)
        if resume == at:
            scan.spans.append(Span(at, closed))
            scan.after_blank = False
        return max(resume, closed) if resume == at else resume
    if scan.after_blank and scan.paragraph is None:
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
        if _is_code(scan, line.lstrip(), indent):
            scan.spans.append(Span(at, end))
            return end
    return _read_text(scan, at, content, end)


def _read_text(scan: _Scan, at: int, content: int, end: int) -> int:
    """Take the line into a paragraph; a link's definition is none."""
    definition = _DEFINITION.match(scan.text, content, end)
    if definition:
        resume = scan.flush(at)
        if resume == at:
            scan.spans.append(Span(definition.end(), end))
            return end
        return resume
    line = scan.text[content:end].expandtabs(4)
    indent = len(line) - len(line.lstrip())
    if _CONTAINER.match(line.lstrip()):
        scan.base = [*(column for column in scan.base if column <= indent), (indent // 4 + 1) * 4]
    if scan.paragraph is None:
        scan.paragraph = at
    scan.after_blank = False
    return end


def _is_code(scan: _Scan, content: str, indent: int) -> bool:
    """Whether a line after a blank one is indented code; leaves the containers that the line has left."""
    scan.base = [column for column in scan.base if column <= indent]
    return indent >= (scan.base[-1] if scan.base else 0) + 4


def _fence_end(scan: _Scan, mark: str, starts: list[int], after: int) -> int:
    """Where the fenced code ends whose first line ends at `after`; 0 when nothing closes it."""
    letter, length = mark[0], len(mark)
    if length >= scan.hopeless.get(letter, length + 1):
        return 0
    closing = re.compile(rf"^(?: {{0,3}}> ?)*[ \t]*{letter}{{{length},}}[ \t]*$\n?", re.MULTILINE)
    found = closing.search(scan.text, after)
    if found is None:
        scan.hopeless[letter] = length
        return 0
    return found.end()


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch or overlap joined."""
    merged: list[Span] = []
    for span in sorted((span for span in spans if span.start < span.end), key=lambda one: (one.start, one.end)):
        if not merged or span.start > merged[-1].end:
            merged.append(span)
        elif span.end > merged[-1].end:
            merged[-1] = Span(merged[-1].start, span.end)
    return tuple(merged)
