"""What tests share is tested too, where a fault in it would let other tests pass."""

from __future__ import annotations

import subprocess
import sys

import pytest
from support.each import each


def test_a_loop_tries_every_value_and_tells_each_that_failed() -> None:
    tried = []

    @each("number", lambda: range(5))
    def even(number: int) -> None:
        tried.append(number)
        assert number % 2 == 0, "odd"

    with pytest.raises(AssertionError) as told:
        even()
    assert tried == [0, 1, 2, 3, 4]
    first, *rest = str(told.value).splitlines()
    assert first == "2 of 5 failed."
    assert [line.split(":")[0] for line in rest if "AssertionError" in line] == ["1", "3"]


def test_a_loop_over_nothing_fails() -> None:
    @each("number, word", lambda: [])
    def never(number: int, word: str) -> None:
        raise NotImplementedError

    with pytest.raises(AssertionError, match="0 values, at least 1 were expected"):
        never()


def test_a_unit_cannot_start_a_program() -> None:
    with pytest.raises(AssertionError, match=r"test_a_unit_cannot_start_a_program starts .*Mark it `site`"):
        subprocess.run([sys.executable, "-c", ""], check=False)


def test_a_unit_may_ask_git() -> None:
    assert subprocess.run(["git", "--version"], capture_output=True, check=False).returncode == 0
