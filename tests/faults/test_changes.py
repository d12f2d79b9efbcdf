"""Files that change while they are read or built: a build holds one state of them, or says what changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import pytest
from support.builds import BUILD, build, build_alone, files_in, run
from support.faults import EDIT, begun, build_in_process_of_its_own, hidden, outcome
from support.small_site import SMALL, change, copy_small, load_cases, write

from mkdocs_bibliography.text.latest import Latest
from primer.project.project import Project, read_project
from primer.project.settings import ProjectError

T = TypeVar("T")
CASES = load_cases("changed_meanwhile.yml")


class ChangesMeanwhile(Latest):
    """Reads files for a project that is changed when some of them have been read."""

    def __init__(self, after: int, edit: Callable[[], None]) -> None:
        super().__init__()
        self._left, self._after, self._edit = 1, after, edit
        self.count = 0

    def get(self, name: Hashable, made_from: object, make: Callable[[], T]) -> T:
        self.count += 1
        if self._left and self.count > self._after:
            self._left -= 1
            self._edit()
        return super().get(name, made_from, make)


def edit_of(root: Path, case: Mapping[str, Any]) -> None:
    """Change a project as a case says, and let folders take other names."""
    change(root, case)
    for old, new in case.get("rename", {}).items():
        (root / old).rename(root / new)


def texts(project: Project) -> dict[str, str]:
    return {source.path: source.text for source in (*project.pages, *project.bibliography, project.ledger)}


@pytest.mark.unit
@pytest.mark.parametrize("after", [0, 7, 20])
@pytest.mark.parametrize("case", [case for case in CASES if not case.get("refused")], ids=lambda case: case["what"])
def test_a_project_is_read_in_one_state(case: Mapping[str, Any], after: int, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    changing = ChangesMeanwhile(after, lambda: edit_of(root, case))
    read = texts(read_project(root, changing))
    assert changing.count > after
    assert read == texts(read_project(root))
    assert read != texts(read_project(SMALL))


@pytest.mark.unit
def test_a_project_that_never_rests_is_one_line(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")

    class Restless(Latest):
        def get(self, name: Hashable, made_from: object, make: Callable[[], T]) -> T:
            (root / "docs/index.md").touch()
            return make()

    with pytest.raises(ProjectError) as told:
        read_project(root, Restless())
    assert str(told.value) == f"{root}: files change while they are read. Wait until they are written, then run again."


def built_meanwhile(root: Path, case: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Change a project when its build has read all texts and begins to write; gives the build's end and words."""
    process = begun(root, *BUILD)
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        if line == "Building the site ...\n":
            edit_of(root, case)
        said.append(line)
    assert process.stdout is not None
    said.extend(process.stdout)
    return process.wait(), [line.rstrip("\n") for line in said if not line.endswith(" ...\n")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_what_changes_during_a_build_is_told(case: Mapping[str, Any], project: Path, tmp_path: Path) -> None:
    write(project / "docs/assets/picture.svg", "<svg/>")
    last = outcome(project)
    change(project, EDIT)
    unchanged = Path(shutil.copytree(project, tmp_path / "unchanged"))
    code, said = built_meanwhile(project, case)
    told = f"{case['changed']} changed while the build went on"
    if case.get("refused"):
        assert (code, said[-1]) == (2, f"{told}, and the site would hold two states. Build again.")
        assert outcome(project) == last
    else:
        assert code == 0, said
        assert f"{told}. Build again." in said
        assert files_in(project / "site") == build(unchanged)
    assert hidden(project) == []
    assert "changed while" not in "".join(build_alone(project).lines)


def test_times_of_files_mean_nothing(project: Path) -> None:
    """A build at another time, of files of other times, whose edits leave size and time as they were."""
    before = files_in(project / "site")
    page = project / "docs/index.md"
    state = page.stat()
    page.write_text(page.read_text("utf-8").replace("A small primer", "A smile primer"), "utf-8")
    change_times(project, state.st_mtime)
    edited = build(project)
    assert edited != before
    page.write_text(page.read_text("utf-8").replace("A smile primer", "A small primer"), "utf-8")
    change_times(project, state.st_mtime)
    assert build(project) == before
    for seconds in (0, 4_000_000_000):
        change_times(project, seconds)
        shutil.rmtree(project / ".cache")
        assert build(project) == before


def change_times(root: Path, seconds: float) -> None:
    """Let all files of a project be of one time."""
    for path in root.rglob("*"):
        os.utime(path, (seconds, seconds))


@pytest.mark.skipif(not shutil.which("faketime"), reason="faketime is not installed")
@pytest.mark.parametrize("day", ["1999-12-31 23:59:59", "2037-01-01 00:00:00"])
def test_a_wrong_clock_changes_nothing(project: Path, day: str) -> None:
    before = outcome(project)
    shutil.rmtree(project / ".cache")
    done = run((str(shutil.which("faketime")), day, *BUILD), project)
    assert done.returncode == 0, done.stderr
    assert outcome(project) == before
    change(project, EDIT)
    assert b"A new title" in build_in_process_of_its_own(project)["index.html"]
