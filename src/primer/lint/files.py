"""Files that may refer to a primer: found, read, judged and repaired."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.lint.judge import Edit, Fault, judge
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
    """A fault with its place in a file; lines and columns count from 1, columns in characters."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    fault: Fault

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.fault.message} [{self.fault.code}]"


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
    report = Report((), 0, 0)
    findings: list[Finding] = []
    for path in files:
        if not path.is_file():
            continue  # A pipe or a link that leads nowhere holds no text.
        data = path.read_bytes()
        if b"\0" in data[:_LOOKED_AT]:
            report = replace(report, binary=report.binary + 1)
            continue
        report = replace(report, files=report.files + 1)
        if not scanner.may_refer(data):
            continue
        found = _findings(scanner, path, data)
        if fix and (repaired := _repaired(data, found)) is not None:
            write_whole(path, repaired)
            rest = _findings(scanner, path, repaired)
            done = len(found) - len(rest)
            report = replace(report, fixed=report.fixed + done, fixed_files=(*report.fixed_files, path.as_posix()))
            found = rest
        findings += found
    return replace(report, findings=tuple(findings))


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _findings(scanner: Scanner, path: Path, data: bytes) -> list[Finding]:
    text = _decoded(data)
    faults = [fault for reference in scanner.scan(text) for fault in judge(scanner.ids, reference)]
    if not faults:
        return []
    starts = [0, *(index + 1 for index, sign in enumerate(text) if sign == "\n")]

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    return [
        Finding(path.as_posix(), *place(fault.start), *place(fault.end), text[fault.start : fault.end], fault)
        for fault in faults
    ]


def _repaired(data: bytes, findings: Iterable[Finding]) -> bytes | None:
    """A file's bytes with every safe repair that touches no other, or None when there is none."""
    text = _decoded(data)
    edits: list[Edit] = []
    end = 0
    for finding in findings:
        mine = finding.fault.edits
        if mine and min(edit.start for edit in mine) >= end:
            edits += mine
            end = max(edit.end for edit in mine)
    if not edits:
        return None
    for edit in sorted(edits, key=lambda one: one.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text.encode("utf-8", "surrogateescape")
