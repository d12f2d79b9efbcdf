"""A word that front matter may hold, and what readers see in its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


class Word(str):
    """A word that front matter may hold, with what readers see in its place."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """A word; without a label readers see the word itself."""
        word = super().__new__(cls, value)
        word.label = label or value.replace("-", " ").capitalize()
        return word

    @property
    def value(self) -> str:
        """The word as front matter has it."""
        return str(self)


def words_of(labels: Mapping[str, str]) -> tuple[Word, ...]:
    """Words with their labels, in their order."""
    return tuple(Word(value, label) for value, label in labels.items())
