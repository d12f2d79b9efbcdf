"""The search index: its terms, what its entries hold and show, and that a myth's wording is matched but never shown."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import TESTS
from support.small_site import change, copy_small

from primer.checks.check_project import check_project
from primer.site.minisearch import FIELDS, STOP_WORDS, Entry, index_of, terms_of
from primer.site.site import render_site

CASES = yaml.safe_load((TESTS / "cases" / "search_terms.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_text_becomes_terms(case: Mapping[str, Any]) -> None:
    assert terms_of(case["text"]) == case["terms"]


@given(st.text())
def test_terms_are_found_again_whatever_the_case_of_what_is_typed(text: str) -> None:
    terms = terms_of(text)
    assert terms_of(" ".join(terms)) == terms
    assert all(re.fullmatch("[a-z0-9]+", term) for term in terms)
    assert STOP_WORDS.isdisjoint(terms)


ENTRIES = st.builds(
    Entry,
    address=st.just("g1.html"),
    kind=st.just("Guideline"),
    name=st.sampled_from(["G1", "F22", ""]),
    title=st.text("ab é1 ", max_size=12),
    summary=st.text("ab é1 ", max_size=12),
    words=st.fixed_dictionaries({"also": st.text("abc ", max_size=8), "body": st.text("abcd ", max_size=20)}),
)


@given(st.lists(ENTRIES, max_size=6))
def test_every_term_of_every_field_leads_to_its_entry(entries: list[Entry]) -> None:
    index = index_of(entries, {})["index"]
    held = dict(index["index"])
    for number, entry in enumerate(entries):
        for place, name in enumerate(FIELDS):
            for term in entry.terms(name):
                assert held[term][str(place)][str(number)] == entry.terms(name).count(term)
    assert sum(len(numbers) for places in held.values() for numbers in places.values()) == sum(
        len(set(entry.terms(name))) for entry in entries for name in FIELDS
    )


@given(ENTRIES)
def test_the_body_adds_only_what_the_other_fields_lack(entry: Entry) -> None:
    above = {term for name in FIELDS if name != "body" for term in entry.terms(name)}
    body = entry.terms("body")
    assert above.isdisjoint(body)
    assert len(set(body)) == len(body)
    assert above | set(body) >= set(terms_of(entry.words["body"]))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_small(tmp_path_factory.mktemp("search") / "small")


def index_script(root: Path) -> tuple[str, dict[str, Any]]:
    """The script as it is served, and the data in it."""
    script = render_site(check_project(root).primer).assets["assets/js/search-index.js"].decode()
    return script, json.loads(script.removeprefix("window.bybIndex=").rstrip("\n;"))


def cards(data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {card.get("i") or card["a"]: card for card in data["index"]["storedFields"].values()}


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
    held = dict(data["index"]["index"])
    claim = str(data["index"]["fieldIds"]["claim"])
    assert all(claim in held[term] for term in terms_of(myth.fields.claim))
    shown = json.dumps(data["index"]["storedFields"])
    assert myth.fields.claim not in shown
    assert not any("c" in card for card in data["index"]["storedFields"].values())


@pytest.mark.site
def test_a_term_to_avoid_is_searched_and_its_replacement_shown(small: Path) -> None:
    _, data = index_script(small)
    glossary = check_project(small).primer.glossary
    assert glossary
    avoided = [term for term in glossary.fields.terms if term.usage == "avoid" and term.instead]
    assert avoided
    held = dict(data["index"]["index"])
    for term in avoided:
        card = cards(data)[f"glossary.html#term-{term.id}"]
        assert card["t"] == term.instead
        assert all(word in held for word in terms_of(term.term))


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
