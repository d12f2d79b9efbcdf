"""The scale on which evidence is rated: `Scale`, its words strongest first. A primer says its own in `primer.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_bibliography.text.strings import Strings
from primer.project.words import Word

ON_RECORD, NONE, UNTESTED = "on-record", "none", "untested"
"""The words that every scale has beside its rated ones."""
UNRATED = (NONE, ON_RECORD, UNTESTED)
RATED = ("strong", "moderate", "limited", "very-limited")
"""The rated words, unless a primer says otherwise: the four that GRADE has, for evidence of every kind."""


class Level(Word):
    """How sure the evidence makes us, as one step of a scale."""

    number: int
    """The step, counted from the weakest; 0 where nothing is rated."""
    of: int
    """How many rated steps the scale has."""
    words: str
    """The level as readers see it, such as `Limited evidence`."""
    word: str
    """The level as readers see it after `Need:`."""

    @classmethod
    def of_scale(cls, strings: Strings, value: str, own: str, number: int, of: int) -> Level:
        """A step of a scale, in a primer's own words or else in those of the catalogue.

        `(2 of 4)` is added to the label of those that are rated.
        """
        words = own or strings(f"level.{value}")
        bare = value in (ON_RECORD, UNTESTED)
        level = cls(value, words if bare else strings("level.rated", words=words, number=number, of=of))
        level.words, level.number, level.of = words, number, of
        level.word = words[:1].lower() + words[1:] if own else strings(f"level-word.{value}")
        return level

    @property
    def rated(self) -> bool:
        """Whether it says how sure the evidence is."""
        return self != ON_RECORD

    @property
    def strongest(self) -> bool:
        """Whether no step of the scale is above it."""
        return self.number == self.of


@dataclass(frozen=True)
class Scale:
    """The levels of a primer."""

    steps: tuple[Level, ...]
    """Those that are rated, strongest first."""
    none: Level
    on_record: Level
    untested: Level

    @property
    def levels(self) -> tuple[Level, ...]:
        """What a claim can be."""
        return (*self.steps, self.none, self.on_record)

    @property
    def needs(self) -> tuple[Level, ...]:
        """How sure a primer can be that a problem is real."""
        return (*self.steps, self.none)

    @property
    def effects(self) -> tuple[Level, ...]:
        """How sure a primer can be that doing something helps."""
        return (*self.steps, self.untested)


def read_scale(labels: Mapping[str, str], strings: Strings) -> Scale:
    """The scale that words and labels name, strongest first; what is not named is as in any primer."""
    rated = {word: label for word, label in labels.items() if word not in UNRATED} or dict.fromkeys(RATED, "")
    of = len(rated)
    others = {word: Level.of_scale(strings, word, labels.get(word, ""), 0, of) for word in UNRATED}
    numbered = enumerate(rated.items())
    steps = tuple(Level.of_scale(strings, word, label, of - place, of) for place, (word, label) in numbered)
    return Scale(steps, others[NONE], others[ON_RECORD], others[UNTESTED])
