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
_ABBREVIATED = re.compile(r"\b(?:vs|etc|al|cf|e\.g|i\.e|no|vol|v|(?:[^\W\d_]\.)+[^\W\d_])\.\s*$", re.IGNORECASE)
_STARTS_SENTENCE = re.compile(r"(?:[.?!:]['\"’”)\]]*\s+)(?:['\"‘“(\[]|<[^>]*>)*$")


def sentence_case(marked: str) -> str:
    """A marked title (see `latex.Decoded`) in sentence case; its first word stays as written."""
    parts: list[str] = []
    at, before = 0, ""
    for word in _words(marked):
        between = marked[at : word.start()]
        context = before + between
        starts = _STARTS_SENTENCE.search(context) is not None and not _ABBREVIATED.search(context)
        first = not before and not re.search(r"\w", re.sub(r"<[^>]*>", "", between))
        parts += [between, word[0] if first else _cased(word[0], starts)]
        at, before = word.end(), word[0]
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


def _cased(word: str, starts_sentence: bool) -> str:
    if word in _KEPT or any(letter.isupper() for letter in word[1:]):
        return word
    return word[:1].upper() + word[1:] if starts_sentence else word.lower()
