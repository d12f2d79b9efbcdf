from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_site import SMALL, load_cases

from mkdocs_bibliography.text.issues import sort_issues
from mkdocs_bibliography.text.source import Source, read_source
from mkdocs_bibliography.text.yaml_faults import DEEPEST
from primer.project.front_matter import read_front_matter, read_yaml

CASES = load_cases("front_matter.yml")
PAGES = sorted((SMALL / "docs").rglob("*.md"))
WORDS = st.text("aé🙂 .:#-@'\"[]{}*&!|>%`,?\t", max_size=12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_front_matter_gives_its_values_and_the_place_of_what_is_wrong(case: Mapping[str, Any]) -> None:
    front = read_front_matter(Source("page.md", f"---\n{case['yaml']}---\nBody.\n"))
    assert front.values == case["values"]
    assert [str(issue) for issue in sort_issues(front.issues)] == case.get("issues", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "front-matter-missing"), ("Text.\n", "front-matter-missing"), ("---\na: 1\n", "front-matter-unclosed")],
)
def test_a_page_without_whole_front_matter_is_told_at_its_start(text: str, code: str) -> None:
    (issue,) = read_front_matter(Source("page.md", text)).issues
    assert (issue.line, issue.column, issue.code) == (1, 1, code)


def test_the_body_begins_after_the_closing_line() -> None:
    source = Source("page.md", "---\na: 1\n---\nBody.\n")
    assert source.text[read_front_matter(source).end :] == "Body.\n"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_place_of_a_scalar_is_where_it_stands(path: Any) -> None:
    source = read_source(path, path.name)
    front = read_front_matter(source)
    for way, span in front.places.items():
        value = front.value(way)
        if isinstance(value, str):
            said = " ".join(source.cut(span).removeprefix(">-").strip("'\" \n").split())
            assert said == value or "\n" in source.cut(span)
    for way, span in front.keys.items():
        assert source.cut(span).strip("'\"") == way[-1]


def test_the_place_of_what_is_not_there_is_that_of_what_should_hold_it() -> None:
    front = read_yaml(Source("a.yml", "a:\n  b: 1\n"))
    assert front.place(("a", "c", 0)) == front.place(("a",)) == 5
    assert front.place(("z",)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000,
        "a: " + "[" * 500 + "]" * 500,
        "a:\n" + "- " * 5_000,
        "\n".join(" " * n + "a:" for n in range(500)),
    ],
    ids=["open brackets", "brackets", "list in list", "mapping in mapping"],
)
def test_yaml_nested_too_deeply_is_an_issue_and_not_a_crash(text: str) -> None:
    (issue,) = read_yaml(Source("a.yml", text)).issues
    assert issue.message == "this YAML is nested too deeply. Flatten it."


def test_yaml_may_be_nested_as_deeply_as_is_said() -> None:
    inner = DEEPEST - 1
    assert read_yaml(Source("a.yml", "a: " + "[" * inner + "]" * inner)).issues == ()


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), WORDS, max_size=4))
def test_any_front_matter_is_read_or_told_and_never_raises(values: dict[str, str]) -> None:
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\nBody.\n"
    source = Source("page.md", text)
    front = read_front_matter(source)
    for issue in front.issues:
        assert 1 <= issue.line <= text.count("\n") + 1
        assert issue.column >= 1
