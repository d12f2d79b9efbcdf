"""Citations in a converted page: what snippets, docstrings, notebooks and the like brought after it was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.text.source import Span

_APART = re.compile(
    r"<!--.*?-->|<(?P<raw>pre|code|script|style|textarea|svg|math|kbd|samp|title|template|a)\b[^>]*>.*?</(?P=raw)\s*>"
    r"|<(?P<kind>span|div)\b[^>]*\bclass=\"[^\"]*\barithmatex\b[^>]*>.*?</(?P=kind)>"
    r"|</?(?!(?:em|strong|i|b|abbr|mark|sup|sub|small|span)\b)[A-Za-z][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""What ends a run of text: code, formulas, links, and every tag that is not of the text itself."""
_NEUTRAL = str.maketrans("`$\n\t", "'' " + " ")
_EMPHASIS = (("em", "*"), ("i", "*"), ("strong", "**"), ("b", "**"))


def citations_in(html: str, narrative: bool = True) -> Iterator[tuple[Span, Cluster]]:
    """Every citation in the text of a converted page with its place there, as the Markdown that it was."""
    if "@" not in html:
        return
    at = 0
    for start, end in [*(found.span() for found in _APART.finditer(html)), (len(html), len(html))]:
        if html.find("@", at, start) >= 0:
            yield from _in_run(html, at, start, narrative)
        at = end


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
