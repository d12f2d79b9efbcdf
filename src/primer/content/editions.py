"""Released editions: what each item said then, and the files that keep it for ever.

`released/1.0.json` lists the items of edition 1.0 with what a citer relies on and the SHA-256 of each body, and
`released/1.0/g12.html` is the body itself. Both are written once, by a release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.source import Source
from primer.content.addresses import item_address
from primer.content.digests import digest_of
from primer.content.field_types import Day, Line
from primer.content.ids import ItemId
from primer.content.item_models import Fields
from primer.content.ledger import Edition, edition_number
from primer.content.taxonomy import CONTEXT
from primer.project.front_matter import read_yaml
from primer.project.project import EditionSources
from primer.project.taxonomy import Taxonomy
from primer.project.validation import field_issues

FOLDER = "released"
"""The folder of the editions, beside mkdocs.yml."""
RATINGS = ("need", "effect", "level", "disputed", "strength", "verdict")
"""What an item is rated by, in the order in which changes of it are told."""


class SnapshotItem(Fields):
    """What somebody who cites an item relies on, as plain text."""

    type: Literal["guideline", "myth", "finding", "activity"]
    title: Line
    statement: Line
    ratings: Annotated[dict[str, Line], Field(default_factory=dict)]
    """Its levels of evidence, its strength or its verdict, in words, by name."""
    checks: Annotated[dict[int, Line], Field(default_factory=dict)]
    """The checks that were asked, by number."""

    @cached_property
    def meaning(self) -> Mapping[str, str]:
        """A digest of each part: `title`, `statement`, `ratings` and `c1` for the first check."""
        parts = {"title": self.title, "statement": self.statement, "ratings": self.ratings}
        checks = {f"c{number}": text for number, text in self.checks.items()}
        return {name: digest_of(value) for name, value in {**parts, **checks}.items() if value}


class FrozenItem(SnapshotItem):
    """An item of a released edition."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The digest of its body, which never changes."""


class SafetyRemoval(Fields):
    """That the text of an item was taken out of an edition for safety."""

    date: Day
    note: Line
    """The reason, without detail."""


class EditionFile(Fields):
    """`released/X.Y.json`: an edition as it was released."""

    edition: Edition
    date: Day
    """The day of what was released."""
    commit: str
    """The short name of the commit that was released."""
    items: dict[ItemId, FrozenItem]
    removed: Annotated[dict[ItemId, SafetyRemoval], Field(default_factory=dict)]
    """Items whose text is no longer kept."""


@dataclass(frozen=True)
class ReleasedEdition:
    """An edition, and the bodies that are kept of it."""

    source: Source
    file: EditionFile
    bodies: Mapping[str, Source]
    """The kept bodies by id."""

    @property
    def name(self) -> str:
        """Its number, such as `1.0`."""
        return self.file.edition

    def holds(self, name: str) -> bool:
        """Whether an item has a page in this edition, be it one that says that its text was removed."""
        return name in self.file.items or name in self.file.removed


def pinned_address(edition: str, name: str) -> str:
    """The address of an item, or of a check, in a released edition, such as `v/1.0/g12.html#c3` for `G12.3`."""
    item, _, check = name.partition(".")
    return f"v/{edition}/{item_address(item)}" + (f"#c{check}" if check else "")


def body_path(edition: str, name: str) -> str:
    """The file of a frozen body, from the folder of mkdocs.yml."""
    return f"{FOLDER}/{edition}/{item_address(name)}"


def digest_of_body(text: str) -> str:
    """What `sha256` holds of a body."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_editions(
    sources: Iterable[EditionSources], taxonomy: Taxonomy | None = None
) -> tuple[Mapping[str, ReleasedEdition], tuple[Issue, ...]]:
    """Every released edition by its number, oldest first, and what is wrong with the form of their files."""
    editions: dict[str, ReleasedEdition] = {}
    issues: list[Issue] = []
    for one in sources:
        front = read_yaml(one.index)
        issues += front.issues
        if front.issues:
            continue
        try:
            file = EditionFile.model_validate(front.values, context={CONTEXT: taxonomy or Taxonomy()})
        except ValidationError as error:
            issues += field_issues(one.index, front, error, code="edition-wrong")
            continue
        bodies = {item_id(path): source for path, source in one.bodies.items()}
        editions[file.edition] = ReleasedEdition(one.index, file, bodies)
    names = sorted(editions, key=edition_number)
    return {name: editions[name] for name in names}, tuple(issues)


def item_id(path: str) -> str:
    """The id whose frozen body a file is, by its name."""
    return path.rpartition("/")[2].removesuffix(".html").upper()


def edition_text(file: EditionFile) -> str:
    """An edition as its file has it: JSON with a line for each part."""
    return file.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def snapshot_item(record: Mapping[str, Any]) -> SnapshotItem:
    """What a citer relies on, from the published record of an item of any version of the data."""
    statement = next(record[name] for name in ("statement", "answer", "goal") if record.get(name))
    checks = {int(check["id"].partition(".")[2]): check["text"] for check in _asked(record)}
    return SnapshotItem(
        type=record["type"],
        title=record["title"],
        statement=statement,
        ratings={name: value for name in RATINGS if (value := _rating(record, name))},
        checks=checks,
    )


def _asked(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (check for check in record.get("checks", ()) if check["status"] == "current")


def _rating(record: Mapping[str, Any], name: str) -> str:
    level = record.get("level") or {}
    if name == "disputed":
        return "studies disagree" if level.get("disputed") else ""
    value = record.get(name)
    if isinstance(value, Mapping):
        return str(value.get("label") or value["level"]).replace("-", " ")
    return str(value or "").replace("-", " ")
