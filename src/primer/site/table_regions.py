"""Tables of authored text, each in a region with a name that the keyboard can reach and scroll."""

from __future__ import annotations

import re

from mkdocs_bibliography.text.escape import attribute
from mkdocs_bibliography.text.source import SpanSet
from primer.syntax.headings import fenced_spans

_HEADING = re.compile(r"^#{1,4} +(.+?)(?: *\{#[\w.-]+\})? *$")
_MARKUP = re.compile(r" *\[[^\[\]]*@[^\[\]]*\]|\[(?P<words>[^\[\]]*)\]\([^()]*\)|[*`]")
_FIGURES = re.compile(r"^\| *Figure *\|")
_BAR = re.compile(r"(?<!\\)\|(?=(?:[^`]*`[^`]*`)*[^`]*$)")
"""What parts two cells: no bar that is escaped or stands in code."""
_RULE = re.compile(r"^\|(?: *:?-+:? *\|)+ *$")


def with_table_regions(text: str) -> str:
    """A page's Markdown with every table in a region named by the heading above it, unless it stands in one."""
    lines, out = text.split("\n"), list[str]()
    fences, at = SpanSet(fenced_spans(text)), 0
    heading, inside = "", False
    columns: list[str] = []
    names: dict[str, int] = {}
    for place, line in enumerate(lines):
        fenced = fences.hold(at)
        at += len(line) + 1
        match = None if fenced else _HEADING.match(line)
        heading = match.group(1) if match else heading
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if not fenced and not inside and line.startswith("|") and _RULE.match(following) and not _in_region(out):
            names[heading] = names.get(heading, 0) + 1
            out += [_opening(heading, names[heading], line), ""]
            inside, columns = True, _cells(line)
        elif inside and place and line.startswith("|") and not _RULE.match(line):
            line = _named(line, columns)
        elif inside and not line.startswith("|"):
            out += ["", "</div>"]
            inside = False
        out.append(line)
    return "\n".join((*out, "", "</div>", "") if inside else out)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(line.strip().strip("|"))]


def _named(line: str, columns: list[str]) -> str:
    """A row whose cells say their column, for a phone, where a row of more than two becomes a paragraph."""
    cells = _cells(line)
    if len(columns) < 3 or len(cells) != len(columns):
        return line
    # A row of links has no cell that names it, so its first cell needs the name of its column as well.
    alone = 0 if all(cell.startswith("[") for cell in cells) else 1
    labels = [f'<span class="byb-cell">{_words(name)}:</span> ' if name else "" for name in columns]
    named = [
        label * (place >= alone and bool(cell)) + cell
        for place, (label, cell) in enumerate(zip(labels, cells, strict=True))
    ]
    return f"| {' | '.join(named)} |"


def _words(text: str) -> str:
    """A heading or the name of a column without markup."""
    return _MARKUP.sub(lambda match: match["words"] or "", text).strip()


def _in_region(above: list[str]) -> bool:
    return any('class="byb-table' in line for line in above[-2:])


def region(name: str, kind: str = "") -> str:
    """The opening tag of a region for one table, with what screen readers call it and a class beside `byb-table`."""
    classes = f"byb-table {kind}".strip()
    return f'<div class="{classes}" role="region" aria-label="{attribute(name)}" tabindex="0" markdown="1">'


def _opening(heading: str, number: int, head: str) -> str:
    words = _words(heading)
    name = f"Table: {words}" if number == 1 else f"Table {number}: {words}"
    # On a phone a row becomes a paragraph, a figure and its words too; on a desk four columns need the margin as well.
    columns = len(_cells(head))
    kinds = [
        "byb-rows" if _FIGURES.match(head) else "byb-stack" if columns > 2 else "",
        "byb-full" if columns > 3 else "",
    ]
    return region(name, " ".join(filter(None, kinds)))
