"""Files written whole, and values kept between builds that are checked before they are believed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path


def digest(parts: object) -> str:
    """A name for a value that JSON can hold: equal values have equal names."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)


def write_all_whole(files: Mapping[Path, bytes]) -> None:
    """Write files that belong together, unless they are so already: none changes before there is room for all."""
    drafts: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            if not path.is_file() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                drafts[path] = path.with_name(f".{path.name}.new")
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
    """Keep data for later builds, below its own checksum."""
    if path.is_dir():
        shutil.rmtree(path)
    write_whole(path, _checksum(data) + b"\n" + data)


def read_kept_json(path: Path) -> object:
    """The value that `write_kept_json` wrote, or None."""
    data = read_kept(path)
    return None if data is None else json.loads(data)


def write_kept_json(path: Path, value: object) -> None:
    """Keep a value that JSON can hold for later builds."""
    write_kept(path, json.dumps(value, ensure_ascii=False).encode())


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
