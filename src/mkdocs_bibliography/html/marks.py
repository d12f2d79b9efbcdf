"""Where the mark of a note or a raised number stands: as pandoc puts it, close to the word and after punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right

from mkdocs_bibliography.citeproc.formatted import FormattedCitation
from mkdocs_bibliography.text.source import Span

_NOTE = re.compile(
    r"^ {0,3}\[\^[^\]\n]+\]:[^\n]*(?:\n(?![ \t]*$)(?! {0,3}\[\^)[^\n]+|(?:\n[ \t]*)+\n(?: {4}|\t)[^\n]*)*", re.MULTILINE
)
_SPACE = re.compile(r"(?<=\S)[ \t]*(?:\n[ \t]*)?\Z")
_AFTER = re.compile(r"(?:[.,:;?…)]|!(?!\[)|[\"'”’»](?!\w))+")


def own_notes(text: str) -> tuple[Span, ...]:
    """The notes that the author wrote: `[^1]: ...` with the lines that belong to it."""
    return tuple(Span(*found.span()) for found in _NOTE.finditer(text))


def stands_in(notes: tuple[Span, ...], span: Span) -> bool:
    """Whether a citation stands in one of the author's own notes."""
    at = bisect_right([note.start for note in notes], span.start) - 1
    return at >= 0 and span.start < notes[at].end


def mark_place(text: str, span: Span, citation: FormattedCitation) -> tuple[Span, str]:
    """The stretch that a mark takes the place of, and the punctuation in it, which then stands before the mark.

    What the word before ends in already stays where it is.
    """
    start = span.start
    if not citation.lead and (space := _SPACE.search(text, max(0, start - 200), start)):
        start = space.start()
    after = _AFTER.match(text, span.end) if citation.note else None
    if after is None or text[start - 1 : start] == after[0][0]:
        return Span(start, span.end), ""
    return Span(start, after.end()), after[0]
