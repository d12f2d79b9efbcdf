"""How the time of every input grows: twice as much of a nasty shape may take three times as long at most.

    python benchmarks/growth.py                  every input
    python benchmarks/growth.py --only citations  those with a word in their names
    python benchmarks/growth.py --all             also print what is even

Both sizes are measured in one run, in processor time, and a ratio that is too large is measured again. The shapes stand
in tests/cases/shapes.yml. `scripts/test --release` runs this after everything else.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from _results import Grid, save

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.shapes import Input, Make, forget, inputs

MOST = 3.0
"""How many times as long twice as much may take; four times is quadratic."""
LONG = 0.02
"""Seconds that can be told from noise."""
LARGEST = 100_000
"""Characters of the smaller text: more is not looked at when so much takes no time."""
TRIES = 4


@dataclass(frozen=True)
class Growth:
    """What one shape of one input took."""

    name: str
    shape: str
    characters: int
    """Of the larger text."""
    ratio: float

    @property
    def even(self) -> bool:
        """Whether the time grows about as the text does."""
        return self.ratio < MOST


def seconds(one: Input, text: str) -> float:
    """The processor time of one reading."""
    forget()
    start = time.process_time()
    one.read(text)
    return time.process_time() - start


def size_of(one: Input, make: Make, base: float) -> int:
    """How many parts take long enough to be measured."""
    count = 125
    while True:
        text = make(count)
        if len(text) > LARGEST or seconds(one, text) - base > LONG:
            return count
        count *= 2


def growth(one: Input, name: str, make: Make, base: float) -> Growth:
    """How much longer twice as many parts take; the least of some tries, since other work only adds to a time."""
    count = size_of(one, make, base)
    small, large = make(count), make(2 * count)
    few = many = float("inf")
    for _ in range(TRIES):
        few, many = min(few, seconds(one, small)), min(many, seconds(one, large))
        ratio = max(many - base, 0.0) / max(few - base, LONG / 4)
        if ratio < MOST * 0.8:
            break
    return Growth(one.name, name, len(large), ratio)


def measure(words: list[str]) -> Iterator[Growth]:
    """Every shape of every input whose name holds one of the words."""
    for one in inputs():
        if words and not any(word.lower() in one.name.lower() for word in words):
            continue
        seconds(one, "a")
        base = min(seconds(one, "a") for _ in range(3))
        for name, make in one.shapes.items():
            yield growth(one, name, make, base)


def main() -> int:
    """Print what grows too fast, and a line for each input; 1 when anything does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], metavar="WORD", help="inputs with one of these in their names")
    parser.add_argument("--all", action="store_true", help="print every ratio")
    given = parser.parse_args()
    found: dict[str, list[Growth]] = {}
    gc.disable()  # It looks at all that is kept, now and then, which is no work of a reader.
    for one in measure(given.only):
        gc.collect() if one.name not in found else None
        found.setdefault(one.name, []).append(one)
        if given.all or not one.even:
            mark = "" if one.even else "  GROWS TOO FAST"
            print(f"{one.name}: {one.shape}: {one.ratio:.2f} at {one.characters:,} characters{mark}", flush=True)
    for name, shapes in found.items():
        worst = max(shapes, key=lambda one: one.ratio)
        print(f"{name}: {len(shapes)} shapes, at most {worst.ratio:.2f} times as long ({worst.shape})")
    if not given.only:
        save("growth", table(found), time.strftime("%Y-%m-%d"))
    return int(any(not one.even for shapes in found.values() for one in shapes))


def table(found: Mapping[str, Sequence[Growth]]) -> Grid:
    """What was measured, for docs/performance.md."""
    cells = []
    for name, shapes in found.items():
        worst = max(shapes, key=lambda one: one.ratio)
        cells.append([name, str(len(shapes)), f"{worst.ratio:.2f}", f"{max(one.characters for one in shapes):,}"])
    about = (
        "Each input is read in nasty shapes, such as brackets that nothing closes, and in the same twice as large."
        f" What grows with the square of the text takes four times as long; the bound is {MOST:g}."
    )
    return Grid("How time grows with the text", about, ["Input", "Shapes", "Largest ratio", "Characters"], cells)


if __name__ == "__main__":
    sys.exit(main())
