"""A lock that only one process holds, and that the system lets go of when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import os
from functools import cached_property
from pathlib import Path

from filelock import FileLock, Timeout


class Lock:
    """A lock on the file at a path; the file beside it, `NAME.pid`, says which process holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def _file(self) -> FileLock:
        return FileLock(self.path, timeout=0)

    @property
    def _pid(self) -> Path:
        return self.path.with_name(f"{self.path.name}.pid")

    def take(self) -> bool:
        """Take the lock; gives whether this process holds it now.

        Raises OSError when the file cannot be written.
        """
        if not self._file.is_locked:
            try:
                self._file.acquire()
            except Timeout:
                return False
            self._pid.write_text(str(os.getpid()), "ascii")
        return True

    def holder(self) -> str:
        """The number of the process that took the lock last."""
        with contextlib.suppress(OSError):
            return self._pid.read_text("ascii", "replace").strip() or "unknown"
        return "unknown"

    def release(self) -> None:
        """Let go of the lock, if this process holds it."""
        if not self._file.is_locked:
            return
        with contextlib.suppress(OSError):  # Whoever takes the lock next writes both files again.
            self._pid.unlink()
            self.path.unlink()
        self._file.release()
