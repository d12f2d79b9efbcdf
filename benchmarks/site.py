"""Whole builds of this primer, from nothing, again and after an edit, beside other engines on the same pages.

    python benchmarks/site.py [--peer PYTHON]

The other engines build the staged Markdown (`primer stage`), so they are spared reading, checking and citations, and
print nothing. `--peer` names a Python that may have Zensical or ProperDocs with mkdocs-material; what it lacks is left
out, and the table says so. The result is kept in benchmarks/results/, and docs/performance.md is written from it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from _projects import CONFIG, NOT_COPIED
from _results import Row, Table, save

ROOT = Path(__file__).parents[1]
OURS, BARE = "Ours, pages only, from nothing", "MkDocs and Material"


def measured(what: str, command: Sequence[str], folder: Path, of: str = "") -> Row:
    """Run a command to its end in a child of its own, whose children count too."""
    report = (
        "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:]).returncode;"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024); sys.exit(code)"
    )
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", report, *command], cwd=folder, capture_output=True, text=True)
    wall = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{what} failed: {(done.stdout + done.stderr)[-2000:]}")
    cpu, memory = done.stdout.split()[-2:]
    row = Row(what, round(float(cpu), 2), round(wall, 2), int(memory), of)
    print(f"{row.what:50} {row.cpu:7.2f} s CPU {row.wall:7.2f} s {row.memory:5} MB", flush=True)
    return row


def our_rows(root: Path) -> Iterator[Row]:
    """Our builds of a project's folder."""
    primer = [sys.executable, "-m", "primer"]
    page = next((root / "docs/guidelines").glob("g6-*.md"))
    text = page.read_text("utf-8")
    start = text.index("\n---\n", 4)
    edited = text[:start] + re.sub(r"^(?=[A-Z]\w+ \w+ )", "Again: ", text[start:], count=1, flags=re.M)
    assert edited != text
    for kind, options in (("pages only", ["--no-pdf"]), ("pages and PDFs", [])):
        first = f"Ours, {kind}, from nothing"
        subprocess.run([*primer, "clean"], cwd=root, check=True, capture_output=True)
        yield measured(first, [*primer, "build", *options], root)
        yield measured(f"Ours, {kind}, again", [*primer, "build", *options], root, first)
        page.write_text(edited.replace("Again: ", f"Again, with {kind}: "), "utf-8")
        subprocess.run([*primer, "record", "--all"], cwd=root, check=True, capture_output=True)
        yield measured(f"Ours, {kind}, the text of G6 edited", [*primer, "build", *options], root, first)
        page.write_text(text, "utf-8")
        subprocess.run([*primer, "record", "--all"], cwd=root, check=True, capture_output=True)


def peer_rows(staged: Path, peer: str | None) -> Iterator[Row]:
    """Other engines on the staged folder; those that are not installed are named on standard error."""
    bare = [sys.executable, "-m", "mkdocs", "build", "-q"]
    yield measured(BARE, bare, staged, OURS)
    yield measured(f"{BARE}, again", bare, staged, OURS)
    for name, module in (("Zensical", "zensical"), ("ProperDocs", "properdocs")):
        found = subprocess.run([peer or sys.executable, "-c", f"import {module}"], capture_output=True, check=False)
        if found.returncode:
            print(f"{name} is not installed: left out.", file=sys.stderr)
            continue
        command = [str(Path(peer or sys.executable).with_name(module)), "build"]
        shutil.rmtree(staged / "site", ignore_errors=True)
        shutil.rmtree(staged / ".cache", ignore_errors=True)
        yield measured(f"{name} {_version(peer, module)}", command, staged, OURS)
        yield measured(f"{name}, again", command, staged, OURS)


def _version(peer: str | None, package: str) -> str:
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run(
        [peer or sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.strip()


def main() -> int:
    """Measure, and keep what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="a Python that has other engines")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root, staged = Path(name, "ours"), Path(name, "staged")
        shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*NOT_COPIED))
        rows = [*our_rows(root)]
        command = [sys.executable, "-m", "primer", "stage", str(staged / "docs")]
        subprocess.run(command, cwd=root, check=True, capture_output=True)
        (staged / "mkdocs.yml").write_text(CONFIG, "utf-8")
        rows += peer_rows(staged, options.peer)
        pages = sum(1 for _ in (staged / "docs").rglob("*.md"))
    versions = ", ".join(f"{one} {version(one)}" for one in ("mkdocs", "mkdocs-material", "typst"))
    about = f"This primer, {pages} pages; other engines get them as plain Markdown, and print nothing. {versions}."
    save("site", Table("Whole builds", about, rows), datetime.now(UTC).date().isoformat())
    return 0


if __name__ == "__main__":
    sys.exit(main())
