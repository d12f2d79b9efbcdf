"""Bibliography files become references, and what is wrong in them issues."""

from __future__ import annotations

import json
import subprocess

import pypandoc
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import CASES as CASES_FOLDER
from support.paths import ROOT
from support.steps import steps

from mkdocs_bibliography.references.bibliography import (
    Bibliography,
    Duplicates,
    Reference,
    nearest_keys,
    read_bibliography,
)
from mkdocs_bibliography.text.source import Source, read_source

CASES = yaml.safe_load((CASES_FOLDER / "bibtex.yml").read_text("utf-8"))


def read(text: str, duplicates: Duplicates = "error") -> Bibliography:
    return read_bibliography([Source("refs.bib", text)], duplicates=duplicates)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_bibtex_is_read(case: dict[str, object]) -> None:
    found = read(str(case["text"]))
    items = case["items"]
    assert isinstance(items, dict)
    assert [str(issue) for issue in found.issues] == case.get("issues", [])
    assert list(found.references) == list(items)
    for key, parts in items.items():
        assert {name: found.references[key].csl.get(name) for name in parts} == parts


def test_issues_point_at_the_place_in_the_file() -> None:
    text = "\n\n  @misc{a, title = {T}, month = jan, note = what}\n"
    (issue,) = read(text).issues
    assert (issue.line, text.split("\n")[2][issue.column - 1 :][:4]) == (3, "what")


def test_broken_entries_are_known_by_their_keys() -> None:
    assert read("@misc{a, title = {A\n@misc{b, title={B}}").broken == {"a"}


@pytest.mark.parametrize(("policy", "title", "issues"), [("error", "One", 1), ("first", "One", 0), ("last", "Two", 0)])
def test_the_policy_for_keys_that_stand_twice(policy: Duplicates, title: str, issues: int) -> None:
    files = [Source("a.bib", "@misc{k, title={One}}"), Source("b.bib", "@misc{k, title={Two}}")]
    found = read_bibliography(files, duplicates=policy)
    assert (found.references["k"].title, len(found.issues)) == (title, issues)


def test_both_places_of_a_doubled_key_are_named() -> None:
    files = [Source("a.bib", "\n@misc{k, title={One}}"), Source("b.bib", "@misc{k, title={Two}}")]
    (issue,) = read_bibliography(files).issues
    assert str(issue).startswith("b.bib:1:1: Key 'k' already stands at a.bib:2.")


def test_fields_of_our_own_come_through() -> None:
    text = """@misc{a, title={T}, studytype={report}, population={All \\& some.}, limits={Few}, read={abstract},
        verified={yes}, keywords={one, two words; three}}"""
    reference = read(text).references["a"]
    assert (reference.studytype, reference.population, reference.limits) == ("report", "All & some.", "Few")
    assert (reference.read, reference.verified) == ("abstract", "yes")
    assert reference.keywords == ("one", "two words", "three")


def test_what_is_not_given_is_empty() -> None:
    reference = read("@misc{a, title={T}}").references["a"]
    given = (reference.studytype, reference.limits, reference.read, reference.verified, reference.doi, reference.url)
    assert given == ("", "", "", "", "", "")
    assert (reference.keywords, reference.year) == ((), "n.d.")


@pytest.mark.parametrize(
    ("entry", "short"),
    [
        ("author={Okafor, Ada and Lind, Per}", "Okafor & Lind"),
        ("editor={Okafor, Ada}", "Okafor"),
        ("howpublished={Weather Office}", "Weather Office"),
        ("year=2001", "“T”"),
    ],
)
def test_who_made_a_work(entry: str, short: str) -> None:
    assert read(f"@misc{{a, title={{T}}, {entry}}}").references["a"].authors_short == short


def test_the_address_of_a_work_is_its_url_or_its_doi() -> None:
    references = read("@misc{a, title={T}, doi={10.5555/x}} @misc{b, title={T}, url={https://b.example}}").references
    assert [reference.url for reference in references.values()] == ["https://doi.org/10.5555/x", "https://b.example"]


def bare(key: str) -> Reference:
    return Reference(key, "misc", {}, {}, "refs.bib", 1, "")


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("smith2020", "smith2020"),
        ("Smith", "_53mith"),
        ("a.b:c", "a_2eb_3ac"),
        ("a_b", "a_5fb"),
        ("é", "_c3_a9"),
        ("a-b", "a-b"),
    ],
)
def test_slugs_keep_small_letters_digits_and_hyphens(key: str, slug: str) -> None:
    assert bare(key).slug == slug


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_different_keys_have_different_slugs(one: str, other: str) -> None:
    assert (bare(one).slug == bare(other).slug) == (one == other)
    assert bare(one).slug == bare(one).slug.lower()


def test_the_nearest_keys_come_first() -> None:
    keys = ["smith2018", "smith2019", "jones2019", "smyth2020"]
    assert nearest_keys("smith2020", keys)[0] == "smyth2020"
    assert set(nearest_keys("smith2020", keys)) <= set(keys)
    assert len(nearest_keys("smith2020", keys, n=2)) == 2
    assert nearest_keys("xylophone", keys) == ()


@given(st.text(alphabet='@misc{}a,=" \n#%\\book(1)', max_size=60))
def test_no_text_crashes_the_reader_and_every_issue_has_a_place(text: str) -> None:
    found = read(text)
    lines = text.split("\n")
    assert all(1 <= issue.line <= len(lines) + 1 and issue.column >= 1 for issue in found.issues)


def test_entries_that_stand_alone_are_kept_as_written() -> None:
    text = "@Article{a,\n  title = {T},  year = 2001, month = jan, author={X}, journal={J} }"
    assert read(text).references["a"].raw == text


def test_entries_that_lean_on_others_are_written_out() -> None:
    text = "@string{j = {Journal}} @article{a, author={X}, title={T}, journal=j, year=2001}"
    raw = read(text).references["a"].raw
    assert "journal = {Journal}" in raw
    assert read(raw).references["a"].csl == read(text).references["a"].csl


CSL_ITEMS = [
    {
        "id": "a",
        "type": "report",
        "title": "A <i>T</i> & title",
        "author": [{"family": "Doe", "given": "Jo"}, {"literal": "Weather Office"}],
        "issued": {"date-parts": [[2020, 3]]},
        "publisher": "Office",
        "custom": {"limits": "Few"},
    },
    {"id": "b", "type": "article-journal", "title": "B", "container-title": "J", "page": "1-3", "DOI": "10.5555/b"},
]


@pytest.mark.parametrize("wrapped", [False, True])
def test_csl_json_is_read(wrapped: bool) -> None:
    data = {"references": CSL_ITEMS} if wrapped else CSL_ITEMS
    found = read_bibliography([Source("refs.json", json.dumps(data, indent=1))])
    assert found.issues == ()
    assert [dict(reference.csl) for reference in found.references.values()] == CSL_ITEMS
    assert (found.references["a"].limits, found.references["a"].authors_short) == ("Few", "Doe & Weather Office")
    assert found.references["b"].line > found.references["a"].line


CSL_YAML = """\
references:
- id: a
  type: book
  title: T
  issued: 2020-03
- title: No id
- id: b
  issued: [{year: 2001, month: 2}, {year: 2002}]
- id: c
  issued: {year: 1999}
- id: d
  issued: 2020-03-09
- id: e
  issued: some day
"""


def test_csl_yaml_is_read_with_dates_in_every_form() -> None:
    found = read_bibliography([Source("refs.yaml", CSL_YAML)])
    dates = {key: reference.csl["issued"] for key, reference in found.references.items()}
    assert dates == {
        "a": {"date-parts": [[2020, 3]]},
        "b": {"date-parts": [[2001, 2], [2002]]},
        "c": {"date-parts": [[1999]]},
        "d": {"date-parts": [[2020, 3, 9]]},
        "e": {"literal": "some day"},
    }
    assert [str(issue) for issue in found.issues] == [
        "refs.yaml:1:1: Item 2 has no 'id'. Give it one; citations name it by that. [bib-unfinished]"
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("refs.json", '[{"id": "a",}]', "refs.json:1:13: This is no JSON"),
        ("refs.yaml", "a: [\nb: }", "refs.yaml:2:4: This is no YAML"),
        ("refs.json", '"text"', "refs.json:1:1: This is no list of CSL items."),
    ],
)
def test_csl_files_that_cannot_be_read(name: str, text: str, place: str) -> None:
    (issue,) = read_bibliography([Source(name, text)]).issues
    assert str(issue).startswith(place)


def test_csl_items_become_bibtex_that_reads_the_same() -> None:
    found = read_bibliography([Source("refs.json", json.dumps(CSL_ITEMS))])
    again = read("\n".join(reference.raw for reference in found.references.values()))
    assert again.references["a"].csl["author"] == CSL_ITEMS[0]["author"]
    assert again.references["a"].title == "A T & title"
    assert again.references["b"].csl["page"] == "1-3"
    assert again.references["a"].limits == "Few"


def synthetic(count: int) -> str:
    return "\n".join(
        f'@article{{k{n}, author = {{M{{\\"u}}ller, A and Lind, P}}, title = {{The {{DNA}} of Number {n}}},'
        f" journal = {{Journal}}, year = {{{1900 + n % 120}}}, pages = {{1--9}}}}"
        for n in range(count)
    )


def test_the_steps_grow_evenly_with_the_entries() -> None:
    assert steps(read, synthetic(1_600)) < 6 * steps(read, synthetic(400))


def test_the_real_bibliography_is_read_without_an_issue() -> None:
    found = read_bibliography([read_source(ROOT / "references.bib", "references.bib")])
    assert found.issues == ()
    assert len(found.references) > 100
    assert all(reference.title and reference.limits for reference in found.references.values())


MENDED = {"june", "u.s", "v", "antitrafficking", "national", "law-enforcement", "cities"}
"""Words in which our titles differ from pandoc's on purpose: months and what stands beside abbreviations."""


@pytest.mark.site
def test_names_and_titles_are_those_of_pandocs_own_reader() -> None:
    text = (ROOT / "references.bib").read_text("utf-8")
    command = [pypandoc.get_pandoc_path(), "-f", "bibtex", "-t", "csljson"]
    items = json.loads(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)
    ours = read(text).references
    assert len(items) == len(ours)
    for item in items:
        csl = ours[item["id"]].csl
        for role in ("author", "editor"):
            assert csl.get(role) == item.get(role), item["id"]
        for name in ("issued", "page", "volume", "DOI", "container-title"):
            assert _words(csl.get(name)) == _words(item.get(name)), (item["id"], name)
        differing = set(_words(csl["title"])) ^ set(_words(item["title"]))
        assert {word.lower().strip(".,:()") for word in differing} <= MENDED, item["id"]


def _words(value: object) -> list[str]:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value or "")
    return (
        text.replace('<span class=\\"nocase\\">', "")
        .replace('<span class="nocase">', "")
        .replace("</span>", "")
        .translate(dict.fromkeys(map(ord, "‘’“”"), "'"))
        .split()
    )


DATES = yaml.safe_load((CASES_FOLDER / "dates.yml").read_text("utf-8"))["date"]
OTHER_DATES = {
    "2004/..": "an end that is open, which pandoc knows only as '2004/'",
    "1984?": "uncertain, which pandoc drops; printed as approximate",
    "2004-06%": "uncertain and approximate, which pandoc drops",
    "199X": "a decade, which pandoc does not read; printed as approximate",
    "2004-06-uu": "a day that is not known, for which pandoc writes day 0 to day 99",
}
"""Dates that we read otherwise than pandoc, and why."""


@pytest.mark.site
def test_dates_are_those_of_pandocs_own_reader() -> None:
    written = [date for date, value in DATES.items() if value is not None and date not in OTHER_DATES]
    text = "\n".join(f"@misc{{d{number}, title={{T}}, date={{{date}}}}}" for number, date in enumerate(written))
    command = [pypandoc.get_pandoc_path(), "-f", "biblatex", "-t", "csljson"]
    items = json.loads(subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout)
    theirs = {date: item.get("issued") for date, item in zip(written, items, strict=True)}
    ours = {
        date: reference.csl["issued"] for date, reference in zip(written, read(text).references.values(), strict=True)
    }
    assert ours == theirs
