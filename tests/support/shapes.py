"""Everything that is read from outside, and the nasty shapes of `tests/cases/shapes.yml` that each is tried with."""

from __future__ import annotations

import functools
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from support.paths import CASES
from support.small_site import SMALL

from mkdocs_bibliography.citations.checks import check_citations
from mkdocs_bibliography.citations.syntax import parse_citations, print_cluster
from mkdocs_bibliography.html.converted import citations_in
from mkdocs_bibliography.migrate.config import find_plugin
from mkdocs_bibliography.migrate.pages import moved_text, text_notices
from mkdocs_bibliography.references.bibliography import Bibliography, read_bibliography
from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.text.latest import Latest
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import names_in
from primer.checks import check_primer
from primer.checks.pictures import check_diagrams
from primer.content.edge_reviews import read_reviews
from primer.content.editions import read_editions
from primer.content.extracts import read_extracts
from primer.content.join import join_primer, read_pack
from primer.content.ledger import read_ledger
from primer.content.model import Primer
from primer.diagrams.fences import DiagramError, draw, find_diagrams
from primer.export.plain import markdown as exported
from primer.export.plain import plain
from primer.lint.files import lint
from primer.lint.ids import IdsUnreadable, read_ids
from primer.lint.scan import Scanner
from primer.paper.markdown import PaperText
from primer.project.front_matter import read_front_matter
from primer.project.primer_file import read_primer_file
from primer.project.project import EditionSources, Project, read_project
from primer.site.active_html import find_active
from primer.site.pages import render_page
from primer.site.search_index import ENGLISH, Entry, index_of
from primer.syntax.figures import numbers_in
from primer.watch.status_file import read_status

Make = Callable[[int], str]
"""A text of a shape, with so many of its parts."""


@dataclass(frozen=True)
class Input:
    """Something that is read from outside, and the shapes that it is tried with."""

    name: str
    read: Callable[[str], Any]
    shapes: Mapping[str, Make]

    def __repr__(self) -> str:
        return self.name


@functools.cache
def _cases() -> Mapping[str, Any]:
    return yaml.safe_load((CASES / "shapes.yml").read_text("utf-8"))


def _built(form: Mapping[str, str], start: str, end: str, count: int) -> str:
    """A form with so many parts, inside a larger text."""
    each = "".join(_numbered(form["each"], number) for number in range(count))
    inner = form.get("start", "") + each + form.get("middle", "") + form.get("close", "") * count
    return start + inner + _numbered(form.get("end", ""), count - 1) + end


def _numbered(text: str, number: int) -> str:
    return text.replace("%d", str(number)).replace("%p", str(number - 1)).replace("%n", str(number + 1))


def shapes(*groups: str, start: str = "", end: str = "") -> dict[str, Make]:
    """The shapes of some groups by name, each as part of a larger text."""
    found: dict[str, Make] = {}
    for group in groups:
        cases = _cases()[group]
        named = cases if isinstance(cases, dict) else {repr(piece)[1:-1]: {"each": piece} for piece in cases}
        found |= {name: functools.partial(_built, form, start, end) for name, form in named.items()}
    return found


def forget() -> None:
    """Let nothing be taken from an earlier reading of the same text."""
    for function in (protected_spans, parse_citations, numbers_in):
        function.cache_clear()


@functools.cache
def _project() -> Project:
    """The small primer with one page, whose rules take little time."""
    whole = read_project(SMALL)
    return replace(whole, pages=tuple(page for page in whole.pages if page.path == "docs/method.md"))


@functools.cache
def _latest() -> Latest:
    return Latest()


@functools.cache
def _works() -> Bibliography:
    return read_bibliography([Source("references.bib", (SMALL / "references.bib").read_text("utf-8"))])


@functools.cache
def _scanner() -> Scanner:
    ids = read_ids()
    return Scanner(ids, (ids.prefix,), bare=True)


def _read_citations(text: str) -> object:
    for cluster in parse_citations(text).clusters:
        print_cluster(cluster)
    return check_citations(Source("a.md", text), _works())


def _read_references(path: str, text: str) -> object:
    """A bibliography and every property of its works, pandoc left out."""
    found = read_bibliography([Source(path, text)])
    for one in found.references.values():
        assert [dict(one.fields), one.keywords, one.retraction, one.notice, one.slug]
    bibtex(found.references.values())
    if path.endswith(".json"):
        ris(found.references.values())
        csl_json(found.references.values())
    return found.issues


def _joined(text: str) -> tuple[Primer, tuple[Any, ...]]:
    return join_primer(replace(_project(), pages=(Source("docs/method.md", text),)), _latest())


def _checked(text: str) -> object:
    """A page with every rule of a primer."""
    primer, issues = _joined(text)
    return (*issues, *check_primer(primer, date(2026, 11, 24)))


def _rendered(text: str) -> object:
    """A page as text of the site, to be copied and on paper, whatever the rules say of it."""
    primer, _ = _joined(text)
    if any(issue.code == "diagram-wrong" for issue in check_diagrams(primer)):
        return "refused"
    paper, shown = PaperText(primer), []
    for page in primer.every_page:
        shown += [render_page(primer, page), exported(primer, page.body_text), plain(primer, page.body_text)]
        shown += [paper.body(page), paper.field(page.body_text), find_active(text)]
    return shown


def _in_file(name: str, read: Callable[[Path], object]) -> Callable[[str], object]:
    def reader(text: str) -> object:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / name).write_bytes(text.encode("utf-8", "surrogatepass"))
            return read(Path(folder))

    return reader


def _drawn(text: str) -> object:
    list(find_diagrams(f"```diagram\n{text}\n```\n"))
    try:
        return draw(text)
    except DiagramError as error:
        return error


def _linted(folder: Path) -> object:
    lint(_scanner(), [folder / "a.md"])
    return lint(_scanner(), [folder / "a.md"], fix=True)


def _ids(folder: Path) -> object:
    try:
        return read_ids(folder / "ids.json")
    except IdsUnreadable as error:
        return error


def _migrated(text: str) -> object:
    after = moved_text(text, _works(), {})
    return list(text_notices(Source("a.md", after), _works(), False))


def _plugin(text: str) -> object:
    block = find_plugin(text)
    return block and [block.options, block.moved({"duplicates": "last"})]


def _indexed(text: str) -> object:
    part = Entry("#a", "b", "", text, "")
    hidden = {"body": text, "claim": text}
    page = Entry("a.html", "a", "G1", text, text, also=(text,), hidden=hidden, parts=(part,))
    return index_of([page], {}, words=replace(ENGLISH))  # A copy, which knows no word yet.


METHOD = (SMALL / "docs" / "method.md").read_text("utf-8")
HEAD = METHOD[: METHOD.index("\n---\n", 4) + 5] + "\n"
_MARKDOWN = ("signs", "markdown", "markdown-built")
_YAML = ("signs", "yaml", "yaml-built")
FIELDS = ("title", "author", "date", "month", "doi", "url", "pages", "note", "retracted")


def inputs() -> Iterator[Input]:
    """Every input of ours; pandoc, MkDocs and Typst get what these let through."""
    yield Input("citations", _read_citations, shapes(*_MARKDOWN))
    yield Input("citations after a key", _read_citations, shapes(*_MARKDOWN, start="@a "))
    yield Input("citations in brackets", _read_citations, shapes(*_MARKDOWN, start="[@a, ", end="]"))
    yield Input("prose", protected_spans, shapes(*_MARKDOWN))
    yield Input("converted page", lambda text: list(citations_in(text)), shapes(*_MARKDOWN, start="@a "))
    yield from _bibliographies()
    yield Input("page", _checked, shapes(*_MARKDOWN, start=HEAD))
    before, _, after = re.split(r"(?<=\nsummary: )(.*)", HEAD, maxsplit=1)
    yield Input("summary of a page", _checked, shapes(*_MARKDOWN, start=f"{before}>-\n  ", end=after))
    yield Input("page as it is shown", _rendered, shapes(*_MARKDOWN, start=HEAD))
    yield from _data()
    yield Input("lint-refs", _in_file("a.md", _linted), shapes(*_MARKDOWN, "lint"))
    yield Input("search words", _indexed, shapes(*_MARKDOWN, "words-built"))
    yield Input("migrated page", _migrated, shapes(*_MARKDOWN, "migrate-built"))
    settings = shapes(*_YAML, start="plugins:\n  - bibtex:\n      ") | shapes("plugin-built", start="plugins:\n")
    yield Input("migrated mkdocs.yml", _plugin, settings)


def _bibliographies() -> Iterator[Input]:
    read = functools.partial(_read_references, "a.bib")
    yield Input("BibTeX", read, shapes("signs", "bibtex", "bibtex-built"))
    for name in FIELDS:
        entry = f"@article{{k, title = {{T}}, year = {{2020}}, {name} = {{"
        yield Input(f"BibTeX: {name}", read, shapes("signs", "fields", start=entry, end="}}\n"))
    yield Input("CSL-JSON", functools.partial(_read_references, "a.json"), shapes("signs", "csl-built"))
    titles = shapes(*_MARKDOWN, start="references:\n- id: a\n  title: ", end="\n")
    every = {**shapes(*_YAML, "csl-built"), **{f"title {name}": make for name, make in titles.items()}}
    yield Input("CSL-YAML", functools.partial(_read_references, "a.yaml"), every)


def _data() -> Iterator[Input]:
    front = shapes(*_YAML, start="---\n", end="\n---\n")
    yield Input("front matter", lambda text: read_front_matter(Source("a.md", text)), front)
    yield Input("front matter of a page", _checked, front)
    yield Input("ledger", lambda text: read_ledger(Source("docs/ledger.yml", text)), shapes(*_YAML, "ledger-built"))
    yield Input("pack", lambda text: read_pack(Source("docs/a.yml", text)), shapes(*_YAML))
    yield Input("primer.yml", _in_file("primer.yml", read_primer_file), shapes(*_YAML, "primer-built"))
    yield Input("a string of the interface", names_in, shapes("signs", "yaml"))
    extracts = shapes(*_YAML, "extracts-built")
    yield Input("extracts.yml", lambda text: read_extracts(Source("extracts.yml", text)), extracts)
    yield Input("sources-status.yml", lambda text: read_status(Source("a.yml", text)), shapes(*_YAML))
    yield Input("reviews.txt", lambda text: read_reviews(Source("a.txt", text)), shapes("signs", "reviews-built"))
    yield Input("released edition", lambda text: read_editions([_edition(text)]), shapes(*_YAML, "csl-built"))
    yield Input("ids.json", _in_file("ids.json", _ids), shapes("signs", "csl-built"))
    yield Input("diagram", _drawn, shapes(*_YAML, "diagram-built"))


def _edition(text: str) -> EditionSources:
    return EditionSources(Source("released/1.0.json", text), {})
