from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_site import load_cases, small_primer

from mkdocs_bibliography.text.escape import attribute, literal
from mkdocs_bibliography.text.source import Source
from primer.content.page import read_page
from primer.site.markup import Markup

CASES = load_cases("markup.yml")
SIGNS = st.text("ab*_`[](){}<>&\"'|#\\!~:/.@-=+ é", max_size=30)
MARKDOWN = ["attr_list", "md_in_html", "tables"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_an_authors_text_becomes_that_of_the_page(case: Mapping[str, Any]) -> None:
    markup = Markup(small_primer(), "g6.html")
    if "field" in case:
        assert markup.prose(case["field"]) == case["text"]
    else:
        page, _ = read_page(Source("docs/guidelines/g6.md", f"---\ntype: page\n---\n{case['body']}\n"))
        assert markup.body(page) == case["text"]


@pytest.mark.parametrize(
    ("page", "address", "href"),
    [
        ("g6.html", "f22.html", "f22.md"),
        ("g6.html", "g6.html#c1", "#c1"),
        ("g6.html", "g6.html", "g6.md"),
        ("sources/paper.html", "g6.html#why", "../g6.md#why"),
        ("g6.html", "ref/doe.html", "ref/doe.md"),
    ],
)
def test_links_are_relative_to_the_page(page: str, address: str, href: str) -> None:
    assert Markup(small_primer(), page).href(address) == href


def test_a_link_to_a_reference_leads_to_its_page() -> None:
    link = Markup(small_primer(), "g9.html").link("reichert2013national")
    assert (
        link == "[National survey of residential programs for victims of sex trafficking](ref/reichert2013national.md)"
    )


@given(SIGNS)
def test_literal_text_reads_as_itself_in_markdown(text: str) -> None:
    made = markdown.markdown(f"A {literal(text)} b", extensions=MARKDOWN)
    assert html.unescape(made) == f"<p>A {text} b</p>"


@given(SIGNS)
def test_an_attribute_keeps_its_value_in_markdown(text: str) -> None:
    made = markdown.markdown(f'A <a title="{attribute(text)}">b</a> | c', extensions=MARKDOWN)
    assert html.unescape(made) == f'<p>A <a title="{text}">b</a> | c</p>'
