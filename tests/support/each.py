"""One test over many items: it tries them all, and tells at its end which failed and why."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

SHOWN = 20
"""How many of the items that failed are told with their reason."""


def each(names: str, values: Callable[[], Iterable[Any]], least: int = 1) -> Callable[[Any], Any]:
    """Give a test one value after another, as `parametrize` does, but in one test.

    What there is to try is asked for when the test runs, since reading a primer costs seconds.
    Fewer values than `least` are a failure too: a loop over nothing proves nothing.
    """
    wanted = [name.strip() for name in names.split(",")]

    def decorate(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def run(**fixtures: Any) -> None:
            tried, failed = 0, []
            for value in values():
                given = dict(zip(wanted, value, strict=True)) if len(wanted) > 1 else {wanted[0]: value}
                tried += 1
                try:
                    test(**given, **fixtures)
                except Exception as error:
                    failed.append(f"{_name_of(value)}: {type(error).__name__}: {error}")
            told = "\n".join(failed[:SHOWN])
            assert not failed, f"{len(failed)} of {tried} failed.\n{told}"
            assert tried >= least, f"{tried} values, at least {least} were expected."

        signature = inspect.signature(test)
        kept = [one for name, one in signature.parameters.items() if name not in wanted]
        run.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        del run.__wrapped__
        return run

    return decorate


def _name_of(value: Any) -> str:
    """The words by which a reader of a failure finds an item."""
    name = value.get("name") if isinstance(value, dict) else None
    return str(name or value)[:120]
