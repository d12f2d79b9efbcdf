from __future__ import annotations

import io
import re

import pytest

from primer.project.progress import Progress


class Terminal(io.StringIO):
    """What a person sees: the live line is written over again and again."""

    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_a_plain_line_for_each_stage() -> None:
    out = io.StringIO()
    progress = Progress(out)
    with progress.stage("Reading"):
        progress.step(1, 2, "g1.md")
    assert out.getvalue() == "Reading ...\n"


def test_a_terminal_gets_a_live_line_and_how_long_a_stage_took() -> None:
    out = Terminal()
    progress = Progress(out)
    with progress.stage("Reading"):
        progress.step(1, 2, "g1.md")
    seen = re.sub(r"[^\n]*\r\x1b\[K", "", out.getvalue())
    assert re.fullmatch(r"Reading: 0\.\d s\n", seen)
    assert "[1/2] g1.md" in out.getvalue()


def test_the_report_names_each_stage_and_the_whole() -> None:
    progress = Progress(io.StringIO())
    for name in ("Reading", "Building"):
        with progress.stage(name):
            pass
    assert re.fullmatch(r"reading \d\.\d s, building \d\.\d s; in all \d\.\d s", progress.report())


def test_a_stage_that_fails_is_noted_and_the_error_goes_on() -> None:
    progress = Progress(io.StringIO())
    with pytest.raises(ValueError, match="no"), progress.stage("Reading"):
        raise ValueError("no")
    assert [name for name, _ in progress.stages] == ["Reading"]
