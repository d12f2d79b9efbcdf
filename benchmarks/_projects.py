"""Primers of any size for benchmarks: the items and sources of the small test site, many times over.

The real primer has about 160 items, 200 sources and 430 pages; `write_project(root, 160)` is its like.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

SMALL = Path(__file__).resolve().parents[1] / "tests" / "sites" / "small"
NAV = "nav: [index.md, guidelines.md, myths.md, findings.md, method.md]\n"
NOT_COPIED = (".git", ".venv", ".cache", "site", "dist", "src", "tests", "benchmarks", ".*_cache", "node_modules")
"""What a copy of this primer needs none of."""
CONFIG = """\
site_name: Bare
use_directory_urls: false
theme: {name: material, font: false}
markdown_extensions: [abbr, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.superfences, pymdownx.tasklist]
plugins: []
"""
"""How another engine builds the staged Markdown."""
KEYS = ("reichert2013national", "saintfrancis2019finding")


def write(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_project(root: Path, items: int) -> None:
    """A project of so many items; two of three are findings, each with two sources of its own."""
    shutil.copytree(SMALL, root, ignore=shutil.ignore_patterns("site", ".*", "dist"))
    for folder in ("guidelines", "myths", "findings", "workshop"):
        shutil.rmtree(root / "docs" / folder)
    write(root / "mkdocs.yml", read("mkdocs.yml") + NAV)
    write(root / "docs/index.md", read("docs/index.md").replace("G6", "G1"))
    write(root / "docs/method.md", read("docs/method.md").replace("F22", "F1"))
    ledger = read("docs/ledger.yml").split("G6:")[0]
    for name, text in pages(items):
        write(root / "docs" / f"{name.lower()}.md", text)
        kind = {"G": "guideline", "M": "myth", "F": "finding"}[name[0]]
        checks = ", checks: [1, 2, 3, 4, 5]" if kind == "guideline" else ""
        ledger += f'{name}: {{type: {kind}, since: "1.0"{checks}}}\n'
    findings = range(1, items // 6 * 4 + 1)
    names = ["", *map(word, findings)]
    write(root / "references.bib", "\n".join(sourced(read("references.bib"), name) for name in names))
    entries = re.split(r"^(?=\w)", "".join(sourced(read("extracts.yml"), name) for name in names), flags=re.M)
    write(root / "extracts.yml", "".join(sorted(entries, key=lambda entry: entry.partition(":")[0])))
    ledger += "".join(f'{key}{name}: {{type: reference, since: "1.0"}}\n' for name in names for key in KEYS)
    write(root / "docs/ledger.yml", ledger)


def read(name: str) -> str:
    """A file of the small site."""
    return (SMALL / name).read_text("utf-8")


def word(number: int) -> str:
    """A number as letters: figures in a text need a source."""
    return (word(number // 26 - 1) if number >= 26 else "") + "abcdefghijklmnopqrstuvwxyz"[number % 26]


def sourced(text: str, name: str) -> str:
    """A text whose sources are others of the same kind."""
    text = text.replace("title = {", f"title = {{Part {word(len(name)) + name} of the " if name else "title = {")
    text = re.sub(r"(url = \{https://[^}]*)\}", rf"\1/{name}}}", text) if name else text
    return re.sub("|".join(KEYS), lambda key: key[0] + name, text)


def pages(items: int) -> Iterator[tuple[str, str]]:
    """The id and the text of each item."""
    kinds = ("guidelines", "myths", "findings")
    guideline, myth, finding = (next((SMALL / "docs" / kind).glob("*.md")).read_text("utf-8") for kind in kinds)
    for number in range(1, items // 6 + 1):
        first = 4 * number - 3
        text = renamed(guideline, f"G{number}", f"Have help of name {word(number)} ready")
        yield f"G{number}", text.replace("ref: F22", f"ref: F{first}").replace("[M11]", f"[M{number}]")
        text = renamed(myth, f"M{number}", f"Help of name {word(number)} does not come by itself")
        claim = f"Some say that the way of name {word(number)} is the only one that works everywhere."
        text = re.sub(r"^claim: .*$", f"claim: {claim}", text, flags=re.M)
        yield f"M{number}", text.replace("ref: F22", f"ref: F{first}").replace("[G6]", f"[G{number}]")
        for one in range(first, first + 4):
            yield f"F{one}", sourced(renamed(finding, f"F{one}", f"Beds of kind {word(one)} are few"), word(one))


def renamed(text: str, name: str, title: str) -> str:
    """An item under another id and title."""
    text = re.sub(r"^id: .*$", f"id: {name}", text, flags=re.M)
    text = re.sub(r"^title: .*$", f"title: {title}", text, count=1, flags=re.M)
    # A sentence that is still the example's is an error, so each opens with a word of its own.
    sentences = r"^((?:summary|answer|level_reason|statement|does_not_show): (?:>-\n +)?)"
    return re.sub(sentences, r"\1Again. ", text, flags=re.M)
