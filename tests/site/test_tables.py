"""Tables of authored text get a region with a name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from support.paths import TESTS

from primer.site.table_regions import with_table_regions

CASES = yaml.safe_load((TESTS / "cases" / "tables.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_table_stands_in_a_region_named_by_its_heading(case: Mapping[str, Any]) -> None:
    assert with_table_regions(case["text"]) == case["expected"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_doing_it_twice_changes_nothing(case: Mapping[str, Any]) -> None:
    assert with_table_regions(case["expected"]) == case["expected"]
