"""Hostile files of a project: issues with a place, never anything else, and what is written reads the same."""

from __future__ import annotations

import functools
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from support.hostile import YAML, assert_placed, damaged, many
from support.small_site import SMALL

from mkdocs_bibliography.text.issues import sort_issues
from mkdocs_bibliography.text.latest import Latest
from mkdocs_bibliography.text.source import Source
from primer.checks import check_primer
from primer.commands.record import entry_text
from primer.content.edge_reviews import read_reviews
from primer.content.editions import read_editions
from primer.content.extracts import read_extracts
from primer.content.join import join_primer, read_pack
from primer.content.ledger import read_ledger
from primer.project.primer_file import read_primer_file
from primer.project.project import EditionSources, Project, read_project
from primer.watch.status_file import read_status, status_text

PAGES = sorted(path.relative_to(SMALL).as_posix() for path in (SMALL / "docs").rglob("*.md"))
BODY = ("[@reichert2013national, p. 3]", "/// passage | read\n", "///\n", "[[G6]]", "{{", "}}", "## ", "[x](g6.html)",
        "| a | b |\n|---|\n", "![", "{#a}", "type: myth", "```rate\n", "{% x %}", "~~~\n", "$x$", "G6.1")  # fmt: skip


def text_of(path: str) -> str:
    return (SMALL / path).read_text("utf-8")


@functools.cache
def small_project() -> Project:
    return read_project(SMALL)


@functools.cache
def latest() -> Latest:
    return Latest()


pages = st.sampled_from(PAGES).flatmap(lambda path: st.tuples(st.just(path), damaged([text_of(path)], (*YAML, *BODY))))


@many(120)
@given(pages)
def test_a_page_in_its_primer(page: tuple[str, str]) -> None:
    path, text = page
    project = small_project()
    sources = tuple(Source(path, text) if source.path == path else source for source in project.pages)
    primer, found = join_primer(replace(project, pages=sources), latest())
    issues = sort_issues((*found, *check_primer(primer, primer.revision.day)))
    assert_placed(issues, **{path: text})


LEDGER = text_of("docs/ledger.yml")


@example("é: \x1f")
@example("!!int")
@example("G6: {type: guideline, since: !!bool x}")
@many(400)
@given(damaged([LEDGER], YAML))
def test_ledger(text: str) -> None:
    ledger, issues = read_ledger(Source("docs/ledger.yml", text))
    assert_placed(issues, docs=text)
    for name, entry in ledger.entries.items():
        written = entry_text(name, entry)
        again, wrong = read_ledger(Source("docs/ledger.yml", written))
        assert (dict(again.entries), wrong) == ({name: entry}, ())


@many(400)
@given(damaged([text_of("docs/workshop/packs/night.yml")], (*YAML, "choose: ", "stages: [x]", "roles: ")))
def test_pack(text: str) -> None:
    pack, issues = read_pack(Source("docs/workshop/packs/night.yml", text))
    assert_placed(issues, docs=text)
    assert (pack is None) == bool(issues)


@many(400)
@given(damaged([text_of("primer.yml")], (*YAML, "synonyms: [[a, b]]\n", "licence: ", "contributors: ", "language: ")))
def test_primer_file(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "primer.yml").write_bytes(text.encode("utf-8", "replace"))
        read = read_primer_file(Path(folder))
    assert_placed(read.issues, primer=text)
    assert read.identity.slug is not None


ONE_EXTRACT = 'a: [{id: a, where: abstract, seen: "https://a.io", on: 2026-11-24, words: "%s"}]'


@example(ONE_EXTRACT % ("9" * 5000))
@example(ONE_EXTRACT % ("2019-" + "0" * 5000 + "5"))
@example(ONE_EXTRACT % ("1 in " + "9" * 5000))
@example(ONE_EXTRACT % ("." + "9" * 5000))
@many(400)
@given(damaged([text_of("extracts.yml")], (*YAML, "why: ", "words: null")))
def test_extracts(text: str) -> None:
    extracts, issues = read_extracts(Source("extracts.yml", text))
    assert_placed(issues, extracts=text)
    for key, found in extracts.by_key.items():
        extracts.numbers(key)
        assert 0 <= extracts.place(key) < len(text)
        assert all(one.words for one in found)


STATUS = """\
sources:
  doe2020:
    doi: 10.1000/a
    registry: crossref
    checked: 2026-01-02
    updates:
    - {date: '2024-03-01', kind: correction, notice: 10.1000/b, source: publisher}
    reviewed: 2024-03-02
    note: The figure stands.
"""


@example("sources: {a: {doi: x, checked: 2026-01-02, updates: [x]}}")
@example("!!int")
@example("sources: !!bool x")
@many(400)
@given(damaged([STATUS], YAML))
def test_sources_status(text: str) -> None:
    statuses, issues = read_status(Source("sources-status.yml", text))
    assert_placed(issues, sources=text)
    for status in statuses.values():
        assert all(one.words for one in status.open), status
    assert read_status(Source("sources-status.yml", status_text(statuses))) == (statuses, ())


SNAPSHOT = (
    '{"edition": "1.0", "date": "2026-01-02", "commit": "abc", "items": {"F1": {"type": "finding", "title": "T", '
    '"statement": "S", "sha256": "' + "a" * 64 + '", "checks": {"1": "x"}}}}'
)


@many(200)
@given(damaged([SNAPSHOT], YAML))
def test_released_edition(text: str) -> None:
    _, issues = read_editions([EditionSources(Source("released/1.0.json", text), {})])
    assert_placed(issues, released=text)


@many(200)
@given(damaged(["F1 reichert2013national 0a1b2c3d 2026-11-24 Jane Doe\n"]))
def test_reviews(text: str) -> None:
    _, issues = read_reviews(Source("reviews.txt", text))
    assert_placed(issues, reviews=text)
