"""`primer.yml`: what it adds to the settings, and what is said about a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from support.paths import TESTS

from primer.export.schema import HERE as SCHEMAS
from primer.project.letters import Letters
from primer.project.look import Look
from primer.project.primer_fields import key_meanings
from primer.project.primer_file import PrimerFile, read_primer_file
from primer.project.reports import Reports
from primer.project.taxonomy import Taxonomy


def test_a_primer_may_have_none(tmp_path: Path) -> None:
    assert read_primer_file(tmp_path) == PrimerFile()


def test_what_it_says_is_read(tmp_path: Path) -> None:
    text = "synonyms:\n  - [car, automobile]\n"
    (tmp_path / "primer.yml").write_text(text, "utf-8")
    expected = PrimerFile(synonyms=(("car", "automobile"),))
    assert read_primer_file(tmp_path) == expected


def read(folder: Path, text: str) -> PrimerFile:
    (folder / "primer.yml").write_text(text, "utf-8")
    return read_primer_file(folder)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("synonym: []\n", "1:1: 'synonym' is no setting of primer.yml. Did you mean 'synonyms'?"),
        ("synonyms: car\n", "1:11: 'synonyms' is 'car', not a list. Put '- ' before each entry, or write [...]."),
        ("synonyms:\n  - [car]\n", "2:5: 'synonyms.1' has 1 entries, at least 2 are needed. Add some."),
        ("short: x\n", "1:8: 'short' is 'x', not two to eight capitals and digits. Write it as in 'ACME'."),
        ("short: BYB\ntopics:\n", "2:8: 'topics' is empty, not a mapping. Write 'key: value' lines under it."),
        ("topics: {}\n", "1:9: 'topics' has 0 entries, at least 1 are needed. Add some."),
        (
            "topics:\n  Big Rain: Rain\n",
            "2:3: 'topics.Big Rain' is 'Big Rain', not small letters and digits with hyphens between. Write it so.",
        ),
        (
            "letters:\n  guideline: Rule\n",
            "2:14: 'letters.guideline' is 'Rule', not one capital from A to Z; V is taken, since it stands before "
            "editions. Write it as in 'R'.",
        ),
        (
            "letters: {guideline: R, myth: F}\n",
            "1:10: 'letters' gives 'F' to myth and finding. Give all but one of them another letter.",
        ),
        ("levels:\n  high: ''\n", "2:9: 'levels.high' is '', no text. Write some, or delete the line."),
        (
            "study-types: [Experiment]\n",
            "1:15: 'study-types.1' is 'Experiment', neither '...' nor small letters with hyphens between. Write it so.",
        ),
        (
            "leave: example.org\n",
            "1:8: 'leave' is 'example.org', no web address. Write one that begins with https://, or delete the line.",
        ),
        (
            "contact: Jo at primer.example\n",
            "1:10: 'contact' is 'Jo at primer.example', no address for mail. "
            "Write one such as us@primer.example, or delete the line.",
        ),
        (
            "strings: {site: {stort: Start}}\n",
            "1:10: 'strings' has 'site.stort', no key of the catalogue. Did you mean 'site.start'?",
        ),
        (
            'strings: {item.reviewed: "Relu le {date}"}\n',
            "1:10: 'strings' has {date} in 'item.reviewed', which holds {day}. Correct it.",
        ),
        (
            "strings: {site.start: [Start]}\n",
            "1:10: 'strings' has no text for 'site.start'. Write one, in quotes where it holds a colon.",
        ),
        ("indexes: yes\n", "1:10: 'indexes' is read as true, a truth value. Put the word in quotes."),
    ],
)
def test_a_wrong_line_is_told_with_its_place_and_has_no_effect(tmp_path: Path, text: str, issue: str) -> None:
    found = read(tmp_path, text + "tracker: https://example.org/report\n")
    assert [f"{one.line}:{one.column}: {one.message}" for one in found.issues] == [issue]
    assert (found.synonyms, found.leave, found.reports.tracker) == ((), "", "https://example.org/report")
    assert found.taxonomy == Taxonomy()


def test_every_wrong_key_is_told_in_one_run(tmp_path: Path) -> None:
    found = read(tmp_path, "short: x\nlicence: none\nlanguage: German\nsubtitel: A\n")
    assert [one.line for one in found.issues] == [4, 1, 3, 2]


def test_a_scale_has_the_steps_that_are_named_strongest_first(tmp_path: Path) -> None:
    found = read(tmp_path, "levels: {high: High certainty, low: Low certainty, none: Nothing found}\n")
    scale = found.taxonomy.scale
    assert [level.label for level in scale.levels] == [
        "High certainty (2 of 2)", "Low certainty (1 of 2)", "Nothing found (0 of 2)", "On record",
    ]  # fmt: skip
    assert [level.word for level in scale.effects] == ["high certainty", "low certainty", "untested"]
    assert [level.strongest for level in scale.levels] == [True, False, False, False]


def test_the_scale_of_a_primer_that_says_nothing_has_four_steps() -> None:
    scale = Taxonomy().scale
    assert [(level.value, level.number, level.word) for level in scale.needs] == [
        ("strong", 4, "strong"), ("moderate", 3, "moderate"), ("limited", 2, "limited"),
        ("very-limited", 1, "very limited"), ("none", 0, "no evidence found"),
    ]  # fmt: skip
    assert scale.steps[2].label == "Limited evidence (2 of 4)"


def test_letters_that_a_primer_does_not_choose_stay(tmp_path: Path) -> None:
    assert read(tmp_path, "letters: {guideline: M, myth: G}\n").taxonomy.letters == Letters("M", "G", "F", "W")
    assert read(tmp_path, "letters: {guideline: M}\n").taxonomy.letters == Letters()


def test_words_that_a_primer_does_not_choose_are_in_its_language(tmp_path: Path) -> None:
    found = read(tmp_path, "language: de-AT\nroles: {pruefung: Prüfung}\nstrings: {site: {start: Start}}\n")
    assert found.taxonomy.scale.steps[2].label == "Begrenzte Belege (2 von 4)"
    assert found.taxonomy.stages[0].label == "Entscheiden"
    assert [role.label for role in found.taxonomy.roles] == ["Prüfung"]
    assert (found.strings("site.start"), found.strings("site.search")) == ("Start", "Suche")


def test_study_types_may_stand_beside_those_of_every_primer(tmp_path: Path) -> None:
    types = read(tmp_path, 'study-types: [experiment, "...", standard]\n').taxonomy.study_types
    assert types[0] == "experiment"
    assert types[-1] == "standard"
    assert "report" in types


SAID = {
    "short": (["BYB", "A1"], ["x", "", "TOOLONGNAME", 3]),
    "language": (["de", "de-DE"], ["German", "de_DE"]),
    "strings": ([{"site": {"start": "Start"}}, {"site.start": "Start"}, {}], ["Start", ["Start"], None]),
    "licence": (["MIT", "CC-BY-4.0"], ["WTFPL", 4]),
    "subtitle": (["Any text"], ["", "  ", 3]),
    "leave": (["https://a.example/"], ["a.example", ""]),
    "contact": (["us@primer.example"], ["us", "Jo <us@primer.example>", ""]),
    "day": (["2026-11-24"], ["2026", 2026, "soon", ""]),
    "indexes": (["made", "written"], ["yes", None]),
    "topics": ([{"rain": "Rain"}], [{}, {"Big": "Rain"}, {"rain": ""}, {"rain": 3}, ["rain"], None]),
    "letters": ([{"guideline": "R"}, {}], [{"guideline": "r"}, {"guideline": "V"}, {"myth": "Ä"}, {"page": "P"}, "R"]),
    "levels": ([{"high": "High", "low": "Low"}, {"none": "Nothing"}], [{"Very High": "High"}, "high"]),
    "study-types": ([["experiment", "..."]], [[], ["An experiment"], "experiment"]),
    "colours": ([{"guideline": "#3a3985"}, {}], [{"guideline": "blue"}, {"page": "#3a3985"}, "#3a3985"]),
    "dark-colours": ([{"link": "#ffffff"}], [{"link": "#fff"}]),
    "logo": (["assets/logo.svg"], ["logo", "https://a.example/logo.svg?", ""]),
    "icon": (["assets/logo.svg"], ["logo.gif"]),
    "fonts": ([{"text": "assets/a.woff2"}], [{"bold": "assets/a.woff2"}, {"text": "Arial"}]),
    "paper": ([["book", "cards"]], [[], ["posters"], "book"]),
    "book-pages": ([["standards.md"], []], [["standards"], "standards.md"]),
    "synonyms": ([[["car", "automobile"]], []], ["car", [["car"]], [["car", ""]]]),
    "no-such-key": ([], ["anything"]),
}
"""Values that the file may hold, and values that it may not."""


@pytest.mark.parametrize("key", SAID)
def test_the_schema_and_the_reader_agree(key: str, tmp_path: Path) -> None:
    schema = json.loads((SCHEMAS / "primer-file-1.schema.json").read_text("utf-8"))
    for path in ("assets/logo.svg", "assets/a.woff2", "standards.md"):
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text("", "utf-8")
    for right, values in zip((True, False), SAID[key], strict=True):
        for value in values:
            said = {key: value}
            assert jsonschema.Draft202012Validator(schema).is_valid(said) is right, said
            assert (read(tmp_path, yaml.safe_dump(said)).issues == ()) is right, said


def test_a_file_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "logo: assets/a.svg\nfonts: {labels: assets/b.woff2}\nbook-pages: [c.md]\n")
    assert [f"{one.line}:{one.column}: {one.message}" for one in found.issues] == [
        "1:7: there is no file docs/assets/a.svg. Add it, or correct the path.",
        "2:17: there is no file docs/assets/b.woff2. Add it, or correct the path.",
        "3:14: there is no file docs/c.md. Add it, or correct the path.",
    ]


def test_the_look_is_a_stylesheet_of_what_differs() -> None:
    assert Look().css == ""
    css = Look({"myth": "#123456", "link": "#222222"}, {"link": "#eeeeee"}, fonts={"text": "assets/fonts/a.woff2"}).css
    assert ":root{--byb-myth:#123456;--byb-link:#222222;}" in css
    assert "--byb-myth:color-mix(in srgb,#123456 40%,white);--byb-link:#eeeeee;" in css
    assert 'src:url("../../assets/fonts/a.woff2") format("woff2")' in css
    assert ':root{--byb-serif:"Primer Text",serif}' in css


def test_every_key_is_in_the_schema_described_and_tried_here_or_like_one_that_is() -> None:
    assert all(key_meanings().values())
    assert key_meanings().keys() - SAID.keys() == {
        "brief", "contributors", "code-licence", "cover-note", "danger-note", "tracker", "stages", "roles", "basis",
    }  # fmt: skip
    schema = json.loads((SCHEMAS / "primer-file-1.schema.json").read_text("utf-8"))
    assert list(schema["properties"]) == list(key_meanings())


@pytest.mark.parametrize(
    ("tracker", "form"),
    [
        ("", ""),
        ("https://forge.example/new", "https://forge.example/new?title=a%20b%26c"),
        ("https://forge.example/new?labels=error", "https://forge.example/new?labels=error&title=a%20b%26c"),
        ("https://forge.example/new?issue[title]={page}", "https://forge.example/new?issue[title]=a%20b%26c"),
    ],
)
def test_a_report_names_its_page(tracker: str, form: str) -> None:
    assert Reports(tracker=tracker).form("a b&c") == form


def test_a_letter_names_its_page() -> None:
    assert Reports(contact="us@primer.example").mail("G6") == "mailto:us@primer.example?subject=G6"
    assert Reports().mail("G6") == ""


def test_every_key_is_documented() -> None:
    page = (TESTS.parent / "docs/primer-file.md").read_text("utf-8")
    assert [key for key in key_meanings() if f"`{key}`" not in page] == []
