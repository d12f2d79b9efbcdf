"""The primer: every page, reference and id, joined. What can be derived is derived here, once."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import Strings
from primer.content.addresses import address_of
from primer.content.edge_reviews import EdgeReviews
from primer.content.editions import ReleasedEdition
from primer.content.extracts import Extracts
from primer.content.item_models import Activity, Fields, Finding, Guideline, Item, Myth
from primer.content.ledger import Ledger, Released
from primer.content.matrix_models import MatrixPage
from primer.content.page import Page
from primer.content.page_models import Agenda, GlossaryPage, HelpPage, Pack, PageFields
from primer.content.template_models import TemplatePage
from primer.project.front_matter import FrontMatter, Path
from primer.project.git import Revision
from primer.project.letters import Letters
from primer.project.settings import Settings
from primer.project.words import Word
from primer.syntax.derived import spelled
from primer.watch.status_file import SourceStatus

T = TypeVar("T", bound=Fields)
AnyItem = Page[Guideline] | Page[Myth] | Page[Finding] | Page[Activity]


@dataclass(frozen=True)
class PackFile:
    """A ready choice of items, and where it stands."""

    name: str
    """The file's name without its ending."""
    source: Source
    front: FrontMatter
    fields: Pack


@dataclass(frozen=True, eq=False)
class Primer:
    """Everything that renderers and checks read. Each reading of a project is one of its own, so it can key a cache."""

    root: pathlib.Path
    """The project's folder."""
    revision: Revision
    """The state of the folder that was read."""
    cache: pathlib.Path
    """Where what can be made again is kept between builds."""
    settings: Settings
    guidelines: Mapping[str, Page[Guideline]]
    myths: Mapping[str, Page[Myth]]
    findings: Mapping[str, Page[Finding]]
    activities: Mapping[str, Page[Activity]]
    retired: Mapping[str, Page[Item]]
    """Pages whose id is no longer current: their tombstones fold the old text away."""
    pages: tuple[Page[PageFields], ...]
    """Pages of prose, by path."""
    packs: tuple[PackFile, ...]
    bibliography: Bibliography
    ledger: Ledger
    released: Released
    invalid_pages: tuple[Page[Fields], ...] = ()
    """Pages whose front matter or address cannot be used: their text is checked, and nothing is made of them."""
    files: frozenset[str] = frozenset()
    """Paths of the files under `docs/` that are copied as they are."""
    bibliography_complete: bool = True
    """Whether every bibliography file could be read; if not, no key is called unknown."""
    extracts: Extracts = field(default_factory=Extracts)
    """The sources' own words."""
    editions: Mapping[str, ReleasedEdition] = field(default_factory=dict)
    statuses: Mapping[str, SourceStatus] = field(default_factory=dict)
    """What the registries of DOIs said of sources, by key."""
    reviews: EdgeReviews = field(default_factory=EdgeReviews)
    """Who held which ends of evidence against each other."""
    """Every edition that was released, by its number, oldest first."""

    @property
    def strings(self) -> Strings:
        """The words of the interface, in the language of the primer."""
        return self.settings.strings

    @property
    def letters(self) -> Letters:
        """What ids begin with."""
        return self.settings.taxonomy.letters

    @cached_property
    def topics(self) -> tuple[Word, ...]:
        """The topics that items carry, in the order in which readers meet them."""
        return self.settings.taxonomy.in_use(topic for page in self.items.values() for topic in page.fields.topics)

    @cached_property
    def items(self) -> Mapping[str, Page[Item]]:
        """Every page with a permanent id, in the order of types and numbers."""
        return {**self.guidelines, **self.myths, **self.findings, **self.activities}

    @cached_property
    def every_page(self) -> tuple[Page[Fields], ...]:
        """Items, then pages of prose."""
        return (*self.items.values(), *self.pages)

    @cached_property
    def all_pages(self) -> tuple[Page[Fields], ...]:
        """Every page whose text is checked, also where its front matter cannot be used."""
        return (*self.every_page, *self.invalid_pages)

    @cached_property
    def unparsed_ids(self) -> frozenset[str]:
        """Ids of pages whose front matter cannot be used, so that an edge to one is not reported a second time."""
        line = re.compile(rf"^id: *[\"']?({self.letters.pattern})\b", re.M)
        return frozenset(match.group(1) for page in self.invalid_pages for match in line.finditer(page.source.text))

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """The address of every page by the path of its file."""
        return {page.source.path: address_of(page) for page in self.every_page}

    @cached_property
    def glossary(self) -> Page[GlossaryPage] | None:
        """The page of terms."""
        return next(self.pages_of(GlossaryPage), None)

    @cached_property
    def help(self) -> Page[HelpPage] | None:
        """The page of services."""
        return next(self.pages_of(HelpPage), None)

    @cached_property
    def matrix(self) -> Page[MatrixPage] | None:
        """The page that compares interventions."""
        return next(self.pages_of(MatrixPage), None)

    @cached_property
    def templates(self) -> tuple[Page[TemplatePage], ...]:
        """The documents to copy and fill in, by title."""
        return tuple(sorted(self.pages_of(TemplatePage), key=lambda page: page.fields.title))

    @cached_property
    def templates_for(self) -> Mapping[str, tuple[Page[TemplatePage], ...]]:
        """For a check, such as `G6.1`: the documents that it asks for."""
        asked = dict.fromkeys(check for page in self.templates for check in page.fields.asked_by)
        return {check: tuple(page for page in self.templates if check in page.fields.asked_by) for check in asked}

    @cached_property
    def agendas(self) -> tuple[Page[Agenda], ...]:
        """The agendas, shortest first."""
        return tuple(sorted(self.pages_of(Agenda), key=lambda page: page.fields.minutes))

    def pages_of(self, fields: type[T]) -> Iterator[Page[T]]:
        """The pages of prose whose front matter has this form."""
        return (page for page in self.pages if isinstance(page.fields, fields))  # type: ignore[misc]

    @cached_property
    def guidelines_on(self) -> Mapping[str, tuple[str, ...]]:
        """For a finding: the guidelines that stand on it."""
        return self._reversed({name: findings_of(page.fields) for name, page in self.guidelines.items()})

    @cached_property
    def myths_citing(self) -> Mapping[str, tuple[str, ...]]:
        """For a finding: the myths that it corrects."""
        return self._reversed({name: [edge.ref for edge in page.fields.findings] for name, page in self.myths.items()})

    @cached_property
    def myths_answered(self) -> Mapping[str, tuple[str, ...]]:
        """For a guideline: the myths that it answers, whichever of the two pages says so."""
        told = self._reversed({name: page.fields.guidelines for name, page in self.myths.items()})
        return {
            name: self._in_order((*page.fields.myths, *told.get(name, ()))) for name, page in self.guidelines.items()
        }

    @cached_property
    def guidelines_answering(self) -> Mapping[str, tuple[str, ...]]:
        """For a myth: the guidelines that answer it, whichever of the two pages says so."""
        return self._reversed(self.myths_answered)

    @cached_property
    def related_guidelines(self) -> Mapping[str, tuple[str, ...]]:
        """For a guideline: those related to it, whichever of the two pages says so."""
        told = self._reversed({name: page.fields.related for name, page in self.guidelines.items()})
        return {
            name: self._in_order((*page.fields.related, *told.get(name, ()))) for name, page in self.guidelines.items()
        }

    @cached_property
    def activities_for(self) -> Mapping[str, tuple[str, ...]]:
        """For a guideline or finding: the activities that practise or use it."""
        practised = {name: (*page.fields.guidelines, *page.fields.findings) for name, page in self.activities.items()}
        return self._reversed(practised)

    def _reversed(self, edges: Mapping[str, tuple[str, ...] | list[str]]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for name, targets in edges.items():
            for target in targets:
                found.setdefault(target, []).append(name)
        return {target: self._in_order(names) for target, names in found.items()}

    def _in_order(self, names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
        return tuple(sorted(set(names), key=self.letters.order))

    @cached_property
    def declared_sums(self) -> Mapping[str, str]:
        """Each field that holds a figure of our own, as readers see it, to the same as it was written."""
        texts = (value for page in self.every_page for value in _texts_in(page.front.values))
        return {spelled(text): text for text in texts if "{=" in text}

    @cached_property
    def cited_keys(self) -> frozenset[str]:
        """The keys that front matter or text cites."""
        fields = (key for page in self.all_pages for _, key in cite_fields(page))
        text = (item.key for page in self.all_pages for cluster in clusters_of(page) for item in cluster.items)
        return frozenset((*fields, *text))


def findings_of(fields: Guideline | Myth) -> tuple[str, ...]:
    """The findings that a guideline or a myth rests on, each once."""
    named = [edge.ref for edge in fields.findings]
    if isinstance(fields, Guideline):
        named += [*fields.need.findings, *fields.effect.findings]
    return tuple(dict.fromkeys(named))


def cite_fields(page: Page[Fields]) -> Iterator[tuple[Path, str]]:
    """The keys that a page's front matter cites, each with the way to it."""
    for path in page.front.places:
        if path and path[-1] == "cite" and isinstance(page.front.value(path), str):
            yield path, page.front.value(path)


def clusters_of(page: Page[Fields]) -> Iterator[Cluster]:
    """The citations in a page's prose; their spans count from the passage that holds them."""
    for passage in page.passages:
        text = page.source.cut(passage.span)
        if "@" in text:
            yield from parse_citations(text).clusters


def _texts_in(value: object) -> Iterator[str]:
    """Every text in a value of front matter."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(part)
