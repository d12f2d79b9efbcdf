"""A German edition, frozen and read again: its parts keep the anchors of their type, whatever their headings say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from support.paths import SITES
from support.small_site import change

from primer.checks.check_project import check_project
from primer.commands.record import record_ids
from primer.commands.release import release_edition

pytestmark = pytest.mark.site

ANCHORS = {
    "r1": {"statement", "c1", "c2", "c3", "checks", "brief", "when", "agree", "evidence", "why", "how", "limits"},
    "i1": {"answer", "claim", "true", "say", "sure", "evidence", "research", "misleads", "design"},
    "b1": {"claim", "messages", "level", "limits", "evidence", "used"},
    "u1": {"goal", "materials", "guidelines", "handout", "steps"},
}
ADDED = {"docs/workshop/u1-vorfall.md": "\n## Zum Austeilen {#handout}\n\nAhorn ist ein erfundener Dienst.\n"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("frozen") / "primer"
    shutil.copytree(SITES / "other", folder)
    change(folder, {"add": ADDED})
    record_ids(folder, (), None, everything=True)
    told = release_edition(folder, "0.1", reserved=True)
    assert told.startswith("Edition 0.1: 4 items frozen")
    return folder


@pytest.mark.parametrize("name", ANCHORS)
def test_every_part_has_the_anchor_of_its_type(name: str, root: Path) -> None:
    body = (root / f"released/0.1/{name}.html").read_text("utf-8")
    assert set(re.findall(r' id="([\w-]+)"', body)) == ANCHORS[name]


def test_headings_are_those_of_the_primer(root: Path) -> None:
    guideline, myth, activity = ((root / f"released/0.1/{name}.html").read_text("utf-8") for name in ("r1", "i1", "u1"))
    assert '<h2 id="limits">Nachteile</h2>' in guideline
    assert '<h2 id="misleads">Warum es in die Irre führt</h2>' in myth
    assert '<h2 id="steps">Schritte</h2>' in activity


def test_the_edition_is_read_again_as_it_was_frozen(root: Path) -> None:
    checked = check_project(root)
    assert [str(issue) for issue in checked.issues if issue.severity == "error"] == []
    assert set(checked.primer.editions["0.1"].bodies) == {"R1", "I1", "B1", "U1"}
