from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from support.small_site import load_cases

from mkdocs_bibliography.text.source import Source
from primer.content.addresses import item_address, mention_address
from primer.content.join import read_pack
from primer.project.letters import Letters
from primer.project.taxonomy import Taxonomy
from primer.syntax.mentions import find_mentions

CASES = load_cases("ids.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_ids_are_found_where_a_reader_would_take_them_for_ids(case: Mapping[str, Any]) -> None:
    text = case["text"]
    found = find_mentions(text, Letters().all)
    assert [[one.id, one.check or 0, one.fragment, one.linked] for one in found] == case["found"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_span_of_an_id_holds_it_as_written(case: Mapping[str, Any]) -> None:
    text = case["text"]
    for one in find_mentions(text, Letters().all):
        written = one.id + (f".{one.check}" if one.check else "") + one.fragment
        assert text[one.span.start : one.span.end] == written


@pytest.mark.parametrize(
    ("text", "address"),
    [("G6", "g6.html"), ("G12.3", "g12.html#c3"), ("[x](F22#limits)", "f22.html#limits"), ("[x](W3.1)", "w3.html#c1")],
)
def test_an_id_has_one_address(text: str, address: str) -> None:
    (one,) = find_mentions(text, Letters().all)
    assert mention_address(one) == address
    assert address.startswith(item_address(one.id))


def test_ids_sort_by_type_and_by_number() -> None:
    assert sorted(["W1", "F10", "G12", "F9", "M2", "G1"], key=Letters().order) == ["G1", "G12", "M2", "F9", "F10", "W1"]


OTHER = Letters("R", "I", "B", "A")


def test_other_letters_make_other_ids() -> None:
    text = "R1 and B12.3 are ids here, G1 and F1 are not. [Why](I2#sure)"
    assert [one.id for one in find_mentions(text, OTHER.all)] == ["R1", "B12", "I2"]
    assert sorted(["A1", "B2", "R1", "I3"], key=OTHER.order) == ["R1", "I3", "B2", "A1"]
    assert [OTHER.kind_of(name) for name in ("R1", "A10", "G1", "R0", "R1x")] == ["guideline", "activity", "", "", ""]


def test_what_is_no_id_sorts_last() -> None:
    assert sorted(["X1", "smith2019", "G2", "W1"], key=Letters().order) == ["G2", "W1", "X1", "smith2019"]


def test_front_matter_holds_ids_with_the_letters_of_its_primer() -> None:
    pack = Source("pack.yml", "title: A choice of ours\nsummary: Words.\nids: [R1, G2, A3, V1]\n")
    told = [issue.message for issue in read_pack(pack, Taxonomy(letters=OTHER))[1]]
    assert told == [
        f"'ids.{place}' is '{name}', which does not have the form ^[RIBA][1-9][0-9]*$. Fix it."
        for place, name in ((2, "G2"), (4, "V1"))
    ]
