"""Two screens of an invented product beside each other, such as before and after a review."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from primer.diagrams.drawing import LINE, WIDTH, Picture, box, lines, sentences, text, wrapped

_GAP = 40
_PANEL = (WIDTH - _GAP) / 2
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

    def drawn(self) -> Picture:
        """The two screens, as high as the longer one."""
        bottom = max(_elements(panel, 0)[1] for panel in self.panels)
        parts: list[str] = []
        lowest = bottom
        for number, panel in enumerate(self.panels):
            x = number * (_PANEL + _GAP)
            parts += [text(x, 18, panel.title, font_weight="600"), box(x + 1, 32, _PANEL - 2, bottom - 32, rx="14")]
            parts += _elements(panel, x)[0]
            note = wrapped(panel.note, _PANEL)
            parts += lines(x, bottom + 28, note, "soft")
            lowest = max(lowest, bottom + 28 + len(note) * LINE)
        return Picture(self.title, lowest, tuple(parts), self._words())

    def _words(self) -> tuple[str, ...]:
        told = []
        for panel in self.panels:
            shown = "; ".join(f"{one.kind}: {one.text}" for one in panel.elements)
            told += [f"{panel.title}: {shown}", *([panel.note] if panel.note else [])]
        return sentences(told)


def _elements(panel: Panel, left: float) -> tuple[list[str], float]:
    """The marks of a screen's elements, and where it ends."""
    parts: list[str] = []
    x, y, width = left + _INSET, 48.0, _PANEL - 2 * _INSET
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
