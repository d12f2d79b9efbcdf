"""A lock that only one process holds, and that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass
class Lock:
    """A lock on the file at a path."""

    path: Path
    _file: IO[str] | None = field(default=None, repr=False)

    def take(self) -> bool:
        """Take the lock; gives whether this process holds it now.

        Raises OSError when the file cannot be written.
        """
        while self._file is None:
            file = self.path.open("a+", encoding="ascii")
            try:
                _lock(file)
            except OSError:
                file.close()
                return False
            if self._is_current(file):
                file.truncate(0)
                file.write(str(os.getpid()))
                file.flush()
                self._file = file
            else:  # Its holder took the file away between our opening it and our locking it.
                file.close()
        return True

    def _is_current(self, file: IO[str]) -> bool:
        try:
            return os.path.samestat(os.fstat(file.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def holder(self) -> str:
        """The number of the process that took the lock last."""
        with contextlib.suppress(OSError):
            return self.path.read_text("ascii", "replace").strip() or "unknown"
        return "unknown"

    def release(self) -> None:
        """Let go of the lock, if this process holds it."""
        if self._file is None:
            return
        with contextlib.suppress(OSError):  # Windows takes no open file away: the empty file stays, unlocked.
            self.path.unlink()
        self._file.close()
        self._file = None
