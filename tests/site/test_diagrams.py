"""Diagrams say what the primer says, to the eye and to a screen reader."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import partial
from pathlib import Path

import pytest
from support.paths import TESTS

from primer.checks.check_project import check_project
from primer.content.model import Primer
from primer.site.diagrams import map_levels, types_diagram
from primer.site.pages import render_pages

DRAWN = {"wide": partial(types_diagram, shape="wide"), "narrow": partial(types_diagram, shape="narrow")}


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


def test_the_evidence_map_has_a_dot_for_each_finding_in_the_column_of_its_level() -> None:
    primer = check_project(TESTS.parent).primer
    text = next(page.text for page in render_pages(primer) if 'aria-label="Evidence map"' in page.text)
    rows = {row.split("</span>")[0].split(">")[1]: row.split(" | ") for row in text.split("\n") if "byb-dot" in row}
    for name, page in primer.guidelines.items():
        found = [(edge.ref, primer.findings[edge.ref].fields) for edge in page.fields.findings]
        for place, level in enumerate(map_levels(primer)):
            cell = rows[name][place + 1] if name in rows else ""
            wanted = {(ref, finding.disputed) for ref, finding in found if finding.level is level}
            shown = re.findall(r'<span class="byb-dot( byb-dot--hollow)?">\[(F\d+)\]', cell)
            assert {(ref, bool(hollow)) for hollow, ref in shown} == wanted, (name, level)


def test_the_types_are_drawn_with_their_numbers(primer: Primer) -> None:
    shown = texts(types_diagram(primer, "narrow"))
    assert f"{len(primer.guidelines)} guidelines" in shown
    assert f"{len(primer.findings)} findings" in shown
    assert f"{len(primer.myths)} corrected myths" in shown
