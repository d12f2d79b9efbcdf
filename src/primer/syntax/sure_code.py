"""Code that is code to every reader of Markdown: the only place where a page may write HTML.

Readers differ over fences without an end, over backticks behind a backslash or in runs of unlike length, over code that
is indented, and over code that goes on beyond a line which begins a block. All of that is taken for text here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_bibliography.text.source import Span

_FENCE = re.compile(r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ \t]*[\w#.+-]*[ \t]*$", re.M)
_LIKE_FENCE = re.compile(r"^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t]+)*(?:`{3}|~{3})", re.M)
_PARAGRAPH = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.M)
_HTML_LINE = re.compile(r"^[ \t>]*(?:(?:[-*+:]|\d+[.)])[ \t]+)*<[!?/A-Za-z]", re.M)
_RUN = re.compile(r"`+")
_BLOCK = re.compile(r"\n[ \t]*(?:[:>#|=~+*-]|\d+[.)]|/{3}|(?: {4}|\t))")


def sure_code(text: str) -> Iterator[Span]:
    """Stretches of a text that nobody takes for anything but code."""
    at, fences_hold = 0, True
    first = text.find("<!--")
    comments = Span(first if first >= 0 else len(text), text.rfind("-->"))
    for like in _LIKE_FENCE.finditer(text):
        if like.start() < at:
            continue
        fence = _FENCE.match(text, like.start())
        end = _end_of(text, fence, comments) if fence and fences_hold else 0
        if not end:
            # For some readers all that follows is inside this fence, and the next one ends it.
            fences_hold = False
            continue
        yield from _spans(text, at, like.start(), comments)
        yield Span(like.start(), end)
        at = end
    yield from _spans(text, at, len(text), comments)


def _end_of(text: str, fence: re.Match[str], comments: Span) -> int:
    """Where a fence ends by a line like the one that opened it, with nothing between that anyone takes for its end."""
    indent, mark = fence["indent"], fence["mark"]
    close = re.compile(rf"^{indent}{mark}[ \t]*$", re.M).search(text, fence.end())
    if close is None:
        return 0
    inside = text[fence.end() : close.start()]
    rows = inside.split("\n")[1:-1]
    if any(row.strip() and (not row.startswith(indent) or row.lstrip().startswith(mark)) for row in rows):
        return 0
    return 0 if "-->" in inside and comments.start < fence.start() else close.end()


def _spans(text: str, start: int, end: int, comments: Span) -> Iterator[Span]:
    """Code between backticks, a paragraph at a time."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        if _is_unsure(paragraph, comments.end):
            continue
        runs = list(_RUN.finditer(text, paragraph.start(), paragraph.end()))
        at = 0
        while at < len(runs):
            opened = runs[at]
            close = next((n for n in range(at + 1, len(runs)) if len(runs[n][0]) == len(opened[0])), 0)
            escaped = text[opened.start() - 1 : opened.start()] == "\\"
            if escaped or not close or _BLOCK.search(text, opened.end(), runs[close].start()):
                break
            yield Span(opened.start(), runs[close].end())
            at = close + 1


def _is_unsure(paragraph: re.Match[str], last: int) -> bool:
    """Whether a paragraph might be a fence or HTML to some, or stand in a comment in part; the last one ends at
    `last`.
    """
    text = paragraph[0]
    if _LIKE_FENCE.search(text) or _HTML_LINE.search(text):
        return True
    at = 0
    while (end := text.find("-->", at)) >= 0:
        start = text.find("<!--", at, end)
        if start < 0 or "`" in text[start:end]:
            return True
        at = end + 3
    return "<!--" in text[at:] and last >= paragraph.end()
