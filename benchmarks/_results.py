"""What benchmarks measured, as JSON beside them, and the page of it that readers get: docs/performance.md."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
HEAD = """\
---
type: page
title: How fast the engine is, and what its search finds
summary: How long builds take, and how often search shows the right page first. Each stands beside other programs.
reviewed: {day}
aliases: [speed, benchmark, performance, build time, search quality, Pagefind]
---

`scripts/bench` measures this and writes the page. Rows of one table were measured in one run, one after another.
Compare them with each other: seconds say more about the machine. CPU is the time of all processes of a build.
Memory is that of the largest process.
"""


@dataclass(frozen=True)
class Row:
    """One measured thing."""

    what: str
    cpu: float
    """Seconds of the processor."""
    wall: float
    """Seconds on the clock."""
    memory: int = 0
    """Megabytes of the largest process; 0 where it was not measured."""
    of: str = ""
    """The row that this one is compared with."""


@dataclass(frozen=True)
class Table:
    """What one benchmark measured."""

    title: str
    about: str
    """What was built, and with which versions."""
    rows: Sequence[Row]


@dataclass(frozen=True)
class Grid:
    """What a benchmark measured that is no build: its own columns."""

    title: str
    about: str
    """What was measured and how, and with which versions."""
    head: Sequence[str]
    """The names of the columns; all but the first hold numbers."""
    cells: Sequence[Sequence[str]]


def save(name: str, table: Table | Grid, day: str) -> None:
    """Keep a table, and write the page of all that are kept."""
    RESULTS.mkdir(exist_ok=True)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    value = {"day": day, "machine": machine, **asdict(table)}
    (RESULTS / f"{name}.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
    write_page()


def write_page() -> None:
    """Write docs/performance.md from every result."""
    values = [json.loads(path.read_text("utf-8")) for path in sorted(RESULTS.glob("*.json"))]
    parts = [HEAD.format(day=max(value["day"] for value in values)), *map(_section, values)]
    PAGE.write_text("\n".join(parts), "utf-8", newline="\n")


def _section(value: dict[str, object]) -> str:
    about = f"{value['about']} Measured on {value['day']}: {value['machine']}."
    table = _grid(value) if "head" in value else _builds(value)
    return f"## {value['title']}\n\n{about}\n\n{table}\n"


def _grid(value: dict[str, object]) -> str:
    head: Sequence[str] = value["head"]  # type: ignore[assignment]
    rule = ["---", *["---"] * (len(head) - 1)]
    cells: Sequence[Sequence[str]] = value["cells"]  # type: ignore[assignment]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *cells))


def _builds(value: dict[str, object]) -> str:
    rows = [Row(**row) for row in value["rows"]]  # type: ignore[attr-defined]
    known = {row.what: row for row in rows}
    lines = [
        f"| {row.what} | {row.cpu:.2f} | {row.wall:.2f} | {row.memory or ''} | {_ratio(row, known)} |" for row in rows
    ]
    head = "| Build | CPU s | Clock s | MB | CPU, compared |\n| --- | --- | --- | --- | --- |"
    return head + "\n" + "\n".join(lines)


def _ratio(row: Row, known: dict[str, Row]) -> str:
    return f"{row.cpu / known[row.of].cpu:.2f} of {row.of[0].lower()}{row.of[1:]}" if row.of else ""
