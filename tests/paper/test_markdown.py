"""Markdown becomes Typst markup that means the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from support.small_site import load_cases, small_primer

from mkdocs_bibliography.text.source import Source
from primer.paper.markdown import PaperText, cite
from primer.paper.markup import call, content, escape, from_html, value

pytestmark = pytest.mark.unit

PRIMER = small_primer()
KEY = next(iter(PRIMER.bibliography.references))


def page_with(text: str) -> Any:
    """The page of G6 with another body."""
    page = PRIMER.guidelines["G6"]
    whole = page.source.text[: page.front.end] + text
    return replace(page, source=Source(page.source.path, whole))


@pytest.mark.parametrize("case", load_cases("paper_text.yml"), ids=lambda case: str(case["name"]))
def test_markdown_becomes_typst(case: Mapping[str, Any]) -> None:
    made = PaperText(PRIMER).body(page_with(case["text"].replace("KEY", KEY)))
    assert made == case["typst"]


def test_a_work_is_linked_to_its_reference_once_it_is_printed() -> None:
    text = PaperText(PRIMER)
    code = text.body(page_with(f"So it was [@{KEY}]. Again [@{KEY}]."))
    assert len(text.clusters) == 1
    assert text.cited(code) == {KEY}
    assert cite(code, ["#source(X);"]) == "[So it was #source(X);\\. Again #source(X);\\.]"


def test_a_work_that_is_not_in_the_bibliography_is_left_as_written() -> None:
    text = PaperText(PRIMER)
    assert text.body(page_with("So [@nobody1999].")) == "[So \\[\\@nobody1999\\]\\.]"
    assert text.clusters == []


@pytest.mark.parametrize(
    ("html", "markup"),
    [
        ("<em>Title &#38; more</em>. 3&#8211;4", "#emph[Title & more];\\. 3–4"),
        ('<a href="https://doi.org/10.1/x">doi</a>', '#link("https://doi.org/10.1/x")[doi];'),
        ('<span class="small-caps">Who</span>', "#smallcaps[Who];"),
        ('<span class="csl-entry">plain</span>', "plain"),
        ("x<sup>2</sup>", "x#super[2];"),
    ],
)
def test_printed_references_become_typst(html: str, markup: str) -> None:
    assert from_html(html) == markup


def test_values_of_python_become_values_of_typst() -> None:
    assert value({"a": 1, "b": [content("x"), "y"]}) == '(a: 1, b: ([x], "y", ))'
    assert value({}) == "(:)"
    assert value(True) == "true"
    assert call("card", not_when=None, title=content(" t ")) == "#card(not-when: none, title: [t])"


WORDS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60)


@settings(max_examples=150, deadline=None)
@given(WORDS)
def test_escaped_text_is_what_typst_shows(text: str) -> None:
    """Typst reads the escaped text back as the text itself; straight quotes are curled on purpose."""
    words = " ".join(text.replace('"', "").replace("'", "").split())
    code = f"#metadata([{escape(words)}])<it>".encode()
    found = typst.query(code, "<it>", field="value", one=True)
    assert _text_of(found).strip() == words


def _text_of(found: str) -> str:
    import json

    def walk(node: Any) -> str:
        if isinstance(node, dict):
            if node.get("func") == "space":
                return " "
            return str(node.get("text", "")) + "".join(walk(child) for child in node.get("children", []))
        return ""

    return walk(json.loads(found))


@settings(max_examples=80, deadline=None)
@given(WORDS)
def test_any_text_of_an_author_compiles(text: str) -> None:
    code = PaperText(PRIMER).field(text)
    stub = "#let see(..a) = a.pos().at(3)\n#let to-page(..a) = a.pos().at(2)\n#let tick() = none\n"
    typst.compile((stub + f"#{code}").encode(), format="pdf")
