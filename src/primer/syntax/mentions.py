"""Ids as they are written in text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Span, SpanSet

_ID = r"([%s][1-9][0-9]{0,3})(?:\.([1-9][0-9]?))?"


@dataclass(frozen=True, slots=True)
class Mention:
    """An id in a text: bare, or as the target of a link."""

    id: str
    """Such as `G12`."""
    check: int | None
    """The number of a check, as in `G12.3`."""
    fragment: str
    """`#` and an anchor, written after the id of a link; empty otherwise."""
    linked: bool
    """Whether it is the target of a Markdown link."""
    span: Span
    """The id itself; for a link, what stands between its parentheses."""


def find_mentions(text: str, letters: str) -> tuple[Mention, ...]:
    """Every id in a Markdown text, in order; bare ids only where the text is prose and outside link text.

    Ids begin with one of some letters.
    """
    linked, alone = _patterns(letters)
    links, bare = list(linked.finditer(text)), list(alone.finditer(text))
    if not links and not bare:
        return ()
    protected = protected_spans(text, tuple(sorted({match.group(1) for match in (*links, *bare)})))
    code, fixed, named = code_in(text, protected), SpanSet(protected), SpanSet(_link_texts(text))
    found = [_mention(match, linked=True) for match in links if not code.hold(match.start(1))]
    free = (match for match in bare if not fixed.hold(match.start()) and not named.hold(match.start()))
    found += [_mention(match, linked=False) for match in free]
    return tuple(sorted(found, key=lambda mention: mention.span))


@cache
def _patterns(letters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds an id as the target of a link, and one in prose."""
    name = _ID % letters
    return re.compile(rf"\]\({name}(#[\w-]+)?\)"), re.compile(rf"(?<![\w/#&.@-]){name}(?![\w-])")


def code_in(text: str, protected: tuple[Span, ...]) -> SpanSet:
    """Of the stretches that are no prose, those that are code, comments or tags: links in them lead nowhere."""
    return SpanSet(span for span in protected if text[span.start] not in "([{$")


def _mention(match: re.Match[str], *, linked: bool) -> Mention:
    check = int(match.group(2)) if match.group(2) else None
    fragment = (match.group(3) or "") if linked else ""
    span = Span(match.start(1), match.end() - 1) if linked else Span(*match.span())
    return Mention(match.group(1), check, fragment, linked, span)


_LINK_TEXT = re.compile(r"!?\[([^\[\]]*)\](?=\(|\[)|^\[\[([^\[\]]*)\]\]$", re.M)
"""The text of a link, or what a line such as `[[specimen G6]]` asks for."""


def _link_texts(text: str) -> Iterator[Span]:
    """What stands between the brackets of links and images: a link inside a link is not HTML."""
    for match in _LINK_TEXT.finditer(text):
        yield Span(match.start() + 1, match.end() - 1)
