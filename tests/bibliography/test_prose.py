"""Which stretches of Markdown are prose."""

from __future__ import annotations

import re
from itertools import pairwise

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.each import each
from support.paths import CASES as CASES_FOLDER
from support.steps import grows_evenly

from mkdocs_bibliography.text.prose import protected_spans

CASES = yaml.safe_load((CASES_FOLDER / "prose.yml").read_text("utf-8"))
PIECES = ["a", "@k", "[", "]", "`", "``", "```\n", "~~~\n", "\n", "\n\n", "    ", "- ", "> ", "<!--", "-->",
          "<b ", ">",
          '"', "'", "<pre>", "</pre>", "](", ")", "$", "$$", "\\", "\\(", "\\)",
          "http://", "x@y.z", "{:", "}", "---\n", "[a]:", " "]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_no_prose_is_found(case: dict[str, str]) -> None:
    marked = case["text"]
    text = re.sub("[⟦⟧]", "", marked)
    found = text
    for span in reversed(protected_spans(text)):
        found = f"{found[: span.start]}⟦{found[span.start : span.end]}⟧{found[span.end :]}"
    assert found.replace("⟧⟦", "") == marked.replace("⟧⟦", "")


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans_are_in_order_apart_and_within_the_text(text: str) -> None:
    spans = protected_spans(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(span.start < span.end for span in spans)
    assert not edges or edges[-1] <= len(text)
    assert all(one.end < other.start for one, other in pairwise(spans))


@given(st.lists(st.sampled_from([piece for piece in PIECES if piece.strip() and "\n" not in piece]), max_size=12))
def test_what_stands_in_a_fence_never_matters(pieces: list[str]) -> None:
    code = "".join(pieces).replace("`", "").replace("~", "")
    text = f"before\n\n````\n{code}\n````\n\nafter"
    spans = protected_spans(text)
    start = text.index("````")
    assert [span for span in spans if span.start <= start < span.end] == [spans[0]]
    assert spans[0].end == text.index("\nafter")


@given(
    st.lists(
        st.sampled_from(["word ", "`x@k`", "*e* ", "[t](u) ", "\n\n    x@k\n\n", "<b>", "</b>", "@k "]), max_size=10
    )
)
def test_what_python_markdown_makes_code_is_no_prose(pieces: list[str]) -> None:
    text = "".join(pieces)
    in_code = re.findall(r"<code>([^<]*)</code>", markdown.markdown(text))
    protected = "".join(text[span.start : span.end] for span in protected_spans(text))
    assert sum(code.count("x@k") for code in in_code) <= protected.count("x@k")


OPENINGS = [
    "[", "`", "``x`", "<a ", '<a "', "<a b='", "$x", "$ ", "<!--", "<pre>", "](", "[a](", "[a](b (", "\\(", "```\n",
    "~~~~\n", "    x\n\n", "> ", "[a][", "http:", "x@", "x.", "{:", "***", "[a]: ", "---\n", "@{", "<a@", "&",
]  # fmt: skip
"""Openings that are never closed."""


@each("piece", lambda: OPENINGS)
def test_the_steps_grow_evenly_with_the_text(piece: str) -> None:
    assert grows_evenly(protected_spans, piece)
