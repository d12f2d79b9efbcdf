"""Every file of a project's folder that a build may read: `project_files`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_NOT_READ = frozenset({"node_modules", "__pycache__"})


def project_files(root: Path, left_out: frozenset[str]) -> Iterator[os.DirEntry[str]]:
    """Every file of the project in a fixed order: whatever may be read, and not what is made or hidden at the top."""
    seen: set[tuple[int, int]] = set()

    def walk(folder: str) -> Iterator[os.DirEntry[str]]:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            hidden = entry.name.startswith(".") and folder == str(root)
            if hidden or entry.name in _NOT_READ or entry.path in left_out:
                continue
            if entry.is_file():
                yield entry
            elif entry.is_dir() and (place := (entry.stat().st_dev, entry.stat().st_ino)) not in seen:
                seen.add(place)  # A link may lead back up.
                yield from walk(entry.path)

    yield from walk(str(root))
