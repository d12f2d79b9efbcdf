"""The state of files, by which one sees that they changed while they were read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

State = tuple[int, ...] | None
"""When a file was written and changed, its size and its number on the disk; None where there is none."""


def state_of(path: Path) -> State:
    """The state of a file now."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino


def states_of(paths: Iterable[Path]) -> Mapping[Path, State]:
    """The states of files now."""
    return {path: state_of(path) for path in paths}
