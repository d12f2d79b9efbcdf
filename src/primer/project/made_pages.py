"""Index pages that a primer need not write: with `indexes: made` in `primer.yml`, those that no file has are made."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import Strings


@dataclass(frozen=True)
class MadePage:
    """A page with one list."""

    name: str
    """Of its file, and of the list that it holds."""
    kind: str = ""
    """The type of item without which the page has nothing to say; empty for one that always has."""

    def title(self, strings: Strings) -> str:
        """What it is called, in the primer's language."""
        return strings(f"made.{self.name}")

    def source(self, strings: Strings, day: date) -> Source:
        """The page as an author would have written it."""
        title, summary = (
            json.dumps(one, ensure_ascii=False) for one in (self.title(strings), strings(f"made-summary.{self.name}"))
        )
        front = f"type: page\ntitle: {title}\nsummary: {summary}\nreviewed: {day}"
        return Source(f"docs/{self.name}.md", f"---\n{front}\n---\n\n[[index {self.name}]]\n")


MADE = (
    MadePage("guidelines", "guidelines"),
    MadePage("myths", "myths"),
    MadePage("findings", "findings"),
    MadePage("review", "guidelines"),
    MadePage("activities", "workshop"),
    MadePage("topics"),
    MadePage("a-z"),
    MadePage("references"),
    MadePage("changes"),
    MadePage("downloads"),
    MadePage("find"),
)
"""In the order of a menu."""
TOP = 5
"""How many of them stand in the header; the others are in the map at the foot of every page."""


def made_pages(written: Iterable[str], strings: Strings, day: date) -> Iterator[Source]:
    """The pages that no file has; `written` are the paths of files from the root of the project."""
    paths = frozenset(written)
    for page in MADE:
        if f"docs/{page.name}.md" not in paths and _wanted(page, paths):
            yield page.source(strings, day)


def menu(written: Iterable[str], strings: Strings) -> list[object]:
    """A menu for a site that names none, in MkDocs' form."""
    paths = frozenset(written)
    there = [page for page in MADE if f"docs/{page.name}.md" in paths or _wanted(page, paths)]
    own = sorted(path.removeprefix("docs/") for path in paths if path.endswith(".md") and path.count("/") == 1)
    named = {"index.md", *(f"{page.name}.md" for page in MADE)}
    top: list[object] = [{page.title(strings): f"{page.name}.md"} for page in there[:TOP]]
    rest = [{page.title(strings): f"{page.name}.md"} for page in there[TOP:]]
    others = [name for name in own if name not in named]
    start: dict[str, object] = {strings("made.index"): "index.md"}
    return [start, *top, {strings("made.all"): [start, *top, *rest, *others]}]


def _wanted(page: MadePage, paths: frozenset[str]) -> bool:
    return not page.kind or any(path.startswith(f"docs/{page.kind}/") for path in paths)
