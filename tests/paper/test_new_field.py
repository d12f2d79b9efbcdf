"""A field of sentences is written down in its model, the two templates that show it, and the words of each language."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest
from support.builds import run
from support.paths import ROOT
from support.small_site import change, copy_small

SENTENCE = "Nobody has asked the tenants of these places."
ADDED = {
    "content/item_models.py": {
        "    would_change: Annotated[": (
            '    asked: Annotated[Prose40, Label("asked"), own_words, indexed, published, printed]\n'
            '    """Whose view is missing."""\n'
            "    would_change: Annotated["
        ),
    },
    "strings/en.yml": {"  would_change: ": "  asked: Who was not asked\n  would_change: "},
    "strings/de.yml": {"  would_change: ": "  asked: Wer nicht gefragt wurde\n  would_change: "},
    "site/templates/finding.md": {
        "{{ labels.would_change }}: ": "{{ labels.asked }}: {{ item.asked | prose }}\n\n{{ labels.would_change }}: ",
    },
    "paper/typst/items.typ": {
        "    (labels.would_change, said.would_change),\n": (
            "    (labels.would_change, said.would_change),\n    (labels.asked, said.asked),\n"
        ),
    },
}
"""What is added to a copy of the package, and nowhere else."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built with its PDFs by a copy of the package that has one field more."""
    folder = tmp_path_factory.mktemp("field")
    package = folder / "src/primer"
    shutil.copytree(ROOT / "src/primer", package, ignore=shutil.ignore_patterns("__pycache__"))
    change(package, {"replace": ADDED})
    root = copy_small(folder / "site")
    finding = {"would_change: A national": f"asked: {SENTENCE}\nwould_change: A national"}
    change(root, {"replace": {"docs/findings/f22-beds.md": finding}})
    done = run((sys.executable, "-m", "primer", "build"), root, {"PYTHONPATH": os.fspath(package.parent)})
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_the_page_says_it_below_its_label(built: Path) -> None:
    page = (built / "site/f22.html").read_text("utf-8")
    assert f"Who was not asked: {SENTENCE}" in page


def test_the_data_holds_it(built: Path) -> None:
    assert json.loads((built / "site/f22.json").read_text("utf-8"))["asked"] == SENTENCE
    (finding,) = json.loads((built / "site/data/primer.json").read_text("utf-8"))["findings"]
    assert finding["asked"] == SENTENCE
    assert f"## Who was not asked\n\n{SENTENCE}" in (built / "site/f22.md").read_text("utf-8")


def test_the_search_index_finds_it(built: Path) -> None:
    script = (built / "site/assets/js/search-index.js").read_text("utf-8")
    words, _ = json.loads(script.removeprefix("window.bybIndex="))["hidden"]["body"]
    assert "tenant" in words.split()


def test_paper_prints_it_below_its_label(built: Path) -> None:
    (book,) = (built / "dist").glob("*-book-a4.pdf")
    document = pypdfium2.PdfDocument(book)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert f"Who was not asked {SENTENCE}" in text
