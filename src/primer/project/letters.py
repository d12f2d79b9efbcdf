"""What the ids of items begin with: a capital for each type, which a primer may choose in `primer.yml`."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True)
class Letters:
    """The letter of each type of item, in the order in which readers meet the types."""

    guideline: str = "G"
    myth: str = "M"
    finding: str = "F"
    activity: str = "W"

    @property
    def all(self) -> str:
        """Every letter, such as `GMFW`."""
        return "".join(astuple(self))

    @property
    def pattern(self) -> str:
        """A regular expression for the id of an item of any type, without a group."""
        return self.pattern_of("")

    @property
    def kinds(self) -> dict[str, str]:
        """The name of the type of each letter."""
        return {getattr(self, one.name): one.name for one in fields(self)}

    @property
    def examples(self) -> str:
        """Ids as an author may write them, for a message."""
        return f"{self.guideline}12, {self.guideline}12.3, {self.myth}7, {self.finding}21 and {self.activity}3"

    def of(self, kind: str) -> str:
        """The letter of a type by its name."""
        return str(getattr(self, kind))

    def pattern_of(self, kind: str) -> str:
        """A regular expression for the id of an item of a type, or of any for the empty name."""
        return f"{self.of(kind) if kind else f'[{self.all}]'}[1-9][0-9]*"

    def kind_of(self, name: str) -> str:
        """The name of the type of an id; empty for what is none."""
        return self.kinds[name[0]] if re.fullmatch(self.pattern, name) else ""

    def order(self, name: str) -> tuple[int, int]:
        """What sorts ids: the letter in the order of types, then the number. What is no id comes last."""
        if not self.kind_of(name):
            return len(self.all), 0
        return self.all.index(name[0]), int(name[1:])
