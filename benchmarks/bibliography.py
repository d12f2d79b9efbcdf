"""Citations measured: the same 60 pages bare, with our plugin cold and warm, and with mkdocs-bibtex, in one run.

    python benchmarks/bibliography.py [--peer PYTHON] [--rounds N]

The pages hold 600 citation clusters and the bibliography 300 entries; the style is APA. `--peer` names a Python that
has mkdocs-bibtex 4.4.0, mkdocs-material and pypandoc-binary; without it one is made in a temporary folder with pip.
After the builds, 250 to 2,000 cited works are formatted cold, which shows how time grows. Times are wall-clock seconds,
the least of the rounds; compare ratios, not seconds. On a busy machine CPU seconds change least.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from _results import Row, Table, save

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.assemble import assemble
from mkdocs_bibliography.citeproc.format import format_citations, run_pandoc
from mkdocs_bibliography.citeproc.plan import plan_documents
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.text.source import Source

PAGES, PARAGRAPHS, ENTRIES = 60, 10, 300
APA = Path(__file__).parents[1] / "src" / "mkdocs_bibliography" / "citeproc" / "styles" / "apa.csl"
PEER = ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-bibtex==4.4.0", "pypandoc-binary==1.17")
WORDS = "rain snow fog gauge valley river cloud wind hill lake storm drought season record method sample".split()
BARE = "plugins: []\n"
OURS = "plugins:\n  - bibliography: {bib_file: refs.bib, csl: apa}\n"
THEIRS = "plugins:\n  - bibtex: {bib_file: refs.bib, csl_file: apa.csl}\nmarkdown_extensions: [footnotes]\n"


def entries(count: int, surnames: int, chosen: random.Random) -> str:
    """A BibTeX file of works by few authors, many of which collide."""
    families = [
        f"Name{first}{second}" for first in "abcdefghijklmnopqrstuvwxyz" for second in "abcdefghijklmnopqrstuvwxyz"
    ]

    def entry(number: int) -> str:
        authors = range(chosen.randint(1, 3))
        names = [f"{chosen.choice(families[:surnames])}, {chosen.choice(['Ada', 'Bo', 'Cy'])}" for _ in authors]
        title = " ".join(chosen.choice(WORDS) for _ in range(7)).capitalize()
        where = f"journal = {{Journal of Weather}}, volume = {{{number % 40}}}, pages = {{{number}--{number + 9}}}"
        when = chosen.randint(2000, 2024)
        who = f"author = {{{' and '.join(names)}}}"
        return f"@article{{work{number},\n  {who},\n  title = {{{title}}},\n  {where},\n  year = {{{when}}}\n}}\n"

    return "\n".join(entry(number) for number in range(count))


def page(number: int, cite: bool, chosen: random.Random) -> str:
    """A page of ten paragraphs, each with one cluster of two works when it cites."""
    paragraphs = []
    for _ in range(PARAGRAPHS):
        sentence = " ".join(chosen.choice(WORDS) for _ in range(60)).capitalize()
        first, second = chosen.sample(range(ENTRIES), 2)
        paragraphs.append(f"{sentence} [@work{first}, p. {first % 9 + 1}; @work{second}]." if cite else f"{sentence}.")
    return f"# Page {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def write_site(folder: Path, plugins: str, cite: bool) -> Path:
    """The site with or without citations; the same words in each."""
    chosen = random.Random(1)
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        f"site_name: Weather\ntheme: {{name: material, font: false}}\n{plugins}", "utf-8"
    )
    (folder / "refs.bib").write_text(entries(ENTRIES, 120, chosen), "utf-8")
    shutil.copy(APA, folder / "apa.csl")
    for number in range(PAGES):
        name = "index" if number == 0 else f"page{number}"
        (folder / "docs" / f"{name}.md").write_text(page(number, cite, chosen), "utf-8")
    return folder


@dataclass(frozen=True, order=True)
class Cost:
    """What one build took, in seconds."""

    wall: float
    cpu: float
    """Of all its processes; it hardly changes when other programs are busy."""


def build(python: str, folder: Path) -> Cost:
    """One build in a process of its own."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [python, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"the build of {folder.name} failed:\n{done.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - start, cpu)


def peer_python(folder: Path) -> str:
    """A Python with mkdocs-bibtex, made in the folder."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEER], check=True)
    return python


def measure_builds(folder: Path, peer: str, rounds: int) -> dict[str, Cost]:
    """The least of each kind of build, wall and CPU apart; the kinds take turns."""
    ours = write_site(folder / "ours", OURS, cite=True)
    bare = write_site(folder / "bare", BARE, cite=False)
    theirs = write_site(folder / "theirs", THEIRS, cite=True)
    plain = write_site(folder / "plain", BARE, cite=False)
    times: dict[str, list[Cost]] = {}
    for _ in range(rounds):
        shutil.rmtree(ours / ".cache", ignore_errors=True)
        times.setdefault("bare", []).append(build(sys.executable, bare))
        times.setdefault("ours, cold", []).append(build(sys.executable, ours))
        times.setdefault("ours, warm", []).append(build(sys.executable, ours))
        times.setdefault("bare, the peer's Python", []).append(build(peer, plain))
        times.setdefault("mkdocs-bibtex", []).append(build(peer, theirs))
    return {name: Cost(min(one.wall for one in all_), min(one.cpu for one in all_)) for name, all_ in times.items()}


def measure_growth() -> dict[int, float]:
    """Cold seconds to format each number of cited works: as many clusters of two as works, and each work listed."""
    times = {}
    for count in (250, 500, 1000, 2000):
        chosen = random.Random(2)
        works = read_bibliography([Source("refs.bib", entries(count, count // 3, chosen))]).references
        text = "\n\n".join(f"[@work{number}; @work{chosen.randrange(count)}]" for number in range(count))
        clusters = [("index.html", cluster) for cluster in parse_citations(text).clusters]
        start = time.perf_counter()
        formatted = format_citations(works, clusters, Style("apa"), None)
        times[count] = time.perf_counter() - start
        assert len(formatted.entries) == count
    return times


def prove(count: int) -> str:
    """Whether the text of shared-out runs is that of one whole run, for works of few authors in few years."""
    chosen = random.Random(3)
    text = re.sub(
        r"year = \{\d+", lambda _: f"year = {{{chosen.randint(2018, 2021)}", entries(count, count // 12, chosen)
    )
    works = read_bibliography([Source("refs.bib", text)]).references
    cited = [
        f"[{'; '.join(f'@work{chosen.randrange(count)}, p. 3' for _ in range(number % 3 + 1))}]"
        for number in range(count)
    ]
    clusters = [("index.html", cluster) for cluster in parse_citations("\n\n".join(cited)).clusters]
    results, seconds = [], []
    for whole in (0, count):
        start = time.perf_counter()
        plan = plan_documents(works, clusters, Style("apa"), tuple(works), whole)
        results.append(assemble(plan, run_pandoc(plan.documents, plan.style)))
        seconds.append(time.perf_counter() - start)
    suffixes = sum(bool(re.search(r"\(\d{4}[a-z]\)", entry.text)) for entry in results[1].entries.values())
    verdict = "equal" if results[0] == results[1] else "DIFFERENT"
    times = f"{seconds[0]:.1f} s shared out, {seconds[1]:.1f} s whole"
    return f"{count} works, {len(clusters)} clusters, {suffixes} year suffixes: texts are {verdict} ({times})"


def _save(times: dict[str, Cost], peer: str | None) -> None:
    """Keep what was measured; docs/performance.md is written from it."""
    names = {
        "bare": "MkDocs and Material, without citations",
        "ours, cold": "Ours, cold",
        "ours, warm": "Ours, warm",
        "bare, the peer's Python": "The same beside mkdocs-bibtex, without citations",
        "mkdocs-bibtex": "mkdocs-bibtex",
    }
    compared = {name: names["bare, the peer's Python" if name == "mkdocs-bibtex" else "bare"] for name in names}
    rows = [
        Row(names[name], round(cost.cpu, 2), round(cost.wall, 2), of="" if "bare" in name else compared[name])
        for name, cost in times.items()
    ]
    about = f"{PAGES} pages with {PAGES * PARAGRAPHS} citations of {ENTRIES} works, in APA style. {_versions(peer)}."
    save("bibliography", Table("The bibliography plugin alone", about, rows), datetime.now(UTC).date().isoformat())


def _versions(peer: str | None) -> str:
    """The versions of both sides."""
    names = ("mkdocs", "mkdocs-material", "pypandoc-binary")
    code = f"from importlib.metadata import version; print(*(f'{{n}} {{version(n)}}' for n in {names!r}), sep=', ')"
    ask = "from importlib.metadata import version; print('mkdocs-bibtex', version('mkdocs-bibtex'))"
    asked = ((sys.executable, code), (peer, ask)) if peer else ((sys.executable, code),)
    said = [subprocess.run([python, "-c", one], capture_output=True, text=True, check=True) for python, one in asked]
    return ", ".join([one.stdout.strip() for one in said] + ([] if peer else [PEER[2]]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="a Python that has mkdocs-bibtex")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        times = measure_builds(folder, options.peer or peer_python(folder / "peer"), options.rounds)
    print(f"{PAGES} pages, {PAGES * PARAGRAPHS} clusters, {ENTRIES} entries, APA; least of {options.rounds}")
    print(f"  {'':<24} wall s  of bare   CPU s  of bare")
    bare, peer_bare = times["bare"], times["bare, the peer's Python"]
    for label, cost in times.items():
        wall, cpu = f"{cost.wall:6.2f}   {cost.wall / bare.wall:6.2f}", f"{cost.cpu:6.2f}   {cost.cpu / bare.cpu:6.2f}"
        print(f"  {label:<24} {wall}  {cpu}")
    _save(times, options.peer)
    cold, warm, theirs = times["ours, cold"], times["ours, warm"], times["mkdocs-bibtex"]
    print(f"  warm of bare: wall {warm.wall / bare.wall:.2f}, CPU {warm.cpu / bare.cpu:.2f} (aim: at most 1.15)")
    walls = (theirs.wall - peer_bare.wall) / (cold.wall - bare.wall)
    cpus = (theirs.cpu - peer_bare.cpu) / (cold.cpu - bare.cpu)
    print(f"  mkdocs-bibtex adds {walls:.1f} times the wall and {cpus:.1f} times the CPU time of ours cold (aim: 8)")
    print("cited works formatted cold, in seconds (aims: 1,000 in 4, 2,000 in 8, even growth)")
    for count, seconds in measure_growth().items():
        print(f"  {count:>5}  {seconds:6.2f}   {1000 * seconds / count:5.2f} a thousand")
    print(prove(1000))


if __name__ == "__main__":
    main()
