"""A finished folder put in the place of another, in one step where the system has one."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_HERE, _EXCHANGE = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux."""
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})
"""What an old kernel, or a file system without such an exchange, answers."""


def put_in_place(fresh: Path, place: Path, last: Path) -> None:
    """Move `fresh` to `place`, and what stood there to `last`.

    On Linux nobody ever finds the place empty. Elsewhere two renames follow one another; a caller that is stopped
    between them finds the last folder at `last`. Raises OSError when that is not possible.
    """
    if not place.exists():
        fresh.rename(place)
    elif _exchange(fresh, place):
        fresh.rename(last)
    else:
        place.rename(last)
        fresh.rename(place)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places at once; gives whether the system can. Raises OSError when it refuses these two."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    if (number := ctypes.get_errno()) in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number), str(one))
