"""Two screens of an invented product beside each other, such as before and after a review."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from primer.diagrams.drawing import LINE, WIDTH, Picture, box, lines, sentences, text, wrapped

_GAP = 40
_INSET = 16


class Element(BaseModel):
    """Something on a screen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Annotated[str, Field(min_length=1)]
    kind: Literal["heading", "text", "button", "field"] = Field(default="text", alias="as")


class Panel(BaseModel):
    """A screen, and what is to be seen in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, Field(min_length=1)]
    elements: Annotated[tuple[Element, ...], Field(min_length=1)]
    note: str = ""


class Screens(BaseModel):
    """`kind: screens`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["screens"]
    title: Annotated[str, Field(min_length=1)]
    panels: Annotated[tuple[Panel, ...], Field(min_length=2, max_length=2)]

    def drawn(self, width: int = WIDTH) -> Picture:
        """The two screens beside each other, as high as the longer one; on a phone one below the other."""
        beside = width >= WIDTH
        room = (width - _GAP) / 2 if beside else width
        longest = max(_elements(panel, 0, 0, room)[1] for panel in self.panels)
        parts: list[str] = []
        x = top = lowest = 0.0
        for panel in self.panels:
            marks, end = _elements(panel, x, top, room)
            bottom = longest if beside else end
            frame = box(x + 1, top + 32, room - 2, bottom - top - 32, rx="14")
            parts += [text(x, top + 18, panel.title, font_weight="600"), frame, *marks]
            note = wrapped(panel.note, room)
            parts += lines(x, bottom + 28, note, "soft")
            lowest = max(lowest, bottom + 28 + len(note) * LINE)
            x, top = (x + room + _GAP, 0.0) if beside else (0.0, lowest + 8)
        return Picture(self.title, lowest, tuple(parts), self._words(), width)

    def _words(self) -> tuple[str, ...]:
        told = []
        for panel in self.panels:
            shown = "; ".join(f"{one.kind}: {one.text}" for one in panel.elements)
            told += [f"{panel.title}: {shown}", *([panel.note] if panel.note else [])]
        return sentences(told)


def _elements(panel: Panel, left: float, top: float, room: float) -> tuple[list[str], float]:
    """The marks of a screen's elements, and where it ends."""
    parts: list[str] = []
    x, y, width = left + _INSET, top + 48, room - 2 * _INSET
    for element in panel.elements:
        framed = element.kind in {"button", "field"}
        rows = wrapped(element.text, width - (24 if framed else 0))
        height = len(rows) * LINE + (14 if framed else 0)
        if framed:
            parts.append(box(x, y, width, height, rx="8" if element.kind == "button" else "0"))
        mark = {"font_weight": "600"} if element.kind in {"heading", "button"} else {}
        kind = "soft" if element.kind == "field" else ""
        parts += lines(x + (12 if framed else 0), y + (22 if framed else 15), rows, kind, **mark)
        y += height + 12
    return parts, y + 6
