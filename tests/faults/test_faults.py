"""What goes wrong round a build: others build too, what was kept is torn, a folder is odd, nobody can be told.

After each, the last good site is whole, the next build is right, and nothing is left over.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.builds import BUILD, build, build_alone, environment, files_in, primer, run
from support.faults import EDIT, begun, build_in_process_of_its_own, hidden, posix
from support.small_site import change

from mkdocs_bibliography.text.source import read_source
from primer.content.ledger import read_ledger

IDS = ("G6", "M11", "F22", "W3")


def test_two_builds_at_once_leave_one_whole_site(project: Path) -> None:
    change(project, EDIT)
    both = [begun(project, *BUILD) for _ in range(2)]
    told = [process.communicate()[1] for process in both]
    assert 0 in [process.returncode for process in both], told
    assert [text for text in told if "Traceback" in text] == []
    made = files_in(project / "site")
    assert build(project) == made
    assert hidden(project) == []


def test_no_line_of_the_history_is_lost_when_many_are_recorded_at_once(project: Path) -> None:
    path = project / "docs/ledger.yml"
    before, _ = read_ledger(read_source(path, "docs/ledger.yml"))
    command = (sys.executable, "-m", "primer", "record", "--tag", "CLARIFIED", "--note")
    notes = [(IDS[number % len(IDS)], f"Clearer in {number}.") for number in range(6)]
    told = [
        (process, process.communicate()) for process in [begun(project, *command, note, name) for name, note in notes]
    ]
    assert [words for process, words in told if process.returncode] == []
    after, issues = read_ledger(read_source(path, "docs/ledger.yml"))
    assert issues == ()
    added = {(name, line.note) for name in IDS for line in after.history(name)[len(before.history(name)) :]}
    assert added == set(notes)
    assert hidden(project) == []


def torn(data: bytes, way: str) -> bytes:
    """A kept file as a crash or a bad disk may leave it; a number is the byte of which a bit is changed."""
    if way.isdigit():
        at = int(way) % len(data)
        return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]
    whole = {
        "empty": b"",
        "a list": b"[]",
        "a mapping": b"{}",
        "zeros": bytes(len(data)),
        "half": data[: len(data) // 2],
    }
    return whole[way]


WAYS = ("empty", "a list", "a mapping", "zeros", "half", "0", "40", "70", "200", "1009", "5003")


def survives_torn(project: Path, ways: tuple[str, ...]) -> None:
    before = files_in(project / "site")
    kept = {path: path.read_bytes() for path in sorted((project / ".cache").rglob("*")) if path.is_file()}
    assert len(kept) >= 20
    assert all(kept.values())
    for way in ways:
        for path, data in kept.items():
            if path.name != "last-build":
                path.write_bytes(torn(data, way))
        (project / ".cache/last-build").unlink(missing_ok=True)
        assert build(project) == before, way
    for way in ways:
        (project / ".cache/last-build").write_bytes(torn(kept[project / ".cache/last-build"], way))
        change(project, {"add": {"docs/method.md": "\n"}})
        assert build_alone(project).returncode == 0


def test_a_torn_file_of_what_is_kept_is_not_believed(project: Path) -> None:
    survives_torn(project, ("half", "70", "1009"))


@pytest.mark.slow
def test_what_is_kept_is_not_believed_however_it_is_torn(project: Path) -> None:
    survives_torn(project, (*WAYS, *(str(number) for number in range(64, 2000, 97))))


@posix
def test_a_build_does_not_depend_on_how_its_folder_lies(built: Path, tmp_path: Path) -> None:
    """Blanks and umlauts in its path, a link to it, strict modes, and line ends of Windows."""
    root = Path(shutil.copytree(built, tmp_path / "ein Ördner mit Leerzeichen" / "böse & gut"))
    before = files_in(root / "site")
    for name in (".cache", "site"):
        shutil.rmtree(root / name)
    for path in [*(root / "docs").rglob("*.md"), *(root / "docs").rglob("*.yml"), root / "references.bib"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    link = tmp_path / "link"
    link.symlink_to(root, target_is_directory=True)
    mask = os.umask(0o077)
    try:
        assert build_in_process_of_its_own(link) == before
    finally:
        os.umask(mask)
    assert hidden(root) == []


@posix
def test_a_build_needs_no_folder_for_temporary_files(project: Path) -> None:
    before = files_in(project / "site")
    shutil.rmtree(project / ".cache")
    done = run(BUILD, project, {"TMPDIR": str(project / "missing")})
    assert done.returncode == 0, done.stderr
    assert files_in(project / "site") == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_messages_that_cannot_be_written_stop_no_build(project: Path) -> None:
    change(project, EDIT)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            BUILD, cwd=project, env=environment(), stdout=subprocess.DEVNULL, stderr=full, check=False
        )
    assert done.returncode == 0
    assert b"A new title" in (project / "site/index.html").read_bytes()


def test_records_and_builds_say_nothing_of_each_other(project: Path) -> None:
    """A record during a build: both end well, and the next build holds what was recorded."""
    change(project, EDIT)
    building = begun(project, *BUILD)
    recorded = primer(project, "record", "G6", "--tag", "CLARIFIED", "--note", "Said while a build ran.")
    assert recorded.returncode == 0, recorded.stderr
    assert "Traceback" not in building.communicate()[1]
    assert b"Said while a build ran." in build(project)["g6.html"]


def made_locale(folder: Path, name: str) -> dict[str, str]:
    """The environment in which a locale counts, which is made where the system lacks it."""
    if name not in {"C", "POSIX"}:
        language, _, encoding = name.partition(".")
        command = ("localedef", "-i", language, "-f", encoding, str(folder / name))
        if not shutil.which("localedef") or subprocess.run(command, capture_output=True, check=False).returncode > 1:
            pytest.skip(f"this system cannot make the locale {name}")
    return {"LOCPATH": str(folder), "LC_ALL": name, "LANG": name}


@posix
@pytest.mark.parametrize("name", ["C", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1"])
def test_a_build_does_not_depend_on_locale_and_zone(project: Path, tmp_path: Path, name: str) -> None:
    """The name of a file is not ASCII, Python is not to use UTF-8 by itself, and in Turkish an I has no dot."""
    locale = made_locale(tmp_path, name)
    (project / "docs/assets").mkdir(exist_ok=True)
    (project / "docs/assets/Größe İı.svg").write_text("<svg/>", "utf-8")
    change(project, {"add": {"docs/index.md": "\n![Größe](assets/Größe%20İı.svg)\n"}})
    before = build(project)
    shutil.rmtree(project / ".cache")
    zone = {"TZ": "Pacific/Kiritimati", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "1"}
    done = run(BUILD, project, {**locale, **zone})
    assert done.returncode == 0, done.stderr
    assert files_in(project / "site") == before
