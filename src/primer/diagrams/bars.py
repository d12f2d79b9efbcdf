"""A result table as bars in groups, such as what was done and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from primer.diagrams.drawing import LINE, WIDTH, Picture, box, lines, sentences, text, wrapped

_LABELS = 300
"""The room of labels; on a phone they stand above their bars."""
_COUNT = 90
"""The room of a count behind its bar."""


class Row(BaseModel):
    """A count."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=1)]
    value: Annotated[int, Field(ge=0)] | None = None
    """None where nobody knows."""


class Group(BaseModel):
    """Counts of one kind."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(min_length=1)]
    filled: bool = False
    """Whether its bars are filled: those that the picture is about."""
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


class Bars(BaseModel):
    """`kind: bars`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["bars"]
    title: Annotated[str, Field(min_length=1)]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]

    def drawn(self, width: int = WIDTH) -> Picture:
        """All bars to one scale."""
        beside = width >= WIDTH
        left = _LABELS if beside else 0
        most = max((row.value or 0 for group in self.groups for row in group.rows), default=0) or 1
        parts: list[str] = []
        y = 0.0
        for group in self.groups:
            parts.append(text(0, y + 18, group.title, font_weight="600"))
            y += 30
            for row in group.rows:
                label = wrapped(row.text, _LABELS - 16 if beside else width)
                parts += lines(0, y + 15, label)
                at = y if beside else y + len(label) * LINE
                length = (row.value or 0) / most * (width - left - _COUNT)
                if row.value:
                    parts.append(box(left, at + 2, max(2, length), 15, "solid" if group.filled else "paper"))
                shown = "not known" if row.value is None else f"{row.value:,}"
                parts.append(text(left + length + (8 if beside or row.value else 0), at + 15, shown))
                y = max(at + LINE, y + len(label) * LINE) + 7
            y += 14
        return Picture(self.title, y - 6, tuple(parts), self._words(), width)

    def _words(self) -> tuple[str, ...]:
        return sentences(
            f"{group.title}: "
            + "; ".join(f"{row.text}, {'not known' if row.value is None else f'{row.value:,}'}" for row in group.rows)
            for group in self.groups
        )
