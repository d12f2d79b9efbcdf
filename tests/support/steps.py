"""How much work a function does, counted instead of timed, so that no other load on the machine matters."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(function: Callable[..., Any], *arguments: Any) -> int:
    """How many functions are called, in Python or C, while a function runs.

    What a regular expression does inside one call is not seen: benchmarks/growth.py times that.
    """
    count = 0

    def notice(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count


def grows_evenly(function: Callable[[str], Any], piece: str, count: int = 300) -> bool:
    """Whether four times as much text takes about four times as many steps, not sixteen."""
    return steps(function, piece * (4 * count)) < 6 * max(steps(function, piece * count), 50)
