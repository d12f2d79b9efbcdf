"""Boxes and arrows: who gets what from whom, and which box can do what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from primer.diagrams.drawing import LINE, TIP, WIDTH, Picture, arrow, box, lines, sentences, text, wrapped

_COLUMNS = 3
_BOX = 176
_STEP = (WIDTH - _BOX) / (_COLUMNS - 1)
_BETWEEN = 66
"""From the bottom of a row to the top of the next."""


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

    def drawn(self) -> Picture:
        """Boxes in their columns and rows, arrows between their edges."""
        height = max(len(_rows(one)) for one in self.boxes) * LINE + 18.0
        boxes = {one.id: one for one in self.boxes}
        tip = f"tip-{len(self.boxes)}-{len(self.arrows)}"
        parts = [TIP.format(name=tip)]
        for one in self.arrows:
            parts += _arrow(one, boxes[one.start], boxes[one.end], height, tip)
        for place in self.boxes:
            x, y = _place(place, height)
            parts.append(box(x, y, _BOX - 4, height, stroke_width="4" if place.marked else "1"))
            title = wrapped(place.text, _BOX - 22)
            parts += lines(x + 10, y + 22, title, font_weight="600")
            parts += lines(x + 10, y + 22 + len(title) * LINE, _note(place), "soft")
        bottom = max(one.row for one in self.boxes) * (height + _BETWEEN) - _BETWEEN + 4
        if self.marked:
            parts += [box(2, bottom + 18, 22, 14, stroke_width="4"), text(34, bottom + 31, self.marked)]
            bottom += 40
        return Picture(self.title, bottom, tuple(parts), self._words())

    def _words(self) -> tuple[str, ...]:
        boxes = {one.id: one.text for one in self.boxes}
        told = [f"{one.text}: {one.note}" if one.note else one.text for one in self.boxes]
        told += [f"{boxes[one.start]} to {boxes[one.end]}{f': {one.text}' if one.text else ''}" for one in self.arrows]
        marked = ", ".join(one.text for one in self.boxes if one.marked)
        return sentences((*told, *([f"{self.marked}: {marked}"] if marked else [])))


def _note(one: Box) -> list[str]:
    return wrapped(one.note, _BOX - 22) if one.note else []


def _rows(one: Box) -> list[str]:
    return [*wrapped(one.text, _BOX - 22), *_note(one)]


def _place(one: Box, height: float) -> tuple[float, float]:
    return 2 + (one.column - 1) * _STEP, 2 + (one.row - 1) * (height + _BETWEEN)


def _arrow(one: Arrow, start: Box, end: Box, height: float, tip: str) -> list[str]:
    """An arrow from edge to edge, and its words beside it."""
    (x1, y1), (x2, y2) = (_place(place, height) for place in (start, end))
    half, width = height / 2, _BOX - 4
    if start.row == end.row:
        right = x2 > x1
        a = (x1 + width if right else x1, y1 + half)
        b = (x2 - 3 if right else x2 + width + 3, y2 + half)
        at, room = (min(a[0], b[0]) + 6, a[1] - 8), abs(b[0] - a[0]) - 8
        words = wrapped(one.text, room) if one.text else []
        return [arrow(a, b, tip), *lines(at[0], at[1] - (len(words) - 1) * LINE, words, "soft")]
    down = y2 > y1
    a = (x1 + width / 2, y1 + height if down else y1)
    b = (x2 + width / 2, y2 - 3 if down else y2 + height + 3)
    words = wrapped(one.text, 150) if one.text else []
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2 + 5 - (len(words) - 1) * LINE / 2
    beside = lines(x - 10, y, words, "soft", text_anchor="end") if x > WIDTH - 150 else lines(x + 10, y, words, "soft")
    return [arrow(a, b, tip), *beside]
