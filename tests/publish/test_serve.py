"""The live preview: an error is told in the terminal, the last good page is still served, and the fix is picked up."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from support.builds import build, environment, files_in, primer
from support.small_site import change, copy_small

GUIDELINE = "docs/guidelines/g6-help-ready.md"
LONGEST = 300
"""Seconds after which a preview that says nothing is stopped, and its test fails."""


class Preview:
    """A preview that runs, and what it says."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [sys.executable, "-u", "-m", "primer", "serve", "--address", self.address]
        self.process = subprocess.Popen(
            command, cwd=root, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        self._watch = threading.Timer(LONGEST, self.process.kill)
        self._watch.start()
        self.said: list[str] = []

    def wait_for(self, words: str) -> str:
        """The next line that holds some words."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError(f"the preview never said {words!r}, but: {''.join(self.said)}")

    def page(self, name: str, missing: str | None = None) -> str:
        """A page as it is served now; `missing` for one that is not there."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{name}", timeout=30) as answer:
                text: str = answer.read().decode()
        except urllib.error.HTTPError:
            assert missing is not None
            return missing
        return re.sub(r"<script>var livereload.*?</script>|livereload\(\d+, \d+\)", "", text, flags=re.S)

    def stop(self) -> int:
        """Stop as Ctrl-C does; gives the exit code."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate()
        self._watch.cancel()
        return self.process.returncode


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_small(tmp_path / "site")


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    running = Preview(project)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_the_preview_serves_the_last_good_page_through_a_slip_and_picks_up_the_mend(
    project: Path, preview: Preview
) -> None:
    preview.wait_for("Serving on http://")
    first = preview.page("g6.html")
    assert "Have help ready before you identify anyone" in first

    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": {"strength: do\n": "strength: perhaps\n"}}})
    told = preview.wait_for("[field-wrong]")
    assert (
        "docs/guidelines/g6-help-ready.md:9:11: 'strength' is 'perhaps'. Write one of: 'do', 'usually', 'consider'."
        in told
    )
    preview.wait_for("The pages stay as they are until this is fixed.")
    last = preview.page("g6.html")
    assert "'strength' is 'perhaps'" in unescape(last)
    assert re.sub(r"<aside role.*?</aside>", "", last) == first

    fix = {
        "strength: perhaps\n": "strength: do\n",
        "title: Have help ready before": "title: Have a service ready before",
    }
    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": fix}})
    preview.wait_for("Read the changes")
    preview.wait_for("Reloading browsers")
    assert "Have a service ready before you identify anyone" in preview.page("g6.html")
    assert not (project / "site").exists()
    assert preview.stop() in (0, 130)


def test_the_preview_picks_up_a_new_reference(project: Path, preview: Preview) -> None:
    preview.wait_for("Serving on http://")
    change(project, {"replace": {"references.bib": {"{National Survey of": "{A new survey of"}}})
    preview.wait_for("Read the changes")
    preview.wait_for("Reloading browsers")
    assert "A new survey of" in preview.page("ref/reichert2013national.html")


EDITS: Mapping[str, tuple[Mapping[str, Any], str, str]] = {
    "a title": (
        {"replace": {GUIDELINE: {"title: Have help": "title: Have new help"}}},
        "g6.html",
        "Have new help ready",
    ),
    "a title elsewhere": (
        {"replace": {"docs/findings/f22-beds.md": {"title: Specialist beds": "title: Special beds"}}},
        "g6.html",
        "Special beds are few",
    ),
    "a citation that stood nowhere": (
        {"add": {"docs/method.md": "\nA new line [@reichert2013national, pp. 7--8].\n"}},
        "method.html",
        "pp. 7–8",
    ),
    "a template": (
        {"write": {"overrides/main.html": "{% extends 'base.html' %}{% block footer %}New foot{% endblock %}"}},
        "g6.html",
        "New foot",
    ),
    "a setting": ({"replace": {"mkdocs.yml": {"A small primer": "A renamed primer"}}}, "g6.html", "A renamed primer"),
    "a bibliography of any name": (
        {"replace": {"works.bib": {"{National Survey of": "{A new survey of"}}},
        "ref/reichert2013national.html",
        "A new survey of",
    ),
    "an extract": (
        {"replace": {"extracts.yml": {"where: abstract\n    seen": "where: new place\n    seen"}}},
        "ref/reichert2013national.html",
        "new place",
    ),
    "a stylesheet": ({"write": {"docs/assets/new.css": "a { order: 7; }"}}, "assets/new.css", "order: 7"),
    "a page": ({"copy": {"docs/method.md": "docs/more.md"}}, "more.html", "</h1>"),
}


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Preview]]:
    """A project whose bibliography and templates have places of their own, and its preview."""
    root = copy_small(tmp_path_factory.mktemp("edited") / "site")
    (root / "references.bib").rename(root / "works.bib")
    settings = {"bib_file: references.bib": "bib_file: works.bib", "font: false": "font: false, custom_dir: overrides"}
    change(root, {"replace": {"mkdocs.yml": settings}, "write": {"overrides/main.html": "{% extends 'base.html' %}"}})
    extracts = (root / "extracts.yml").read_text("utf-8").replace("where: abstract", "where: abstract, too", 1)
    (root / "extracts.yml").write_text(extracts.replace("where: abstract, too", "where: the abstract", 1), "utf-8")
    running = Preview(root)
    running.wait_for("Serving on http://")
    yield root, running
    running.stop()


@pytest.mark.parametrize("name", EDITS)
def test_the_preview_shows_an_edit_of(edited: tuple[Path, Preview], name: str) -> None:
    root, running = edited
    case, address, words = EDITS[name]
    assert words not in running.page(address, missing="")
    change(root, case)
    running.wait_for("Reloading browsers")
    assert words in running.page(address)


def test_a_change_that_is_not_recorded_is_shown_with_its_reminder(project: Path) -> None:
    assert primer(project, "record", "--all").returncode == 0
    running = Preview(project)
    running.wait_for("Serving on http://")
    assert "primer record" not in running.page("g6.html")
    change(project, {"replace": {GUIDELINE: {"title: Have help ready": "title: Have new help ready"}}})
    running.wait_for("[changed-unrecorded]")
    running.wait_for("Reloading browsers")
    page = unescape(running.page("g6.html"))
    assert "Have new help ready" in page
    assert "'title' of G6 is not what its history says. Run \"primer record G6 --tag CLARIFIED" in page
    assert "primer record" not in running.page("m11.html")
    running.stop()


def test_the_whole_is_checked_and_rendered_after_an_edit(project: Path, preview: Preview) -> None:
    preview.wait_for("Serving on http://")
    change(project, {"add": {"docs/method.md": "\nA new line [@nobody2020].\n"}})
    preview.wait_for("[cite-unknown]")
    change(project, {"replace": {"docs/method.md": {" [@nobody2020]": " [@reichert2013national]"}}})
    preview.wait_for("Checked and rendered the whole")
    preview.wait_for("Reloading browsers")
    assert "A new line" in preview.page("ref/reichert2013national.html")


def test_a_preview_that_begins_with_a_slip_shows_it_and_picks_up_the_mend(project: Path) -> None:
    issue, fix = {"strength: do\n": "strength: perhaps\n"}, {"strength: perhaps\n": "strength: do\n"}
    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": issue}})
    running = Preview(project)
    running.wait_for("[field-wrong]")
    running.wait_for("Serving on http://")
    assert "'strength' is 'perhaps'." in unescape(running.page("index.html"))
    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": fix}})
    running.wait_for("Read the changes")
    running.wait_for("Reloading browsers")
    assert "Have help ready before you identify anyone" in running.page("g6.html")
    running.stop()


def test_broken_settings_stop_no_preview_and_their_mend_is_picked_up(project: Path, preview: Preview) -> None:
    preview.wait_for("Serving on http://")
    change(project, {"add": {"mkdocs.yml": "plugins: [\n"}})
    assert "Traceback" not in preview.wait_for("mkdocs.yml")
    assert preview.page("g6.html")
    whole = {"plugins: [\n": "", "A small primer": "A mended primer"}
    change(project, {"replace": {"mkdocs.yml": whole}})
    preview.wait_for("Read the changes")
    preview.wait_for("Reloading browsers")
    assert "A mended primer" in preview.page("g6.html")
    preview.process.send_signal(signal.SIGTERM)
    preview.process.wait(10)
    assert "Traceback" not in "".join(preview.said)


def test_a_build_beside_a_preview_and_edits_that_both_see(project: Path, preview: Preview) -> None:
    preview.wait_for("Serving on http://")
    for title in ("A first title", "A second title"):
        page = project / "docs/index.md"
        page.write_text(re.sub("(?m)^title: .*", f"title: {title}", page.read_text("utf-8")), "utf-8")
        done = primer(project, "build", "--no-pdf")
        assert done.returncode == 0, done.stderr
        assert title in (project / "site/index.html").read_text("utf-8")
        assert title in preview.page("index.html")
    made = files_in(project / "site")
    preview.stop()
    assert "Traceback" not in "".join(preview.said)
    (project / ".cache/last-build").unlink()
    assert build(project) == made
