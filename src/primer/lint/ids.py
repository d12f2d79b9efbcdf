"""What `ids.json` tells of a primer: every id ever given, and what became of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs_bibliography.text.errors import UserError

_NUMBERED = re.compile(r"([A-Z]+)[0-9]+")
_CURRENT = "current"


class IdsUnreadable(UserError):
    """The file of ids is missing, or is not one."""


@dataclass(frozen=True)
class Gone:
    """A check that is no longer asked."""

    reason: str
    replaced_by: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """An id, and what became of it."""

    name: str
    type: str
    address: str
    title: str | None
    status: str
    since: str | None
    replaced_by: tuple[str, ...]
    reason: str | None
    checks: frozenset[int]
    gone: Mapping[int, Gone]
    meaning: Mapping[str, str]
    """Digests of what it says now, by part: `statement`, `c3` and so on."""
    editions: Mapping[str, Mapping[str, str]]
    """The same digests in each released edition that holds it."""
    removed_in: frozenset[str]
    """The editions from which its text was taken for safety."""

    @property
    def current(self) -> bool:
        """Whether the primer still says it."""
        return self.status == _CURRENT


@dataclass(frozen=True)
class Ids:
    """All ids of a primer, with its addresses."""

    site: str
    """Where the primer stands, with a slash at its end."""
    prefix: str
    """What stands before an id in other people's texts, as in `BYB-G12`."""
    edition: str
    editions: tuple[str, ...]
    """The released editions, oldest first."""
    pages: frozenset[str]
    anchors: Mapping[str, frozenset[str]]
    """The anchors that every page of a type keeps."""
    records: Mapping[str, Record] = field(repr=False)

    @cached_property
    def by_address(self) -> dict[str, Record]:
        """Items and sources by the address of their page."""
        return {record.address: record for record in self.records.values()}

    @cached_property
    def by_folded_address(self) -> dict[str, str]:
        """The addresses of items and sources, by what they are without capitals."""
        return {address.casefold(): address for address in self.by_address}

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """What numbered ids begin with, longest first."""
        found = {match[1] for name in self.records if (match := _NUMBERED.fullmatch(name))}
        return tuple(sorted(found, key=lambda letters: (-len(letters), letters)))

    @property
    def place(self) -> str:
        """The site's host and folder, without a scheme."""
        parts = urlsplit(self.site)
        return parts.netloc + parts.path

    def knows(self, edition: str) -> bool:
        """Whether there is, or is about to be, such an edition."""
        return edition == self.edition or edition in self.editions


def read_ids(path: Path | None = None) -> Ids:
    """The ids in a file, or those that come with the package.

    Raises IdsUnreadable.
    """
    name = str(path) if path else "the package"
    try:
        text = path.read_text("utf-8") if path else (files("primer.lint") / "ids.json").read_text("utf-8")
        data = json.loads(text)
        if str(data["version"]).partition(".")[0] != "1":
            raise IdsUnreadable(f"{name}: version {data['version']} of ids.json is newer than this program. Update it.")
        return _ids(data)
    except FileNotFoundError as error:
        raise IdsUnreadable(f"{name}: there is no such file. Give a primer's data/ids.json with --ids.") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        what = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else f"{type(error).__name__} {error}"
        raise IdsUnreadable(f"{name}: this is no ids.json of a primer ({what}). Download it again.") from error


def _ids(data: Mapping[str, Any]) -> Ids:
    if wrong := [name for name in ("site", "prefix", "edition") if not isinstance(data[name], str)]:
        raise TypeError(f"'{wrong[0]}' is no text")
    urlsplit(data["site"])  # Raises ValueError for what is no address.
    return Ids(
        data["site"],
        data["prefix"],
        data["edition"],
        tuple(one["edition"] for one in data["editions"]),
        frozenset(data["pages"]),
        {kind: frozenset(names) for kind, names in data["anchors"].items()},
        {name: _record(name, record) for name, record in data["ids"].items()},
    )


def _record(name: str, data: Mapping[str, Any]) -> Record:
    gone = {int(n): Gone(one["reason"], tuple(one["replaced_by"])) for n, one in data["checks_gone"].items()}
    return Record(
        name,
        data["type"],
        data["address"],
        data["title"],
        data["status"],
        data["since"],
        tuple(data["replaced_by"]),
        data["reason"],
        frozenset(data["checks"]),
        gone,
        data["meaning"],
        data["editions"],
        frozenset(data["removed_in"]),
    )
