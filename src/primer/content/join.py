"""From what was read to a `Primer`: parse every source, keep what is right, gather what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import TypeVar, cast

from pydantic import ValidationError

from mkdocs_bibliography.references.bibliography import Bibliography, read_bibliography
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.latest import Latest
from mkdocs_bibliography.text.source import Source
from primer.content.addresses import address_of
from primer.content.edge_reviews import read_reviews
from primer.content.editions import read_editions
from primer.content.extracts import read_extracts
from primer.content.item_models import Activity, Fields, Finding, Guideline, Item, Myth
from primer.content.ledger import read_ledger, read_released
from primer.content.model import PackFile, Primer
from primer.content.page import Page, read_page
from primer.content.page_models import Pack, PageFields
from primer.content.source_status import with_statuses
from primer.content.taxonomy import CONTEXT
from primer.project.front_matter import read_yaml
from primer.project.project import Project
from primer.project.taxonomy import Taxonomy
from primer.project.validation import field_issues
from primer.watch.status_file import read_status

T = TypeVar("T", bound=Item)


@dataclass
class _Gathered:
    items: dict[str, Page[Item]] = field(default_factory=dict)
    pages: list[Page[PageFields]] = field(default_factory=list)
    invalid_pages: list[Page[Fields]] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    """The path of the file that has each address."""
    issues: list[Issue] = field(default_factory=list)

    def add(self, page: Page[Fields]) -> None:
        """Keep a page, unless another file has its id or address."""
        if not page.valid:
            self.invalid_pages.append(page)
            return
        address = address_of(page)
        first = self.addresses.setdefault(address.lower(), page.source.path)
        if first != page.source.path:
            what = f"'{address}' is the address of {first}. Rename this file."
            if isinstance(page.fields, (Guideline, Myth, Finding, Activity)):
                what = f"'{page.fields.id}' is the id of {first}. Give this page a new one, or delete one file."
            self.issues.append(issue_at(page.source, page.place("id"), "id-duplicate", what))
            self.invalid_pages.append(page)
        elif isinstance(page.fields, (Guideline, Myth, Finding, Activity)):
            self.items[page.fields.id] = page  # type: ignore[assignment]
        else:
            self.pages.append(page)  # type: ignore[arg-type]


def join_primer(project: Project, latest: Latest | None = None) -> tuple[Primer, tuple[Issue, ...]]:
    """The primer that a project holds, and every error of form found on the way.

    What `latest` holds of files that are the same is not parsed again.
    """
    latest = latest or Latest()
    gathered = _Gathered(issues=list(project.issues))
    words = project.settings.taxonomy
    read = [latest.get(source.path, (source, words), partial(read_page, source, words)) for source in project.pages]
    for page, issues in sorted(read, key=lambda one: not one[0].kind.has_id):  # An id outlives a page of prose.
        gathered.issues += issues
        gathered.add(page)
    packs = list(_packs(project, gathered.issues))
    ledger, ledger_issues = latest.get("ledger", project.ledger, lambda: read_ledger(project.ledger))
    statuses, status_issues = latest.get("status", project.status, lambda: read_status(project.status))
    works = (project.bibliography, project.settings.bibliography.duplicates, project.status)
    bibliography = latest.get("bibliography", works, lambda: with_statuses(_bibliography(project), statuses))
    extracts, extract_issues = latest.get("extracts", project.extracts, lambda: read_extracts(project.extracts))
    editions, edition_issues = latest.get(
        "editions", (project.editions, words), lambda: read_editions(project.editions, words)
    )
    reviews, review_issues = latest.get("reviews", project.reviews, lambda: read_reviews(project.reviews))
    names = sorted(gathered.items, key=words.letters.order)
    items = {name: gathered.items[name] for name in names if name not in ledger.retired}
    primer = Primer(
        project.root,
        project.revision,
        project.cache,
        project.settings,
        _of(items, Guideline),
        _of(items, Myth),
        _of(items, Finding),
        _of(items, Activity),
        {name: gathered.items[name] for name in names if name in ledger.retired},
        tuple(gathered.pages),
        tuple(packs),
        bibliography,
        ledger,
        read_released(project.released),
        tuple(gathered.invalid_pages),
        project.files,
        not any(source.path in project.unread for source in project.bibliography),
        extracts,
        editions,
        statuses,
        reviews,
    )
    return primer, (
        *gathered.issues,
        *ledger_issues,
        *bibliography.issues,
        *extract_issues,
        *edition_issues,
        *status_issues,
        *review_issues,
    )


def _bibliography(project: Project) -> Bibliography:
    duplicates = project.settings.bibliography.duplicates
    return read_bibliography(project.bibliography, duplicates=duplicates, cache=project.cache / "references")


def _of(items: Mapping[str, Page[Item]], fields: type[T]) -> dict[str, Page[T]]:
    return {name: cast(Page[T], page) for name, page in items.items() if isinstance(page.fields, fields)}


def _packs(project: Project, issues: list[Issue]) -> Iterator[PackFile]:
    for source in project.packs:
        pack, found = read_pack(source, project.settings.taxonomy)
        issues += found
        if pack:
            yield pack


def read_pack(source: Source, taxonomy: Taxonomy | None = None) -> tuple[PackFile | None, tuple[Issue, ...]]:
    """The pack that a YAML file holds, or none, and what is wrong with it."""
    front = read_yaml(source)
    if front.issues:
        return None, front.issues
    try:
        return PackFile(
            PurePosixPath(source.path).stem,
            source,
            front,
            Pack.model_validate(front.values, context={CONTEXT: taxonomy or Taxonomy()}),
        ), ()
    except ValidationError as error:
        return None, field_issues(source, front, error)
