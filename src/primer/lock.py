"""A lock that only one process holds, and that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

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
        if self._file is None:
            file = self.path.open("a+", encoding="ascii")
            try:
                _lock(file)
            except OSError:
                file.close()
                return False
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            self._file = file
        return True

    def holder(self) -> str:
        """The number of the process that took the lock last."""
        return self.path.read_text("ascii", "replace").strip() or "unknown"

    def release(self) -> None:
        """Let go of the lock, if this process holds it."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self.path.unlink(missing_ok=True)
