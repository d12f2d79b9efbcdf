"""Topics, stages and roles: the words by which items are chosen. A primer says its own in `primer.yml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

STAGES = {
    "decide": "Decide", "design": "Design", "collect": "Collect", "build": "Build", "deploy": "Deploy",
    "operate": "Operate", "wind-down": "Wind down",
}  # fmt: skip
"""When in a project's life a guideline matters, unless a primer says otherwise."""
ROLES = {
    "engineer": "Engineer", "product": "Product", "data": "Data scientist", "design": "Design",
    "trust-safety": "Trust and safety", "legal": "Legal", "lead": "Team lead", "funder": "Funder",
}  # fmt: skip
"""Who on a team a guideline speaks to, unless a primer says otherwise."""
LISTS = ("topics", "stages", "roles")
"""The keys of `primer.yml` that name words."""


class Word(str):
    """A word that front matter may hold, with what readers see in its place."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Word:
        """A word; without a label readers see the word itself."""
        word = super().__new__(cls, value)
        word.label = label or value.replace("-", " ").capitalize()
        return word

    @property
    def value(self) -> str:
        """The word as front matter has it."""
        return str(self)


def _words(labels: Mapping[str, str]) -> tuple[Word, ...]:
    return tuple(Word(value, label) for value, label in labels.items())


@dataclass(frozen=True)
class Taxonomy:
    """The words of one primer, in the order in which readers meet them."""

    topics: tuple[Word, ...] = ()
    """What an item is about; where there are none, any word is one."""
    stages: tuple[Word, ...] = field(default_factory=lambda: _words(STAGES))
    roles: tuple[Word, ...] = field(default_factory=lambda: _words(ROLES))

    def in_use(self, used: Iterable[str]) -> tuple[Word, ...]:
        """The topics that items carry, in their order; those that no list names come last."""
        carried = set(used)
        named = tuple(topic for topic in self.topics if topic in carried)
        return (*named, *(Word(topic) for topic in sorted(carried - set(named))))

    def unknown(self, name: str, words: Iterable[str]) -> tuple[str, ...]:
        """Those of some words that are in none of the list of this name, when it has any."""
        known = getattr(self, name)
        return tuple(word for word in words if known and word not in known)


def read_taxonomy(values: Mapping[str, Any]) -> Taxonomy:
    """The words that a file names, by its right values."""
    return Taxonomy(**{name: _words(values[name]) for name in LISTS if name in values})
