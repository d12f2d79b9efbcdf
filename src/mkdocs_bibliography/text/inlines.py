"""Inside one paragraph, the stretches that are no prose: code, tags, comments, math, link targets, addresses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mkdocs_bibliography.text.source import Span

_TOKEN = re.compile(
    r"\\begin\{(?P<environment>[A-Za-z]+\*?)\}|\\(?P<paren>\()|\\(?P<display>\[)|\\.|(?P<code>`+)|(?P<comment><!--)|(?P<auto><(?:[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*|[^\s<>@]+@[^\s<>]+)>)"
    r"|(?<![^\W_.])@(?:\{[^\s{}]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*)"
    r"|(?P<tag></?[A-Za-z])|(?P<math>\$\$?)|(?P<close>\](?P<target>[(\[])?)|(?P<open>\[)"
    r"|(?P<url>(?<![A-Za-z0-9])(?:https?|ftp|mailto):(?=[^\s<>]))|(?P<mail>(?<![\w.+@-])[\w.+-]*\w@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<attributes>\{:[^{}\n]*\}|(?<=[)\]*_`])\{[ \t]*(?:[.#][\w:-]+|[\w:-]+=)[^{}\n]*\})",
    re.DOTALL,
)
_RAW = ("pre", "script", "style", "textarea", "code", "svg", "math", "kbd", "samp")
REACHING = re.compile(rf"<(?:!--|(?:{'|'.join(_RAW)})\b)", re.IGNORECASE)
"""What may open a stretch that reaches beyond its paragraph."""
_TAG = re.compile(r"</?([A-Za-z][\w:-]*)")
_ATTRIBUTES = re.compile(r"""(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_URL = re.compile(r"[^\s<>\"'`]*[^\s<>\"'`.,;:!?*_\])]")
_LABEL = re.compile(r"(?!\^)[^\[\]@]*\]")
_RUN = re.compile(r"`+")
_MATH_END = re.compile(r"\\.|(?<=\S)(\$)(?!\d)|(\$\$)", re.DOTALL)
_TITLED = re.compile(
    r"""[ \t]*(?:<[^<>\n]*>|[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)


class Closings:
    """Where comments and raw elements end in one text, each kind sought once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends: dict[str, list[int]] = {}

    def after(self, pattern: str, at: int) -> int:
        """The end of the first match of a pattern that begins at an offset or later; -1 when there is none."""
        if pattern not in self._ends:
            found = re.finditer(pattern, self.text, re.IGNORECASE)
            self._ends[pattern] = [match.end() for match in found]
        ends = self._ends[pattern]
        index = bisect_left(ends, at + 1)
        return ends[index] if index < len(ends) else -1


@dataclass
class _Paragraph:
    text: str
    start: int
    end: int
    closings: Closings

    @cached_property
    def code_ends(self) -> dict[int, int]:
        """Where code may begin to the end of the next run of backticks as long as those it begins with.

        A backslash keeps the first of a run from opening code; it keeps none from closing it.
        """
        ends: dict[int, int] = {}
        following: dict[int, int] = {}
        for run in reversed(list(_RUN.finditer(self.text, self.start, self.end))):
            length = len(run[0])
            if length in following:
                ends[run.start()] = following[length]
            if length - 1 in following:
                ends[run.start() + 1] = following[length - 1]
            following[length] = run.end()
        return ends

    @cached_property
    def math_ends(self) -> list[int]:
        """Where inline math may end: after each dollar sign with no space before and no digit behind."""
        return [m.end(1) for m in _MATH_END.finditer(self.text, self.start, self.end) if m[1]]

    def seek(self, pattern: str, at: int) -> int:
        """The end of the pattern's next match in the paragraph, or -1."""
        end = self.closings.after(pattern, at)
        return end if end <= self.end else -1


def protected_inlines(closings: Closings, start: int, end: int) -> tuple[list[Span], int]:
    """Stretches of the paragraph from `start` to `end` that are no prose, and where reading goes on.

    A comment or an element such as `<pre>` may reach beyond the paragraph.
    """
    text, spans, at, depth = closings.text, list[Span](), start, 0
    paragraph = _Paragraph(text, start, end, closings)
    while at < end and (token := _TOKEN.search(text, at, end)):
        depth += 1 if token["open"] else -1 if token["close"] else 0
        stop = _stop(paragraph, token, depth >= 0)
        depth = max(depth, 0)
        if stop > token.start():
            begin = token.start() + (1 if token["close"] else 0)
            spans.append(Span(begin, stop))
            at = stop
        else:
            at = token.start() + 1 if token["target"] or token["tag"] else token.end()
    return spans, max(at, end)


def _stop(paragraph: _Paragraph, token: re.Match[str], in_brackets: bool) -> int:
    """Where the stretch that begins with the token ends; -1 when none does."""
    kind = token.lastgroup or ""
    if kind in {"auto", "mail", "attributes"}:
        return token.end()
    if token["target"]:
        return _target_end(paragraph, token) if in_brackets else -1
    return _STOPS[kind](paragraph, token) if kind in _STOPS else -1


def _code(paragraph: _Paragraph, token: re.Match[str]) -> int:
    return paragraph.code_ends.get(token.start(), -1)


def _comment(paragraph: _Paragraph, token: re.Match[str]) -> int:
    return paragraph.closings.after("-->", token.end())


def _tag(paragraph: _Paragraph, token: re.Match[str]) -> int:
    name = _TAG.match(paragraph.text, token.start())
    opened = _ATTRIBUTES.match(paragraph.text, name.end(), paragraph.end) if name else None
    if name is None or opened is None:
        return -1
    if name[1].lower() in _RAW and paragraph.text[token.start() + 1] != "/" and not opened[0].endswith("/>"):
        return max(opened.end(), paragraph.closings.after(rf"</{name[1].lower()}\s*>", opened.end()))
    return opened.end()


def _math(paragraph: _Paragraph, token: re.Match[str]) -> int:
    if token["math"] == "$$":
        return paragraph.seek(r"\$\$", token.end() + 1)
    if paragraph.text[token.end() : token.end() + 1].isspace():
        return -1
    ends = paragraph.math_ends
    index = bisect_left(ends, token.end() + 2)
    return ends[index] if index < len(ends) else -1


def _paren(paragraph: _Paragraph, token: re.Match[str]) -> int:
    return paragraph.seek(r"\\\)", token.end())


def _display(paragraph: _Paragraph, token: re.Match[str]) -> int:
    """The end of `\\[ ... \\]` that holds a command of TeX; without one it is text in brackets."""
    end = paragraph.seek(r"\\\]", token.end())
    return end if end > 0 and re.search(r"\\[A-Za-z,;!{}]", paragraph.text[token.end() : end]) else -1


def _environment(paragraph: _Paragraph, token: re.Match[str]) -> int:
    return paragraph.seek(rf"\\end\{{{re.escape(token['environment'])}\}}", token.end())


def _url(paragraph: _Paragraph, token: re.Match[str]) -> int:
    found = _URL.match(paragraph.text, token.end(), paragraph.end)
    return found.end() if found else -1


def _target_end(paragraph: _Paragraph, token: re.Match[str]) -> int:
    """The end of `(target "title")` or `[label]` after a link's text."""
    if token["target"] == "(":
        found = _TITLED.match(paragraph.text, token.end(), paragraph.end)
        return found.end() if found else -1
    label = _LABEL.match(paragraph.text, token.end(), paragraph.end)
    return label.end() if label else -1


_STOPS: dict[str, Callable[[_Paragraph, re.Match[str]], int]] = {
    "code": _code,
    "comment": _comment,
    "tag": _tag,
    "math": _math,
    "paren": _paren,
    "display": _display,
    "environment": _environment,
    "url": _url,
}
