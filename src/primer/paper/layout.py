"""Sizes of paper and how a page is laid out on each: `PaperSize`, `Layout`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from primer.paper.markup import Content, value


@dataclass(frozen=True)
class PaperSize:
    """A size of page."""

    name: str
    """How file names call it: `a4`."""
    width: float
    """In points."""
    height: float
    """In points."""

    @property
    def page(self) -> str:
        """The size as arguments of Typst's `page`."""
        return f"(width: {self.width}pt, height: {self.height}pt)"


def _millimetres(name: str, width: float, height: float) -> PaperSize:
    return PaperSize(name, round(width / 25.4 * 72, 2), round(height / 25.4 * 72, 2))


A4 = _millimetres("a4", 210, 297)
A6 = _millimetres("a6", 105, 148)
LETTER = PaperSize("letter", 612, 792)
CARD = _millimetres("card", 94, 69)
"""A card of 88 by 63 mm with 3 mm of bleed on every side."""
WIDE = PaperSize("projector", 960, 540)
"""16:9, for a projector."""
HOME_SHEETS = (A4, LETTER)
"""What office printers hold."""


@dataclass(frozen=True)
class Layout:
    """How the pages of a document look."""

    sheet: PaperSize
    size: str
    """The size of its text."""
    margin: str
    foot: str = "8.5pt"
    bleed: float = 0.0
    """How far, in points, the pages reach beyond the cut on every side."""
    inputs: Mapping[str, str] = field(default_factory=dict)
    """What templates read beside the facts of the edition."""

    def setup(self, title: str, subject: str) -> str:
        """The rule that lays a whole document out."""
        given = {
            "title": title,
            "subject": subject,
            "page-size": Content(self.sheet.page),
            "size": Content(self.size),
            "margin": Content(self.margin),
            "foot": Content(self.foot),
        }
        return f"#show: paper.with({', '.join(f'{name}: {value(one)}' for name, one in given.items())})"


def bound_layout(sheet: PaperSize) -> Layout:
    """A book: wide inner margin for binding, ids in the outer one."""
    edge = 24 if sheet.height > LETTER.height else 20
    margin = f"(inside: 28mm, outside: 38mm, top: {edge}mm, bottom: {edge}mm)"
    return Layout(sheet, "10.5pt", margin, inputs={"margin-ids": "yes"})


def large_layout(sheet: PaperSize) -> Layout:
    """Large print: nothing below 18 points."""
    return Layout(sheet, "18pt", "(x: 20mm, top: 30mm, bottom: 34mm)", foot="18pt", inputs={"large": "yes"})
