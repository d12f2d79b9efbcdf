from __future__ import annotations

import pytest
from support.small_site import SMALL

from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.source import Source, read_source
from primer.content.item_models import Fields, Guideline
from primer.content.page import PROSE, read_page
from primer.content.page_types import ITEM_TYPES, PAGE_TYPES
from primer.content.schema import all_schemas
from primer.project.letters import Letters
from primer.project.validation import path_name, shown
from primer.syntax.blocks import KINDS, find_blocks

G6 = read_source(SMALL / "docs/guidelines/g6-help-ready.md", "g6.md")


def test_a_page_has_typed_fields_and_the_sections_of_its_body() -> None:
    page, issues = read_page(G6)
    assert issues == ()
    assert page.valid
    assert isinstance(page.fields, Guideline)
    assert [part.heading for part in page.sections] == ["Why", "How", "Harms and trade-offs"]
    assert page.section("Harms and trade-offs").startswith("Waiting for an agreement")
    assert page.section("In a workshop") == ""


def test_the_sections_of_a_body_are_the_whole_of_it_but_the_headings() -> None:
    page, _ = read_page(G6)
    parts = [page.source.cut(part.text) for part in page.sections]
    for part, text in zip(page.sections, parts, strict=True):
        assert page.source.text[part.place :].startswith(f"## {part.heading}\n")
        assert text in page.source.cut(page.body)
    assert (
        sum(map(len, parts)) + sum(len(part.heading) + 3 for part in page.sections)
        == len(page.source.cut(page.body)) - 1
    )


def test_the_text_of_a_page_is_kept_when_its_front_matter_is_wrong() -> None:
    page, issues = read_page(Source("g6.md", G6.text.replace("strength: do", "strength: perhaps")))
    assert [issue.code for issue in issues] == ["field-wrong"]
    assert not page.valid
    assert type(page.fields) is Fields
    assert page.section("Why")


def test_slips_of_front_matter_and_of_the_body_are_told_together() -> None:
    text = (
        G6.text.replace("strength: do\n", "").replace("## How\n", "## Method\n").replace("id: G6\n", "id: G6\nid: G7\n")
    )
    _, issues = read_page(Source("g6.md", text))
    assert sorted(issue.code for issue in issues) == [
        "field-missing",
        "section-missing",
        "section-unknown",
        "yaml-duplicate-key",
    ]


def test_no_place_in_front_matter_is_told_twice() -> None:
    _, issues = read_page(Source("g6.md", G6.text.replace("strength: do\n", "strength: !own do\n")))
    assert [issue.code for issue in issues] == ["yaml-broken"]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "empty"),
        (False, "false"),
        ({}, "a mapping"),
        ([1], "a list"),
        ("x", "'x'"),
        (3, "3"),
        ("y" * 61, f"'{'y' * 60}...'"),
    ],
)
def test_a_value_is_shown_as_it_stands_in_yaml(value: object, words: str) -> None:
    assert shown(value) == words


def test_places_in_lists_are_counted_from_one() -> None:
    assert path_name(("entries", 0, "contacts", 2, "kind")) == "entries.1.contacts.3.kind"


def test_every_type_has_a_letter_or_no_sections() -> None:
    assert [kind.name for kind in ITEM_TYPES] == list(Letters().kinds.values())
    assert {kind for kind in PAGE_TYPES.values() if kind.has_id} == set(ITEM_TYPES)
    assert all(kind.has_id or not kind.sections for kind in PAGE_TYPES.values())


def test_anchors_of_a_type_hold_those_of_its_sections_and_none_twice() -> None:
    for kind in PAGE_TYPES.values():
        assert len(set(kind.anchors)) == len(kind.anchors)
        assert {part.anchor for part in kind.sections} <= set(kind.anchors)


def _prose_names(schema: object) -> set[str]:
    """Names of the properties that have a greatest number of words, wherever they stand in a schema."""
    if isinstance(schema, list):
        return {name for part in schema for name in _prose_names(part)}
    if not isinstance(schema, dict):
        return set()
    found = {name for part in schema.values() for name in _prose_names(part)}
    for name, value in schema.get("properties", {}).items():
        forms = [value, value.get("items", {}), *value.get("anyOf", ())]
        found |= {name} if any("x-max-words" in form for form in forms) else set()
    return found


def test_the_fields_that_hold_prose_are_those_with_a_greatest_number_of_words() -> None:
    assert _prose_names(list(all_schemas().values())) == PROSE


def test_the_passages_of_a_page_are_its_prose_and_its_body() -> None:
    page, _ = read_page(G6)
    passages = {passage.path: page.source.cut(passage.span) for passage in page.passages}
    assert passages[("checks", 1, "fails_if")] == "Only office hours have a time."
    assert passages[("checks", 0, "text")].startswith("Does the design name")
    assert passages[()] == page.source.cut(page.body)
    assert ("title",) not in passages
    assert ("findings", 0, "ref") not in passages


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_has_kind_title_and_inner_text(kind: str) -> None:
    source = Source("a.md", f"Text.\n\n/// {kind} | ours\nInner.\n///\nMore.\n")
    (block,), issues = find_blocks(source)
    assert (block.kind, block.title, issues) == (kind, "ours", ())
    assert source.cut(block.inner) == "Inner.\n"
    assert source.cut(block.span) == f"/// {kind} | ours\nInner.\n///"


def test_an_issue_reads_as_place_words_and_code() -> None:
    assert (
        str(Issue("a.md", 3, 7, "link-dead", "there is no 'b'. Fix it."))
        == "a.md:3:7: there is no 'b'. Fix it. [link-dead]"
    )
