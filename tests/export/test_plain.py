"""Authored prose outside the site: as plain text, and as Markdown that means the same anywhere."""

from __future__ import annotations

import pytest
from support.small_site import load_cases, small_primer

from primer.content.addresses import reference_address
from primer.export.plain import body_markdown, linked, markdown, plain, short_citation
from primer.strings import read_strings

CASES = load_cases("plain.yml")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_prose_is_printed_as_its_case_says(case: dict[str, str]) -> None:
    assert plain(small_primer(), case["text"]) == case.get("plain", case["text"])
    assert markdown(small_primer(), case["text"]) == case.get("markdown", case["text"])


def test_plain_text_stands_on_one_line() -> None:
    assert plain(small_primer(), "One\n  two\tthree.") == "One two three."


def test_a_section_of_a_page_links_to_whole_addresses() -> None:
    text = body_markdown(small_primer(), small_primer().guidelines["G6"], "Why")
    assert "](https://" in text
    assert "[@" not in text


def test_a_missing_section_is_empty() -> None:
    assert body_markdown(small_primer(), small_primer().guidelines["G6"], "No such heading") == ""


def test_ids_become_links_and_unknown_ones_stay() -> None:
    url = small_primer().settings.url("g6.html")
    assert linked(small_primer(), "See G6 and G77.") == f"See [G6]({url}) and G77."


def test_a_source_in_a_few_words() -> None:
    reference = small_primer().bibliography.references["saintfrancis2019finding"]
    assert short_citation(read_strings(), reference, "saintfrancis2019finding") == "Saint Francis Ministries, 2019"
    assert short_citation(read_strings(), None, "gone2010") == "gone2010"


def test_the_address_of_a_source_follows_its_key() -> None:
    assert reference_address("Smith:2010") == "ref/_53mith_3a2010.html"
