"""The files around the code keep what they promise: the locked lists, the README, the workflows, the citation."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.paths import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {"build": ["site", "pdf", "dev"], "test": ["site", "pdf", "dev", "test"]}
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def direct(extras: list[str]) -> list[Requirement]:
    """What pyproject.toml asks for."""
    asked = [*PROJECT["dependencies"], *(line for extra in extras for line in PROJECT["optional-dependencies"][extra])]
    return [Requirement(line) for line in asked]


def locked(name: str) -> dict[str, tuple[str, int]]:
    """The version and the number of hashes of each package in a locked list."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    pins = [(re.match(r"([a-z0-9-]+)==([^\s;]+)", block), block.count("--hash=sha256:")) for block in blocks]
    return {pin[1]: (pin[2], hashes) for pin, hashes in pins if pin}


@pytest.mark.parametrize("name", EXTRAS)
def test_every_dependency_is_locked_in_an_allowed_version_with_hashes(name: str) -> None:
    pins = locked(name)
    for requirement in direct(EXTRAS[name]):
        version, _ = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is locked as {version}. Run scripts/lock."
    assert [package for package, (_, hashes) in pins.items() if not hashes] == []


def test_the_tests_run_what_the_build_ships() -> None:
    build, test = locked("build"), locked("test")
    assert {package: test.get(package) for package in build} == build


@pytest.mark.parametrize("name", EXTRAS)
def test_a_locked_list_names_no_server(name: str) -> None:
    assert "://" not in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def test_the_readme_gives_a_reason_and_a_licence_for_every_dependency() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tables = readme.partition("## What it depends on")[2].partition("## Licences")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in tables.splitlines() if line.startswith("| ")
    ]
    named = {name: row for row in rows if row[0] not in ("package", "---") for name in row[0].split(", ")}
    assert set(named) == {canonicalize_name(requirement.name) for requirement in direct(EXTRAS["test"])}
    assert all(len(row) == 3 and all(row) for row in named.values())


def test_every_file_that_the_readme_links_to_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https://|#)([^)#]+)", readme)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_pattern_of_licences_in_the_package_finds_a_file() -> None:
    assert [pattern for pattern in PROJECT["license-files"] if not list(ROOT.glob(pattern))] == []


def test_every_script_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    scripts = [path.name for path in (ROOT / "scripts").iterdir() if path.suffix == ""]
    assert [name for name in scripts if f"| `scripts/{name}` |" not in readme] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_pins_its_actions_and_may_only_read_by_default(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert steps
    for step in steps:
        assert "run" in step or re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}|\./\.github/actions/[a-z-]+", step["uses"])


@pytest.mark.site
@pytest.mark.parametrize(
    "command",
    [
        ("actionlint",),
        ("zizmor", "--offline", "--quiet", "--no-progress", ".github"),
        ("hadolint", "scripts/Dockerfile"),
    ],
    ids=lambda command: command[0],
)
def test_what_reads_workflows_and_the_image_finds_nothing(command: tuple[str, ...]) -> None:
    places = os.pathsep.join([str(ROOT / ".cache/audit/bin"), os.environ["PATH"]])
    program = shutil.which(command[0], path=places)
    if not program:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run([program, *command[1:]], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_tests_run_on_three_systems_and_every_python() -> None:
    python = [line.rpartition(" ")[2] for line in PROJECT["classifiers"] if re.search(r"Python :: 3\.\d+$", line)]
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "test.yml").read_text(encoding="utf-8"))["jobs"]
    suites = [job for job in jobs.values() if "strategy" in job]
    assert [job["runs-on"].partition("-")[0] for job in suites] == ["ubuntu", "macos", "windows"]
    assert all(job["strategy"]["matrix"]["python"] == python for job in suites)
    assert PROJECT["requires-python"] == f">={python[0]}"


def test_the_citation_names_this_edition_and_address() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    site = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    assert citation["title"] == site["site_name"]
    assert citation["version"] == site["extra"]["edition"]
    assert citation["url"] == site["site_url"]
    assert citation["authors"] == [{"name": "Before You Build contributors"}]


def test_the_image_is_made_of_locked_packages_and_files_that_exist_and_runs_as_nobody() -> None:
    text = (ROOT / "scripts/Dockerfile").read_text(encoding="utf-8")
    steps = re.findall(r"^([A-Z]+) (.+)$", text.replace("\\\n", ""), re.M)
    assert [word for word, _ in steps][:2] == ["ARG", "FROM"]
    assert steps[0][1].startswith("BASE=python:3.")
    copied = {source for word, rest in steps if word == "COPY" for source in rest.split()[:-1]}
    assert [source for source in sorted(copied) if not (ROOT / source).exists()] == []
    ignored = (ROOT / "scripts/Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert "*" in ignored
    installs = [rest for word, rest in steps if word == "RUN" and "pip install" in rest]
    assert len(installs) == 2
    assert all("--require-hashes" in rest or "--no-index" in rest for rest in installs)
    (user,) = (rest for word, rest in steps if word == "USER")
    assert int(user) > 0
    assert ("ENTRYPOINT", '["primer"]') in steps


def test_the_readme_gives_the_commands_of_the_image() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    head = (ROOT / "scripts/Dockerfile").read_text(encoding="utf-8").partition("ARG ")[0]
    commands = re.findall(r"docker .+", head)
    assert len(commands) == 3
    assert [command for command in commands if command not in readme] == []
