"""Our share of the build time: the same pages through MkDocs with our plugins, and through bare MkDocs, in one run.

The bare build gets the Markdown that we render, so both write the same pages; what is more in ours is our reading,
checking and rendering. Prints a table: pages, seconds of the processor for both, and their ratio (aim: at most 1.25).

    python benchmarks/build.py            60 and 600 claim pages
    python benchmarks/build.py 60 200     other sizes
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SMALL = Path(__file__).resolve().parents[1] / "tests" / "sites" / "small"
ROUNDS = 3
"""Each build is timed this many times, in turns; the shortest counts."""
NAV = "nav: [index.md, guidelines.md, myths.md, findings.md, method.md]\n"
CLAIMS = "Some say that number {n} of the ways to look at this is the only one that works everywhere."
BARE = """\
site_name: A small primer
site_url: https://small.example/
use_directory_urls: false
extra: {edition: "1.0"}
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, md_in_html, tables]
plugins: []
"""


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_project(root: Path, pages: int) -> None:
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("site", ".cache", "dist"))
    for folder in ("guidelines", "myths", "findings", "workshop"):
        shutil.rmtree(root / "docs" / folder)
    write(root / "mkdocs.yml", (SMALL / "mkdocs.yml").read_text("utf-8") + NAV)
    write(root / "docs/index.md", (SMALL / "docs/index.md").read_text("utf-8").replace("G6", "G1"))
    write(root / "docs/method.md", (SMALL / "docs/method.md").read_text("utf-8").replace("F22", "F1"))
    ledger = (SMALL / "docs/ledger.yml").read_text("utf-8").split("G6:")[0]
    for name, text in items(pages):
        write(root / "docs" / f"{name.lower()}.md", text)
        kind = {"G": "guideline", "M": "myth", "F": "finding"}[name[0]]
        ledger += (
            f'{name}: {{type: {kind}, since: "1.0"{", checks: [1, 2, 3, 4, 5]" if kind == "guideline" else ""}}}\n'
        )
    ledger += "".join(f'{key}: {{type: reference, since: "1.0"}}\n' for key in keys(root))
    write(root / "docs/ledger.yml", ledger)


def keys(root: Path) -> list[str]:
    return re.findall(r"^@\w+\{([^,]+),", (root / "references.bib").read_text("utf-8"), re.M)


def items(pages: int) -> Iterator[tuple[str, str]]:
    """The id and the text of each page."""
    kinds = ("guidelines", "myths", "findings")
    guideline, myth, finding = (next((SMALL / "docs" / kind).glob("*.md")).read_text("utf-8") for kind in kinds)
    for number in range(1, pages // 6 + 1):
        first = 4 * number - 3
        text = renamed(guideline, f"G{number}", f"Have help number {number} ready")
        yield f"G{number}", text.replace("ref: F22", f"ref: F{first}").replace("[M11]", f"[M{number}]")
        text = renamed(myth, f"M{number}", f"Help number {number} does not come by itself")
        text = re.sub(r"^claim: .*$", "claim: " + CLAIMS.format(n=number), text, flags=re.M)
        yield f"M{number}", text.replace("ref: F22", f"ref: F{first}").replace("[G6]", f"[G{number}]")
        for one in range(first, first + 4):
            yield f"F{one}", renamed(finding, f"F{one}", f"Beds of kind {one} are few")


def renamed(text: str, name: str, title: str) -> str:
    text = re.sub(r"^id: .*$", f"id: {name}", text, flags=re.M)
    text = re.sub(r"^title: .*$", f"title: {title}", text, count=1, flags=re.M)
    # A sentence that is still the example's is an error, so each opens with a word of its own.
    sentences = r"^((?:summary|answer|level_reason|statement|does_not_show): (?:>-\n +)?)"
    return re.sub(sentences, r"\1Again. ", text, flags=re.M)


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
    print("| claim pages | ours, first (s) | ours (s) | bare (s) | ratio |\n| ---: | ---: | ---: | ---: | ---: |")
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            first, ours, bare = compare(Path(folder), pages)
        print(f"| {pages} | {first:.2f} | {ours:.2f} | {bare:.2f} | {ours / bare:.2f} |", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 600])
