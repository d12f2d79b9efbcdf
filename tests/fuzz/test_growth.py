"""Nasty shapes of every input: twice as much takes about twice as many steps, or a limit ends it.

What a regular expression does inside one call is not seen here: benchmarks/growth.py measures the time.
"""

from __future__ import annotations

from support.each import each
from support.shapes import Input, forget, inputs
from support.steps import steps

FEW = 40
"""Parts of a text; with so many a quadratic part of the work outweighs what any text costs."""


@each("nasty", lambda: [one for one in inputs() if one.name != "page as it is shown"], least=30)
def test_the_steps_grow_evenly(nasty: Input) -> None:
    nasty.read("a")  # What is made once for all is made now.
    grown = {}
    for name, make in nasty.shapes.items():
        counts = []
        for count in (FEW, 2 * FEW):
            text = make(count)
            forget()
            counts.append(steps(nasty.read, text))
        if counts[1] > 3 * counts[0]:
            grown[name] = counts
    assert grown == {}
