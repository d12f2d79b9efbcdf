"""Which words search takes for the same: `SearchWords.terms_of`.

The page's script does the same with what a reader types, from the rules that the index carries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_LONGER_THAN = 3
_MARKS = re.compile(r"[\u0300-\u036f'’ʼ]")


class _Words(dict[int, str]):
    """A table for `str.translate` that puts a space in the place of what is no letter, digit or mark of any script."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = letter if unicodedata.category(letter)[0] in "LNM" else " "
        return self[code]


_WORDS = _Words()


def words_in(text: str) -> list[str]:
    """The words of a text in lower case, without accents and apostrophes."""
    lowered = _MARKS.sub("", unicodedata.normalize("NFKD", text).lower()).replace("ß", "ss")
    return lowered.translate(_WORDS).split()


@dataclass(frozen=True)
class SearchWords:
    """What search knows of a language; of another it knows nothing, and takes each word as it stands."""

    stop_words: frozenset[str] = frozenset()
    """Words that say nothing of a subject, as they are spelled; neither the index nor a query looks at them."""
    same: Mapping[str, str] = field(default_factory=dict)
    """Words whose other form no rule gives."""
    rules: tuple[tuple[str, str], ...] = ()
    """A pattern and its form as JavaScript writes them; each is tried once, in order, on words longer than three."""
    endings: str = "$"
    """A pattern of endings without which a word that is typed finds its relatives too."""

    @cached_property
    def stop(self) -> frozenset[str]:
        """The stop words as a text is searched, umlauts also as two letters."""
        spelled = (re.sub("[äöü]", lambda found: "aou"["äöü".index(found[0])] + "e", word) for word in self.stop_words)
        return frozenset(word for one in (*self.stop_words, *spelled) for word in words_in(one))

    @cached_property
    def _compiled(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        return tuple((re.compile(pattern), re.sub(r"\$(\d)", r"\\\1", form)) for pattern, form in self.rules)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {}

    def terms_of(self, text: str) -> list[str]:
        """The words of a text as the index holds them: lower case, one spelling, the singular, without stop words."""
        return [self.folded(word) for word in words_in(text) if word not in self.stop]

    def folded(self, word: str) -> str:
        """A word in the one form that stands for all its spellings, such as `organization` for "organisations"."""
        known = self._folded.get(word)
        if known is None:
            known = self._folded[word] = self._fold(word)
        return known

    def _fold(self, word: str) -> str:
        if word in self.same:
            return self.same[word]
        for pattern, form in self._compiled:
            if len(word) > _LONGER_THAN:
                word = pattern.sub(form, word, count=1)
        return word
