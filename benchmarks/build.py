"""Our share of the build time: the same pages through MkDocs with our plugins, and through bare MkDocs, in one run.

The bare build gets the Markdown that we render, so both write the same pages; what is more in ours is our reading,
checking and rendering. Prints a table: pages, seconds of the processor for both, and their ratio (aim: at most 1.25).

    python benchmarks/build.py            60 and 600 claim pages
    python benchmarks/build.py 60 200     other sizes
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from _projects import NAV, write, write_project

ROUNDS = 3
"""Each build is timed this many times, in turns; the shortest counts."""
BARE = """\
site_name: A small primer
site_url: https://small.example/
use_directory_urls: false
extra: {edition: "1.0"}
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, md_in_html, tables]
plugins: []
"""


def timed(command: list[str], root: Path) -> float:
    """Seconds that the processor works for a command and what it starts: other work on the machine adds nothing."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compare(folder: Path, pages: int) -> tuple[float, float, float]:
    """Seconds of our first build, of our later ones and of bare ones, for a project of so many claim pages."""
    ours, bare = folder / "ours", folder / "bare"
    write_project(ours, pages)
    build = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    first = timed(build, ours)
    timed([sys.executable, "-m", "primer", "stage", str(bare / "docs")], ours)
    write(bare / "mkdocs.yml", BARE + NAV)
    times = [(timed(build, ours), timed(build, bare)) for _ in range(ROUNDS)]
    return first, min(one for one, _ in times), min(other for _, other in times)


def main(sizes: list[int]) -> None:
    print("| claim pages | ours, first (s) | ours (s) | bare (s) | ratio |\n| --- | --- | --- | --- | --- |")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            first, ours, bare = compare(Path(folder), pages)
        print(f"| {pages} | {first:.2f} | {ours:.2f} | {bare:.2f} | {ours / bare:.2f} |", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 600])
