"""Where the tests and what they read are."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
CASES = TESTS / "cases"
SITES = TESTS / "sites"
