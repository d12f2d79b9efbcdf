"""Sees which files of a project change: `Watcher`."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from primer.project.files import project_files
from primer.project.states import State, state_of

_SHORTEST = 0.1
"""Seconds between two looks."""
_SHARE = 10
"""Looking takes at most one part in so many of the time."""

States = dict[str, State]


class Watcher(threading.Thread):
    """Looks at a project's files again and again, and tells of those that were written, added or removed.

    It looks by itself, since notices of a system get lost in containers and on shared folders.
    """

    def __init__(self, root: Path, outside: Callable[[], Iterable[Path]], tell: Callable[[Collection[Path]], None]):
        super().__init__(daemon=True)
        self._root, self._outside, self._tell = root, outside, tell
        self._made = frozenset(str(root / name) for name in ("site", "dist"))
        self._ended = threading.Event()
        self._states = dict(self._look())

    def run(self) -> None:
        """Look until stopped."""
        pause = _SHORTEST
        while not self._ended.wait(pause):
            begun = time.perf_counter()
            with contextlib.suppress(OSError):  # A folder that goes away while it is read is seen the next time.
                self._compare(dict(self._look()))
            pause = max(_SHORTEST, _SHARE * (time.perf_counter() - begun))

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()

    def _compare(self, now: States) -> None:
        before, self._states = self._states, now
        changed = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
        if changed:
            self._tell([Path(path) for path in sorted(changed)])

    def _look(self) -> Iterator[tuple[str, State]]:
        own = (Path(entry.path) for entry in project_files(self._root, self._made))
        for path in (*own, *self._outside()):
            if state := state_of(path):
                yield str(path), state
