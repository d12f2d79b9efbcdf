"""Files that may refer to a primer: found, read, judged and repaired."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source
from primer.lint.judge import Edit, judge
from primer.lint.scan import Scanner

SKIPPED = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "__pycache__", "site-packages"}
)
"""Folders that hold nothing that their owner wrote."""
_LOOKED_AT = 8192


class PathMissing(UserError):
    """A path that was asked for is not there."""


@dataclass(frozen=True)
class Finding:
    """A fault with its place in a file; columns count characters."""

    issue: Issue
    end: tuple[int, int]
    """The line and column after its words, both from 1."""
    text: str
    """The words."""
    edits: tuple[Edit, ...]
    """How it can be repaired without anyone having to think about it; empty when someone has to."""


@dataclass(frozen=True)
class Report:
    """What a run over some paths found."""

    findings: tuple[Finding, ...]
    files: int
    """How many files were read."""
    binary: int
    """How many were not, since they are no text."""
    fixed: int = 0
    """How many faults were repaired."""
    fixed_files: tuple[str, ...] = ()


def walk(paths: Iterable[Path], exclude: tuple[str, ...] = ()) -> Iterator[Path]:
    """Every file below the paths, in order; neither what `exclude` names nor links to folders.

    Raises PathMissing for a path that is not there.
    """
    for path in paths:
        if not path.exists():
            raise PathMissing(f"{path}: there is no such file or folder. Correct the path.")
        if path.is_file():
            yield path
            continue
        for folder, names, files in os.walk(path):
            names[:] = sorted(name for name in names if name not in SKIPPED and not _excluded(folder, name, exclude))
            yield from (Path(folder, name) for name in sorted(files) if not _excluded(folder, name, exclude))


def _excluded(folder: str, name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) or fnmatch(Path(folder, name).as_posix(), pattern) for pattern in patterns)


def lint(scanner: Scanner, files: Iterable[Path], *, fix: bool = False) -> Report:
    """Judge every reference in some files; with `fix` repair what is safe, and report the rest."""
    findings: list[Finding] = []
    read = binary = fixed = 0
    fixed_files: list[str] = []
    for path in files:
        if not path.is_file():
            continue  # A pipe or a link that leads nowhere holds no text.
        data = path.read_bytes()
        if b"\0" in data[:_LOOKED_AT]:
            binary += 1
            continue
        read += 1
        if not scanner.may_refer(data):
            continue
        found = _findings(scanner, path, data)
        if fix and (repaired := _repaired(data, found)) is not None:
            write_whole(path, repaired)
            rest = _findings(scanner, path, repaired)
            fixed += len(found) - len(rest)
            fixed_files.append(path.as_posix())
            found = rest
        findings += found
    return Report(tuple(findings), read, binary, fixed, tuple(fixed_files))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _findings(scanner: Scanner, path: Path, data: bytes) -> list[Finding]:
    source = Source(path.as_posix(), _decoded(data))
    faults = (fault for reference in scanner.scan(source.text) for fault in judge(scanner.ids, reference))
    return [
        Finding(
            issue_at(source, fault.start, fault.code, fault.message, fault.severity),
            source.position(fault.end),
            source.text[fault.start : fault.end],
            fault.edits,
        )
        for fault in faults
    ]


def _repaired(data: bytes, findings: Iterable[Finding]) -> bytes | None:
    """A file's bytes with every safe repair that touches no other, or None when there is none."""
    text = _decoded(data)
    edits: list[Edit] = []
    end = 0
    for finding in findings:
        mine = finding.edits
        if mine and min(edit.start for edit in mine) >= end:
            edits += mine
            end = max(edit.end for edit in mine)
    if not edits:
        return None
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text.encode("utf-8", "surrogateescape")
