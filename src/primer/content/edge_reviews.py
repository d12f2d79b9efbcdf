"""`reviews.txt`: for each edge of evidence, digests of both ends when a person last held them against each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source

REVIEWS = "reviews.txt"
"""The file, beside mkdocs.yml. A primer without it is asked for no reviews."""
HEAD = (
    "# Edges of evidence: what rests on what, digests of both when they were last held against each other, day, note.\n"
    "# Written by `primer review`.\n"
)
_LINE = re.compile(r"(\S+) > (\S+) +([0-9a-f]{8}) ([0-9a-f]{8}) +(\d{4}-\d\d-\d\d) +(\S.*?)[ \t]*")

EdgeName = tuple[str, str]
"""What rests, and what it rests on: `("G6", "F22")`, `("F22", "reichert2013national")`, `("G6.3", "G6")`."""


@dataclass(frozen=True, slots=True)
class Signature:
    """That somebody held both ends of an edge against each other."""

    ends: tuple[str, str]
    """The digests of both ends then."""
    on: date
    note: str


@dataclass(frozen=True)
class EdgeReviews:
    """Every signature by its edge, and where it stands."""

    source: Source = field(default_factory=lambda: Source(REVIEWS, ""))
    signatures: Mapping[EdgeName, Signature] = field(default_factory=dict)
    present: bool = False
    """Whether the primer keeps such a file."""


def read_reviews(source: Source | None) -> tuple[EdgeReviews, tuple[Issue, ...]]:
    """The signatures of a file, and the lines that are none; lines that begin with `#` are comments."""
    if source is None:
        return EdgeReviews(), ()
    signatures: dict[EdgeName, Signature] = {}
    issues: list[Issue] = []
    for start, line in _lines(source.text):
        found = _LINE.fullmatch(line)
        day = _day(found.group(5)) if found else None
        if found is None or day is None:
            what = "this line is no signature of an edge. Delete it, and run 'primer review' for the edge."
            issues.append(issue_at(source, start, "review-wrong", what))
        else:
            signatures[found.group(1), found.group(2)] = Signature(
                (found.group(3), found.group(4)), day, found.group(6)
            )
    return EdgeReviews(source, signatures, True), tuple(issues)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip() and not line.startswith("#"):
            yield start, line
        start += len(line) + 1


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def reviews_text(signatures: Iterable[tuple[EdgeName, Signature]]) -> str:
    """The file that holds these signatures, in the order given."""
    lines = (
        f"{edge[0]} > {edge[1]}  {one.ends[0]} {one.ends[1]}  {one.on}  {' '.join(one.note.split())}\n"
        for edge, one in signatures
    )
    return HEAD + "".join(lines)
