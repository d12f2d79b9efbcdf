"""Draw the rooms of the code and what they import, from the imports themselves: docs/assets/rooms.svg.

    python scripts/rooms.py          write the picture, and print the table that docs/engine.md holds
    python scripts/rooms.py --check  exit with 1 when the picture is not what would be drawn

Rooms stand in rows: a room imports from rows below its own alone. import-linter holds that; this picture shows it.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "assets" / "rooms.svg"
ROWS = (
    ("primer.cli",),
    ("primer.commands",),
    ("primer.publish",),
    ("primer.site", "mkdocs_bibliography.plugin"),
    ("primer.paper", "primer.export", "primer.checks", "mkdocs_bibliography.html", "mkdocs_bibliography.migrate"),
    ("primer.content", "mkdocs_bibliography.citeproc"),
    (
        "primer.syntax",
        "primer.project",
        "primer.lint",
        "primer.watch",
        "primer.diagrams",
        "mkdocs_bibliography.citations",
    ),
    ("primer.theme", "primer.strings", "primer.fonts", "mkdocs_bibliography.config", "mkdocs_bibliography.references"),
    ("mkdocs_bibliography.text",),
)
"""From the top down. `mkdocs_bibliography.plugin` stands for that package's own files: what MkDocs loads."""
WIDTH, HEIGHT, GAP, ROW = 190, 58, 26, 92
STYLE = """
  .room { fill: #fffdf8; stroke: #3a3985; } .bibliography { stroke: #0b5c58; } .import { fill: none; stroke: #6b6b6b; }
  text { font: 15px system-ui, sans-serif; fill: #1a1a1a; } .note { font-size: 12px; fill: #4a4a4a; }
  @media (prefers-color-scheme: dark) {
    .room { fill: #1b2029; stroke: #a9a8f0; } .bibliography { stroke: #7fd1cb; } .import { stroke: #9a9a9a; }
    text { fill: #f0ede6; } .note { fill: #c9c5bc; }
  }
"""


@dataclass(frozen=True)
class Room:
    """A room: a folder of one of the two packages, or the files that stand in a package itself."""

    name: str
    imports: frozenset[str]
    """The rooms that its files import from."""


def rooms() -> Mapping[str, Room]:
    """Every room by its name, read from the code."""
    files: dict[str, list[Path]] = {name: [] for row in ROWS for name in row}
    for path in sorted((ROOT / "src").rglob("*.py")):
        files[room_of(".".join(path.relative_to(ROOT / "src").with_suffix("").parts))].append(path)
    return {
        name: Room(name, frozenset(room for path in paths for room in _imported(path)) - {name})
        for name, paths in files.items()
    }


def room_of(module: str) -> str:
    """The room that a module stands in."""
    parts = module.split(".")
    name = ".".join(parts[:2])
    if any(name in row for row in ROWS):
        return name
    return "primer.cli" if parts[0] == "primer" else "mkdocs_bibliography.plugin"


def _imported(path: Path) -> Iterable[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("primer", "mkdocs_bibliography"):
            yield room_of(node.module or "")


def drawn(found: Mapping[str, Room]) -> str:
    """The picture, as SVG."""
    width = max(len(row) for row in ROWS) * (WIDTH + GAP) + GAP
    height = len(ROWS) * ROW
    places = {
        name: ((width - len(row) * (WIDTH + GAP) + GAP) // 2 + at * (WIDTH + GAP), level * ROW + 8)
        for level, row in enumerate(ROWS)
        for at, name in enumerate(row)
    }
    lines = [_line(places[name], places[other]) for name in found for other in _next_below(found, name)]
    boxes = [_box(room, *places[room.name]) for room in found.values()]
    title = "<title>The rooms of the code. Arrows lead down, from a room to those that it imports.</title>"
    arrow = (
        '<defs><marker id="end" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="import" d="M0 0L8 4L0 8"/></marker></defs>'
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
    return "\n".join([head, title, f"<style>{STYLE}</style>", arrow, *lines, *boxes, "</svg>"]) + "\n"


def _next_below(found: Mapping[str, Room], name: str) -> list[str]:
    """The rooms that a room imports and that none of its other imports imports too: the rest follows from them."""
    imports = found[name].imports
    through = {below for other in imports for below in _all_below(found, other)}
    return sorted(imports - through)


def _all_below(found: Mapping[str, Room], name: str) -> set[str]:
    return {below for other in found[name].imports for below in (other, *_all_below(found, other))}


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    x, y = start[0] + WIDTH // 2, start[1] + HEIGHT
    to, below = end[0] + WIDTH // 2, end[1]
    bend = (below - y) // 2
    path = f"M{x} {y}C{x} {y + bend} {to} {below - bend} {to} {below}"
    return f'<path class="import" marker-end="url(#end)" d="{path}"/>'


def _box(room: Room, x: int, y: int) -> str:
    package, _, name = room.name.partition(".")
    kind = "room bibliography" if package == "mkdocs_bibliography" else "room"
    return (
        f'<g><rect class="{kind}" x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="4"/>'
        f'<text x="{x + 12}" y="{y + 25}">{name}</text>'
        f'<text class="note" x="{x + 12}" y="{y + 45}">{package}</text></g>'
    )


def table(found: Mapping[str, Room]) -> str:
    """The same as a table in Markdown."""
    head = ["| Room | Imports from |", "| --- | --- |"]
    rows = [
        f"| `{room.name}` | {', '.join(f'`{name}`' for name in _downward(room.imports)) or 'nothing'} |"
        for room in found.values()
    ]
    return "\n".join([*head, *rows])


def _downward(names: frozenset[str]) -> list[str]:
    return [name for row in ROWS for name in row if name in names]


def main() -> int:
    """Write or check the picture."""
    found = rooms()
    if "--check" in sys.argv[1:]:
        return 0 if PICTURE.exists() and PICTURE.read_text("utf-8") == drawn(found) else 1
    PICTURE.write_text(drawn(found), "utf-8")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
