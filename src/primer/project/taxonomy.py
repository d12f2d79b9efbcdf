"""Topics, stages, roles, levels and what else front matter chooses from. A primer says its own in `primer.yml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mkdocs_bibliography.text.strings import Strings
from primer.project.letters import Letters
from primer.project.levels import Level, Scale, read_scale
from primer.project.words import Word, words_of
from primer.strings import read_strings

STAGES = ("decide", "design", "collect", "build", "deploy", "operate", "wind-down")
"""When in a project's life a guideline matters, unless a primer says otherwise."""
ROLES = ("engineer", "product", "data", "design", "trust-safety", "legal", "lead", "funder")
"""Who on a team a guideline speaks to, unless a primer says otherwise."""
BASIS = ("evidence", "law", "rights", "lived-experience", "practice")
"""What a guideline is based on, unless a primer says otherwise."""
STUDY_TYPES = (
    "administrative-data", "dataset", "evaluation", "journalism", "legal-policy", "methodological-critique",
    "mixed-methods", "probability-survey", "qualitative", "quantitative-observational", "report", "systematic-review",
    "theory",
)  # fmt: skip
"""The designs of a study, unless a primer says otherwise."""


_DEFAULTS = {"stages": ("stage", STAGES), "roles": ("role", ROLES), "basis": ("basis", BASIS)}


def default_words(name: str, strings: Strings) -> tuple[Word, ...]:
    """The words of a list that a primer does not say itself, in its language."""
    key, words = _DEFAULTS[name]
    return words_of({word: strings(f"{key}.{word}") for word in words})


@dataclass(frozen=True)
class Taxonomy:
    """The words of one primer, in the order in which readers meet them."""

    topics: tuple[Word, ...] = ()
    """What an item is about; where there are none, any word is one."""
    stages: tuple[Word, ...] = field(default_factory=lambda: default_words("stages", read_strings()))
    roles: tuple[Word, ...] = field(default_factory=lambda: default_words("roles", read_strings()))
    basis: tuple[Word, ...] = field(default_factory=lambda: default_words("basis", read_strings()))
    study_types: tuple[str, ...] = STUDY_TYPES
    letters: Letters = field(default_factory=Letters)
    """What ids begin with."""
    scale: Scale = field(default_factory=lambda: read_scale({}, read_strings()))

    @property
    def levels(self) -> tuple[Level, ...]:
        """What a claim can be."""
        return self.scale.levels

    @property
    def needs(self) -> tuple[Level, ...]:
        """How sure a primer can be that a problem is real."""
        return self.scale.needs

    @property
    def effects(self) -> tuple[Level, ...]:
        """How sure a primer can be that doing something helps."""
        return self.scale.effects

    def in_use(self, used: Iterable[str]) -> tuple[Word, ...]:
        """The topics that items carry, in their order; those that no list names come last."""
        carried = set(used)
        named = tuple(topic for topic in self.topics if topic in carried)
        return (*named, *(Word(topic) for topic in sorted(carried - set(named))))

    def unknown(self, name: str, words: Iterable[str]) -> tuple[str, ...]:
        """Those of some words that are in none of the list of this name, when it has any."""
        known = getattr(self, name)
        return tuple(word for word in words if known and word not in known)
