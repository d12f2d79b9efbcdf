"""TeX in fields, and names, dates and titles made of it."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import CASES

from mkdocs_bibliography.references.dates import month_number, parse_date, year_and_month, year_of
from mkdocs_bibliography.references.latex import decode, plain_text
from mkdocs_bibliography.references.names import family_name, parse_names, short_names
from mkdocs_bibliography.references.sentence_case import sentence_case

LATEX = yaml.safe_load((CASES / "latex.yml").read_text("utf-8"))
NAMES = yaml.safe_load((CASES / "names.yml").read_text("utf-8"))
DATES = yaml.safe_load((CASES / "dates.yml").read_text("utf-8"))
TITLES = yaml.safe_load((CASES / "titles.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", LATEX, ids=lambda case: case[0] or "empty")
def test_tex_becomes_text(case: list[str]) -> None:
    written, plain, *marked = case
    decoded = decode(written)
    assert decoded.plain == plain
    assert decoded.marked == (marked[0] if marked else plain)


@given(st.text(alphabet="ab \\{}$^_~-`'\"&%cuv<>i", max_size=40))
def test_any_text_can_be_decoded_and_holds_no_braces_of_groups(text: str) -> None:
    decoded = decode(text)
    assert plain_text(decoded.marked) == decoded.plain
    assert "{" not in decoded.plain.replace("{", "", text.count("\\{"))


@given(
    st.text(alphabet=st.characters(exclude_characters="\\{}$`'~-<>&%", exclude_categories=("Cc", "Cs")), max_size=40)
)
def test_text_without_tex_stays_as_it_is(text: str) -> None:
    assert decode(text).plain.split() == text.split()


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case["field"] or "empty")
def test_names_are_taken_apart(case: dict[str, object]) -> None:
    assert list(parse_names(str(case["field"]))) == case["names"]


@pytest.mark.parametrize(
    ("field", "short"),
    [
        ("Okafor, Ada", "Okafor"),
        ("Okafor, Ada and Lind, Per", "Okafor & Lind"),
        ("Okafor, Ada and Lind, Per and Smith, Jo", "Okafor et al."),
        ("Okafor, Ada and others", "Okafor et al."),
        ("{World Weather Office}", "World Weather Office"),
        ("", ""),
    ],
)
def test_names_are_shortened_for_running_text(field: str, short: str) -> None:
    assert short_names(parse_names(field)) == short


def test_a_particle_that_is_never_dropped_is_part_of_the_name_cited() -> None:
    (name,) = parse_names("family=Gogh, given=Vincent, prefix=van, useprefix=true")
    assert family_name(name) == "van Gogh"


@pytest.mark.parametrize(("written", "date"), DATES["date"].items())
def test_dates_are_read(written: str, date: dict[str, object] | None) -> None:
    assert parse_date(written) == date


@pytest.mark.parametrize(("written", "date"), DATES["year"].items())
def test_years_are_read(written: str, date: dict[str, object] | None) -> None:
    assert year_and_month(written, "") == date


@pytest.mark.parametrize(("written", "number"), DATES["month"].items())
def test_months_and_seasons_are_read(written: str, number: int | None) -> None:
    assert month_number(written) == number


def test_month_and_day_join_the_year() -> None:
    assert year_and_month("2020", "mar", "9") == {"date-parts": [[2020, 3, 9]]}
    assert year_and_month("2020", "", "9") == {"date-parts": [[2020]]}


@pytest.mark.parametrize(
    ("date", "year"),
    [
        (None, ""),
        ({"date-parts": [[2020, 3]]}, "2020"),
        ({"date-parts": [[2019], [2020]]}, "2019-2020"),
        ({"date-parts": [[2020, 3], [2020, 5]]}, "2020"),
        ({"literal": "in press"}, "in press"),
    ],
)
def test_the_year_for_reading(date: dict[str, object] | None, year: str) -> None:
    assert year_of(date) == year


@pytest.mark.parametrize(("written", "expected"), TITLES)
def test_english_titles_get_sentence_case(written: str, expected: str) -> None:
    assert sentence_case(decode(written).marked) == expected


@given(st.text(alphabet="aB :.?-<i></i>'", max_size=40))
def test_sentence_case_changes_nothing_but_case(text: str) -> None:
    assert sentence_case(text).lower() == text.lower()
