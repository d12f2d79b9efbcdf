"""What was made last of each of many things, for a program that makes it again and again: `Latest`."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Latest:
    """The latest result for each name; it is made again when what it is made from is not the same."""

    def __init__(self) -> None:
        self._results: dict[Hashable, tuple[object, Any]] = {}

    def get(self, name: Hashable, made_from: object, make: Callable[[], T]) -> T:
        """What `make` gives; the last result, if the name had one and was made from an equal value."""
        last = self._results.get(name)
        if last is None or last[0] != made_from:
            self._results[name] = last = (made_from, make())
        result: T = last[1]
        return result
