"""The live preview: an error is told in the terminal, the last good page is still served, and the fix is picked up."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from support.builds import environment
from support.small_site import change, copy_small

LONGEST = 120
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

    def page(self, name: str) -> str:
        """A page as it is served now."""
        with urllib.request.urlopen(f"http://{self.address}/{name}", timeout=30) as answer:
            text: str = answer.read().decode()
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
    preview.wait_for("Documentation built")
    assert preview.page("g6.html") == first

    fix = {
        "strength: perhaps\n": "strength: do\n",
        "title: Have help ready before": "title: Have a service ready before",
    }
    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": fix}})
    preview.wait_for("Documentation built")
    preview.wait_for("Reloading browsers")
    assert "Have a service ready before you identify anyone" in preview.page("g6.html")
    assert not (project / "site").exists()
    assert preview.stop() in (0, 130)


def test_the_preview_picks_up_a_new_reference(project: Path, preview: Preview) -> None:
    preview.wait_for("Serving on http://")
    change(project, {"replace": {"references.bib": {"{National Survey of": "{A new survey of"}}})
    preview.wait_for("Documentation built")
    preview.wait_for("Reloading browsers")
    assert "A new survey of" in preview.page("ref/reichert2013national.html")


def test_a_preview_that_begins_with_a_slip_shows_it_and_picks_up_the_mend(project: Path) -> None:
    issue, fix = {"strength: do\n": "strength: perhaps\n"}, {"strength: perhaps\n": "strength: do\n"}
    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": issue}})
    running = Preview(project)
    running.wait_for("[field-wrong]")
    running.wait_for("Serving on http://")
    assert "'strength' is 'perhaps'." in unescape(running.page("index.html"))
    change(project, {"replace": {"docs/guidelines/g6-help-ready.md": fix}})
    running.wait_for("Documentation built")
    running.wait_for("Reloading browsers")
    assert "Have help ready before you identify anyone" in running.page("g6.html")
    running.stop()
