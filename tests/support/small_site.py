"""Copies of the small site, changed as a case says."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from support.paths import CASES, SITES

from mkdocs_bibliography import read_bibliography, read_source
from primer.checks.check_project import check_project
from primer.content.model import Primer

SMALL = SITES / "small"


@functools.cache
def small_primer() -> Primer:
    """The small primer, read once a process."""
    return check_project(SMALL).primer


def copy_small(target: Path) -> Path:
    """A copy of the small site, without what was built."""
    shutil.copytree(SMALL, target, ignore=shutil.ignore_patterns("site", ".cache", ".site*"))
    shutil.copytree(SMALL / ".cache" / "references", target / ".cache" / "references")
    return target


def read_works(root: Path) -> None:
    """Let pandoc read a primer's bibliography into its cache, so that no unit has to start it."""
    source = read_source(root / "references.bib", "references.bib")
    references = read_bibliography([source], cache=root / ".cache" / "references").references
    next(iter(references.values())).csl.get("title")


def change(root: Path, case: Mapping[str, Any]) -> None:
    """Change a site: `replace` texts in files, `add` to the end of files or make them, `write` them again and so on."""
    for path, pairs in case.get("replace", {}).items():
        text = (root / path).read_text("utf-8")
        for old, new in pairs.items():
            assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
            text = text.replace(old, new)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    for path, text in case.get("add", {}).items():
        before = (root / path).read_text("utf-8") if (root / path).exists() else ""
        write(root / path, before + text)
    for path, text in case.get("write", {}).items():
        write(root / path, text)
    for path, text in case.get("latin1", {}).items():
        (root / path).write_bytes(text.encode("latin-1"))
    for path, target in case.get("copy", {}).items():
        write(root / target, (root / path).read_text("utf-8"))
    for path, target in case.get("move", {}).items():
        write(root / target, (root / path).read_text("utf-8"))
        (root / path).unlink()
    for path, target in case.get("link", {}).items():
        (root / path).symlink_to(target)
    for path in case.get("delete", ()):
        (root / path).unlink()


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def load_cases(name: str) -> Sequence[Mapping[str, Any]]:
    """The cases of a file in `tests/cases`."""
    cases: Sequence[Mapping[str, Any]] = yaml.load((CASES / name).read_text("utf-8"), yaml.CSafeLoader)
    return cases
