"""Files written whole, and values kept between builds that are checked before they are believed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

_DAY = 86_400
"""Seconds."""
_not_kept: list[str] = []


def digest(parts: object) -> str:
    """A name for a value that JSON can hold: equal values have equal names."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place."""
    return path.with_name(f".{path.name}.new")


def remove_old_drafts(folder: Path) -> None:
    """Remove drafts that a process which was killed left in a folder; one of today may still be written."""
    with contextlib.suppress(OSError):
        for draft in folder.glob(".*.new"):
            with contextlib.suppress(OSError):
                if draft.stat().st_mtime < time.time() - _DAY:
                    draft.unlink()


def write_all_whole(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together, unless they are so already: none changes before there is room for all."""
    drafts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = draft_of(path)
                drafts[path].write_bytes(data)
        for path, draft in drafts.items():
            draft.replace(path)
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def read_kept(path: Path) -> bytes | None:
    """What `write_kept` wrote, or None where that is missing or is no longer what was written."""
    try:
        checksum, _, data = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return data if checksum == _checksum(data) else None


def write_kept(path: Path, data: bytes) -> None:
    """Keep data for later builds, below its own checksum.

    Where it cannot be kept, on a disk that is full or read-only, the next build makes it anew: `why_not_kept` says so.
    """
    try:
        if path.is_dir():
            shutil.rmtree(path)
        write_whole(path, _checksum(data) + b"\n" + data)
    except OSError as error:
        _not_kept.append(f"{error.filename or path}: {error.strerror}")


def why_not_kept() -> str:
    """The first reason since the last call why a value could not be kept; empty when all were."""
    reasons = [*_not_kept]
    _not_kept.clear()
    return reasons[0] if reasons else ""


def read_kept_json(path: Path) -> object:
    """The value that `write_kept_json` wrote, or None."""
    data = read_kept(path)
    return None if data is None else json.loads(data)


def write_kept_json(path: Path, value: object) -> None:
    """Keep a value that JSON can hold for later builds."""
    write_kept(path, json.dumps(value, ensure_ascii=False).encode())


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
