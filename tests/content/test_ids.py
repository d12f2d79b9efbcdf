from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from support.small_site import load_cases

from primer.content.addresses import item_address, mention_address, number_of
from primer.syntax.mentions import find_mentions

CASES = load_cases("ids.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_ids_are_found_where_a_reader_would_take_them_for_ids(case: Mapping[str, Any]) -> None:
    text = case["text"]
    found = find_mentions(text)
    assert [[one.id, one.check or 0, one.fragment, one.linked] for one in found] == case["found"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_span_of_an_id_holds_it_as_written(case: Mapping[str, Any]) -> None:
    text = case["text"]
    for one in find_mentions(text):
        written = one.id + (f".{one.check}" if one.check else "") + one.fragment
        assert text[one.span.start : one.span.end] == written


@pytest.mark.parametrize(
    ("text", "address"),
    [("G6", "g6.html"), ("G12.3", "g12.html#c3"), ("[x](F22#limits)", "f22.html#limits"), ("[x](W3.1)", "w3.html#c1")],
)
def test_an_id_has_one_address(text: str, address: str) -> None:
    (one,) = find_mentions(text)
    assert mention_address(one) == address
    assert address.startswith(item_address(one.id))


def test_ids_sort_by_type_and_by_number() -> None:
    assert sorted(["W1", "F10", "G12", "F9", "M2", "G1"], key=number_of) == ["G1", "G12", "M2", "F9", "F10", "W1"]
