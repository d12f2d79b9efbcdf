from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_site import load_cases

from primer.syntax.headings import fenced_spans, find_headings

CASES = load_cases("headings.yml")
LINES = st.lists(st.sampled_from(["## One", "### Two", "text", "", "```"]), max_size=12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_headings_are_found_with_level_words_and_anchor(case: Mapping[str, Any]) -> None:
    found = find_headings(case["text"])
    assert [[heading.level, heading.text, heading.anchor] for heading in found] == case["headings"]


@given(LINES)
def test_headings_are_those_that_python_markdown_makes(lines: list[str]) -> None:
    text = "\n".join(lines)
    made = re.findall(r"<h([1-6])[^>]*>(.*?)</h", markdown.markdown(text, extensions=["pymdownx.superfences"]))
    assert [(heading.level, heading.text) for heading in find_headings(text)] == [(int(n), words) for n, words in made]


@given(LINES)
def test_a_fence_begins_and_ends_with_its_marks(lines: list[str]) -> None:
    text = "\n".join(lines)
    for span in fenced_spans(text):
        inside = text[span.start : span.end]
        assert inside[:3] == inside.rstrip()[-3:]
        assert inside.count("\n") >= 1
