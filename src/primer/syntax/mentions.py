"""Ids as they are written in text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Span, SpanSet

_BARE = re.compile(r"(?<![\w/#&.@-])([GMFW][1-9][0-9]{0,3})(?:\.([1-9][0-9]?))?(?![\w-])")
_LINK = re.compile(r"\]\(([GMFW][1-9][0-9]{0,3})(?:\.([1-9][0-9]?))?(#[\w-]+)?\)")


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


def find_mentions(text: str) -> tuple[Mention, ...]:
    """Every id in a Markdown text, in order; bare ids only where the text is prose and outside link text."""
    links, bare = list(_LINK.finditer(text)), list(_BARE.finditer(text))
    if not links and not bare:
        return ()
    protected = protected_spans(text, tuple(sorted({match.group(1) for match in (*links, *bare)})))
    code, fixed, named = code_in(text, protected), SpanSet(protected), SpanSet(_link_texts(text))
    found = [_mention(match, linked=True) for match in links if not code.hold(match.start(1))]
    free = (match for match in bare if not fixed.hold(match.start()) and not named.hold(match.start()))
    found += [_mention(match, linked=False) for match in free]
    return tuple(sorted(found, key=lambda mention: mention.span))


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
