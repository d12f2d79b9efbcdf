"""The `primer` command: what it says, in this process; and once a command in a process of its own, as users run it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from support.builds import mkdocs, run
from support.builds import primer as primer_here
from support.paths import TESTS
from support.small_site import SMALL, change, copy_small

from primer.cli import main

ERRORS = yaml.safe_load((TESTS / "cases" / "errors.yml").read_text("utf-8"))
SAID = [issue["says"] for issue in ERRORS["issues"]]
COMMANDS = sorted(main.commands)


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many errors."""
    root = copy_small(tmp_path_factory.mktemp("errors") / "site")
    change(root, ERRORS["change"])
    return root


def test_check_prints_every_error_of_a_folder_in_one_run_sorted_by_place(errors: Path) -> None:
    done = primer_here(errors, "check")
    assert done.stdout.splitlines() == SAID
    assert done.returncode == 1
    assert done.stderr == f"23 pages, 2 references: {len(SAID) - 1} errors, 1 warning.\n"
    assert len({re.findall(r"\[([a-z-]+)\]", said)[-1] for said in SAID}) >= 25


def test_each_error_points_at_the_line_and_column_where_it_stands(errors: Path) -> None:
    missed = []
    for issue in ERRORS["issues"]:
        path, line, column, _ = issue["says"].split(":", 3)
        text = (errors / path).read_text("utf-8").split("\n")[int(line) - 1]
        missed += [] if text[int(column) - 1 :].startswith(issue["at"]) else [issue["says"]]
    assert missed == []


def test_mkdocs_says_the_same_words_and_stops(errors: Path) -> None:
    done = mkdocs(errors)
    said = re.findall(r"^(?:ERROR|INFO) +- +primer: (.* \[[a-z-]+\].*)$", done.stderr, re.M)
    assert said == SAID
    assert f"{len(SAID) - 1} errors, 1 warning. Fix them and build again." in done.stderr
    assert done.returncode == 1
    assert not (errors / "site").exists()


def test_build_says_the_same_words_and_stops(errors: Path) -> None:
    done = primer_here(errors, "build")
    assert done.stdout.splitlines() == SAID
    assert done.returncode == 1
    assert not (errors / "site").exists()


def test_github_gets_the_same_words_as_annotations(errors: Path) -> None:
    lines = primer_here(errors, "check", "--format", "github").stdout.splitlines()
    told = [re.fullmatch(r"::(error|warning) file=(.*),line=(\d+),col=(\d+)::(.*)", line) for line in lines]
    again = [f"{one[2]}:{one[3]}:{one[4]}: {one[5]}{' (warning)' * (one[1] == 'warning')}" for one in told if one]
    assert again == SAID


def test_annotations_escape_what_github_reads_as_a_sign(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"write": {"docs/100%, a:b.md": "no front matter"}})
    line = primer_here(root, "check", "--format", "github").stdout.splitlines()[0]
    assert line.startswith("::error file=docs/100%25%2C a%3Ab.md,line=1,col=1::no front matter.")


def test_json_lists_the_same_issues_field_by_field(errors: Path) -> None:
    issues = json.loads(primer_here(errors, "check", "--format", "json").stdout)
    assert [list(issue) for issue in issues] == [["path", "line", "column", "code", "severity", "message"]] * len(SAID)
    again = [f"{one['path']}:{one['line']}:{one['column']}: {one['message']} [{one['code']}]" for one in issues]
    assert again == [said.removesuffix(" (warning)") for said in SAID]


def test_paths_are_told_from_the_root_wherever_the_command_runs(errors: Path, tmp_path: Path) -> None:
    done = primer_here(tmp_path, "check", "--root", str(errors))
    assert done.stdout.splitlines() == SAID


def test_a_project_without_slips_ends_with_success_and_prints_no_issue() -> None:
    done = primer_here(SMALL, "check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "19 pages, 2 references: 0 errors, 0 warnings.\n"


def test_warnings_alone_do_not_stop_a_check() -> None:
    done = primer_here(SMALL, "check", "--as-of", "2027-06-01")
    assert done.returncode == 0
    assert done.stdout.count("[help-stale] (warning)") == 2


def test_a_release_takes_stale_help_for_an_error() -> None:
    done = primer_here(SMALL, "check", "--as-of", "2027-06-01", "--release")
    assert done.returncode == 1
    assert "[help-stale]\n" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    told = CliRunner().invoke(main, [command, "--help"], prog_name="primer")
    assert told.exit_code == 0
    assert re.search(rf"Examples:\n +primer {command}\b", told.output)


@pytest.mark.site
@pytest.mark.parametrize("command", ["build", "check", "stage out", "new finding", "serve"])
def test_outside_a_project_every_command_ends_with_one_line(command: str, tmp_path: Path) -> None:
    done = run((sys.executable, "-m", "primer", *command.split()), tmp_path)
    assert done.returncode == 2
    told = done.stderr.splitlines()[-1]
    assert "mkdocs.yml: No such file or directory. Run from the folder that holds mkdocs.yml." in told
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('edition: "1.0"', "", "mkdocs.yml: 'edition' is missing."),
        ('edition: "1.0"', 'edition: "one"', "mkdocs.yml: edition 'one' has not the form X.Y."),
        ("site_name: A small primer", "- a list", "mkdocs.yml: expected <block end>"),
        ("site_url: https://small.example/\n", "", "mkdocs.yml: 'site_url' is missing."),
    ],
)
def test_settings_that_cannot_be_used_are_told_in_one_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"replace": {"mkdocs.yml": {old: new}}})
    done = primer_here(root, "check")
    assert done.returncode == 2
    assert done.stderr.startswith(told)
    assert len(done.stderr.splitlines()) == 1


def test_a_version_is_told() -> None:
    assert re.fullmatch(r"primer, version \d+\.\d+\.\d+\n", CliRunner().invoke(main, ["--version"]).output)


WITHOUT_PYDANTIC = "import sys; sys.modules['pydantic'] = None; from primer.cli import main; main()"


def without_pydantic(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command as a plain installation has it, which brings the bibliography plugin alone."""
    command = [sys.executable, "-c", WITHOUT_PYDANTIC, *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.mark.site
def test_a_move_from_mkdocs_bibtex_is_told_first_and_written_when_asked(tmp_path: Path) -> None:
    site = Path(shutil.copytree(TESTS / "sites" / "mkdocs-bibtex-user", tmp_path / "site"))
    before = (site / "mkdocs.yml").read_text("utf-8")
    told = without_pydantic("migrate", "mkdocs-bibtex", str(site), cwd=tmp_path)
    assert (told.returncode, "would change" in told.stdout) == (0, True)
    assert (site / "mkdocs.yml").read_text("utf-8") == before
    done = without_pydantic("migrate", "mkdocs-bibtex", str(site), "--write", cwd=tmp_path)
    assert (done.returncode, "- bibliography:" in (site / "mkdocs.yml").read_text("utf-8")) == (0, True)


@pytest.mark.site
def test_a_plain_installation_says_what_its_commands_lack(tmp_path: Path) -> None:
    done = without_pydantic("check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("pydantic is not installed. Install 'evidence-primer[site,pdf]'")
    assert done.stderr.count("\n") == 1


@pytest.mark.site
def test_a_command_whose_messages_nobody_reads_still_works(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    command = [sys.executable, "-m", "primer", "build", "--no-pdf", "--root", str(root)]
    closed = ["sh", "-c", 'exec "$@" 2>&-', "sh", *command]
    done = subprocess.run(closed, stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0
    assert (root / "site/index.html").exists()
