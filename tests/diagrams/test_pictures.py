"""Pictures drawn from data: what is drawn, what is said in words, and what is refused."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from support.each import each
from support.real_primer import checked_primer

from primer.diagrams.drawing import NARROW, PAPER_STYLE, WIDTH, Picture
from primer.diagrams.fences import DiagramError, draw, find_diagrams, in_words
from primer.diagrams.rate import Rate

SVG = "{http://www.w3.org/2000/svg}"
FLOW = """kind: flow
title: Two boxes
boxes: [{id: a, text: One, column: 1, row: 1}, {id: b, text: Two, column: 2, row: 1}]
"""


def real() -> dict[str, Picture]:
    return {
        f"{page.source.path} {number} {width}": one.drawn(width)
        for page in checked_primer().every_page
        for number, one in enumerate(find_diagrams(page.body_text), 1)
        for width in (WIDTH, NARROW)
    }


@each("name", real)
def test_everything_drawn_lies_inside_the_picture(name: str) -> None:
    picture = real()[name]
    for element in ET.fromstring(picture.svg()).iter():
        if element.tag in {f"{SVG}text", f"{SVG}rect"}:
            x, y = float(element.get("x") or 0), float(element.get("y") or 0)
            assert 0 <= x <= x + float(element.get("width") or 0) <= picture.width
            top = y - 14 if element.tag == f"{SVG}text" else y
            assert 0 <= top <= y + float(element.get("height") or 0) <= picture.height


@each("name", real)
def test_a_picture_is_one_line_named_by_its_words_and_without_inline_styles(name: str) -> None:
    svg = real()[name].svg()
    root = ET.fromstring(svg)
    assert "\n" not in svg
    assert root.get("role") == "img"
    assert root.get("aria-label") == f"{real()[name].title}. {' '.join(real()[name].words)}"
    assert all(element.get("style") is None for element in root.iter())
    assert root.find(f"{SVG}style") is None
    assert ET.fromstring(real()[name].svg(PAPER_STYLE)).find(f"{SVG}style") is not None


@each("name", real)
def test_the_words_of_a_picture_hold_every_text_in_it(name: str) -> None:
    picture = real()[name]
    told = f"{picture.title} {' '.join(picture.words)}".replace(",", "").replace(".", "")
    for element in ET.fromstring(picture.svg()).iter(f"{SVG}text"):
        assert (element.text or "").replace(",", "").replace(".", "").strip() in told


@pytest.mark.parametrize(
    ("affected", "flagged", "cleared", "counts"),
    [
        (1.4, 84.6, 53.2, (12, 2, 461, 525)),
        (12.3, 84.6, 53.2, (104, 19, 410, 467)),
        (0, 90, 99, (0, 0, 10, 990)),
        (100, 100, 0, (1000, 0, 0, 0)),
        (50, 0, 100, (0, 500, 0, 500)),
    ],
)
def test_a_rate_counts_a_thousand(affected: float, flagged: float, cleared: float, counts: tuple[int, ...]) -> None:
    rate = Rate(kind="rate", title="Some rate", affected=affected, flagged=flagged, cleared=cleared)
    assert tuple(rate.counts.values()) == counts
    assert sum(counts) == 1000
    root = ET.fromstring(rate.drawn().svg())
    drawn = [(path.get("d") or "").count("M") for path in root.iter(f"{SVG}path")]
    assert drawn[: -len(counts)] == [count for count in counts if count], "a mark for each, then one of each in the key"


def test_a_flow_of_two_rows_is_turned_for_a_phone_and_one_of_more_is_left() -> None:
    boxes = "{id: c, text: Three, column: 3, row: 1}, {id: d, text: Four, column: 1, row: 2}"
    turned = draw(FLOW.replace("row: 1}]", f"row: 1}}, {boxes}]"), NARROW)
    places = [(box.get("x"), box.get("y")) for box in ET.fromstring(turned.svg()).iter(f"{SVG}rect")]
    assert turned.width == NARROW
    assert places == [("2", "2"), ("2", "105"), ("2", "208"), ("224", "2")]
    boxes = boxes.replace("row: 2", "row: 3")
    assert draw(FLOW.replace("row: 1}]", f"row: 1}}, {boxes}]"), NARROW).width == WIDTH


def test_an_arrow_leads_from_edge_to_edge_whichever_way_it_goes() -> None:
    there = draw(FLOW + "arrows: [{from: a, to: b}]\n").svg()
    back = draw(FLOW + "arrows: [{from: b, to: a}]\n").svg()
    assert 'd="M174 20.5L231 20.5"' in there
    assert 'd="M234 20.5L177 20.5"' in back


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ("kind: pie\ntitle: A pie\n", "kind: Input tag 'pie'"),
        ("title: none\n", "kind: Unable to extract tag"),
        ("kind: [", "the data are no YAML"),
        (FLOW + "arrows: [{from: a, to: c}]\n", "an arrow names 'c', and no box has that id"),
        (FLOW + "arrows: [{from: a, to: a}]\n", "an arrow leads from 'a' to itself"),
        (FLOW.replace("id: b", "id: a"), "two boxes have one id or one place"),
        (FLOW.replace("column: 2", "column: 1"), "two boxes have one id or one place"),
        (FLOW.replace("column: 2", "column: 9"), "boxes.1.column: Input should be less than or equal to 3"),
        (FLOW.replace("text: Two,", "text: Two, marked: true,"), "a box is marked"),
        ("kind: rate\ntitle: A rate\naffected: 101\nflagged: 1\ncleared: 1\n", "affected: Input should be"),
        ("kind: bars\ntitle: Bars\ngroups: [{title: A, rows: [{text: b, value: -1}]}]\n", "groups.0.rows.0.value"),
        ("kind: bars\ntitle: Bars\ncolour: red\ngroups: []\n", "groups: Tuple should have at least 1 item"),
        ("kind: screens\ntitle: One\npanels: [{title: A, elements: [{text: x}]}]\n", "panels: Tuple should have"),
    ],
)
def test_data_that_describe_no_picture_are_refused_with_their_place(data: str, what: str) -> None:
    with pytest.raises(DiagramError) as raised:
        draw(data)
    assert what in str(raised.value)


def test_in_words_a_picture_is_a_list_and_the_text_round_it_stays() -> None:
    told = in_words(f"Before.\n\n```diagram\n{FLOW}```\n\nAfter.\n")
    assert told == "Before.\n\n**Two boxes**\n\n- One.\n- Two.\n\nAfter.\n"
