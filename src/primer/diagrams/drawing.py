"""The marks that every picture is made of: text, boxes, arrows, and the SVG that holds them."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH = 640
"""Of a picture on a desk and on paper, in its own units; its letters are 15 high."""
NARROW = 356
"""Of the same picture on a phone."""
LINE = 19
"""From one line of text to the next."""
_LETTER = 8.6
"""How wide a letter is on average, in the widest face that a system may show."""
TIP = (
    '<defs><marker id="{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" orient="auto">'
    '<path class="solid" d="M0 0L8 4L0 8z"/></marker></defs>'
)
PAPER_STYLE = (
    '<style>text{font-family:"Source Sans 3"}.line{fill:none;stroke:#121212}.solid{fill:#121212}'
    ".paper{fill:#fff;stroke:#121212}.soft{fill:#505050}</style>"
)
"""What the style sheet of the site says of these marks, for a picture that is printed."""


@dataclass(frozen=True)
class Picture:
    """A picture that is drawn."""

    title: str
    height: float
    parts: tuple[str, ...]
    words: tuple[str, ...]
    """The same in sentences, one a line."""
    width: float = WIDTH

    def svg(self, style: str = "", name: str = "") -> str:
        """The picture on one line, with a class if one is named; its words are what it is called."""
        label = html.escape(f"{self.title}. {' '.join(self.words)}")
        root = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width:g} {self.height:g}" role="img"'
        root += f' class="{name}"' if name else ""
        return f'{root} aria-label="{label}">{style}{"".join(self.parts)}</svg>'


def wrapped(text: str, width: float) -> list[str]:
    """The lines that a text takes in a width."""
    return textwrap.wrap(text, max(4, int(width / _LETTER))) or [""]


def text(x: float, y: float, words: str, kind: str = "", **more: str) -> str:
    """A line of text whose base stands at y."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    mark = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="15"{mark}{given}>{html.escape(words)}</text>'


def lines(x: float, y: float, rows: Sequence[str], kind: str = "", **more: str) -> list[str]:
    """Lines of text one below another; the first stands at y."""
    return [text(x, y + number * LINE, row, kind, **more) for number, row in enumerate(rows)]


def box(x: float, y: float, width: float, height: float, kind: str = "paper", **more: str) -> str:
    """A rectangle."""
    given = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"{given}/>'


def arrow(start: tuple[float, float], end: tuple[float, float], tip: str) -> str:
    """A straight line with a tip at its end."""
    path = f"M{start[0]:g} {start[1]:g}L{end[0]:g} {end[1]:g}"
    return f'<path class="line" marker-end="url(#{tip})" d="{path}"/>'


def sentences(parts: Iterable[str]) -> tuple[str, ...]:
    """Each part with a stop at its end."""
    return tuple(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
