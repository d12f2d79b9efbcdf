"""English titles in sentence case, as CSL expects them.

BibTeX files hold English titles in Title Case and braces round what must keep its capitals; CSL styles expect sentence
case and add capitals where they want them. Words with a capital inside (`eBay`, `FOSTA`), single-letter abbreviations
(`U.S.`), months and protected text stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ABBREVIATION = re.compile(r"(?:[^\W\d_]\.){2,}")
_PIECE = re.compile(rf"</?span[^>]*>|<[^>]*>|{_ABBREVIATION.pattern}|[^\W_]+(?:[’'][^\W_]+)*")
_KEPT = {
    "I", "January", "February", "April", "June", "July", "August", "September", "October", "November", "December",
}  # fmt: skip
_STARTS_SENTENCE = re.compile(r"(?:^|[.?!:]['\"’”)\]]*\s+)(?:['\"‘“(\[]|<[^>]*>)*$")


def sentence_case(marked: str) -> str:
    """A marked title (see `latex.Decoded`) in sentence case."""
    parts: list[str] = []
    at, context = 0, ""
    for word in _words(marked):
        between = marked[at : word.start()]
        kept = _keeps_capitals(word[0]) or _STARTS_SENTENCE.search(context + between)
        parts += [between, word[0] if kept else word[0].lower()]
        at, context = word.end(), "x"
    return "".join([*parts, marked[at:]])


def _words(marked: str) -> Iterator[re.Match[str]]:
    """The words outside of tags and protected spans."""
    depth = 0
    for piece in _PIECE.finditer(marked):
        if piece[0].startswith("<span"):
            depth += 1
        elif piece[0] == "</span>":
            depth -= 1
        elif depth == 0 and not piece[0].startswith("<"):
            yield piece


def _keeps_capitals(word: str) -> bool:
    return word in _KEPT or any(letter.isupper() for letter in word[1:])
