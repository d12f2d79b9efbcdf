"""How often the right page comes first, in our search, stock Material's, Pagefind and MiniSearch, on the same pages.

    python benchmarks/search.py [--peer PYTHON] [--library FILE]

benchmarks/search_queries.json holds what readers may type, and the pages that are a right answer. Each engine is asked
as it reaches a browser, by Node.js: our scripts, Material's own worker with the index that its search plugin makes of
the staged pages (`primer stage`), Pagefind on the site that Material makes of them, and MiniSearch in the place of our
matcher, with our index. `--peer` names a Python that has `pagefind[bin]`, and `--library` MiniSearch's minified script;
without them both are fetched into a temporary folder, with pip and npm. The result is kept in benchmarks/results/, and
docs/performance.md is written from it.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from _projects import CONFIG, NOT_COPIED
from _results import Grid, save

HERE = Path(__file__).parent
ROOT = HERE.parent
PEER = "pagefind[bin]==1.5.2"
LIBRARY = ("minisearch@7.2.0", "esbuild@0.25.12")
"""MiniSearch, and what makes its one minified script: the package has none."""
RUNS = 3
"""Times that each engine is asked everything; its quickest counts."""
LOOKED_AT = 10
"""Results that count: a page further down is not found."""
ABOUT = """\
{pages} pages, asked {asked} queries that some page answers. {given} were written before this search was; the other
{own} are four lists of twenty. Those called kept were not looked at one by one while the order of results was tuned,
two of them written from pages drawn at random. Lay words that the first two of them lacked were added after they had
been measured (0.82 and 0.68), before the second draw was, which is the one list still unseen. One person wrote each
list, and labels were not checked by another. MRR@{depth} is the mean of one divided by the place of the first right
page; hit@1 and hit@3 are the share of queries with a right page first, or among three. Loads is what a first search
loads, compressed; ours and MiniSearch's include the interface. Ready is the time from having the files to the first
query, Answer that of a query, the median; both in Node.js, the quickest of {runs} runs. Material and Pagefind get the
pages as plain Markdown without the other words that ours knows a page by. MiniSearch gets our index, words, weights
and synonyms, and indexes in the browser; the index as it saves itself would be larger. mkdocs-material {material},
{peer}, {library}.\
"""


@dataclass(frozen=True)
class Query:
    """What a reader may type."""

    set: str
    """Which of the lists it is from."""
    reader: str
    query: str
    right: tuple[str, ...]
    """Addresses, without their endings, of the pages that answer it; none where no page does."""


@dataclass(frozen=True)
class Answers:
    """What an engine answered."""

    engine: str
    found: Sequence[Sequence[str]]
    """Addresses for each query, best first."""
    size: int
    """Bytes of a first search."""
    ready: float
    """Milliseconds until a query can be asked."""
    answer: float
    """Milliseconds of an answer, the median."""


def main() -> int:
    """Measure, and keep what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="a Python that has pagefind[bin]")
    parser.add_argument("--library", type=Path, help="MiniSearch's minified script")
    options = parser.parse_args()
    read = json.loads((HERE / "search_queries.json").read_text("utf-8"))
    queries = [Query(**one | {"right": tuple(one["right"])}) for one in read if one["right"]]
    with tempfile.TemporaryDirectory() as name:
        ours, staged = Path(name, "ours"), Path(name, "staged")
        _build(ours, staged)
        pages = sum(1 for _ in (staged / "docs").rglob("*.md"))
        found = _pagefind(options.peer or _peer_python(Path(name, "peer")), staged / "site")
        library = options.library or _library(Path(name, "library"))
        engines = (("Ours", ours), ("MiniSearch", ours), ("Material", staged), ("Pagefind", staged))
        answers = [ask(engine, folder / "site", queries, library) for engine, folder in engines]
    about = ABOUT.format(
        pages=pages,
        asked=len(queries),
        given=sum(one.set == "given" for one in queries),
        own=sum(one.set != "given" for one in queries),
        depth=LOOKED_AT,
        material=version("mkdocs-material"),
        peer=found,
        runs=RUNS,
        library=LIBRARY[0].replace("@", " "),
    )
    head = ("Search", "Queries", f"MRR@{LOOKED_AT}", "hit@1", "hit@3", "Loads, kB", "Ready, ms", "Answer, ms")
    cells = [row for one in answers for row in _rows(one, queries)]
    for row in (head, *cells):
        print("".join(f"{cell:30}" if not at else f"{cell:>11}" for at, cell in enumerate(row)))
    save("search", Grid("Search", about.replace("\n", " "), head, cells), datetime.now(UTC).date().isoformat())
    return 0


def _build(ours: Path, staged: Path) -> None:
    """Our site, and Material's site with its search of the same pages."""
    primer = [sys.executable, "-m", "primer"]
    shutil.copytree(ROOT, ours, ignore=shutil.ignore_patterns(*NOT_COPIED))
    _run([*primer, "build", "--no-pdf"], ours)
    _run([*primer, "stage", str(staged / "docs")], ours)
    (staged / "mkdocs.yml").write_text(CONFIG.replace("plugins: []", "plugins: [search]"), "utf-8")
    _run([sys.executable, "-m", "mkdocs", "build", "-q"], staged)


def _peer_python(folder: Path) -> str:
    """A Python with Pagefind, made in the folder."""
    _run([sys.executable, "-m", "venv", str(folder)], ROOT)
    python = str(folder / "bin" / "python")
    _run([python, "-m", "pip", "install", "--quiet", PEER], ROOT)
    return python


def _pagefind(peer: str, site: Path) -> str:
    """Index the text of a site's pages; gives the name and version of the program."""
    _run([peer, "-m", "pagefind", "--site", str(site), "--root-selector", "article.md-content__inner"], site)
    return _run([peer, "-m", "pagefind", "--version"], site).strip()


def _library(folder: Path) -> Path:
    """MiniSearch as one minified script, made in the folder."""
    folder.mkdir()
    _run(["npm", "install", "--silent", "--no-save", "--prefix", str(folder), *LIBRARY], folder)
    script, packages = folder / "minisearch.js", folder / "node_modules"
    source = packages / "minisearch" / "dist" / "es" / "index.js"
    form = ["--bundle", "--minify", "--format=iife", "--global-name=MiniSearchModule", "--log-level=error"]
    _run([str(packages / ".bin" / "esbuild"), str(source), *form, f"--outfile={script}"], folder)
    return script


def ask(engine: str, site: Path, queries: Sequence[Query], library: Path) -> Answers:
    """What an engine answers to each query."""
    texts = json.dumps([one.query for one in queries])
    command = ["node", str(HERE / "_search_ask.mjs"), engine.lower(), str(site), str(library)]
    values = [json.loads(_run(command, ROOT, texts)) for _ in range(RUNS)]
    ready, answer = (min(value[name] for value in values) for name in ("ready", "answer"))
    return Answers(engine, values[0]["found"], values[0]["bytes"], ready, answer)


def _run(command: Sequence[str], folder: Path, given: str = "") -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, input=given, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])} failed: {(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def _rows(answers: Answers, queries: Sequence[Query]) -> Iterator[tuple[str, ...]]:
    """A row for each list of queries."""
    cost = (f"{answers.size / 1000:.0f}", f"{answers.ready:.0f}", f"{answers.answer:.1f}")
    for name in dict.fromkeys(one.set for one in queries):
        pairs = [(one, found) for one, found in zip(queries, answers.found, strict=True) if one.set == name]
        places = [place(found, one.right) for one, found in pairs]
        mean = sum(1 / at for at in places if at) / len(places)
        first, three = (sum(0 < at <= limit for at in places) / len(places) for limit in (1, 3))
        shares = (f"{share:.2f}" for share in (mean, first, three))
        yield f"{answers.engine}, {name}", str(len(places)), *shares, *cost


def place(found: Sequence[str], right: Sequence[str]) -> int:
    """Where the first right page stands among the results, from 1; 0 where it is not among those that count."""
    pages = [address.strip("/").partition("#")[0].removesuffix(".html") for address in found[:LOOKED_AT]]
    return next((at for at, page in enumerate(pages, 1) if page in right), 0)


if __name__ == "__main__":
    sys.exit(main())
