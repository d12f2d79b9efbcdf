"""Citations in Markdown, in Pandoc's syntax: `parse_citations`, and back to text: `print_cluster`.

`[see @key, pp. 3-4; @other]` is a cluster of two items; `@key [p. 4]` in running text is a narrative cluster.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from mkdocs_bibliography.citations.locators import Locator, read_locator
from mkdocs_bibliography.text.prose import SIGNS, protected_spans
from mkdocs_bibliography.text.source import Span

__all__ = ["CitationItem", "Citations", "Cluster", "Locator", "parse_citations", "print_cluster"]


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One work cited, with what is said round it."""

    key: str
    prefix: str
    """Markdown before the key, such as `see`, without space round it."""
    suffix: str
    """Markdown after the locator."""
    locator: Locator | None
    suppress_author: bool
    """Whether it is written `-@key`: the author is named in the sentence already."""
    span: Span
    """From `@`, or `-@`, to the end of the key."""
    tail: str = ""
    """All that follows the key, as written: separator, locator and suffix."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Works cited together at one place."""

    items: tuple[CitationItem, ...]
    narrative: bool
    """Whether the first item's author is part of the sentence."""
    span: Span
    text: str
    """The cluster as written."""
    in_link: bool = False
    """Whether it stands in the text of a link or in the description of a picture."""


Problem = tuple[Span, str, str]
"""A place, a code of `issues.BIBLIOGRAPHY_CODES` and a message."""


@dataclass(frozen=True, slots=True)
class Citations:
    """What `parse_citations` finds, in the order of the text."""

    clusters: tuple[Cluster, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Key:
    name: str
    span: Span
    suppress_author: bool


@dataclass(slots=True)
class _Bracket:
    """A pair of brackets, with what stands in it but in no pair within."""

    start: int
    end: int = 0
    cuts: list[int] = field(default_factory=list)
    keys: list[_Key] = field(default_factory=list)
    inner: list[_Bracket] = field(default_factory=list)
    link: bool = False

    def segments(self) -> list[tuple[int, int, list[_Key]]]:
        """Start, end and keys of each part between semicolons."""
        edges = [self.start, *self.cuts, self.end - 1]
        parts: list[tuple[int, int, list[_Key]]] = []
        at = 0
        for left, right in pairwise(edges):
            first = at
            while at < len(self.keys) and self.keys[at].span.start < right:
                at += 1
            parts.append((left + 1, right, self.keys[first:at]))
        return parts


_NAME = r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*"
_TOKEN = re.compile(
    rf"\\[^\n]|&\#?\w+;|(?P<key>(?:(?<![^\W_])(?<![.-])-)?(?<![^\W_])(?<!\.)@(?:(?P<name>{_NAME})|\{{(?P<braced>[^\s{{}}]+)\}}))"
    r"|(?P<mark>[\[\];])|(?P<blank>\n(?:[ \t>]*\n)+)",
    re.DOTALL,
)
_LINKED = re.compile(r"\((?:[^()\n]|\([^()\n]*\))*\)|\[(?!\^)[^\[\]\n@]*\]|\{[.#:\w][^{}\n]*\}")
_NEXT = re.compile(r"[ \t]*+(?:\n[ \t]*+)?(?=\[(?!\^))")


@lru_cache(maxsize=2**12)
def parse_citations(text: str) -> Citations:
    """Every citation in a Markdown text, and every place where one was meant but cannot be read.

    Code, comments, tags, math, addresses and link targets hold none. Spans are offsets in the text given.
    """
    top, problems = _read_brackets(text)
    clusters = sorted(_clusters(text, top, problems, False), key=lambda cluster: cluster.span)
    return Citations(tuple(clusters), tuple(sorted(problems)))


def _tokens(text: str) -> Iterator[re.Match[str]]:
    at = 0
    for span in (*protected_spans(text, SIGNS), Span(len(text), len(text))):
        yield from _TOKEN.finditer(text, at, span.start)
        at = span.end


def _read_brackets(text: str) -> tuple[_Bracket, list[Problem]]:
    """The tree of brackets; the outermost stands for the whole text."""
    problems: list[Problem] = []
    stack = [_Bracket(-1, len(text) + 1)]
    for token in _tokens(text):
        if token["key"]:
            suppress = token["key"].startswith("-")
            stack[-1].keys.append(_Key(token["name"] or token["braced"], Span(*token.span()), suppress))
        elif token["blank"]:
            _abandon(text, stack, problems)
        elif token["mark"] == "[":
            stack.append(_Bracket(token.start()))
        elif token["mark"] == ";":
            stack[-1].cuts.append(token.start())
        elif token["mark"] == "]" and len(stack) > 1:
            closed = stack.pop()
            closed.end = token.end()
            closed.link = _LINKED.match(text, closed.end) is not None
            stack[-1].inner.append(closed)
    _abandon(text, stack, problems)
    return stack[0], problems


def _abandon(text: str, stack: list[_Bracket], problems: list[Problem]) -> None:
    """At a paragraph's end brackets that are still open are plain text; what they hold belongs to the paragraph."""
    for bracket in stack[1:]:
        if re.compile(r"\[\s*-?@").match(text, bracket.start):
            message = "This '[' begins a citation that is not closed. Put ']' at its end."
            problems.append((Span(bracket.start, bracket.start + 1), "cite-malformed", message))
        stack[0].keys += bracket.keys
        stack[0].inner += bracket.inner
    del stack[1:]


def _clusters(text: str, bracket: _Bracket, problems: list[Problem], in_link: bool) -> Iterable[Cluster]:
    """Clusters in a bracket that is itself none."""
    pending = [(bracket, in_link)]
    while pending:
        outer, linked = pending.pop()
        used: set[int] = set()
        following = {inner.start: inner for inner in outer.inner}
        for key in sorted(outer.keys, key=lambda one: one.span):
            gap = _NEXT.match(text, key.span.end)
            after = following.get(gap.end()) if gap else None
            cluster, taken = _narrative(text, key, after, linked)
            used |= {taken.start} if taken else set()
            yield cluster
        for inner in outer.inner:
            if inner.start in used:
                continue
            if _is_cluster(text, inner):
                problems += _nested(inner)
                yield Cluster(
                    _items(text, inner.segments()),
                    False,
                    Span(inner.start, inner.end),
                    text[inner.start : inner.end],
                    linked,
                )
            else:
                problems += _keyless(text, inner)
                pending.append((inner, linked or inner.link))


def _is_cluster(text: str, bracket: _Bracket) -> bool:
    keyed = bool(bracket.keys) and all(keys for _, _, keys in bracket.segments())
    return keyed and not bracket.link and text[bracket.start + 1] != "^"


def _narrative(text: str, key: _Key, after: _Bracket | None, in_link: bool) -> tuple[Cluster, _Bracket | None]:
    """The cluster that a key in running text begins, and the bracket after it that belongs to it."""
    items = [CitationItem(key.name, "", "", None, key.suppress_author, key.span)]
    taken = None
    if after is not None and _is_cluster(text, after):
        items += _items(text, after.segments())
        taken = after
    elif after is not None and text[after.end : after.end + 1] not in {"[", "("}:
        (start, end, own), *others = after.segments()
        if not own and all(keys for _, _, keys in others):
            items = [_item(key, "", text[start:end].rstrip()), *_items(text, others)]
            taken = after
    span = Span(key.span.start, taken.end if taken else key.span.end)
    return Cluster(tuple(items), not key.suppress_author, span, text[span.start : span.end], in_link), taken


def _items(text: str, segments: Sequence[tuple[int, int, list[_Key]]]) -> tuple[CitationItem, ...]:
    return tuple(
        _item(keys[0], text[start : keys[0].span.start].strip(), text[keys[0].span.end : end].rstrip())
        for start, end, keys in segments
    )


def _item(key: _Key, prefix: str, tail: str) -> CitationItem:
    tail = re.sub(r"^\s+", " ", tail)
    locator, suffix = read_locator(tail)
    return CitationItem(key.name, prefix, suffix.strip(), locator, key.suppress_author, key.span, tail)


def _nested(bracket: _Bracket) -> Iterator[Problem]:
    for _, _, keys in bracket.segments():
        for key in keys[1:]:
            yield (
                key.span,
                "cite-malformed",
                f"'@{key.name}' follows another key without ';'. Put ';' between two works.",
            )
    for inner in bracket.inner:
        if inner.keys:
            message = "A citation stands inside another. Close the first before it, or join them with ';'."
            yield Span(inner.start, inner.end), "cite-malformed", message


def _keyless(text: str, bracket: _Bracket) -> Iterator[Problem]:
    """Parts without a key in brackets that begin as a citation."""
    if not re.compile(r"\[\s*-?@").match(text, bracket.start) or bracket.link:
        return
    for start, end, keys in bracket.segments():
        if not keys:
            part = " ".join(text[start:end].split())
            message = f"'{part}' between ';' names no work. Put '@' and a key into it, or ',' before it."
            yield Span(start, max(end, start + 1)), "cite-malformed", message


def print_cluster(cluster: Cluster) -> str:
    """The cluster as Markdown; parsing it gives the same items."""
    if not cluster.narrative and not _is_bare(cluster):
        return "[" + "; ".join(_before_mark(_print_item(item)) for item in cluster.items) + "]"
    first, *others = cluster.items
    parts = [*([first.tail] if first.tail else []), *(_print_item(item) for item in others)]
    inside = "; ".join(map(_before_mark, parts))
    return _print_key(first) + (f" [{inside}]" if inside else "")


def _is_bare(cluster: Cluster) -> bool:
    """Whether a cluster without narrative form stands without brackets: `-@key` in running text."""
    return not cluster.text.startswith("[")


def _before_mark(text: str) -> str:
    """A part of a cluster, ended so that the mark after it is not escaped."""
    return text + " " * ((len(text) - len(text.rstrip("\\"))) % 2)


def _print_item(item: CitationItem) -> str:
    return f"{item.prefix} {_print_key(item, item.tail)}".lstrip() + item.tail


def _print_key(item: CitationItem, after: str = "") -> str:
    """The key, in braces where it would be read otherwise, or on into what stands after it."""
    read = re.match(_NAME, item.key + after)
    plain = read is not None and read[0] == item.key
    return ("-@" if item.suppress_author else "@") + (item.key if plain else f"{{{item.key}}}")
