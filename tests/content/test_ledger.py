from __future__ import annotations

import pytest

from mkdocs_bibliography.text.source import Source
from primer.content.ledger import ledger_lines, read_ledger, read_released
from primer.content.vocabulary import LedgerStatus

TEXT = """\
G1:
  type: guideline
  since: "1.0"
  checks: [1, 2]
  history:
    - {date: 2026-11-24, edition: "1.0", tag: ADDED, note: First published.}
G12: {type: guideline, since: "1.1", status: withdrawn, reason: Wrong.}
F3: {type: finding, since: "1.0"}
doe2020: {type: reference, since: "1.0"}
"""


def test_the_ledger_knows_every_id_and_which_are_gone() -> None:
    ledger, issues = read_ledger(Source("ledger.yml", TEXT))
    assert issues == ()
    assert list(ledger.entries) == ["G1", "G12", "F3", "doe2020"]
    assert list(ledger.retired) == ["G12"]
    assert ledger.entries["G12"].status is LedgerStatus.WITHDRAWN
    assert [change.note for change in ledger.history("G1")] == ["First published."]
    assert ledger.history("G99") == ()


@pytest.mark.parametrize(("letter", "name"), [("G", "G13"), ("F", "F4"), ("M", "M1")])
def test_the_next_id_was_never_given_not_even_to_what_is_gone(letter: str, name: str) -> None:
    assert read_ledger(Source("ledger.yml", TEXT))[0].next_id(letter) == name


def test_the_place_of_an_id_is_its_line() -> None:
    ledger, _ = read_ledger(Source("ledger.yml", TEXT))
    assert ledger.source.position(ledger.place("F3")) == (8, 1)
    assert ledger.place("G99") == 0


def test_an_entry_in_a_wrong_form_is_listed_and_not_known() -> None:
    ledger, (issue,) = read_ledger(Source("ledger.yml", "G1: {type: guideline}\n"))
    assert str(issue) == "ledger.yml:1:5: 'G1.since' is missing. Add it. [ledger-wrong]"
    assert ledger.lists("G1")
    assert not ledger.lists("G2")
    assert "G1" not in ledger.entries


def test_of_a_ledger_that_cannot_be_read_no_id_is_called_missing() -> None:
    ledger, (issue,) = read_ledger(Source("ledger.yml", "G1: {type\n"))
    assert issue.code == "yaml-broken"
    assert ledger.lists("G1")


def test_released_ids_stand_one_a_line_with_their_type() -> None:
    released = read_released(Source("released.txt", "# Edition 1.0\nG1 guideline\nnot an id\ndoe2020 reference\n"))
    assert released.types == {"G1": "guideline", "doe2020": "reference"}
    assert released.places == {"G1": 14, "doe2020": 37}


@pytest.mark.parametrize(
    ("name", "kind", "checks"),
    [
        ("G7", "guideline", (1, 2)),
        ("F9", "finding", ()),
        ("doe2020", "reference", ()),
        ("doe:2020/a.b", "reference", ()),
        ("*müller: 'a'", "reference", ()),
    ],
)
def test_the_lines_for_a_new_id_read_back_as_its_entry(name: str, kind: str, checks: tuple[int, ...]) -> None:
    ledger, issues = read_ledger(Source("ledger.yml", ledger_lines(name, kind, "1.0", "2026-11-24", checks)))
    assert issues == ()
    entry = ledger.entries[name]
    assert (entry.type, entry.since, entry.checks, entry.status) == (kind, "1.0", checks, LedgerStatus.CURRENT)
    assert len(entry.history) == (0 if kind == "reference" else 1)
