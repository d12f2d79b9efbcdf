"""TeX in fields as plain text; names and dates of CSL items."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import CASES

from mkdocs_bibliography.references.csl_item import clean_date
from mkdocs_bibliography.references.dates import month_number, pandoc_date, parse_date, year_of
from mkdocs_bibliography.references.markup import plain_text
from mkdocs_bibliography.references.names import family_name, short_names
from mkdocs_bibliography.references.tex import tex_to_text

TEX = yaml.safe_load((CASES / "tex.yml").read_text("utf-8"))
DATES = yaml.safe_load((CASES / "dates.yml").read_text("utf-8"))


def test_tex_becomes_text() -> None:
    assert {written: tex_to_text(written) for written, _ in TEX} == dict(TEX)


@given(st.text(alphabet="ab \\{}$^_~-`'\"&%cuv<>i", max_size=40))
def test_any_text_can_be_decoded_and_holds_no_braces_of_groups(text: str) -> None:
    assert "{" not in tex_to_text(text).replace("{", "", text.count("\\{"))


@given(st.text(alphabet=st.characters(exclude_characters="\\{}$`'~-", exclude_categories=("Cc", "Cs")), max_size=40))
def test_text_without_tex_stays_as_it_is(text: str) -> None:
    assert tex_to_text(text).split() == text.split()


SHAPES = {
    "open braces": "{" * 40_000,
    "braces in each other": "\\a" + "{" * 400 + "}" * 400,
    "commands in each other": "\\emph{" * 1_000 + "}" * 1_000,
    "accents in a row": "\\'" * 2_000,
    "conditions without an end": "\\ifmmode" * 20_000,
    "conditions half closed": "\\ifmmode\\else" * 20_000,
    "dollar signs": "$" * 20_000,
    "formulas": "\\x" + "$a" * 10_000,
    "backslashes": "\\" * 20_001,
    "addresses without an end": "\\url{" * 20_000,
    "spaces": "\\a" + " " * 20_000,
    "skips": "\\hskip 1pt plus" * 10_000,
}


def test_tex_of_any_shape_is_read_in_seconds() -> None:
    seconds = {}
    for name, text in SHAPES.items():
        start = time.process_time()
        tex_to_text(text)
        seconds[name] = time.process_time() - start
    # One that tries every end for every beginning would take minutes.
    assert max(seconds.values()) < 15, seconds


def test_markup_is_taken_away_in_a_time_that_grows_evenly() -> None:
    start = time.process_time()
    assert plain_text("<i>a</i>" * 20_000) == "a" * 20_000
    plain_text("<span " * 20_000 + "<i " * 20_000)
    assert time.process_time() - start < 15


def test_names_are_shortened_for_running_text() -> None:
    ada, per, jo = {"family": "Okafor", "given": "Ada"}, {"family": "Lind"}, {"literal": "World Weather Office"}
    others = {"literal": "others"}
    expected = {
        "Okafor": (ada,),
        "Okafor & Lind": (ada, per),
        "Okafor et al.": (ada, per, jo),
        "Lind et al.": (per, others),
        "World Weather Office": (jo,),
        "": (),
    }
    assert {short_names(names): names for names in expected.values()} == expected


def test_a_particle_that_is_never_dropped_is_part_of_the_name_cited() -> None:
    assert family_name({"family": "Gogh", "non-dropping-particle": "van"}) == "van Gogh"


def test_dates_are_read() -> None:
    assert {written: parse_date(written) for written in DATES["date"]} == DATES["date"]


def test_dates_that_pandoc_does_not_read_are_said_in_its_words() -> None:
    assert {written: pandoc_date(written) for written in DATES["for pandoc"]} == DATES["for pandoc"]


def test_months_and_seasons_are_read() -> None:
    assert {written: month_number(written) for written in DATES["month"]} == DATES["month"]


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)
    | st.from_regex(r"[yY]?-?[0-9Xu]{1,8}(-[0-9Xu²]{2}){0,2}[~?%]*(/.*)?", fullmatch=True)
)
def test_any_text_is_a_date_or_not(text: str) -> None:
    date = parse_date(text)
    assert date is None or date["date-parts"]
    assert clean_date(text) is not None or not text.strip()


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
