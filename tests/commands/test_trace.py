"""From a figure to the source's words, on the command line and on pages, and the blind sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from support.small_site import change, copy_small, small_primer

from primer.checks.check_project import check_project
from primer.commands.audit import COLUMNS, UnreadSheet, blind_sheet, read_sheet
from primer.commands.show import UnknownId
from primer.commands.trace import NoExtracts, NoFigure, trace_figure, trace_item
from primer.site.pages import render_pages


def test_every_figure_of_an_item_is_told_with_the_words_that_carry_it() -> None:
    told = "\n".join(trace_item(small_primer(), "f22"))
    assert "\n  682  docs/findings/f22-beds.md:7:" in told
    assert "reichert2013national a: “33 residential programs were identified ... with a total of 682 beds" in told
    assert "reichert2013national: its title or date" in told
    assert "UNTRACED" not in told


def test_a_figure_is_told_wherever_it_is_used() -> None:
    told = list(trace_figure(small_primer(), "2,143"))
    assert told.count("    No source is cited in this sentence") == 1
    assert [line.partition(" ")[0] for line in told if line[:1].isalpha()] == ["M11", "F22", "G6"]
    assert list(trace_figure(small_primer(), "77.7")) == ["No sentence states 77.7."]


def test_what_cannot_be_traced_is_told_in_one_line(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    (root / "extracts.yml").unlink()
    with pytest.raises(UnknownId, match="no current item"):
        list(trace_item(small_primer(), "reichert2013national"))
    with pytest.raises(NoFigure, match="no single figure"):
        list(trace_figure(small_primer(), "many"))
    with pytest.raises(NoExtracts, match=r"no extracts\.yml"):
        list(trace_item(check_project(root).primer, "F22"))


def test_a_blind_sheet_holds_sentence_and_source_and_nothing_of_ours() -> None:
    rows = list(csv.DictReader(io.StringIO(blind_sheet(small_primer(), 3, 7))))
    assert [tuple(row) for row in rows] == [COLUMNS] * 3
    assert blind_sheet(small_primer(), 3, 7) == blind_sheet(small_primer(), 3, 7)
    assert len({blind_sheet(small_primer(), 3, seed) for seed in range(9)}) > 1
    assert all(row["sentence"] and row["citation"] and row["source"].startswith("https://") for row in rows)
    assert {row["verdict"] for row in rows} == {""}
    words = [extract.words for found in small_primer().extracts.by_key.values() for extract in found]
    assert not any(one in blind_sheet(small_primer(), 99, 1) for one in words)


def test_a_filled_sheet_becomes_a_table_and_an_open_row_is_told(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.csv"
    text = blind_sheet(small_primer(), 2, 1)
    sheet.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadSheet, match="the verdict of row 1 is 'empty'"):
        read_sheet(sheet)
    lines = text.splitlines()
    filled = [lines[0], lines[1].removesuffix(",,") + ",right,", lines[2].removesuffix(",,") + ",more,cause"]
    sheet.write_text("\n".join(filled) + "\n", encoding="utf-8")
    table = read_sheet(sheet)
    assert "| Right: it says no more than the source | 1 | 50 per cent |" in table
    assert "| In all | 2 | 100 per cent |" in table
    assert "| cause | 1 |" in table


def test_a_figure_of_our_own_is_printed_with_its_sum_as_a_title(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    made = "That is {=20.7: 682/33} beds a programme."
    boys = "Hardly any place is kept for boys, in either count."
    change(
        root,
        {
            "replace": {"docs/findings/f22-beds.md": {boys: f'"{made}"'}},
            "add": {"docs/method.md": f"\n{made}\n"},
        },
    )
    checked = check_project(root)
    assert checked.issues == ()
    assert checked.primer.findings["F22"].fields.key_messages[1] == "That is 20.7 beds a programme."
    shown = '<span class="byb-derived" title="Our sum&#58; 682 &#247; 33">20.7</span> beds a programme'
    pages = {page.address: page.text for page in render_pages(checked.primer)}
    assert shown in pages["f22.html"]
    assert shown in pages["method.html"]


def test_a_finding_shows_the_words_of_its_evidence_or_that_they_were_not_seen(tmp_path: Path) -> None:
    pages = {page.address: page.text for page in render_pages(small_primer())}
    assert '<details class="byb-words"><summary>In the source&#39;s words</summary>' in pages["f22.html"]
    root = copy_small(tmp_path / "site")
    unseen = "saintfrancis2019finding:\n  - words: null\n    why: The page is gone.\n"
    text = (root / "extracts.yml").read_text("utf-8")
    (root / "extracts.yml").write_text(text[: text.index("saintfrancis")] + unseen, encoding="utf-8")
    change(root, {"replace": {"docs/findings/f22-beds.md": {"    from: [a, b]\n    agrees: a\n": ""}}})
    pages = {page.address: page.text for page in render_pages(check_project(root).primer)}
    assert '<span class="byb-unseen">Words not seen. The page is gone.</span>' in pages["f22.html"]
