"""Boxes and arrows: who gets what from whom, and which box can do what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from primer.diagrams.drawing import LINE, TIP, WIDTH, Picture, arrow, box, lines, sentences, wrapped

_COLUMNS = 3
_BETWEEN = 66
"""From the bottom of a row to the top of the next."""


@dataclass(frozen=True)
class _Grid:
    """Where boxes stand."""

    width: float
    box: float
    """The width of a box and of the least room to its right."""
    step: float
    """From one column to the next."""
    words: float
    """The room of what is said of an arrow that leads down or up."""
    turned: bool = False
    """Whether columns are rows: so three columns of two rows fit a phone."""
    height: float = 0
    """Of every box."""

    def at(self, one: Box) -> tuple[int, int]:
        """A box's column and row."""
        return (one.row, one.column) if self.turned else (one.column, one.row)

    def place(self, one: Box) -> tuple[float, float]:
        """A box's left and top."""
        column, row = self.at(one)
        return 2 + (column - 1) * self.step, 2 + (row - 1) * (self.height + _BETWEEN)


_DESK = _Grid(WIDTH, 176, (WIDTH - 176) / (_COLUMNS - 1), 150)


class Box(BaseModel):
    """A person, a service or a machine that holds data."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1)]
    text: Annotated[str, Field(min_length=1)]
    note: str = ""
    """What it can do, or what it adds."""
    column: Annotated[int, Field(ge=1, le=_COLUMNS)]
    row: Annotated[int, Field(ge=1, le=6)]
    marked: bool = False
    """Whether it is drawn with a thick edge."""


class Arrow(BaseModel):
    """What goes from one box to another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: str = Field(alias="from")
    end: str = Field(alias="to")
    text: str = ""


class Flow(BaseModel):
    """`kind: flow`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["flow"]
    title: Annotated[str, Field(min_length=1)]
    marked: str = ""
    """What a thick edge means."""
    boxes: Annotated[tuple[Box, ...], Field(min_length=2)]
    arrows: tuple[Arrow, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> Flow:
        names = [one.id for one in self.boxes]
        places = [(one.column, one.row) for one in self.boxes]
        if len({*names}) < len(names) or len({*places}) < len(places):
            raise ValueError("two boxes have one id or one place")
        for one in self.arrows:
            for end in (one.start, one.end):
                if end not in names:
                    raise ValueError(f"an arrow names '{end}', and no box has that id")
            if one.start == one.end:
                raise ValueError(f"an arrow leads from '{one.start}' to itself")
        if any(one.marked for one in self.boxes) and not self.marked:
            raise ValueError("a box is marked; say in 'marked' what that means")
        return self

    def drawn(self, width: int = WIDTH) -> Picture:
        """Boxes in their columns and rows, arrows between their edges."""
        grid = self._grid(width)
        boxes = {one.id: one for one in self.boxes}
        tip = f"tip-{len(self.boxes)}-{len(self.arrows)}-{width:g}"
        parts = [TIP.format(name=tip)]
        for one in self.arrows:
            parts += _arrow(one, boxes[one.start], boxes[one.end], grid, tip)
        for place in self.boxes:
            x, y = grid.place(place)
            parts.append(box(x, y, grid.box - 4, grid.height, stroke_width="4" if place.marked else "1"))
            title = wrapped(place.text, grid.box - 22)
            parts += lines(x + 10, y + 22, title, font_weight="600")
            parts += lines(x + 10, y + 22 + len(title) * LINE, _note(place, grid), "soft")
        bottom = max(grid.at(one)[1] for one in self.boxes) * (grid.height + _BETWEEN) - _BETWEEN + 4
        if self.marked:
            told = wrapped(self.marked, grid.width - 34)
            parts += [box(2, bottom + 18, 22, 14, stroke_width="4"), *lines(34, bottom + 31, told)]
            bottom += 21 + len(told) * LINE
        return Picture(self.title, bottom, tuple(parts), self._words(), grid.width)

    def _grid(self, width: float) -> _Grid:
        """The grid of a width: a desk's where more than two columns and rows leave no other."""
        columns, rows = (max(getattr(one, name) for one in self.boxes) for name in ("column", "row"))
        grid = _DESK
        if width < WIDTH and min(columns, rows) <= 2:
            grid = _Grid(width, 134, width - 134, 92, turned=columns > 2)
        boxes = {one.id: one for one in self.boxes}
        level = [one for one in self.arrows if grid.at(boxes[one.start])[1] == grid.at(boxes[one.end])[1]]
        # What is said of a level arrow stands above it, at the middle of the boxes.
        told = max((len(wrapped(one.text, grid.step - grid.box - 7)) for one in level if one.text), default=0)
        rows = max(len(_rows(one, grid)) for one in self.boxes)
        return replace(grid, height=max(rows * LINE + 18.0, 2 * (told * LINE + 6.0)))

    def _words(self) -> tuple[str, ...]:
        boxes = {one.id: one.text for one in self.boxes}
        told = [f"{one.text}: {one.note}" if one.note else one.text for one in self.boxes]
        told += [f"{boxes[one.start]} to {boxes[one.end]}{f': {one.text}' if one.text else ''}" for one in self.arrows]
        marked = ", ".join(one.text for one in self.boxes if one.marked)
        return sentences((*told, *([f"{self.marked}: {marked}"] if marked else [])))


def _note(one: Box, grid: _Grid) -> list[str]:
    return wrapped(one.note, grid.box - 22) if one.note else []


def _rows(one: Box, grid: _Grid) -> list[str]:
    return [*wrapped(one.text, grid.box - 22), *_note(one, grid)]


def _arrow(one: Arrow, start: Box, end: Box, grid: _Grid, tip: str) -> list[str]:
    """An arrow from edge to edge, and its words beside it."""
    (x1, y1), (x2, y2) = (grid.place(place) for place in (start, end))
    half, width = grid.height / 2, grid.box - 4
    if y1 == y2:
        right = x2 > x1
        a = (x1 + width if right else x1, y1 + half)
        b = (x2 - 3 if right else x2 + width + 3, y2 + half)
        at, room = (min(a[0], b[0]) + 6, a[1] - 8), abs(b[0] - a[0]) - 8
        words = wrapped(one.text, room) if one.text else []
        return [arrow(a, b, tip), *lines(at[0], at[1] - (len(words) - 1) * LINE, words, "soft")]
    down = y2 > y1
    a = (x1 + width / 2, y1 + grid.height if down else y1)
    b = (x2 + width / 2, y2 - 3 if down else y2 + grid.height + 3)
    words = wrapped(one.text, grid.words) if one.text else []
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 5 - (len(words) - 1) * LINE / 2
    last = x > grid.width - 150
    beside = lines(x - 10, y, words, "soft", text_anchor="end") if last else lines(x + 10, y, words, "soft")
    return [arrow(a, b, tip), *beside]
