"""The catalogue of the interface: every language has every string, with the same names in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from support.paths import ROOT

from mkdocs_bibliography.text.strings import (
    IN_SCRIPT,
    PLURAL,
    Strings,
    Text,
    bibliography_strings,
    languages,
    read_texts,
)
from primer.strings import FOLDERS, LANGUAGES, read_strings

SCRIPTS = sorted((ROOT / "src").rglob("assets/**/*.js"))
_NAME = re.compile(r"\{([^{}]*)\}")


def _forms(text: Text) -> Iterator[str]:
    yield from (text,) if isinstance(text, str) else text.values()


def _names(text: Text) -> set[str]:
    """The names that a string fills in; one form of a plural may leave out the number."""
    return {name for form in _forms(text) for name in _NAME.findall(form)}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_string_with_the_same_names(folder: Path, language: str) -> None:
    english, other = read_texts(folder, "en"), read_texts(folder, language)
    assert language in languages(folder)
    assert english.keys() == other.keys()
    assert {key for key in english if _names(english[key]) != _names(other[key])} == set()
    plural = {key for key, text in english.items() if isinstance(text, Mapping)}
    assert plural == {key for key, text in other.items() if isinstance(text, Mapping)}
    assert [key for key in plural if other[key].keys() != PLURAL] == []  # type: ignore[union-attr]


def test_no_group_stands_in_both_catalogues() -> None:
    ours, others = ({key.partition(".")[0] for key in read_texts(folder, "en")} for folder in FOLDERS)
    assert ours & others == set()


def test_german_is_no_copy_of_english() -> None:
    english, german = read_strings("en").texts, read_strings("de").texts
    same = {key for key, text in english.items() if german[key] == text and re.search(r"[a-z]{3}", str(text))}
    assert {english[key] for key in same} <= SAME


SAME = {
    "April", "August", "September", "November", "Workshop", "Name", "Link", "Jira", "Text", "Chat", "Web", "Evaluation",
    "Letter", "{id}: {title}", "{number}: {minutes} min", "{minutes} min", "{counts}: {tag}.",
}  # fmt: skip
"""Words that are the same in both languages."""


def test_a_string_is_filled_in_and_chosen_by_its_number() -> None:
    strings = Strings("en", {"a": "{who} has {n}", "b": {"one": "{n} page", "other": "{n} pages"}, "c": "{x}go{/}."})
    assert strings("a", who="G1", n=2) == "G1 has 2"
    assert [strings("b", n=n) for n in (0, 1, 2)] == ["0 pages", "1 page", "2 pages"]
    assert strings("c", x='<a href="x">') == '<a href="x">go</a>.'


def test_a_script_gets_the_strings_that_it_names() -> None:
    strings = Strings("de", {"a.b": '„{n}“ "heute"', "a.c": {"one": "{n} Seite", "other": "{n} Seiten"}})
    script = 'say("%{a.b}", fill("%{a.c}", {n: 1}), "%{a.unknown}", "%{key}");'
    told = 'say("„{n}“ \\"heute\\"", fill({"one":"{n} Seite","other":"{n} Seiten"}, {n: 1}), "%{a.unknown}", "%{key}");'
    assert strings.in_script(script) == told


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_names_no_string_that_does_not_exist(path: Path) -> None:
    strings = bibliography_strings("de") if "mkdocs_bibliography" in path.parts else read_strings("de")
    assert [key for key in IN_SCRIPT.findall(path.read_text("utf-8")) if not strings.has(key)] == []


def test_a_day_is_written_as_the_language_writes_it() -> None:
    assert read_strings("en-GB").day(date(2026, 11, 24)) == "24 November 2026"
    assert read_strings("de-DE").day(date(2026, 3, 1)) == "1. März 2026"


def test_a_language_without_strings_is_english() -> None:
    strings = read_strings("fr-FR")
    assert strings.language == "en"
    assert strings("site.skip") == "Skip to the text"


def test_a_primer_can_say_a_string_otherwise() -> None:
    assert read_strings("de", {"site.start": "Start"})("site.start") == "Start"
    assert read_strings("de")("site.start") == "Anfang"
