"""Hostile citations and bibliographies: issues with a place, never anything else; what is printed reads the same."""

from __future__ import annotations

import json
from dataclasses import replace

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from support.hostile import YAML, assert_placed, damaged, many
from support.paths import CASES

from mkdocs_bibliography.citations.checks import check_citations
from mkdocs_bibliography.citations.syntax import Cluster, parse_citations, print_cluster
from mkdocs_bibliography.references.bibliography import Bibliography, Reference, read_bibliography
from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.text.source import Source, Span

GROUPS = yaml.safe_load((CASES / "citation_texts.yml").read_text("utf-8"))
CITATIONS = [text for group in GROUPS.values() for text in group]
BIBTEX = [case["text"] for case in yaml.safe_load((CASES / "bibtex.yml").read_text("utf-8"))]
TEX = ("@string{a = ", "@comment{", "@preamble{", "@misc{x,", " and ", " # ", "\\emph{", "\\'", "\\i", "{\\",
       "= ", "\\ifmmode", "},\n", "month = jan", "crossref = {a}", "xdata = {a}", "others", "<i>", "$^2$",
       "\\url{")  # fmt: skip
KEYS = ("[@a]", "@{", "-@", "@a", "[@a; @b]", "p. 3", "{p. ", "[]", "[[", "see ", ", ")
NAMES = ("author", "editor", "title", "issued", "accessed", "type", "DOI", "URL", "page", "volume", "note", "keyword",
         "container-title", "categories", "custom", "citation-key", "language", "ISBN", "number")  # fmt: skip
"""Variables of CSL whose values have several forms."""

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**20),
    st.floats(),
    st.sampled_from(("", "x", "2020", "2020-02-30", "<i>a</i>", "9" * 500, "\ud800", "{", "\\", "jane doe", "²")),
)
parts = st.sampled_from(("family", "given", "literal", "date-parts", "raw", "season", "circa", "suffix", "x"))
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(parts, inner, max_size=3)),
    max_leaves=8,
)
items = st.dictionaries(st.sampled_from(NAMES), values, max_size=5).flatmap(
    lambda item: st.sampled_from(("a", "b:c", 1, "ü", "", None)).map(lambda key: {"id": key, **item})
)


def same(cluster: Cluster) -> Cluster:
    """A cluster without its places."""
    nowhere = Span(0, 0)
    inner = tuple(replace(item, span=nowhere) for item in cluster.items)
    return replace(cluster, items=inner, span=nowhere, text="", in_link=False)


@example('[see "the" @the" @see "the"\\ ]')
@example('[@a, "quoted\\ ]')
@example(",[[]:@b]")
@example("[@{a}0]")
@many(1000)
@given(damaged(CITATIONS, KEYS))
def test_citations(text: str) -> None:
    found = parse_citations(text)
    for cluster in found.clusters:
        assert text[cluster.span.start : cluster.span.end] == cluster.text
        (again,) = parse_citations(print_cluster(cluster)).clusters
        assert same(again) == same(cluster)
    source = Source("page.md", text)
    assert_placed(check_citations(source, read_bibliography([])), page=text)


def looked_into(bibliography: Bibliography) -> None:
    """Every property that a page asks of a work, pandoc left out."""
    for reference in bibliography.references.values():
        dict(reference.fields)
        assert [*reference.keywords, reference.retraction, reference.notice, reference.slug]


def own(reference: Reference) -> dict[str, str]:
    """A work's fields without the names of its parents, which an entry that is written out no longer has."""
    return {name: value for name, value in reference.fields.items() if name not in {"crossref", "xdata"}}


@example("@misc{a, title = {T},ar \\}\n  note to self}}\n@misc{b, title = {U}}\n")
@example("@misc{a, t\nitle = a, t\nitle = {T}}\n")
@many(300)
@given(damaged(BIBTEX, TEX))
def test_bibtex(text: str) -> None:
    found = read_bibliography([Source("refs.bib", text)])
    assert_placed(found.issues, refs=text)
    looked_into(found)
    if not any(issue.severity == "error" for issue in found.issues):
        again = read_bibliography([Source("again.bib", bibtex(found.references.values()))]).references
        assert {key: own(again[key]) for key in again} == {key: own(one) for key, one in found.references.items()}


@many(500)
@given(st.lists(items, max_size=3))
def test_csl_json(works: list[dict[str, object]]) -> None:
    text = json.dumps(works)
    found = read_bibliography([Source("refs.json", text)])
    assert_placed(found.issues, refs=text)
    looked_into(found)
    ris(found.references.values())
    written = csl_json(found.references.values())
    written.encode()
    again = read_bibliography([Source("again.json", written)]).references
    assert csl_json(again.values()) == written


BOOK = json.dumps([{"id": "a", "type": "book", "author": [{"family": "Doe"}], "issued": {"date-parts": [[2020]]}}])


@many(300)
@given(damaged([BOOK]))
def test_broken_csl_json(text: str) -> None:
    found = read_bibliography([Source("refs.json", text)])
    assert_placed(found.issues, refs=text)
    looked_into(found)


SHEET = """\
references:
- id: a
  type: book
  author:
  - family: Doe
    given: J.
  issued: 2020-01
  title: "*T*"
"""


@example("references: \x1f")
@many(400)
@given(damaged([SHEET, json.dumps([{"id": "a", "title": "T"}])], YAML))
def test_csl_yaml(text: str) -> None:
    found = read_bibliography([Source("refs.yaml", text)])
    assert_placed(found.issues, refs=text)
    looked_into(found)
