"""Citations are found in Markdown as pandoc finds them, with their places, and can be written again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.each import each
from support.pandoc_comparison import disagreements
from support.paths import CASES as CASES_FOLDER
from support.steps import grows_evenly

from mkdocs_bibliography.citations.locators import PARTS_READ, TERMS, Locator, read_locator, with_label_of
from mkdocs_bibliography.citations.syntax import CitationItem, Cluster, parse_citations, print_cluster
from mkdocs_bibliography.text.source import Span
from mkdocs_bibliography.text.strings import bibliography_strings

CASES = yaml.safe_load((CASES_FOLDER / "citations.yml").read_text("utf-8"))
TEXTS = [
    text
    for group in yaml.safe_load((CASES_FOLDER / "citation_texts.yml").read_text("utf-8")).values()
    for text in group
]
ON_PURPOSE = {
    "[@a][@b]": "pandoc takes the first for the text of a link whose label is the second; both are citations here",
    "(@a)": "at the start of a line pandoc takes it for an item of an example list, which no MkDocs site has",
    "@smith.": "the same",
    "@{}": "an empty key cites nothing",
}
"""Texts that we read otherwise than pandoc, and why."""

NOWHERE = Span(0, 0)
GENERATED = (Phase.generate,)
"""A failure lists every text that differs, so there is nothing to shrink."""


@pytest.mark.site
def test_clusters_are_those_of_pandocs_own_reader() -> None:
    texts = [text for text in TEXTS if text not in ON_PURPOSE]
    assert len(texts) >= 300
    assert disagreements(texts) == []


@pytest.mark.site
def test_what_we_read_otherwise_on_purpose_is_all_listed() -> None:
    assert len(disagreements(list(ON_PURPOSE))) == len(ON_PURPOSE)


KEYS = ["@a", "@b", "-@c", "@{d}", "@e.f", "@g:h/i", "@j-k_l"]
PREFIXES = ["", "see ", "*see* ", "e.g. ", "cf., for example, ", "see `x; y` ", "as (so he says) ", "“quoted” "]
SUFFIXES = [
    "",
    ", p. 3",
    " pp. 3-4",
    ", ch. 2, and *more*",
    ", abstract",
    " {p. 3} x",
    ", see [there] now",
    ": `]`",
    "...",
    ", é",
]
AROUND = [
    "word ",
    " ",
    "\n",
    ". ",
    "(",
    ") ",
    "*emphasis* ",
    "`code @x` ",
    "<!-- @y --> ",
    "me@x.example ",
    "\\@z ",
    "\n\n",
    "$x$ ",
]


def item() -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(PREFIXES), st.sampled_from(KEYS), st.sampled_from(SUFFIXES)).map("".join)


def cluster() -> st.SearchStrategy[str]:
    bracketed = st.lists(item(), min_size=1, max_size=4).map(lambda items: f"[{'; '.join(items)}]")
    locator = st.sampled_from(["", " [p. 4]", " [ch. 2; @m]", " [see @n]", "[p. 5]"])
    narrative = st.tuples(st.sampled_from(["@a", "@{b}", "-@c", "@e.f"]), locator).map("".join)
    return st.one_of(bracketed, narrative)


def prose() -> st.SearchStrategy[str]:
    piece = st.tuples(st.sampled_from(AROUND), cluster(), st.sampled_from([" ", ", ", ". ", " word "]))
    return st.lists(piece.map("".join), min_size=1, max_size=5).map(lambda pieces: "Text " + "".join(pieces))


SOUP = ["[", "]", ";", "@a ", "@b ", "-@b ", "@{c} ", "@d.e ", " ", "\n", ", ", "p. 3", "`c`",
        "see", " (", ")", "\\", "{p. 3}",
        "[x](y)", "word", "-", "$x$", "<b>", "!", "<!-- c -->", "x@y.z ", "&amp;", ":", "\n\n"]  # fmt: skip
OTHERWISE = re.compile(r"(^|\n)[\s>*+|#-]*\(?@[\w-]+[.)]|@\*|[\w}]-?@|\]\s*\[|\^\[")
"""List markers of pandoc alone, keys that touch a word, and brackets that touch, which pandoc may take for a link."""


@pytest.mark.site
@settings(max_examples=4, deadline=None, derandomize=True, phases=GENERATED, suppress_health_check=list(HealthCheck))
@given(st.lists(prose(), min_size=150, max_size=150))
def test_generated_prose_gives_pandocs_clusters(texts: list[str]) -> None:
    assert disagreements(texts) == []


@pytest.mark.site
@settings(max_examples=6, deadline=None, derandomize=True, phases=GENERATED, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.sampled_from(SOUP), min_size=3, max_size=10).map("".join), min_size=200, max_size=200))
def test_even_nonsense_gives_pandocs_clusters(texts: list[str]) -> None:
    sound = [text for text in texts if not OTHERWISE.search(text) and not parse_citations(text).problems]
    assert disagreements(sound) == []


def described(item: CitationItem) -> str:
    locator = f"{item.locator.label} {item.locator.value}".strip() if item.locator else ""
    return f"{item.prefix}|{'-' if item.suppress_author else ''}{item.key}|{locator}|{item.suffix}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_clusters_and_problems(case: dict[str, list[object]]) -> None:
    found = parse_citations(str(case["text"]))
    assert [[described(item) for item in cluster.items] for cluster in found.clusters] == case["clusters"]
    none = [False] * len(found.clusters)
    assert [cluster.narrative for cluster in found.clusters] == case.get("narrative", none)
    assert [cluster.in_link for cluster in found.clusters] == case.get("in_link", none)
    assert [f"{span.start}: {message}" for span, _, message in found.problems] == case.get("problems", [])
    assert {code for _, code, _ in found.problems} <= {"cite-malformed"}


@each("text", lambda: TEXTS, least=300)
def test_the_text_cut_at_a_span_is_what_was_found(text: str) -> None:
    for found in parse_citations(text).clusters:
        assert text[found.span.start : found.span.end] == found.text
        for item in found.items:
            written = text[item.span.start : item.span.end]
            assert written.lstrip("-") in {f"@{item.key}", f"@{{{item.key}}}"}
            assert written.startswith("-") == item.suppress_author


def without_places(found: Cluster) -> Cluster:
    items = tuple(replace(item, span=NOWHERE) for item in found.items)
    return replace(found, items=items, span=NOWHERE, text="", in_link=False)


@each("text", lambda: TEXTS, least=300)
def test_a_printed_cluster_reads_the_same(text: str) -> None:
    for found in parse_citations(text).clusters:
        (again,) = parse_citations(print_cluster(found)).clusters
        assert without_places(again) == without_places(found)


@given(prose())
def test_printing_is_the_inverse_of_reading(text: str) -> None:
    for found in parse_citations(text).clusters:
        (again,) = parse_citations(print_cluster(found)).clusters
        assert without_places(again) == without_places(found)


@given(st.lists(st.sampled_from([*SOUP, "`", "```\n", "<!--", "    "]), max_size=40).map("".join))
def test_clusters_are_in_order_and_apart_whatever_the_text(text: str) -> None:
    spans = [found.span for found in parse_citations(text).clusters]
    assert all(one.end <= other.start for one, other in pairwise(spans))


PIECES = ["[", "@a ", "[@a; ", "[@a] ", "@a [", "-@", "@{", ";", "[@a, p. 3", "@a.b:", "@a\n\n[", "@a/"]
"""Openings that are never closed."""


@each("piece", lambda: PIECES)
def test_the_steps_grow_evenly_with_the_text(piece: str) -> None:
    assert grows_evenly(parse_citations, piece)


@each("label, form", lambda: [(label, form) for label, forms in TERMS.items() for form in forms])
def test_every_csl_term_and_its_short_forms_are_locators(label: str, form: str) -> None:
    for space in (" ", "") if form.endswith((".", "§", "¶")) else (" ",):
        assert read_locator(f", {form}{space}12-14") == (Locator(label, "12-14"), "")


@pytest.mark.parametrize(
    ("tail", "locator", "rest"),
    [
        (", 33", Locator("page", "33"), ""),
        (", 33-35, 38", Locator("page", "33-35, 38"), ""),
        (" p. 3 *passim*", Locator("page", "3"), " *passim*"),
        (", pp. iv-xi", Locator("page", "iv-xi"), ""),
        (", pp. 3 and 4", Locator("page", "3 and 4"), ""),
        (", fig. 1a & 2b", Locator("figure", "1a & 2b"), ""),
        (", section 4.2.", Locator("section", "4.2"), "."),
        (", {pp. iv, (xv)} x", Locator("page", "iv, (xv)"), " x"),
        (", {A to Z}", Locator("page", "A to Z"), ""),
        (", {}, 99 years", None, ", {}, 99 years"),
        (", and elsewhere", None, ", and elsewhere"),
        (", page-turning", None, ", page-turning"),
        ("", None, ""),
    ],
)
def test_where_a_locator_ends(tail: str, locator: Locator | None, rest: str) -> None:
    assert read_locator(tail) == (locator, rest)


@pytest.mark.parametrize(
    ("locator", "printed"),
    [
        (Locator("page", "4"), "p. 4"),
        (Locator("page", "33-35"), "pp. 33-35"),
        (Locator("chapter", "2"), "chap. 2"),
        (Locator("section", "4"), "sec. 4"),
        (Locator("abstract", ""), "abstract"),
        (Locator("timestamp", "00:01"), "timestamp 00:01"),
    ],
)
def test_locators_are_printed_short(locator: Locator, printed: str) -> None:
    assert str(locator) == printed


@pytest.mark.parametrize(
    ("tail", "known"),
    [
        (", ch. 2 and", ", chapter 2 and"),
        (", pp. 3-4", ", page 3-4"),
        (" §§ 5-7", " section 5-7"),
        (", nos. 3", ", no. 3"),
        (", tbl. 3", ", tbl. 3"),
        (", 33", ", 33"),
        (", {ch. 2}", ", {ch. 2}"),
        (", and", ", and"),
    ],
)
def test_labels_are_written_out_for_pandoc(tail: str, known: str) -> None:
    assert with_label_of(tail, "en-US") == known


@pytest.mark.parametrize(
    ("tail", "language", "known"),
    [
        (", p. 3", "de-AT", ", S. 3"),
        (", pp. 3-4 and", "de", ", S. 3-4 and"),
        (", figs. 3-4", "de", ", Abbildungen 3-4"),
        (", S. 3", "de", ", S. 3"),
        (", abstract", "de", ", Zusammenfassung"),
        (", p. 3", "fr", ", 3"),
        (", ch. 3", "fr", ", ch. 3"),
        (", abstract", "fr", ", abstract"),
        (", p. 3", "", ", p. 3"),
    ],
)
def test_labels_are_those_of_the_language(tail: str, language: str, known: str) -> None:
    assert with_label_of(tail, language) == known


@pytest.mark.parametrize("label", [*TERMS, *PARTS_READ])
@pytest.mark.parametrize("value", ["3", "3-4", "3, 5"])
def test_the_catalogue_names_places_as_the_syntax_writes_them(label: str, value: str) -> None:
    place = Locator(label, "" if label in PARTS_READ else value)
    assert place.words(bibliography_strings()) == str(place)
    assert place.words(bibliography_strings("de"))
