"""Every rule, by what it says and by what it lets pass."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from support.each import each
from support.small_site import SMALL, change, copy_small, load_cases

from primer.checks import RULES, STRICT_IN_RELEASE, Rule
from primer.checks.check_project import check_project
from primer.checks.codes import CODES
from primer.checks.report import issue_lines
from primer.commands.record import record_ids
from primer.site.pages import render_pages

CASES = load_cases("checks.yml")
NAMES = [f"{case.get('fires') or 'not ' + case['spares']}: {case['name']}" for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_a_project_gives_the_issues_of_its_case_word_for_word(case: Mapping[str, Any], tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    if case.get("record"):
        record_ids(root, (), None, everything=True)
    change(root, case)
    issues = check_project(root, case.get("as_of"), release=case.get("release", False)).issues
    assert list(issue_lines(issues, "text")) == case.get("issues", [])
    codes = {issue.code for issue in issues}
    assert case.get("fires") in codes if "fires" in case else case["spares"] not in codes
    strict = STRICT_IN_RELEASE if case.get("release") else frozenset()
    for issue in issues:
        assert issue.severity == ("error" if issue.code in strict else CODES[issue.code].severity)


def test_the_small_site_has_no_issue() -> None:
    assert check_project(SMALL).issues == ()


def test_every_code_has_a_case_that_fires_and_one_that_passes() -> None:
    assert sorted(CODES.keys() - {case.get("fires") for case in CASES}) == []
    assert sorted(CODES.keys() - {case.get("spares") for case in CASES}) == []


def test_every_code_of_a_case_is_declared() -> None:
    said = {
        code
        for case in CASES
        for line in case.get("issues", ())
        for code in re.findall(r"\[([a-z-]+)\](?: \(warning\))?$", line)
    }
    assert said <= CODES.keys()


@each("rule", lambda: RULES)
def test_a_rule_says_first_which_code_it_gives(rule: Rule) -> None:
    first = re.match(r"`([a-z-]+?)(\.\.\.)?`", rule.__doc__ or "")
    assert first
    assert any(code.startswith(first[1]) for code in CODES)


def test_every_code_is_documented_on_the_page_of_codes() -> None:
    pages = {page.address: page.text for page in render_pages(check_project(SMALL).primer)}
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", pages["checks.html"], re.M))
    assert listed == CODES.keys()


def test_every_message_says_what_is_wrong_and_how_to_mend_it() -> None:
    for line in (line for case in CASES for line in case.get("issues", ())):
        message = re.sub(r"^[^ ]+:\d+:\d+: | \[[a-z-]+\](?: \(warning\))?$", "", line)
        assert re.search(r"[.:;?] \S", message), line


def test_checking_a_primer_starts_no_pandoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copy_small(tmp_path / "site")
    shutil.rmtree(root / ".cache")
    monkeypatch.setattr("mkdocs_bibliography.references.pandoc.pypandoc.get_pandoc_path", lambda: 1 / 0)
    assert check_project(root).issues == ()
