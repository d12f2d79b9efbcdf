"""`primer init` gives a primer that is checked, built and published as it is; `primer theme eject` gives one part."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from click.testing import CliRunner
from jsonschema import Draft7Validator

from primer.checks.check_project import check_project
from primer.cli import main
from primer.commands.init import short_of
from primer.commands.start import ask
from primer.project.settings import read_settings


def run(*arguments: str | Path) -> Any:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_a_new_primer_has_no_error_and_says_what_was_answered(tmp_path: Path) -> None:
    done = run(
        "init", tmp_path / "new", "--yes", "--name", "Wörter: und \"Zeichen\"", "--short", "WUZ", "--language", "de-DE",
        "--url", "https://me.example/w", "--licence", "CC0-1.0", "--topics", "Große Länge, Wechsel", "--leave",
        "https://weather.example/",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "Wrote 9 files" in done.stdout
    root = tmp_path / "new"
    (todo,) = check_project(root).issues
    assert (todo.path, todo.line, todo.code, todo.severity) == ("docs/index.md", 8, "start-unwritten", "warning")
    (stop,) = check_project(root, release=True).issues[:1]
    assert (stop.code, stop.severity) == ("start-unwritten", "error")
    settings = read_settings(root)
    assert (settings.site_name, settings.site_url) == ('Wörter: und "Zeichen"', "https://me.example/w/")
    assert (settings.identity.short, settings.identity.language) == ("WUZ", "de-DE")
    assert (settings.identity.licence.spdx, settings.exit_url) == ("CC0-1.0", "https://weather.example/")
    assert [topic.label for topic in settings.taxonomy.topics] == ["Große Länge", "Wechsel"]
    assert len((root / "mkdocs.yml").read_text("utf-8").splitlines()) == 5
    first = (root / "primer.yml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=site/data/schema/primer-file-1.schema.json"
    workflow = yaml.safe_load((root / ".github/workflows/pages.yml").read_text("utf-8"))
    Draft7Validator(get_builtin_schema("vendor.github-workflows")).validate(
        {("on" if name is True else name): value for name, value in workflow.items()}
    )


def test_an_example_is_a_whole_primer_without_an_issue(tmp_path: Path) -> None:
    root = tmp_path / "new"
    done = run("init", root, "--yes", "--example", "--name", "Rain in towns")
    assert done.exit_code == 0, done.output
    checked = check_project(root)
    assert [str(issue) for issue in checked.issues] == []
    primer = checked.primer
    assert [len(group) for group in (primer.guidelines, primer.myths, primer.findings)] == [2, 1, 2]
    assert primer.settings.site_name == "Rain in towns"
    assert run("record", "--all", "--root", root).exit_code == 0
    assert [str(issue) for issue in check_project(root).issues] == []
    other = run("init", tmp_path / "two", "--yes", "--example", "--topics", "Rain")
    assert (other.exit_code, "--topics and --example exclude each other" in other.stderr) == (2, True)


@pytest.mark.site
def test_a_new_primer_is_built(tmp_path: Path) -> None:
    root = tmp_path / "passwords"
    assert run("init", root, "--yes").exit_code == 0
    built = run("build", "--root", root)
    assert built.exit_code == 0, built.output
    assert (root / "site" / "find.html").is_file()
    assert (root / "site/data/schema/primer-file-1.schema.json").is_file()
    assert 'href="find.html"' in (root / "site" / "index.html").read_text("utf-8")
    printed = {path.name for path in (root / "dist").glob("*.pdf")}
    assert printed == {f"pass-0.1-{name}-{sheet}.pdf" for name in ("book", "largeprint") for sheet in ("a4", "letter")}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--short", "x"), "--short is 'x', not two to eight capitals"),
        (("--licence", "WTFPL"), "--licence is 'WTFPL', none of the licences"),
        (("--language", "German"), "--language is 'German', no language"),
        (("--url", "me.example"), "--url is 'me.example', no web address"),
    ],
)
def test_a_wrong_answer_is_refused_before_anything_is_written(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    done = run("init", tmp_path / "new", "--yes", *arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith(said)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("name", ["CON", "aux.txt", "a:b", "x."])
def test_a_name_that_some_system_cannot_have_is_refused(name: str, tmp_path: Path) -> None:
    done = run("init", tmp_path / name, "--yes")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert "Windows" in done.stderr
    assert not list(tmp_path.iterdir())


def test_no_part_of_the_theme_is_written_through_a_link_out_of_the_project(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new", "--yes").exit_code == 0
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new/overrides").symlink_to(tmp_path / "elsewhere")
    done = run("theme", "eject", "header", "--root", tmp_path / "new")
    assert (done.exit_code, "link out of the project" in done.stderr) == (2, True)
    for name in ("../../x", "/etc/passwd", "header/../../x"):
        assert run("theme", "eject", name, "--root", tmp_path / "new").exit_code == 2
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("mine", "utf-8")
    done = run("init", tmp_path, "--yes")
    assert (done.exit_code, [path.name for path in tmp_path.iterdir()]) == (2, ["notes.md"])


@pytest.mark.parametrize(
    ("name", "short"), [("Passwords that work", "PTW"), ("passwords", "PASS"), ("2 factors", "PRIMER"), ("ü", "PRIMER")]
)
def test_a_short_name_is_made_of_a_name(name: str, short: str) -> None:
    assert short_of(name) == short


def test_one_part_of_the_theme_is_copied_once(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new", "--yes").exit_code == 0
    root = tmp_path / "new"
    assert "custom_dir" in run("theme", "eject", "header", "--root", root).stdout
    assert (root / "overrides/partials/header.html").is_file()
    assert run("theme", "eject", "byb.css", "--root", root).exit_code == 0
    assert (root / "docs/assets/css/byb.css").is_file()
    again = run("theme", "eject", "header", "--root", root)
    assert (again.exit_code, "exists" in again.stderr) == (2, True)
    assert "Did you mean 'header'?" in run("theme", "eject", "heder", "--root", root).stderr


def test_the_vocabulary_is_that_of_the_primer(tmp_path: Path) -> None:
    assert run("init", tmp_path / "new", "--yes", "--topics", "Rain").exit_code == 0
    lines = run("vocabulary", "--root", tmp_path / "new").stdout.splitlines()
    assert "  topics: rain" in lines
    assert "  licence: The licence of the text, by its SPDX name." in lines


def test_a_question_is_asked_again_until_its_answer_can_be_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = iter(["English", "en"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(given))
    assert ask("language", "Language", "en-GB") == "en"
    assert capsys.readouterr().err == "The answer is 'English', no language. Write it as in 'de' or 'de-DE'.\n"


def test_a_name_of_one_letter_gets_a_short_name_that_is_allowed() -> None:
    assert (short_of("X"), short_of("Über"), short_of("4 rules")) == ("PRIMER", "BER", "PRIMER")


def test_an_example_beside_another_language_is_said_to_be_english(tmp_path: Path) -> None:
    told = "The example's pages are in English, and the site says 'de'. Replace them."
    assert told in run("init", tmp_path / "a", "--yes", "--example", "--language", "de").stderr
    assert "in English" not in run("init", tmp_path / "b", "--yes", "--example").stderr


def test_every_part_of_the_theme_is_listed() -> None:
    listed = run("theme", "list").stdout.splitlines()
    assert "header                   templates/partials/header.html" in listed
    assert run("theme", "eject", "nothing-like-it").stderr.strip().endswith("'primer theme list' prints every part.")


def test_the_words_of_every_field_with_choices_are_listed(tmp_path: Path) -> None:
    root = tmp_path / "new"
    run("init", root, "--yes", "--example")
    lines = run("vocabulary", "--root", root).stdout.splitlines()
    for line in ("  read: full-text, abstract, front-matter, press-summary, none", "  verified: yes, partly, no",
                 "  relation: supports, partly-supports, contradicts, qualifies, background"):  # fmt: skip
        assert line in lines


@pytest.mark.site
def test_a_reader_who_has_seen_enough_is_told_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "primer", "theme", "list"], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")
