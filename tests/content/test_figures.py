"""Numbers in text, compared as numbers, and sums that are computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from support.small_site import load_cases

from primer.syntax.derived import SumError, compute, find_derived, rounds_to, spelled
from primer.syntax.figures import figures_in, numbers_in

CASES = load_cases("figures.yml")
TEXTS = [case for case in CASES if "text" in case]
SUMS = [case for case in CASES if "sum" in case]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case["name"])
def test_the_figures_of_a_sentence_are_found_and_carried_by_a_sources_words(case: Mapping[str, Any]) -> None:
    found = figures_in(case["text"])
    assert [figure.text for figure in found] == case["finds"]
    assert [case["text"][figure.span.start : figure.span.end] for figure in found] == case["finds"]
    if "carried" in case:
        assert [figure.text for figure in found if not numbers_in(case["carried"]).carry(figure)] == []
    if "not_carried" in case:
        assert [figure.text for figure in found if not numbers_in(case["not_carried"]).carry(figure)] != []


@pytest.mark.parametrize("case", SUMS, ids=lambda case: case["sum"])
def test_a_sum_rounds_to_what_is_printed_or_not(case: Mapping[str, Any]) -> None:
    (derived,) = find_derived(case["sum"])
    assert rounds_to(compute(derived.sum)[0], derived.printed) is case["prints"]
    assert spelled(f"It is {case['sum']}.") == f"It is {derived.printed}."


@pytest.mark.parametrize(
    "text", ["", "1/0", "2**9", "__import__('os')", "1 if 1 else 2", "(1", "9" * 300, "1,2", "x + 1", "0x1F"]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(SumError):
        compute(text)


def test_a_sum_in_code_is_left_as_it_is() -> None:
    text = "Write `{=7.7: 542/7039*100}` in text.\n\n```\n{=1: 1}\n```\n"
    assert find_derived(text) == ()
    assert spelled(text) == text


def test_readers_see_a_sum_as_people_write_it() -> None:
    (derived,) = find_derived("{=7.7: 542/7039*100}")
    assert derived.shown_sum == "542 ÷ 7,039 × 100"
