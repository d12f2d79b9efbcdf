"""Writes new pages: a skeleton of their type, under the next free id, with a line in the ledger."""

from __future__ import annotations

import re
from datetime import date
from itertools import count
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.source import Source
from primer.checks.check_project import CheckFailed
from primer.commands.record import LEDGER_HEAD
from primer.commands.skeleton import skeleton
from primer.content.ledger import ledger_lines
from primer.content.model import Primer
from primer.content.page import read_page
from primer.content.page_types import PAGE_TYPES, PageType

_KEY = re.compile(r"\w[^\s\\{}()\[\],;=#%~\"'@]+")


_REFERENCE = """\
@misc{{{key},
  author = {{TODO names}},
  title = {{TODO title of {key}}},
  year = {{TODO}},
  url = {{https://example.org/TODO/{key}}},
  studytype = {{report}},
  population = {{TODO who or what was studied, where and when.}},
  limits = {{TODO what it cannot support.}},
  read = {{none}},
  verified = {{no}},
  keywords = {{background}}
}}
"""
"""A new entry; `background` keeps it from being called unused."""


class NameTaken(UserError):
    """A key or a file of that name exists, or none can be made of it."""


def create(primer: Primer, root: Path, kind: str, title: str | None, day: date) -> Path:
    """Write a new guideline, myth, finding, activity or reference and give its file; a reference's title is its key.

    Raises NameTaken when the name is in use, CheckFailed when the title is not one that the type allows.
    """
    if kind == "reference":
        return _create_reference(primer, root, title or _free_key(primer))
    return _create_page(primer, root, PAGE_TYPES[kind], title, day)


def _create_page(primer: Primer, root: Path, kind: PageType, title: str | None, day: date) -> Path:
    name = primer.ledger.next_id(primer.letters.of(kind.name))
    slug = f"-{_slug(title)}" if title else ""  # A file is not renamed when its title is written.
    title = title or f"TODO title of {name}"
    path = Path("docs", kind.folder, f"{name.lower()}{slug}.md")
    source = Source(path.as_posix(), skeleton(primer, kind, name, title, day))
    _, issues = read_page(source, primer.settings.taxonomy)
    if issues:
        raise CheckFailed(issues)
    _write_new(root / path, source.text)
    checks = tuple(int(number) for number in re.findall(r"^ *- n: (\d+)$", source.text, re.M))
    _append(root / "docs" / "ledger.yml", ledger_lines(name, kind.name, primer.settings.edition, str(day), checks))
    return root / path


def _free_key(primer: Primer) -> str:
    taken = primer.bibliography.references.keys() | primer.ledger.entries.keys()
    return next(key for key in (f"draft{number}" for number in count(1)) if key not in taken)


def _create_reference(primer: Primer, root: Path, key: str) -> Path:
    """Add an entry with a key to the first bibliography file."""
    if not _KEY.fullmatch(key):
        raise NameTaken(f"'{key}' cannot be a key. Begin with a letter, and write letters, digits and hyphens.")
    if key in primer.bibliography.references or key in primer.ledger.entries:
        raise NameTaken(f"'{key}' is a key already. Choose another.")
    path = primer.settings.bibliography.files[0]
    entry = _REFERENCE.format(key=key)
    _append(path, "\n" + entry)
    _append(root / "docs" / "ledger.yml", ledger_lines(key, "reference", primer.settings.edition, ""))
    return path


def _slug(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower())[:6]) or "draft"


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as handle:
            handle.write(text)
    except FileExistsError as error:
        raise NameTaken(f"{path} exists. Give another title.") from error


def _append(path: Path, text: str) -> None:
    before = path.read_text("utf-8") if path.exists() else LEDGER_HEAD
    path.write_text(before.rstrip("\n") + "\n" + text, encoding="utf-8", newline="\n")
