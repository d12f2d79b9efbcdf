"""The sources' own words in cards, on the page of a source and in the published data; levels in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.small_site import change, copy_small, small_primer

from primer.checks.check_project import check_project
from primer.commands.show import show_item
from primer.content.model import Primer
from primer.export.data_files import data_files
from primer.export.item_markdown import item_markdown
from primer.export.records import finding_record, guideline_record, reference_record, uses_of_references
from primer.export.snippets import item_forms, level_words
from primer.site.pages import render_pages
from primer.site.source_words import card_words, words_section

PRIMER = small_primer()
WORDS = "33 residential programs were identified ... with a total of 682 beds"


def pages_of(primer: Primer) -> Mapping[str, str]:
    return {page.address: page.text for page in render_pages(primer)}


PAGES = pages_of(PRIMER)


@pytest.fixture(scope="module")
def on_record(tmp_path_factory: pytest.TempPathFactory) -> Primer:
    """The small primer, with a finding and a myth that are on record."""
    root = copy_small(tmp_path_factory.mktemp("record") / "site")
    paths = ("docs/findings/f22-beds.md", "docs/myths/m11-find-is-not-help.md")
    change(root, {"replace": {path: {"level: moderate": "level: on-record"} for path in paths}})
    checked = check_project(root)
    assert checked.issues == ()
    return checked.primer


def test_a_card_and_the_page_of_a_source_show_its_words_and_what_rests_on_them() -> None:
    assert WORDS in card_words(PRIMER)["reichert2013national"]
    section = words_section(PRIMER, "reichert2013national", "ref/reichert2013national.html")
    assert section.startswith("## In the source's words {#words}")
    first, second = section.split('<p class="byb-extract"')[1:]
    assert WORDS in first
    assert "Providers in the United States reported 682 specialist beds in 2013" in first
    assert "682 specialist beds" not in second


def test_the_published_data_carry_the_words() -> None:
    finding = finding_record(PRIMER, "F22")
    assert [one.id for one in finding.evidence[0].extracts] == ["a", "b"]
    source = reference_record(PRIMER, "reichert2013national", uses_of_references(PRIMER))
    assert source.extracts[0].words.startswith(WORDS)
    assert WORDS in source.csl["note"]
    files = {name: data.decode() for name, data in data_files(PRIMER).items()}
    assert WORDS in next(one["note"] for one in json.loads(files["data/references.csl.json"]) if "reich" in one["id"])
    assert all(WORDS in files[name] for name in ("data/references.csv", "data/claims.csv", "f22.json", "f22.md"))
    assert WORDS in item_markdown(PRIMER, "reichert2013national")


def test_a_guideline_says_need_and_effect_wherever_it_is_met() -> None:
    said = "Need: moderate. Effect: untested."
    assert level_words(PRIMER, "G6") == said
    assert all(said in form.text for form in item_forms(PRIMER, "G6") if form.name == "markdown")
    assert said in show_item(PRIMER, "G6", "text")
    assert re.search(r"\| <span[^|]*> Moderate \| <span[^|]*> Untested \|", PAGES["guidelines.html"])
    record = guideline_record(PRIMER, "G6")
    assert (record.need.level, record.need.number, record.effect.number) == ("moderate", 3, None)
    assert " of 4" not in PAGES["g6.html"].partition("## Evidence")[0]


def test_a_check_says_what_passes_what_fails_and_whether_it_is_the_gate() -> None:
    checks = re.findall(r'<li id="c\d".*', PAGES["g6.html"])
    assert ["Gate check" in check for check in checks] == [True, False, False, False, False]
    assert all("Passes if: " in check and "Fails if: " in check for check in checks)
    assert "It is the gate: a no stops a launch." in " ".join(show_item(PRIMER, "G6.1", "text").split())
    assert guideline_record(PRIMER, "G6").checks[1].fails_if == "Only office hours have a time."


def test_what_is_on_record_has_no_squares_and_no_number(on_record: Primer) -> None:
    text = pages_of(on_record)["f22.html"]
    assert '<span class="byb-level byb-level--on-record">On record</span>' in text
    assert "of 4" not in text
    assert level_words(on_record, "F22") == "On record."
    assert finding_record(on_record, "F22").level.number is None


def test_a_myth_stands_in_lists_as_a_neutral_question() -> None:
    question = PRIMER.myths["M11"].fields.question
    assert all(question in PAGES[name] for name in ("m11.html", "myths.html", "topics.html"))


def test_the_studies_of_a_guideline_are_folded_below_the_argument(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(
        root,
        {
            "replace": {
                "docs/guidelines/g6-help-ready.md": {"Law has run ahead": "### The studies\n\nLaw has run ahead"}
            }
        },
    )
    text = pages_of(check_project(root).primer)["g6.html"]
    assert '<details class="byb-studies" id="the-studies" markdown="1">\n<summary>The studies</summary>' in text
    folded = text.partition('id="the-studies"')[2].partition("</details>")[0]
    assert "Law has run" in folded
    assert text.index("A flag is a promise") < text.index("byb-studies") < text.index("## Evidence")
