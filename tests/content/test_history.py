"""The ledger: fingerprints, events, and changes that nobody wrote down."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from support.paths import TESTS
from support.small_site import SMALL, change, copy_small, write

from mkdocs_bibliography.text.source import Source
from primer import load
from primer.checks.check_project import check_project
from primer.checks.report import issue_lines
from primer.cli import main
from primer.commands.record import CannotRecord, Event, entry_text, record_ids
from primer.content.field_roles import fields_with, relied_on
from primer.content.history import (
    by_edition,
    changed_fields,
    changed_since,
    edition_number,
    fingerprint,
    listed_lines,
    title_of,
)
from primer.content.item_models import Guideline
from primer.content.ledger import Change, LedgerEntry, read_ledger
from primer.content.page_types import ITEM_TYPES
from primer.content.vocabulary import ChangeTag, LedgerStatus
from primer.site.pages import render_pages

GUIDELINE = "docs/guidelines/g6-help-ready.md"
LEDGER = "docs/ledger.yml"
DAY = date(2026, 12, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site with the fingerprints of everything."""
    folder = copy_small(tmp_path / "site")
    record_ids(folder, (), None, everything=True)
    return folder


def lines(root: Path) -> list[str]:
    return list(issue_lines(check_project(root).issues, "text"))


def record(root: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["record", "--root", str(root), *arguments])
    return done.exit_code, done.output


def reword(root: Path, old: str, new: str, path: str = GUIDELINE) -> None:
    change(root, {"replace": {path: {old: new}}})


def statement(root: Path) -> str:
    return load(root).guidelines["G6"].fields.statement.split()[0]


def line_of(root: Path, start: str, path: str = GUIDELINE) -> int:
    text = (root / path).read_text("utf-8")
    return text[: re.search(rf"^{re.escape(start)}", text, re.M).start()].count("\n") + 1  # type: ignore[union-attr]


def test_a_statement_that_changes_without_a_line_fails_at_its_line(root: Path) -> None:
    text = (root / GUIDELINE).read_text("utf-8")
    first = re.search(r"^statement: (?:>-\n\s+)?(\w+)", text, re.M)
    assert first
    write(root / GUIDELINE, text[: first.start(1)] + "Always " + text[first.start(1) :])
    (issue,) = lines(root)
    assert issue.startswith(f"{GUIDELINE}:{line_of(root, 'statement')}:")
    assert "'statement' of G6 is not what its history says." in issue
    assert issue.endswith("[changed-unrecorded]")


def test_the_command_writes_the_line_and_the_check_passes(root: Path) -> None:
    reword(root, "title: ", "title: First, ")
    assert len(lines(root)) == 1
    code, said = record(root, "G6", "--tag", "CLARIFIED", "--note", "Says: what comes first.", "--date", "2026-12-01")
    assert (code, said) == (0, "Recorded CLARIFIED for G6.\n")
    assert lines(root) == []
    entry = load(root).ledger.entries["G6"]
    assert entry.revision == 2
    assert entry.history[-1] == Change(date=DAY, edition="1.0", tag=ChangeTag.CLARIFIED, note="Says: what comes first.")


@pytest.mark.parametrize(
    ("old", "new", "path", "field"),
    [
        ("strength: ", "strength: consider # ", GUIDELINE, "strength"),
        ("    text: ", "    text: Now ", GUIDELINE, "checks"),
        ("verdict: ", "verdict: depends # ", "docs/myths/m11-find-is-not-help.md", "verdict"),
        ("level: ", "level: none # ", "docs/findings/f22-beds.md", "level"),
        ("locator: ", "locator: front matter # ", "docs/findings/f22-beds.md", "evidence"),
        ("minutes: ", "minutes: 41 # ", "docs/workshop/w3-night-walk.md", "minutes"),
    ],
)
def test_whatever_a_citer_relies_on_is_watched(root: Path, old: str, new: str, path: str, field: str) -> None:
    text = (root / path).read_text("utf-8")
    write(root / path, text.replace(old, new, 1))
    found = [line for line in lines(root) if line.endswith("[changed-unrecorded]")]
    assert any(line.startswith(f"{path}:") and f"'{field}' of " in line for line in found), lines(root)


@pytest.mark.parametrize(
    ("old", "new"),
    [("summary: ", "summary: Look. "), ("    why: ", "    why: Indeed. "), ("aliases: [", "aliases: [another word, ")],
)
def test_what_nobody_cites_can_be_reworded_freely(root: Path, old: str, new: str) -> None:
    text = (root / GUIDELINE).read_text("utf-8")
    write(root / GUIDELINE, text.replace(old, new, 1))
    assert "changed-unrecorded" not in " ".join(lines(root))


def test_another_line_break_is_no_change(root: Path) -> None:
    fields = load(root).guidelines["G6"].fields
    broken = fields.model_copy(update={"statement": fields.statement.replace(" ", "\n  ", 3)})
    assert fingerprint(broken) == fingerprint(fields)


def test_a_citer_relies_on_these_fields_of_an_item() -> None:
    relied = {kind.name: fields_with(kind.fields, relied_on) for kind in ITEM_TYPES}
    assert relied == {
        "guideline": ("title", "statement", "strength", "need", "effect", "checks", "findings"),
        "myth": ("title", "claim", "answer", "verdict", "level", "disputed", "say_instead", "findings"),
        "finding": (
            *("title", "statement", "key_messages", "level", "disputed"),
            *("population", "period", "does_not_show", "evidence"),
        ),
        "activity": ("title", "goal", "minutes", "steps"),
    }


def test_the_fingerprints_of_items_are_those_that_ledgers_hold() -> None:
    items = load(SMALL).items
    assert list(fingerprint(items["G6"].fields).values()) == (
        "f8504e96 cf39ea3f 8dd79be1 4132c460 ffd9c5df 8db3ec83 c8a52f42".split()
    )
    assert list(fingerprint(items["F22"].fields).values()) == (
        "c6e95b76 40b0220e 459d9562 b73a16ce fcbcf165 4bef8207 054eb559 72de959d a88e2754".split()
    )


def test_an_entry_without_a_fingerprint_hides_no_error_and_stops_a_release(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    primer = load(root)
    assert changed_fields(primer.guidelines["G6"].fields, primer.ledger.entries["G6"]) == ()
    codes = [issue.code for issue in check_project(root, release=True).issues]
    assert codes.count("fingerprint-missing") == len(primer.items)


def test_taking_fingerprints_twice_changes_nothing(root: Path) -> None:
    before = (root / LEDGER).read_text("utf-8")
    assert record(root, "--all") == (0, "Entered 0: nothing was missing.\nTook 0 fingerprints.\n")
    assert (root / LEDGER).read_text("utf-8") == before


def test_fingerprints_of_what_was_released_are_never_renewed_silently(root: Path) -> None:
    write(root / "docs/released.txt", "G6 guideline\n")
    reword(root, "title: ", "title: First, ")
    assert record(root, "--all")[1].endswith("Took 0 fingerprints.\n")
    assert [line.rpartition(" ")[2] for line in lines(root)] == ["[changed-unrecorded]"]


def test_before_a_release_fingerprints_follow_the_text(root: Path) -> None:
    reword(root, "title: ", "title: First, ")
    assert record(root, "--all")[1].endswith("Took 1 fingerprints.\n")
    assert lines(root) == []


def test_a_new_check_is_entered_with_its_guideline(root: Path) -> None:
    checks = load(root).guidelines["G6"].fields.checks
    text = (root / GUIDELINE).read_text("utf-8")
    new = f"checks:\n  - n: {len(checks) + 1}\n    text: Is there one more question?\n"
    new += "    passes_if: There is.\n    fails_if: There is none.\n"
    last = re.search(r"(checks:\n)((?:  .*\n)+)", text)
    assert last
    added = new.removeprefix("checks:\n")
    write(root / GUIDELINE, text[: last.end()] + added + text[last.end() :])
    record(root, "G6", "--tag", "STRENGTHENED", "--note", "Asks one more question.")
    assert load(root).ledger.entries["G6"].checks == tuple(range(1, len(checks) + 2))
    assert lines(root) == []


def test_other_entries_and_comments_between_them_stay_as_they_are(root: Path) -> None:
    text = (root / LEDGER).read_text("utf-8").replace("M11:\n", "# A word about M11.\nM11:\n")
    write(root / LEDGER, text)
    record(root, "G6", "--tag", "CORRECTED", "--note", "One figure.", "--date", "2026-12-01")
    after = (root / LEDGER).read_text("utf-8")
    assert after.partition("# A word about M11.\n")[2] == text.partition("# A word about M11.\n")[2]
    assert "tag: CORRECTED, note: One figure.}" in after.partition("# A word")[0]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (("G99", "--tag", "CLARIFIED"), "'G99' is no current item of docs/ledger.yml. Run 'primer record G99' first."),
        (("G6", "--tag", "MERGED_TO"), "MERGED_TO has to say where 'G6' went. Add '--to' with an id."),
        (
            ("G6", "--tag", "MERGED_TO", "--to", "G6"),
            "'G6' cannot take the place of 'G6'. Name another item that is current.",
        ),
        (
            ("G6", "--tag", "SPLIT_TO", "--to", "G77"),
            "'G77' cannot take the place of 'G6'. Name another item that is current.",
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(
    root: Path, event: tuple[str, ...], said: str
) -> None:
    before = (root / LEDGER).read_text("utf-8")
    assert record(root, *event, "--note", "Why.") == (2, f"{said}\n")
    assert (root / LEDGER).read_text("utf-8") == before


@pytest.mark.parametrize(
    "arguments", [("G6", "--tag", "CLARIFIED"), ("G6", "--note", "Why."), ("--tag", "CLARIFIED", "--note", "a")]
)
def test_a_line_needs_an_id_a_tag_and_a_note(root: Path, arguments: tuple[str, ...]) -> None:
    code, said = record(root, *arguments)
    assert code == 2
    assert "--tag, --note and at least one of IDS go together." in said


def test_a_withdrawn_item_keeps_its_title_and_one_removed_for_safety_does_not(root: Path) -> None:
    record(root, "M11", "--tag", "WITHDRAWN", "--note", "The evidence did not hold.")
    record(root, "W3", "--tag", "SAFETY_REMOVED", "--note", "It could have hurt somebody.")
    entries = read_ledger(Source(LEDGER, (root / LEDGER).read_text("utf-8")))[0].entries
    assert (entries["M11"].status, entries["M11"].reason) == (LedgerStatus.WITHDRAWN, "The evidence did not hold.")
    assert entries["M11"].was
    assert entries["W3"].status is LedgerStatus.REMOVED_FOR_SAFETY
    assert entries["W3"].was is None


def test_an_entry_on_one_line_is_refused(root: Path) -> None:
    text = (root / LEDGER).read_text("utf-8")
    block = re.search(r"^G6:\n(?:  .*\n)+", text, re.M)
    assert block
    flow = 'G6: {type: guideline, since: "1.0", checks: [1, 2, 3, 4, 5]}\n'
    write(root / LEDGER, text.replace(block[0], flow))
    with pytest.raises(CannotRecord, match="'G6' stands on one line in"):
        record_ids(root, ("G6",), Event(ChangeTag.CLARIFIED, "Why.", DAY), everything=False)


NOTES = st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(str.strip)


@example("a\u2028b\u2029c: 'd' \"e\" # f", [1], LedgerStatus.MERGED, "yes")
@given(NOTES, st.lists(st.integers(1, 30), unique=True), st.sampled_from(list(LedgerStatus)), NOTES)
def test_an_entry_that_is_written_is_read_again(
    note: str, checks: list[int], status: LedgerStatus, reason: str
) -> None:
    changes = (Change(date=DAY, edition="1.0", tag=ChangeTag.ADDED, note=note),)
    entry = LedgerEntry(
        type="guideline",
        since="1.0",
        status=status,
        revision=3,
        checks=tuple(checks),
        withdrawn_checks={4: note},
        fingerprint={"title": "12345678", "statement": "1e234567"},
        to=("G2",),
        reason=reason,
        history=changes,
    )
    ledger, issues = read_ledger(Source(LEDGER, entry_text("G1", entry)))
    assert issues == ()
    assert ledger.entries == {"G1": entry}


def test_lines_are_listed_newest_first_then_by_id(root: Path) -> None:
    record(root, "W3", "--tag", "CLARIFIED", "--note", "Shorter.", "--date", "2026-12-01")
    primer = load(root)
    names = [line.name for line in listed_lines(primer)]
    assert names == ["W3", "G6", "M11", "F22", "W3"]
    assert len(names) == sum(len(entry.history) for entry in primer.ledger.entries.values())


def test_changes_since_an_edition_are_exactly_those_of_later_ones(root: Path) -> None:
    change(root, {"replace": {"mkdocs.yml": {'edition: "1.0"': 'edition: "1.10"'}}})
    record(root, "G6", "--tag", "CLARIFIED", "--note", "Clearer.")
    record(root, "F22", "--tag", "EVIDENCE_UP", "--note", "A second study.")
    primer = load(root)
    assert {line.name for line in changed_since(primer, "1.9")} == {"G6", "F22"}
    assert {line.name for line in changed_since(primer, "1.0")} == {"G6", "F22"}
    assert changed_since(primer, "1.10") == ()
    assert {line.name for line in changed_since(primer, "0.9")} == set(primer.items)


def test_editions_are_compared_as_numbers() -> None:
    assert edition_number("1.10") > edition_number("1.9") > edition_number("1.0")


def test_the_page_of_changes_lists_every_line_with_its_tag_and_note(root: Path) -> None:
    head = "---\ntype: page\ntitle: What changed\nsummary: Every change.\nreviewed: 2026-11-24\n---\n"
    write(root / "docs/changes.md", f"{head}\nThe lines come from the ledger.\n\n[[index changes]]\n")
    record(root, "G6", "--tag", "EVIDENCE_DOWN", "--note", "One study was withdrawn.", "--date", "2026-12-01")
    page = next(page for page in render_pages(load(root)) if page.address == "changes.html")
    title = load(root).guidelines["G6"].fields.title
    assert f"- G6 [{title}](g6.md#history): evidence down. One study was withdrawn." in page.text
    assert page.text.index("1 December 2026") < page.text.index("24 November 2026")
    assert "1 guideline, 1 myth, 1 finding and 1 activity added" in page.text


def test_the_page_of_changes_says_once_what_is_the_same_of_several(root: Path) -> None:
    head = "---\ntype: page\ntitle: What changed\nsummary: Every change.\nreviewed: 2026-11-24\n---\n"
    write(root / "docs/changes.md", f"{head}\nThe lines come from the ledger.\n\n[[index changes]]\n")
    for name in ("G6", "M11", "F22"):
        record(root, name, "--tag", "CORRECTED", "--note", "It says less.", "--date", "2026-12-01")
    record(root, "W3", "--tag", "CORRECTED", "--note", "It takes less time.", "--date", "2026-12-01")
    primer = load(root)
    (group, *_) = by_edition(primer)
    assert [[line.name for line in lines] for lines in group.alike] == [["G6", "M11", "F22"]]
    assert [line.name for line in group.single] == ["W3"]
    page = next(page for page in render_pages(primer) if page.address == "changes.html")
    assert page.text.count("It says less.") == 1
    assert "1 guideline, 1 myth and 1 finding: corrected. It says less.</summary>" in page.text
    assert f"[{primer.items['F22'].fields.title}](f22.md#history)" in page.text


def test_the_real_history_adds_every_item_once() -> None:
    primer = load(TESTS.parent)
    added = [line.name for group in by_edition(primer) for line in group.added]
    assert sorted(added) == sorted(set(primer.items) | set(primer.ledger.retired) - set(primer.bibliography.references))


def test_a_title_is_that_of_the_page_then_that_of_the_ledger(root: Path) -> None:
    primer = load(root)
    assert title_of(primer, "G6") == primer.guidelines["G6"].fields.title
    assert title_of(primer, "G99") is None


def test_small_site_is_as_it_was() -> None:
    assert isinstance(load(SMALL).guidelines["G6"].fields, Guideline)


@pytest.mark.site
def test_what_several_record_at_once_is_all_recorded(root: Path) -> None:
    notes = [f"Said by number {number}." for number in range(6)]
    command = (sys.executable, "-m", "primer", "record", "G6", "--root", str(root), "--tag", "CLARIFIED", "--note")
    running = [subprocess.Popen((*command, note), stdout=subprocess.DEVNULL) for note in notes]
    assert [process.wait() for process in running] == [0] * 6
    entry = load(root).ledger.entries["G6"]
    assert sorted(change.note for change in entry.history if change.tag == "CLARIFIED")[-6:] == notes
