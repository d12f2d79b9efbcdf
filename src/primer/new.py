"""Writes new pages: from the example of their type, under the next free id, with a line in the ledger."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from primer.ledger import ledger_lines
from primer.model import Primer
from primer.page_types import PAGE_TYPES, PageType
from primer.record import LEDGER_HEAD
from primer.schema import EXAMPLES
from primer.trouble import Trouble


class NameTaken(Trouble):
    """A key or a file of that name exists."""


def create_page(primer: Primer, root: Path, kind: PageType, title: str | None, day: date) -> Path:
    """Write a page of a type from its example and enter it into the ledger; gives the file.

    Raises NameTaken when the file exists.
    """
    name = primer.ledger.next_id(kind.letter)
    text = (EXAMPLES / f"{kind.name}.md").read_text("utf-8")
    title = title or f"Draft of {name}, to be titled"
    text = re.sub(r"^id: .*$", f"id: {name}", text, count=1, flags=re.M)
    text = re.sub(r"^title: .*$", lambda _: f"title: {_quoted(title)}", text, count=1, flags=re.M)
    text = re.sub(r"^(reviewed|searched): .*$", rf"\1: {day}", text, flags=re.M)
    path = root / "docs" / kind.folder / f"{name.lower()}-{_slug(title)}.md"
    _write_new(path, text)
    checks = tuple(int(number) for number in re.findall(r"^  - n: (\d+)$", text, re.M))
    _append(root / "docs" / "ledger.yml", ledger_lines(name, kind.name, primer.settings.edition, str(day), checks))
    return path


def create_reference(primer: Primer, root: Path, key: str) -> Path:
    """Add an entry with a key to the bibliography and enter it into the ledger; gives the file.

    Raises NameTaken when the key exists.
    """
    if key in primer.bibliography.references or key in primer.ledger.entries:
        raise NameTaken(f"'{key}' is a key already. Choose another.")
    path = root / primer.settings.bib_files[0]
    entry = re.sub(r"\{[^,]+,", f"{{{key},", (EXAMPLES / "reference.bib").read_text("utf-8"), count=1)
    entry = entry.replace("keywords = {", "keywords = {background, ")
    entry = re.sub(r"title = \{(.*)\},", rf"title = {{\1 ({key})}},", entry, count=1)
    _append(path, "\n" + entry)
    _append(root / "docs" / "ledger.yml", ledger_lines(key, "reference", primer.settings.edition, ""))
    return path


def create(primer: Primer, root: Path, kind: str, title: str | None, day: date) -> Path:
    """Write a new guideline, myth, finding, activity or reference; for a reference the title is its key."""
    if kind == "reference":
        return create_reference(primer, root, title or f"draft{primer.settings.edition.replace('.', '')}reference")
    return create_page(primer, root, PAGE_TYPES[kind], title, day)


def _quoted(title: str) -> str:
    return title if re.fullmatch(r"\w[\w ,.'()%-]*", title) else json.dumps(title, ensure_ascii=False)


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
