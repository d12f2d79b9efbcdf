"""Diagrams say what the primer says, to the eye and to a screen reader."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from support.paths import TESTS

from primer.checks.check_project import check_project
from primer.content.model import Primer
from primer.site.diagrams import LEVELS, evidence_map, lifecycle_strip, types_diagram

DRAWN = {"evidence map": evidence_map, "types": types_diagram, "lifecycle": lifecycle_strip}


@pytest.fixture(scope="module", params=[TESTS / "sites" / "small", TESTS.parent], ids=["small site", "whole primer"])
def primer(request: pytest.FixtureRequest) -> Primer:
    root: Path = request.param
    return check_project(root).primer


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter("text")]


@pytest.mark.parametrize("name", DRAWN)
def test_a_diagram_is_one_named_picture_on_one_line_without_inline_styles(primer: Primer, name: str) -> None:
    svg = DRAWN[name](primer)
    root = ET.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert "\n" not in svg
    assert all(element.get("style") is None for element in root.iter())
    assert DRAWN[name](primer) == svg


@pytest.mark.parametrize("name", DRAWN)
def test_everything_drawn_lies_inside_the_picture(primer: Primer, name: str) -> None:
    root = ET.fromstring(DRAWN[name](primer))
    _, _, width, height = (float(part) for part in (root.get("viewBox") or "").split())
    for element in root.iter():
        if element.tag in ("text", "rect", "circle"):
            across, down = (
                float(element.get("x") or element.get("cx") or 0),
                float(element.get("y") or element.get("cy") or 0),
            )
            assert 0 <= across + float(element.get("width") or 0) <= width
            assert 0 <= down + float(element.get("height") or 0) <= height


def test_the_evidence_map_has_a_dot_for_each_finding_in_the_column_of_its_level(primer: Primer) -> None:
    root = ET.fromstring(evidence_map(primer))
    dots = list(root.iter("circle"))
    edges = [
        primer.findings[edge.ref].fields
        for page in primer.guidelines.values()
        for edge in page.fields.findings
        if edge.ref in primer.findings
    ]
    assert len(dots) == len(edges)
    columns = [int((float(dot.get("cx") or 0) - 400) // 108) for dot in dots]
    assert sorted(columns) == sorted(LEVELS.index(finding.level) for finding in edges)
    hollow = [dot for dot in dots if "paper" in (dot.get("class") or "")]
    assert len(hollow) == sum(finding.disputed for finding in edges)


def test_the_types_are_drawn_with_their_numbers(primer: Primer) -> None:
    shown = texts(types_diagram(primer))
    assert f"{len(primer.guidelines)} guidelines" in shown
    assert f"{len(primer.findings)} findings" in shown
    assert f"{len(primer.myths)} corrected myths" in shown


def test_the_strip_names_every_guideline_under_its_stages(primer: Primer) -> None:
    ids = [text for text in texts(lifecycle_strip(primer)) if re.fullmatch(r"G\d+", text)]
    wanted = [name for name, page in primer.guidelines.items() for _ in page.fields.lifecycle]
    assert sorted(ids) == sorted(wanted)
