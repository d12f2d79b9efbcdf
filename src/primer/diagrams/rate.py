"""The base rate as people: of a thousand, who is flagged rightly, who wrongly, and who is missed."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from primer.diagrams.drawing import LINE, NARROW, WIDTH, Picture, lines, sentences, wrapped

_PEOPLE = 1000
_GRIDS = {WIDTH: (40, 16), NARROW: (25, 14)}
"""How many marks stand in a row, and from one to the next."""
_MARKS = {
    "right": ("solid", "M{x} {y}h10v10h-10z"),
    "missed": ("line", "M{x} {y}l10 10m0-10l-10 10"),
    "wrong": ("paper", "M{x} {y}h10v10h-10z"),
    "cleared": ("solid", "M{x4} {y4}h3v3h-3z"),
}


class Rate(BaseModel):
    """`kind: rate`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["rate"]
    title: Annotated[str, Field(min_length=1)]
    people: Annotated[str, Field(min_length=1)] = "people"
    """What the thousand are, in the plural."""
    affected: Annotated[float, Field(ge=0, le=100)]
    """How many in a hundred are affected."""
    flagged: Annotated[float, Field(ge=0, le=100)]
    """How many in a hundred of those are flagged: sensitivity."""
    cleared: Annotated[float, Field(ge=0, le=100)]
    """How many in a hundred of the others are cleared: specificity."""

    @property
    def counts(self) -> dict[str, int]:
        """How many of the thousand there are of each kind."""
        affected, flagged, cleared = (Fraction(str(one)) / 100 for one in (self.affected, self.flagged, self.cleared))
        of_them = round(affected * _PEOPLE)
        right = round(affected * _PEOPLE * flagged)
        wrong = round((1 - affected) * _PEOPLE * (1 - cleared))
        return {"right": right, "missed": of_them - right, "wrong": wrong, "cleared": _PEOPLE - of_them - wrong}

    def drawn(self, width: int = WIDTH) -> Picture:
        """A mark for each of the thousand, and what each kind of mark is."""
        across, step = _GRIDS[width]
        told = dict(zip(self.counts, self._words(), strict=False))
        parts, number = [], 0
        for kind, count in self.counts.items():
            look, mark = _MARKS[kind]
            path = "".join(
                _at(mark, place % across * step, place // across * step) for place in range(number, number + count)
            )
            parts += [f'<path class="{look}" d="{path}"/>'] if count else []
            number += count
        y = _PEOPLE / across * step + 24.0
        for kind in self.counts:
            look, mark = _MARKS[kind]
            parts.append(f'<path class="{look}" d="{mark.format(x=1, y=int(y) - 10, x4=4, y4=int(y) - 7)}"/>')
            rows = wrapped(told[kind], width - 30)
            parts += lines(22, y, rows)
            y += len(rows) * LINE + 3
        last = wrapped(self._words()[-1], width)
        parts += lines(0, y + 4, last, font_weight="600")
        return Picture(self.title, y + len(last) * LINE, tuple(parts), self._words(), width)

    def _words(self) -> tuple[str, ...]:
        counts = self.counts
        flags = counts["right"] + counts["wrong"]
        return sentences(
            (
                f"{counts['right']:,} of 1,000 {self.people} are affected and flagged",
                f"{counts['missed']:,} are affected and missed",
                f"{counts['wrong']:,} are not affected and flagged",
                f"{counts['cleared']:,} are not affected and cleared",
                f"Of {flags:,} flags, {counts['right']:,} are right",
            )
        )


def _at(mark: str, left: int, top: int) -> str:
    return mark.format(x=left + 1, y=top + 1, x4=left + 4, y4=top + 4)
