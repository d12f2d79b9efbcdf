"""A copy of the small site with hostile text in every field of every file that an author writes.

The fields are those of the schemas, so that a new one is tried without a word here. What the check refuses is put back
to plain words, field by field, and counted: the rest of the texts stand in the site that is built.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from pathlib import Path

from support.hostile_files import files_of
from support.slots import Slot, printed
from support.small_site import copy_small, write

from mkdocs_bibliography.text.issues import Issue
from primer.checks.check_project import check_project
from primer.fonts.coverage import missing


@dataclass
class HostileSite:
    """The files of the site, each a list of fixed lines and slots."""

    root: Path
    files: dict[str, list[str | Slot]] = field(default_factory=dict)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each code refused a text of each kind."""

    @property
    def slots(self) -> list[Slot]:
        """Every text."""
        return [part for parts in self.files.values() for part in parts if isinstance(part, Slot)]

    def write(self) -> None:
        """Write every file as it stands."""
        for path, parts in self.files.items():
            write(self.root / path, "".join(printed(path, part) for part in parts))

    def refuse(self, issues: Iterable[Issue]) -> None:
        """Put back what the check refuses.

        An error at a place where no hostile text stands is of no text of ours, and fails.
        """
        listed = list(issues)
        lines = {path: list(self._lines(path)) for path in {issue.path for issue in listed}}
        found = [(issue, _at(issue, lines[issue.path])) for issue in listed]
        for issue, slots in found:
            assert slots, f"no hostile text stands at {issue}"
            for slot in slots:
                slot.refused = True
                self.codes[slot.kind, issue.code] += 1

    def _lines(self, path: str) -> Iterator[tuple[int, int, Slot]]:
        """The first and the last line of each text of a file that is not refused."""
        at = 1
        for part in self.files.get(path, ()):
            last = at + printed(path, part).count("\n")
            if isinstance(part, Slot) and not part.refused:
                yield at, last, part
            at = last


_OF_ENTRY = {
    "ledger-tombstone": (" to",), "bib-duplicate-doi": (" doi", " DOI"), "bib-unknown-parent": (" crossref",),
    "retraction-wrong": (" retracted", " corrected"),
}  # fmt: skip
"""The fields of which an error speaks that is told at the start of an entry."""


def _at(issue: Issue, lines: Sequence[tuple[int, int, Slot]]) -> Sequence[Slot]:
    """The texts on a line; else the last one before it, and else the first after it."""
    if issue.code == "character-unprinted":
        return _unprinted(issue, lines)
    first = bisect_left(lines, issue.line, key=lambda line: line[1])
    on = [slot for start, _, slot in lines[first : first + 9] if start <= issue.line]
    after = (slot for _, _, slot in lines[first:])
    named = re.match(r"'(\w+)' of ", issue.message)
    if named and issue.path.endswith(".bib"):
        return [slot for slot in after if slot.kind == f"bib {named[1]}"][:1]
    if issue.code in _OF_ENTRY:
        return [slot for slot in after if slot.kind.endswith(_OF_ENTRY[issue.code])][:1]
    if issue.code == "bib-unfinished":
        begun = lines[first][2].vector if first < len(lines) else ""
        return [slot for slot in takewhile(lambda slot: slot.vector == begun, after) if _open_braces(slot.text)] or on
    if issue.code in ("block-unclosed", "passage-unlabelled"):
        return [slot for slot in after if slot.kind.endswith(" body")]
    return on or [slot for _, _, slot in (*lines[max(first - 1, 0) : first], *lines[first : first + 1])][:1]


def _unprinted(issue: Issue, lines: Sequence[tuple[int, int, Slot]]) -> Sequence[Slot]:
    """The texts of a file with such characters, of which one error speaks; else those of the entry that makes one."""
    found = [slot for _, _, slot in lines if missing(html.unescape(slot.text))]
    vector = next((slot.vector for start, _, slot in lines if start >= issue.line), "")
    return found or [slot for _, _, slot in lines if slot.vector == vector]


def _open_braces(text: str) -> bool:
    """Whether a text of BibTeX ends the value that it stands in, or goes beyond it."""
    depths = [0, *accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in text)]
    return min(depths) < 0 or depths[-1] != 0 or text.endswith("\\")


def make_hostile(root: Path, vectors: Mapping[str, str]) -> HostileSite:
    """The site with every text in every field, less what the check refuses."""
    copy_small(root)
    write(root / "docs/a.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')
    site = HostileSite(root, files_of(vectors))
    site.write()
    for _ in range(12):
        issues = [issue for issue in check_project(root).issues if issue.severity == "error"]
        if not issues:
            return site
        site.refuse(issues)
        site.write()
    raise AssertionError(f"the check still refuses {issues[:3]}")
