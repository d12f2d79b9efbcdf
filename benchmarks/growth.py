"""How the time of the readers grows with the text: four times as much may take twelve times as long at most.

Run by `scripts/test --release`, after everything else, since whatever runs beside it makes it look slow.

    python benchmarks/growth.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Source
from primer.checks.check_project import check_project

ROOT = Path(__file__).parents[1]
CITATIONS = ("[", "@a ", "[@a; ", "[@a] ", "@a [", "-@", "@{", ";", "[@a, p. 3", "@a.b:", "@a\n\n[", "@a/")
PROSE = (
    *("[", "`", "``x`", "<a ", '<a "', "<a b='", "$x", "$ ", "<!--", "<pre>", "](", "[a](", "[a](b (", "\\(", "```\n"),
    *("~~~~\n", "    x\n\n", "> ", "[a][", "http:", "x@", "x.", "{:", "***", "[a]: ", "---\n", "@{", "<a@", "&"),
)
"""Openings that are never closed, which is what makes a careless reader look again and again."""
ENTRY = (
    '@article{{k{n}, author = {{M{{\\"u}}ller, A and Lind, P}}, title = {{The {{DNA}} of Number {n}}},'
    " journal = {{Journal}}, year = {{{year}}}, pages = {{1--9}}}}\n"
)


@dataclass(frozen=True)
class Measured:
    """What was measured, and the most that it may be."""

    what: str
    value: float
    most: float
    unit: str


def seconds(function: Callable[..., Any], *arguments: Any) -> float:
    """The least processor time of three runs."""
    times = []
    for _ in range(3):
        start = time.process_time()
        function(*arguments)
        times.append(time.process_time() - start)
    return min(times)


def entries(count: int) -> str:
    """A bibliography of some size."""
    return "".join(ENTRY.format(n=n, year=1900 + n % 120) for n in range(count))


def measure() -> Iterator[Measured]:
    """Everything, one after the other."""
    for name, read, pieces in (("citations", parse_citations, CITATIONS), ("prose", protected_spans, PROSE)):
        for piece in pieces:
            small, large = (seconds(read, piece * count) for count in (4_000, 16_000))
            yield Measured(f"{name} {piece!r}, 4 times as much", large / max(small, 0.01), 12, "times as long")
    small, large = (
        seconds(lambda text: read_bibliography([Source("a.bib", text)]), entries(n)) for n in (2_500, 10_000)
    )
    yield Measured("10,000 entries", large, 10, "s")
    yield Measured("entries, 4 times as many", large / small, 10, "times as long")
    yield Measured("checking docs/", seconds(check_project, ROOT), 2, "s")


def main() -> int:
    """Print every measure; 1 when one is beyond its bound."""
    beyond = 0
    for one in measure():
        late = one.value > one.most
        beyond += late
        print(f"{'TOO SLOW' if late else 'ok':8} {one.what}: {one.value:.2f} {one.unit}, at most {one.most:g}")
    return int(beyond > 0)


if __name__ == "__main__":
    sys.exit(main())
