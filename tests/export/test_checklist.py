"""Checklists: what is chosen, and each form read by the parser of the tool that takes it."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

import html5lib
import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin
from support.each import each
from support.real_primer import checked_primer
from support.small_site import SMALL

from primer import load
from primer.cli import main
from primer.commands.formats import CHECKLISTS
from primer.export.checklist import (
    CHECKLIST_FORMS,
    CSV_COLUMNS,
    Choice,
    NothingChosen,
    choice_lists,
    choose,
    read_choice,
    render_checklist,
)
from primer.export.plain import plain
from primer.export.review import review_files
from primer.export.snippets import item_url
from primer.project.taxonomy import ROLES, STAGES

SCHEMA = json.loads(
    files("check_jsonschema").joinpath("builtin_schemas", "vendor", "github-issue-forms.json").read_text("utf-8")
)
"""The form syntax that GitHub publishes, as the schema store keeps it."""


@cache
def all_guidelines() -> tuple[str, ...]:
    return tuple(checked_primer().guidelines)


def checks_of(name: str) -> list[tuple[str, str]]:
    primer = checked_primer()
    return [(f"{name}.{check.n}", plain(primer, check.text)) for check in primer.guidelines[name].fields.checks]


def test_with_nothing_said_every_guideline_is_chosen() -> None:
    assert choose(checked_primer(), Choice()) == all_guidelines()


@each("stage, role", lambda: itertools.product(STAGES, ROLES))
def test_stage_and_role_narrow_each_other(stage: str, role: str) -> None:
    primer = checked_primer()
    wanted = tuple(
        name for name, page in primer.guidelines.items() if stage in page.fields.lifecycle and role in page.fields.roles
    )
    if wanted:
        assert choose(primer, Choice(lifecycle=(stage,), roles=(role,))) == wanted
    else:
        with pytest.raises(NothingChosen, match="No guideline fits all of these choices"):
            choose(primer, Choice(lifecycle=(stage,), roles=(role,)))


@each("first, second", lambda: itertools.combinations(STAGES, 2))
def test_two_stages_widen_the_choice(first: str, second: str) -> None:
    primer = checked_primer()
    both = choose(primer, Choice(lifecycle=(first, second)))
    assert set(both) == {
        *choose(primer, Choice(lifecycle=(first,))),
        *choose(primer, Choice(lifecycle=(second,))),
    }


def test_ids_are_chosen_alone_or_beside_words() -> None:
    primer = checked_primer()
    assert choose(primer, Choice(ids=("G12", "G4"))) == ("G4", "G12")
    collect = choose(primer, Choice(lifecycle=("collect",)))
    with_one = choose(primer, Choice(ids=("G12",), lifecycle=("collect",)))
    assert set(with_one) == {*collect, "G12"}


def test_words_are_read_as_front_matter_writes_them() -> None:
    choice = read_choice("g4, G12", ["privacy"], ["wind-down"], ["trust-safety"])
    assert choice == Choice(("G4", "G12"), ("privacy",), ("wind-down",), ("trust-safety",))


def test_an_id_that_is_no_guideline_is_refused() -> None:
    with pytest.raises(NothingChosen, match="'F22' is no current guideline"):
        choose(checked_primer(), Choice(ids=("F22",)))


def test_the_lists_of_the_page_hold_every_word_that_a_guideline_carries() -> None:
    primer = checked_primer()
    lists = {name: {value for value, _ in values} for name, _, values in choice_lists(primer)}
    fields = [page.fields for page in primer.guidelines.values()]
    assert lists["lifecycle"] == {word for own in fields for word in own.lifecycle}
    assert lists["role"] == {word for own in fields for word in own.roles}
    assert lists["topic"] == {word for own in fields for word in own.topics}


def test_a_pull_request_checklist_is_headings_with_empty_boxes() -> None:
    primer = checked_primer()
    names = choose(primer, Choice(lifecycle=("collect",)))
    shown = MarkdownIt("gfm-like").use(tasklists_plugin).render(render_checklist(primer, names, "github"))
    page = html5lib.parseFragment(shown, namespaceHTMLElements=False)
    heads = ["".join(head.itertext()) for head in page.iter("h3")]
    assert heads == [f"{name} {primer.guidelines[name].fields.title}" for name in names]
    boxes = list(page.iter("input"))
    assert [box.get("checked") for box in boxes] == [None] * len(boxes)
    said = [" ".join("".join(item.itertext()).split()) for item in page.iter("li")]
    assert said == [f"{check} {text}" for name in names for check, text in checks_of(name)]


@each("names", lambda: [all_guidelines(), all_guidelines()[:1]])
def test_an_issue_form_is_valid_against_the_published_syntax(names: tuple[str, ...]) -> None:
    primer = checked_primer()
    form = yaml.safe_load(render_checklist(primer, names, "issue-form"))
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(form)] == []
    ids = [part["id"] for part in form["body"] if "id" in part]
    labels = [part["attributes"]["label"] for part in form["body"] if "label" in part["attributes"]]
    assert len(set(ids)) == len(ids)
    assert len(set(labels)) == len(labels)
    boxes = [part for part in form["body"] if part["type"] == "checkboxes"]
    assert [box["id"] for box in boxes] == [name.lower() for name in names]
    for name, box in zip(names, boxes, strict=True):
        wanted = [f"[{check}]({item_url(primer, check)}) {text}" for check, text in checks_of(name)]
        assert [re.sub(r"\\(.)", r"\1", option["label"]) for option in box["attributes"]["options"]] == wanted


def test_the_published_syntax_refuses_a_form_with_an_unknown_part() -> None:
    form = yaml.safe_load(render_checklist(checked_primer(), all_guidelines(), "issue-form"))
    form["body"][0]["type"] = "slider"
    assert list(Draft7Validator(SCHEMA).iter_errors(form))


def test_a_spreadsheet_has_a_row_a_check_with_its_address_and_room_for_an_answer() -> None:
    primer = checked_primer()
    text = render_checklist(primer, all_guidelines(), "csv")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == CSV_COLUMNS
    checks = [check for name in all_guidelines() for check, _ in checks_of(name)]
    assert [row["id"] for row in rows] == checks
    assert all(row["qualified_id"] == f"v{primer.settings.edition}-{row['id']}" for row in rows)
    assert all(row["url"] == item_url(primer, row["id"]) for row in rows)
    assert {row["answer"] + row["note"] for row in rows} == {""}


def test_text_for_jira_names_every_check_with_its_address() -> None:
    primer = checked_primer()
    text = render_checklist(primer, ("G4", "G12"), "jira")
    lines = [f"- {check} {said} {item_url(primer, check)}" for name in ("G4", "G12") for check, said in checks_of(name)]
    assert [line for line in text.splitlines() if line.startswith("- ")] == lines
    assert len(text.splitlines()[0]) <= 80


def review_data() -> Any:
    text = review_files(checked_primer())["data/review.js"]
    assert "<" not in text
    return json.loads(text.removeprefix("var PRIMER_REVIEW = ").removesuffix(";\n"))


@pytest.mark.parametrize("form", CHECKLIST_FORMS)
def test_the_pieces_of_the_page_join_to_what_the_command_prints(form: str) -> None:
    primer = checked_primer()
    pieces = review_data()["forms"][form]
    names = choose(primer, Choice(roles=("engineer",)))
    joined = pieces["head"] + "".join(pieces["pieces"][name] for name in names) + pieces["tail"]
    assert joined == render_checklist(primer, names, form)


def test_the_page_knows_what_each_guideline_carries() -> None:
    for name, words in review_data()["guidelines"].items():
        fields = checked_primer().guidelines[name].fields
        assert words == {"lifecycle": list(fields.lifecycle), "role": list(fields.roles), "topic": list(fields.topics)}


def test_rich_text_for_jira_is_ready_on_the_page() -> None:
    rich = review_data()["forms"]["jira"]["rich"]
    page = html5lib.parseFragment(rich["head"] + rich["pieces"]["G12"], namespaceHTMLElements=False)
    assert len(list(page.iter("li"))) == len(checks_of("G12"))


def test_the_command_knows_every_form() -> None:
    assert tuple(CHECKLIST_FORMS) == CHECKLISTS


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["checklist", "--root", str(SMALL), *arguments])
    return done.exit_code, done.output


def test_the_command_prints_the_list_of_those_that_fit() -> None:
    small = load(SMALL)
    fields = small.guidelines["G6"].fields
    code, text = run("--lifecycle", fields.lifecycle[0].value, "--role", fields.roles[0].value, "--format", "jira")
    assert (code, text) == (0, render_checklist(small, ("G6",), "jira"))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--ids", "G99"), 2, "'G99' is no current guideline. Take it out, or fix the number.\n"),
        (("--lifecycle", "collecting"), 2, "'collecting' is none of the stages"),
        (("--format", "word"), 2, "'word' is not one of 'github', 'issue-form', 'jira', 'csv'"),
    ],
)
def test_the_command_says_what_it_cannot_do(arguments: tuple[str, ...], code: int, said: str) -> None:
    found, text = run(*arguments)
    assert found == code
    assert said in text
