"""`extracts.yml`: of every source the words that were read, short and verbatim, with the place where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field, RootModel, ValidationError

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source
from primer.content.field_types import Day, ExtractId, Line
from primer.content.item_models import Fields
from primer.project.front_matter import FrontMatter, read_yaml
from primer.project.validation import field_issues
from primer.syntax.figures import NOTHING, Numbers, numbers_in

LONGEST = 25
"""An extract has at most this many words."""
MOST = 6
"""A source has at most this many extracts."""
CUT = "..."
"""The sign that marks a cut inside an extract."""


class Extract(Fields):
    """Words of a source."""

    id: ExtractId
    """A letter, given once in a source: evidence names the extract by it."""
    where: Line
    """`abstract`, `front matter`, `press summary`, `full text`, or the page or section that was opened."""
    seen: Annotated[str, Field(pattern=r"^https?://\S+$")]
    """The address of the page on which they were read."""
    on: Day
    """The day on which they were read."""
    words: Line
    """At most 25 words, verbatim; ` ... ` marks a cut."""

    @property
    def count(self) -> int:
        """How many words it has, signs of a cut left out."""
        return sum(word not in (CUT, "…", "[...]", "[…]") for word in self.words.split())

    @property
    def numbers(self) -> Numbers:
        """The numbers that it holds."""
        return numbers_in(self.words)


class Unseen(Fields):
    """A source whose words could not be read."""

    id: ExtractId = "a"
    words: None
    why: Line
    """Why they could not."""


class ExtractsFile(RootModel[dict[str, tuple[Extract | Unseen, ...]]]):
    """The whole file: by key of the bibliography, in order of key."""


@dataclass(frozen=True)
class Extracts:
    """Every extract, by the key of its source."""

    source: Source = field(default_factory=lambda: Source("extracts.yml", ""))
    front: FrontMatter = field(default_factory=lambda: FrontMatter({}, {}, {}, 0))
    by_key: Mapping[str, tuple[Extract, ...]] = field(default_factory=dict)
    unseen: Mapping[str, str] = field(default_factory=dict)
    """Of each source whose words were not seen, why."""
    present: bool = False
    """Whether there is such a file; without one nothing is asked of extracts."""

    def of(self, key: str) -> tuple[Extract, ...]:
        """The extracts of a source; none of one that has none."""
        return self.by_key.get(key, ())

    def numbers(self, key: str) -> Numbers:
        """The numbers that any extract of a source holds."""
        found = NOTHING
        for extract in self.of(key):
            found |= extract.numbers
        return found

    def place(self, key: str, *path: str | int) -> int:
        """Where a source's key stands, or a value under it."""
        if not path and (key,) in self.front.keys:
            return self.front.keys[(key,)].start
        return self.front.place((key, *path))


def read_extracts(source: Source | None) -> tuple[Extracts, tuple[Issue, ...]]:
    """The extracts that a file holds, and what is wrong with its form."""
    if source is None:
        return Extracts(), ()
    front = read_yaml(source)
    issues, found, unseen = list(front.issues), dict[str, tuple[Extract, ...]](), dict[str, str]()
    for key, entries in front.values.items():
        if not isinstance(entries, list) or not entries:
            what = f"'{key}' holds no list of extracts. Write '- id: a' and its fields under it."
            issues.append(issue_at(source, front.place((key,)), "field-wrong", what))
            continue
        read = [one for place, entry in enumerate(entries) for one in _entry(source, front, key, place, entry, issues)]
        found[key] = tuple(one for one in read if isinstance(one, Extract))
        reasons = [one.why for one in read if isinstance(one, Unseen)]
        unseen |= {key: reasons[0]} if reasons and not found[key] else {}
    return Extracts(source, front, MappingProxyType(found), MappingProxyType(unseen), True), tuple(issues)


def _entry(
    source: Source, front: FrontMatter, key: str, place: int, entry: Any, issues: list[Issue]
) -> Iterator[Extract | Unseen]:
    unread = isinstance(entry, dict) and ("why" in entry or ("words" in entry and entry["words"] is None))
    try:
        yield (Unseen if unread else Extract).model_validate(entry)
    except ValidationError as error:
        issues += field_issues(source, front, error, (key, place))
