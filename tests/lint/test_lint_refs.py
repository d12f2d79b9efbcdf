"""`primer lint-refs`: each fate of an id is said once, at its place, and a repair changes nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from support.paths import ROOT
from support.steps import grows_evenly

from primer.cli import main
from primer.lint.files import Finding, lint, walk
from primer.lint.ids import Ids, IdsUnreadable, read_ids
from primer.lint.judge import LINT_CODES
from primer.lint.scan import Scanner

CASES = yaml.safe_load((ROOT / "tests/cases/lint_refs.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def ids_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("ids") / "ids.json"
    path.write_text(json.dumps(CASES["ids"]), "utf-8")
    return path


@pytest.fixture(scope="module")
def ids(ids_file: Path) -> Ids:
    return read_ids(ids_file)


def found(ids: Ids, folder: Path, text: str, *, bare: bool = False, fix: bool = False) -> tuple[Finding, ...]:
    path = folder / "notes.md"
    path.write_bytes(text.encode())
    return lint(Scanner(ids, (ids.prefix,), bare), walk([path]), fix=fix).findings


def test_what_is_no_reference_and_what_leads_where_it_says_is_left_alone(ids: Ids, tmp_path: Path) -> None:
    said = {line: [str(one.issue) for one in found(ids, tmp_path, line)] for line in CASES["silent"]}
    assert {line: faults for line, faults in said.items() if faults} == {}


@pytest.mark.parametrize("case", CASES["said"], ids=lambda case: case["line"])
def test_each_fault_is_said_at_its_place(case: dict[str, Any], ids: Ids, tmp_path: Path) -> None:
    (one,) = found(ids, tmp_path, f"First line.\n{case['line']}\n")
    assert (one.issue.code, one.issue.line, one.issue.column) == (case["code"], 2, case["column"])
    assert case["has"] in one.issue.message
    assert one.issue.message.endswith((".", "?"))


@pytest.mark.parametrize("case", CASES["said"], ids=lambda case: case["line"])
def test_a_repair_changes_the_reference_and_nothing_else(case: dict[str, Any], ids: Ids, tmp_path: Path) -> None:
    around = "\ufeffÄ \udcff\r\n{}\r\nBYB-G1\r\n"
    path = tmp_path / "notes.md"
    path.write_bytes(around.format(case["line"]).encode("utf-8", "surrogateescape"))
    report = lint(Scanner(ids, ("BYB",)), walk([path]), fix=True)
    wanted = around.format(case.get("fixed", case["line"]))
    assert path.read_bytes() == wanted.encode("utf-8", "surrogateescape")
    assert (report.fixed, len(report.findings)) == ((1, 0) if "fixed" in case else (0, 1))


def test_every_code_has_a_case() -> None:
    assert {case["code"] for case in CASES["said"]} == set(LINT_CODES)


def test_ids_alone_count_when_they_are_asked_for(ids: Ids, tmp_path: Path) -> None:
    text = "An F1 score of G9.2, see src/G9/G8.py and [F2](https://primer.example/book/f2.html)."
    assert [one.text for one in found(ids, tmp_path, text, bare=True)] == [
        "G9.2",
        "https://primer.example/book/f2.html",
    ]


def test_another_prefix_can_be_named(ids: Ids, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("RULE-G9 and BYB-G9", "utf-8")
    report = lint(Scanner(ids, ("RULE",)), walk([tmp_path]))
    assert [one.text for one in report.findings] == ["RULE-G9"]


def test_folders_of_others_binary_files_and_what_is_excluded_are_left_out(ids: Ids, tmp_path: Path) -> None:
    for name in ("node_modules/a.md", ".git/a.md", ".github/ISSUE_TEMPLATE/a.yml", "vendor/a.md", "b.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# BYB-G9\n", "utf-8")
    (tmp_path / "c.bin").write_bytes(b"\0BYB-G9")
    report = lint(Scanner(ids, ("BYB",)), walk([tmp_path], ("vendor",)))
    assert [Path(one.issue.path).name for one in report.findings] == ["b.py", "a.yml"]
    assert (report.files, report.binary) == (2, 1)


@pytest.mark.parametrize(
    "piece", ["[", ")(", "BYB-", "v1.0-", "G1 ", "BYB-G9 ", "x lint-refs: ignore BYB-G9 ", "[G1]("]
)
def test_a_line_costs_what_its_length_does(ids: Ids, tmp_path: Path, piece: str) -> None:
    start = "https://primer.example/book/"
    assert grows_evenly(lambda text: found(ids, tmp_path, start + text, bare=True), piece)


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, ["lint-refs", *map(str, arguments)])


def test_the_command_ends_as_its_help_says(ids_file: Path, tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text("BYB-G1", "utf-8")
    (tmp_path / "warned.md").write_text("BYB-G2", "utf-8")
    (tmp_path / "wrong.md").write_text("BYB-G9", "utf-8")
    assert run(tmp_path / "good.md", "--ids", ids_file).exit_code == 0
    assert run(tmp_path / "warned.md", "--ids", ids_file).exit_code == 1
    assert run(tmp_path / "warned.md", "--ids", ids_file, "--fail-on", "error").exit_code == 0
    assert run(tmp_path / "wrong.md", "--ids", ids_file, "--fail-on", "error").exit_code == 1
    assert run(tmp_path / "wrong.md", "--ids", ids_file, "--fail-on", "never").exit_code == 0
    assert run(tmp_path / "none.md", "--ids", ids_file).exit_code == 2
    assert "1 error, 1 warning (3 files read)." in run(tmp_path, "--ids", ids_file).stderr


def test_reports_for_programs_say_the_same(ids_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "a b,ü.md"
    path.write_text("BYB-G9\n\nüBYB-G2 BYB-G2\n", "utf-8")
    data = json.loads(run(path, "--ids", ids_file, "--format", "json").stdout)
    places = [(one["code"], one["line"], one["column"], one["end_column"]) for one in data["issues"]]
    assert places == [("ref-unknown", 1, 1, 7), ("ref-split", 3, 2, 8), ("ref-split", 3, 9, 15)]
    log = json.loads(run(path, "--ids", ids_file, "--format", "sarif").stdout)
    (told,) = log["runs"]
    rules = [rule["id"] for rule in told["tool"]["driver"]["rules"]]
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in told["results"]]
    assert [(rules[one["ruleIndex"]], r["startLine"], r["startColumn"], r["endColumn"])
            for one, r in zip(told["results"], regions, strict=True)] == places  # fmt: skip
    uri = told["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.endswith("a%20b%2C%C3%BC.md")
    lines = run(path, "--ids", ids_file, "--format", "github").stdout.splitlines()
    assert re.match(r"::error file=.*a b%2Cü\.md,line=1,endLine=1,col=1,endColumn=7::", lines[0])
    assert lines[1].startswith("::warning ")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": "2.0"}', '{"version": "1.0", "site": 1}', "\0"])
def test_a_file_that_is_no_list_of_ids_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "ids.json"
    path.write_text(text, "utf-8")
    with pytest.raises(IdsUnreadable) as refused:
        read_ids(path)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(f"{path}: ")


def test_the_ids_in_the_package_are_the_last_release_or_what_comes_next() -> None:
    packed = read_ids()
    assert {name for name in packed.records if name[0] in "GMFW" and name[1:].isdigit()}


def test_the_hook_and_the_action_call_the_command_with_its_own_options() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert (hook["id"], hook["entry"], hook["language"], hook["types"]) == (
        "primer-lint-refs", "primer lint-refs", "python", ["text"],
    )  # fmt: skip
    action = yaml.safe_load((ROOT / ".github/actions/lint-refs/action.yml").read_text("utf-8"))
    options = {name for one in main.commands["lint-refs"].params for name in one.opts}
    script = action["runs"]["steps"][-1]["run"]
    assert set(re.findall(r"--[a-z-]+", script)) <= options | {"--quiet"}
