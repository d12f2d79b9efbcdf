"""Index pages that a primer need not write: with `indexes: made` in `primer.yml`, those that no file has are made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_bibliography.text.source import Source


@dataclass(frozen=True)
class MadePage:
    """A page with one list."""

    name: str
    """Of its file, and of the list that it holds."""
    title: str
    summary: str
    kind: str = ""
    """The type of item without which the page has nothing to say; empty for one that always has."""

    def source(self, day: date) -> Source:
        """The page as an author would have written it."""
        front = f"type: page\ntitle: {self.title}\nsummary: {self.summary}\nreviewed: {day}"
        return Source(f"docs/{self.name}.md", f"---\n{front}\n---\n\n[[index {self.name}]]\n")


MADE = (
    MadePage("guidelines", "Guidelines", "Every guideline, with how sure it is.", "guidelines"),
    MadePage("myths", "Myths and findings", "Claims that are often made, and what research shows instead.", "myths"),
    MadePage("findings", "Findings", "What research shows, how sure that is, and who was studied.", "findings"),
    MadePage("review", "Review a design", "The checks that fit a proposal, to copy.", "guidelines"),
    MadePage("activities", "Workshop", "Activities for a group that meets for an hour or two.", "workshop"),
    MadePage("topics", "By topic", "Guidelines, findings and facts, sorted by what they are about."),
    MadePage("a-z", "A to Z of everything", "Every item and every source by its title."),
    MadePage("references", "References", "Every source, with what it studied and what it cannot support."),
    MadePage("changes", "What changed", "What changed that a reader who cites an item would notice."),
    MadePage("downloads", "Downloads", "The primer on paper, and the whole site to take along."),
    MadePage("find", "Search the primer", "Search all items, pages and sources."),
)
"""In the order of a menu."""
TOP = 5
"""How many of them stand in the header; the others are in the map at the foot of every page."""


def made_pages(written: Iterable[str], day: date) -> Iterator[Source]:
    """The pages that no file has; `written` are the paths of files from the root of the project."""
    paths = frozenset(written)
    for page in MADE:
        if f"docs/{page.name}.md" not in paths and _wanted(page, paths):
            yield page.source(day)


def menu(written: Iterable[str]) -> list[object]:
    """A menu for a site that names none, in MkDocs' form."""
    paths = frozenset(written)
    there = [page for page in MADE if f"docs/{page.name}.md" in paths or _wanted(page, paths)]
    own = sorted(path.removeprefix("docs/") for path in paths if path.endswith(".md") and path.count("/") == 1)
    named = {"index.md", *(f"{page.name}.md" for page in MADE)}
    top: list[object] = [{page.title: f"{page.name}.md"} for page in there[:TOP]]
    rest = [{page.title: f"{page.name}.md"} for page in there[TOP:]]
    others = [name for name in own if name not in named]
    return [{"Start": "index.md"}, *top, {"All pages": [{"Start": "index.md"}, *top, *rest, *others]}]


def _wanted(page: MadePage, paths: frozenset[str]) -> bool:
    return not page.kind or any(path.startswith(f"docs/{page.kind}/") for path in paths)
