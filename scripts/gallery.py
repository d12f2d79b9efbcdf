#!/usr/bin/env python
"""Draws the styles that come with the plugin: one citation and two works in each, as a picture and as a table.

python scripts/gallery.py          writes docs/assets/styles.svg and prints the table for docs/bibliography-plugin.md
python scripts/gallery.py --check  ends with 1 when the picture would change
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mkdocs_bibliography import Source, Style, format_citations, parse_citations, read_bibliography
from mkdocs_bibliography.citeproc.style import bundled_styles

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "assets" / "styles.svg"
BIB = """@article{okafor, author={Okafor, Ada and Lind, Per}, title={Counting rain in two valleys},
  journal={Weather Letters}, year=2018, volume=3, number=2, pages={100--120}}
@book{lind, author={Lind, Per}, title={Tides}, publisher={Harbour Press}, address={Bergen}, year=2020}
"""
CITED = "[@okafor, p. 103; @lind]"
COLUMNS, LINE, MARGIN = 104, 21, 14
CSS = """
  .style { fill: #fffdf8; stroke: #0b5c58; } text { font: 15px system-ui, sans-serif; fill: #1a1a1a; }
  .name { font-weight: 700; } .note { font-size: 13px; fill: #4a4a4a; }
  @media (prefers-color-scheme: dark) {
    .style { fill: #1b2029; stroke: #7fd1cb; } text { fill: #f0ede6; } .note { fill: #c9c5bc; }
  }
"""


@dataclass(frozen=True)
class Sample:
    """One style's way to cite."""

    name: str
    citation: str
    entries: tuple[str, ...]
    is_note: bool


def samples() -> list[Sample]:
    """Every style that comes with the plugin."""
    works = read_bibliography([Source("refs.bib", BIB)]).references
    clusters = [("page.html", cluster) for cluster in parse_citations(CITED).clusters]
    found = []
    for name in bundled_styles():
        style = Style(name)
        done = format_citations(works, clusters, style, None)
        entries = tuple(done.entries[key].text for key in done.order)
        found.append(Sample(name, done.citation(CITED, "page.html").text, entries, style.kind == "note"))
    return found


def drawn(found: Sequence[Sample]) -> str:
    """The picture, as SVG."""
    parts, top = [], MARGIN
    for sample in found:
        where = "In a note" if sample.is_note else "In the text"
        lines = [("name", f"csl: {sample.name}"), *_lines(where, (sample.citation,)), *_lines("List", sample.entries)]
        height = len(lines) * LINE + MARGIN
        parts.append(f'<rect class="style" x="{MARGIN}" y="{top}" width="872" height="{height}" rx="4"/>')
        for number, (kind, text) in enumerate(lines, 1):
            at = top + number * LINE
            parts.append(f'<text class="{kind}" x="{2 * MARGIN}" y="{at}">{escape(text, quote=False)}</text>')
        top += height + MARGIN
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 {top}" role="img">'
    title = "<title>The styles that come with the plugin: one citation and two works in each.</title>"
    return "\n".join([head, title, f"<style>{CSS}</style>", *parts, "</svg>"]) + "\n"


def _lines(what: str, texts: Sequence[str]) -> list[tuple[str, str]]:
    wrapped = [line for text in texts for line in textwrap.wrap(text, COLUMNS)]
    return [("note", what), *(("text", line) for line in wrapped)]


def table(found: Sequence[Sample]) -> str:
    """The same as a table in Markdown."""
    rows = [f"| `{one.name}` | {_cell(one.citation)} | {_cell(one.entries[0])} |" for one in found]
    return "\n".join(["| `csl` | Citation | First work of the list |", "| --- | --- | --- |", *rows])


def _cell(text: str) -> str:
    return text.replace("[", "\\[").replace("|", "\\|")


def main() -> int:
    """Write or check the picture."""
    found = samples()
    if "--check" in sys.argv[1:]:
        return 0 if PICTURE.exists() and PICTURE.read_text("utf-8") == drawn(found) else 1
    PICTURE.write_text(drawn(found), "utf-8")
    print(table(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
