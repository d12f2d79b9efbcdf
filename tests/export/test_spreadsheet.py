"""CSV that is safe in a spreadsheet: no cell of any table that the engine writes is read as a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile_site import make_hostile
from support.paths import ROOT

from primer.checks.check_project import check_project
from primer.commands.audit import blind_sheet
from primer.commands.formats import CHECKLISTS
from primer.export.checklist import CHECKLIST_FORMS, choose, read_choice, render_checklist
from primer.export.data_files import data_files
from primer.export.spreadsheet import cell, csv_text

FORMULAS = {
    "equals": "=1+1", "plus": "+1+1", "minus": "-1+1", "at": "@SUM(1)", "tab": "\t=1+1", "return": "\r=1+1",
    "blank": " =1+1", "no-break blank": "\u00a0=1+1", "zero width": "\u200b\ufeff=1+1", "null": "\x00=1+1",
    "quote": '"=1+1', "curly": "\u201c=1+1", "back quote": "`@SUM(1)", "wide": "＝1+1",
    "wide plus": "＋1", "wide minus": "－1", "wide at": "＠SUM(1)", "wide blank": "\u3000＝1", "small": "﹦1",
    "true minus": "\u22121+1", "accent": "\u0301=1", "semicolon": "a;=1+1", "comma": 'a",=1+1', "line": "a\n=1+1",
    "tab inside": "a\t@SUM(1)", "bar": "a|-1", "separators": ";;=1", "command": "=cmd|' /C calc'!A0",
}  # fmt: skip
"""What spreadsheets may run: at a cell's start, past what they skip, and where another separator begins a cell."""


def runs(value: str) -> str:
    """The part of a cell that a spreadsheet might take for a formula, found another way than the code finds it."""
    if value.startswith(("\t", "\r", "\n")):
        return value
    for part in re.split(r"[;,|\t\r\n]", value):
        seen = [
            sign
            for sign in part
            if not (sign.isspace() or sign in '"`´' or unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Pi", "Pf"))
        ]
        first = unicodedata.normalize("NFKC", seen[0])[0] if seen else ""
        if first in ("=", "+", "-", "@", "\u2212"):
            return part
    return ""


def cells(text: str) -> Iterable[str]:
    return (value for row in csv.reader(io.StringIO(text, newline="")) for value in row)


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
def test_a_formula_is_kept_from_being_one(formula: str) -> None:
    assert runs(formula)
    (value,) = cells(csv_text([[formula]]))
    assert not runs(value)
    assert value.replace("'", "") == formula.replace("'", "")


PIECES = st.sampled_from((*"=+-@\t\r\n \"'`;,|ax", "＝", "\u200b", "\u2212", "\x00", "\u3000", "\u0301"))


@given(st.lists(st.lists(st.one_of(st.lists(PIECES).map("".join), st.text()), min_size=2, max_size=2)))
def test_no_cell_is_read_as_a_formula_and_every_text_comes_back(values: list[list[str]]) -> None:
    found = list(csv.reader(io.StringIO(csv_text(values), newline="")))
    assert [value for row in found for value in row if runs(value)] == []
    assert [[value.replace("'", "") for value in row] for row in found] == [
        [value.replace("'", "") for value in row] for row in values
    ]


def test_a_plain_text_keeps_its_signs() -> None:
    for text in ("a = b", "1 - 2", "x@example.org, y", "it's; 'so' -", "well-known, self-made", "a\nb\tc"):
        assert cell(text) == text


def test_a_long_run_of_separators_takes_no_long_time() -> None:
    text = "\t" * 200_000 + "=1"
    assert cell(text) == f"'{text[:-2]}'=1"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""), (True, "yes"), (False, "no"), (("a", "b"), "a; b"), (("a", "=b"), "a; '=b"), ("=1+1", "'=1+1"),
        (-3, "'-3"), (date(2026, 1, 2), "2026-01-02"),
    ],
)  # fmt: skip
def test_a_value_as_a_cell(value: object, shown: str) -> None:
    assert cell(value) == shown


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """Every table that a primer with formulas in each of its fields writes."""
    root = tmp_path_factory.mktemp("formulas") / "site"
    make_hostile(root, {name: FORMULAS[name] for name in ("equals", "quote", "wide at", "semicolon")})
    primer = check_project(root).primer
    written = {name: made.decode() for name, made in data_files(primer).items() if name.endswith(".csv")}
    written["checklist"] = render_checklist(primer, choose(primer, read_choice()), "csv")
    return written | {"audit": blind_sheet(primer, 10_000, 1)}


@pytest.mark.site
def test_no_table_of_a_primer_full_of_formulas_runs_one(tables: Mapping[str, str]) -> None:
    assert set(tables) == {"audit", "checklist", *(f"data/{name}.csv" for name in NAMES)}
    for name, text in tables.items():
        found = list(cells(text))
        assert [value for value in found if runs(value)] == [], name
        assert any("'=1+1" in value for value in found), name


NAMES = ("guidelines", "checks", "claims", "references", "what-works")


@cache
def _sources() -> Mapping[str, str]:
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in Path(ROOT, "src").rglob("*.py")}


def test_every_table_is_written_by_one_function() -> None:
    writers = [name for name, text in _sources().items() if re.search(r"csv\.(writer|DictWriter)", text)]
    assert writers == ["src/primer/export/spreadsheet.py"]
    assert "csv" in CHECKLISTS
    assert set(CHECKLIST_FORMS) == set(CHECKLISTS)
