"""Edges of evidence: which are suspect, who signs them, and where that shows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.small_site import change, copy_small

from primer.checks.check_project import CheckedProject, check_project
from primer.cli import main
from primer.commands.review import begin_reviews, sign_edges
from primer.commands.show import UnknownId
from primer.content.evidence_edges import evidence_edges, suspect_edges
from primer.site.site import render_site

DAY = date(2026, 12, 1)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site whose edges were entered, and whose finding changed since."""
    root = copy_small(tmp_path / "site")
    begin_reviews(check_project(root).primer, DAY)
    change(root, {"replace": {"docs/findings/f22-beds.md": {"level: moderate": "level: limited"}}})
    return root


def suspects(root: Path) -> list[str]:
    return [one.words for one in suspect_edges(check_project(root).primer)]


def of_suspects(checked: CheckedProject) -> list[str]:
    return [f"{issue.path} {issue.severity}" for issue in checked.issues if issue.code == "edge-suspect"]


@pytest.mark.unit
def test_a_level_that_changed_makes_every_edge_of_the_finding_suspect(root: Path) -> None:
    assert suspects(root) == [
        "G6 is based on F22, and F22 changed since 1 December 2026.",
        "M11 is based on F22, and F22 changed since 1 December 2026.",
        "F22 is based on reichert2013national, and F22 changed since 1 December 2026.",
        "F22 is based on saintfrancis2019finding, and F22 changed since 1 December 2026.",
    ]


@pytest.mark.unit
def test_a_suspect_edge_is_a_warning_and_stops_a_release(root: Path) -> None:
    assert of_suspects(check_project(root)) == [
        *["docs/findings/f22-beds.md warning"] * 2,
        "docs/guidelines/g6-help-ready.md warning",
        "docs/myths/m11-find-is-not-help.md warning",
    ]
    assert all(line.endswith(" error") for line in of_suspects(check_project(root, release=True)))


@pytest.mark.unit
def test_without_a_note_nothing_is_signed(root: Path) -> None:
    before = (root / "reviews.txt").read_bytes()
    lines = sign_edges(check_project(root).primer, ["G6"], "", DAY)
    assert lines == [
        "docs/guidelines/g6-help-ready.md: G6 is based on F22, and F22 changed since 1 December 2026.",
        "1 edges are suspect. Sign them with --note.",
    ]
    assert (root / "reviews.txt").read_bytes() == before


@pytest.mark.unit
def test_a_signature_has_its_day_and_note_and_leaves_the_other_edges(root: Path) -> None:
    sign_edges(check_project(root).primer, ["G6"], "Both\nstill hold.", date(2026, 12, 2))
    assert len(suspects(root)) == 3
    lines = (root / "reviews.txt").read_text("utf-8").split("\n")
    assert next(line for line in lines if line.startswith("G6 > F22")).endswith("  2026-12-02  Both still hold.")
    sign_edges(check_project(root).primer, [], "All hold.", date(2026, 12, 3))
    assert suspects(root) == []


@pytest.mark.unit
@pytest.mark.parametrize(("name", "count"), [("F22", 4), ("reichert2013national", 1), ("G6.1", 0), ("M11", 1)])
def test_an_item_a_check_or_a_source_names_its_edges(root: Path, name: str, count: int) -> None:
    assert len(sign_edges(check_project(root).primer, [name], "", DAY)) == count + 1


@pytest.mark.unit
def test_an_id_that_is_no_end_is_refused(root: Path) -> None:
    with pytest.raises(UnknownId, match="'G99' is no end of an edge"):
        sign_edges(check_project(root).primer, ["G99"], "", DAY)


@pytest.mark.unit
def test_an_edge_that_is_gone_leaves_the_file_when_it_is_next_written(root: Path) -> None:
    (root / "reviews.txt").write_text(
        (root / "reviews.txt").read_text("utf-8") + "G9 > F9  00000000 00000000  2026-12-01  Once.\n", encoding="utf-8"
    )
    sign_edges(check_project(root).primer, ["G6"], "Holds.", DAY)
    assert "G9 > F9" not in (root / "reviews.txt").read_text("utf-8")


@pytest.mark.unit
def test_a_primer_without_the_file_is_asked_for_nothing(root: Path) -> None:
    (root / "reviews.txt").unlink()
    assert suspects(root) == []


@pytest.mark.unit
def test_an_edge_is_one_however_often_it_is_said(root: Path) -> None:
    names = [edge.name for edge in evidence_edges(check_project(root).primer)]
    assert len(names) == len(set(names))
    assert names.count(("G6", "F22")) == 1  # G6 names it among its findings and for its need.


@pytest.mark.unit
@pytest.mark.parametrize("arguments", [[], ["G6", "--begin"], ["--begin", "--note", "Words."]])
def test_the_command_says_what_it_needs(root: Path, arguments: list[str]) -> None:
    done = CliRunner().invoke(main, ["review", "--root", str(root), *arguments])
    assert done.exit_code == 2
    assert "Give IDS or --all, with --note to sign; or --begin alone." in done.output


@pytest.mark.site
def test_readers_see_nothing_and_the_preview_says_what_is_suspect(root: Path) -> None:
    primer = check_project(root).primer
    published = render_site(primer)
    assert "suspect" not in published.markdown["g6.md"].lower()
    preview = render_site(primer, preview=True).markdown["g6.md"]
    assert "G6 is based on F22, and F22 changed since 1 December 2026." in preview
    assert published.markdown["a-z.md"] == render_site(primer, preview=True).markdown["a-z.md"]
