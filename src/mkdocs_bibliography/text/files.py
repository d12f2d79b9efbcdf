"""Files written whole, and values kept between builds."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:32]


def _read_cached(cache: Path | None, name: str) -> object:
    path = cache / f"{name}.json" if cache else None
    if path is None or not path.is_file():
        return None
    try:
        return json.loads(path.read_text("utf-8"))
    except ValueError:
        return None


def _write_cached(cache: Path | None, name: str, value: object) -> None:
    """Written beside and renamed, so that a build cut short leaves no half file."""
    if cache is None:
        return
    cache.mkdir(parents=True, exist_ok=True)
    beside = cache / f"{name}.part"
    beside.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    beside.replace(cache / f"{name}.json")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)
