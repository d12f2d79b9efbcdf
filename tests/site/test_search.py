"""The search index: its terms, what its entries hold and show, and that a myth's wording is matched but never shown."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import TESTS
from support.small_site import change, copy_small

from primer.checks.check_project import check_project
from primer.site.search_index import DIGITS, Entry, index_of
from primer.site.search_languages import ENGLISH, GERMAN, search_words
from primer.site.search_words import SearchWords
from primer.site.site import render_site

CASES = yaml.safe_load((TESTS / "cases" / "search_terms.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_becomes_terms(case: Mapping[str, Any]) -> None:
    assert search_words(case.get("language", "en")).terms_of(case["text"]) == case["terms"]


@given(st.text(), st.sampled_from([ENGLISH, GERMAN]))
def test_no_term_holds_a_sign_or_is_a_stop_word(text: str, words: SearchWords) -> None:
    assert all(unicodedata.category(letter)[0] in "LNM" for term in words.terms_of(text) for letter in term)
    assert words.terms_of(" ".join((*words.stop_words, *words.stop))) == []


ENTRIES = st.builds(
    Entry,
    address=st.just("g1.html"),
    kind=st.just("Guideline"),
    name=st.sampled_from(["G1", "F22", ""]),
    title=st.text("ab é1 ", max_size=12),
    summary=st.text("ab é1 ", max_size=12),
    also=st.tuples(st.text("abc ", max_size=8)),
    hidden=st.fixed_dictionaries({"claim": st.text("abcd ", max_size=9), "body": st.text("abcd ", max_size=20)}),
)


def postings(written: tuple[str, str]) -> dict[str, list[int]]:
    """The numbers of the entries of each term, read as the script reads them."""
    found: dict[str, list[int]] = {}
    for term, row in zip(written[0].split(), written[1].split(), strict=True):
        numbers, rest, shift = [0], 0, 0
        for value in map(DIGITS.index, row):
            rest, shift = rest + ((value & 31) << shift), shift + 5
            if value < 32:
                numbers, rest, shift = [*numbers, numbers[-1] + rest], 0, 0
        found[term] = numbers[1:]
    return found


@given(st.lists(st.builds(replace, ENTRIES, parts=st.lists(ENTRIES, max_size=40).map(tuple)), max_size=4))
def test_every_hidden_term_leads_to_its_entry_and_no_other(entries: list[Entry]) -> None:
    index = index_of(entries, {})
    flat = [one for entry in entries for one in (entry, *entry.parts)]
    for name, written in index["hidden"].items():
        held = postings(written)
        told = [(term, number) for number, one in enumerate(flat) for term in one.hidden_terms()[name]]
        assert sorted(told) == sorted((term, number) for term, numbers in held.items() for number in numbers)
    parents = [index["cards"][card["p"]] for card in index["cards"] if "p" in card]
    assert len(parents) == sum(len(entry.parts) for entry in entries)


def test_a_card_has_a_title_also_when_a_text_has_no_word_for_readers() -> None:
    index = index_of([Entry("g1.html", "Guideline", "G1", "", "")], {})
    assert index["cards"][0]["t"] == ""


@given(ENTRIES)
def test_hidden_terms_are_those_that_the_card_lacks(entry: Entry) -> None:
    hidden = entry.hidden_terms()
    assert entry.shown_terms().isdisjoint({*hidden["claim"], *hidden["body"]})
    assert set(hidden["claim"]).isdisjoint(hidden["body"])
    whole = entry.shown_terms() | {*hidden["claim"], *hidden["body"]}
    assert whole >= {*ENGLISH.terms_of(entry.hidden["claim"]), *ENGLISH.terms_of(entry.hidden["body"])}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_small(tmp_path_factory.mktemp("search") / "small")


def index_script(root: Path) -> tuple[str, dict[str, Any]]:
    """The script as it is served, and the data in it."""
    script = render_site(check_project(root).primer).assets["assets/js/search-index.js"].decode()
    return script, json.loads(script.removeprefix("window.bybIndex=").rstrip("\n;"))


def cards(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {card.get("i") or card["a"]: card for card in data["cards"]}


@pytest.mark.site
def test_a_card_shows_type_id_title_summary_and_level(small: Path) -> None:
    _, data = index_script(small)
    primer = check_project(small).primer
    for name, page in primer.items.items():
        card, asked = cards(data)[name], getattr(page.fields, "question", "") if name[0] == "M" else ""
        summary = f"{asked} {page.fields.summary}".strip()
        assert (card["t"], card["s"], card["k"]) == (page.fields.title, summary, page.kind.label)
        assert card["a"] == f"{name.lower()}.html"
        assert card["f"]["topic"] == [topic.value for topic in page.fields.topics]
    level = primer.findings["F22"].fields.level.label
    assert cards(data)["F22"]["l"].startswith(level)
    assert cards(data)["G6"]["l"] == "Need: moderate. Effect: untested."


@pytest.mark.site
def test_the_words_of_a_claim_are_in_the_index_and_on_no_card(small: Path) -> None:
    _, data = index_script(small)
    (myth,) = check_project(small).primer.myths.values()
    held = set(data["hidden"]["claim"][0].split())
    page = cards(data)["M11"]
    on_card = set(ENGLISH.terms_of(" ".join((page["t"], page["s"], *page.get("o", ())))))
    assert held | on_card >= set(ENGLISH.terms_of(myth.fields.claim))
    shown = json.dumps(data["cards"])
    assert myth.fields.claim not in shown
    assert not any("c" in card for card in data["cards"])


@pytest.mark.site
def test_a_term_to_avoid_stands_on_the_card_of_what_to_write(small: Path) -> None:
    _, data = index_script(small)
    glossary = check_project(small).primer.glossary
    assert glossary
    terms = [card for card in data["cards"] if card["k"] == "Term"]
    assert len({card["t"] for card in terms}) == len(terms)
    avoided = [term for term in glossary.fields.terms if term.usage == "avoid" and term.instead]
    assert avoided
    for term in avoided:
        (card,) = (card for card in terms if card["t"] == term.instead)
        assert [term.term, f"glossary.html#term-{term.id}"] in card["r"]
        assert term.definition not in card["s"]


@pytest.mark.site
def test_checks_and_sections_are_entries_of_their_page(small: Path) -> None:
    _, data = index_script(small)
    primer = check_project(small).primer
    fields = primer.guidelines["G6"].fields
    parts = [card for card in data["cards"] if "p" in card and data["cards"][card["p"]].get("i") == "G6"]
    assert [(card["i"], card["a"]) for card in parts] == [(f"G6.{one.n}", f"#c{one.n}") for one in fields.checks]
    for page in primer.pages:
        anchors = [head.anchor for head in page.headings if head.anchor and head.level in (2, 3)]
        number = next(at for at, card in enumerate(data["cards"]) if card["a"] == primer.addresses[page.source.path])
        found = [c["a"] for c in data["cards"] if c.get("p") == number and c["k"] == "Section"]
        assert found == [f"#{anchor}" for anchor in anchors]


@pytest.mark.site
def test_a_part_a_term_and_a_reference_count_less_than_a_page(small: Path) -> None:
    _, data = index_script(small)
    weights = {
        kind: {card.get("w", 1) for card in data["cards"] if card["k"] == kind}
        for kind in ("Check", "Term", "Reference")
    }
    assert all(0 < weight < 1 for found in weights.values() for weight in found)
    assert {card.get("w", 1) for card in data["cards"] if card["k"] == "Guideline"} == {1}


@pytest.mark.site
def test_the_script_holds_no_markup_that_could_end_it_and_repeats_itself(small: Path, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "small")
    title = "title: Have help ready before you identify anyone"
    slipped = 'title: "Have help </script><b> ready before anyone"'
    path = "docs/guidelines/g6-help-ready.md"
    assert title in (root / path).read_text("utf-8")
    change(root, {"replace": {path: {title: slipped}}})
    script, data = index_script(root)
    assert cards(data)["G6"]["t"] == "Have help </script><b> ready before anyone"
    assert index_script(root)[0] == script
