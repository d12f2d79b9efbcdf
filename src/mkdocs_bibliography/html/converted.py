"""Citations in a converted page: what snippets, docstrings, notebooks and the like brought after it was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.text.inlines import Closings
from mkdocs_bibliography.text.source import Span

_OPENED = re.compile(
    r"<!--|<(?P<raw>pre|code|script|style|textarea|svg|math|kbd|samp|title|template|a)\b|<(?P<kind>span|div)\b"
    r"|</?(?!(?:em|strong|i|b|abbr|mark|sup|sub|small|span)\b)[A-Za-z]",
    re.IGNORECASE,
)
"""What ends a run of text: code, formulas, links, and every tag that is not of the text itself."""
_MATH = re.compile(r"\bclass=\"[^\"]*\barithmatex\b", re.IGNORECASE)
_LONGEST = 2_000
"""Characters of the tag of a formula."""
_NEUTRAL = str.maketrans("`$\n\t", "'' " + " ")
_EMPHASIS = (("em", "*"), ("i", "*"), ("strong", "**"), ("b", "**"))


def citations_in(html: str, narrative: bool = True) -> Iterator[tuple[Span, Cluster]]:
    """Every citation in the text of a converted page with its place there, as the Markdown that it was."""
    if "@" not in html:
        return
    at = 0
    for start, end in [*_apart(html), (len(html), len(html))]:
        if html.find("@", at, start) >= 0:
            yield from _in_run(html, at, start, narrative)
        at = end


def _apart(html: str) -> Iterator[tuple[int, int]]:
    """Where text is interrupted, and where it goes on."""
    closings, at = Closings(html), 0
    while opened := _OPENED.search(html, at):
        end = _end(html, closings, opened)
        at = max(end, opened.end())
        if end > 0:
            yield opened.start(), end


def _end(html: str, closings: Closings, opened: re.Match[str]) -> int:
    """Where an element of code, formula or link ends, else its tag; -1 for what is no end of text."""
    if opened[0] == "<!--":
        return closings.after("-->", opened.end())
    tag = closings.after(">", opened.end())
    kind = opened["kind"]
    is_math = kind and tag < opened.end() + _LONGEST and _MATH.search(html, opened.end(), max(tag, 0))
    if tag > 0 and (opened["raw"] or is_math):
        whole = closings.after(rf"</{(opened['raw'] or kind).lower()}\s*>", tag)
        if whole > 0:
            return whole
    return -1 if kind and kind.lower() == "span" else tag


def _in_run(html: str, start: int, end: int, narrative: bool) -> Iterator[tuple[Span, Cluster]]:
    run = html[start:end]
    begin = len(run) - len(run.lstrip())
    for found in parse_citations(run[begin:].translate(_NEUTRAL)).clusters:
        place = Span(start + begin + found.span.start, start + begin + found.span.end)
        written = parse_citations(_markdown(html[place.start : place.end])).clusters
        if len(written) == 1 and (narrative or written[0].text.startswith("[")):
            yield place, written[0]


def _markdown(html: str) -> str:
    for tag, sign in _EMPHASIS:
        html = re.sub(rf"</?{tag}\b[^>]*>", sign, html)
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def raw_keys(html: str, keys: Collection[str]) -> list[str]:
    """The known keys that a finished page shows as they were written, in brackets; each once."""
    shown = [item.key for _, cluster in citations_in(html, narrative=False) for item in cluster.items]
    values = re.findall(r"<[A-Za-z][^>]*>", html)
    shown += [key for value in values for key in re.findall(r'\[-?@\{?([^\s\[\]{};,"\']+)', unescape(value))]
    return [key for key in dict.fromkeys(shown) if key in keys]
