"""A German primer on paper: its words, its headings, how words are divided, and the language that its PDFs name."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from support.paths import SITES
from support.small_site import change

from mkdocs_bibliography.text.strings import Text
from primer.checks.check_project import check_project
from primer.paper.edition import print_everything
from primer.project.progress import Progress
from primer.strings import read_strings

DIVIDED = re.compile("(\\w+)[\ufffe\x02]\\r?\\n?(\\w+)")
"""A word in two lines, as pdfium gives it."""
WORD = re.compile(r"[^\W\d_]{2,}")
SYLLABLES = (
    "Au-then-ti-fi-zie-rungs-ver-fah-ren",
    "Pass-wort-wech-sel-in-ter-val-le",
    "Si-cher-heits-über-prü-fun-gen",
    "Bun-des-ver-wal-tungs-be-hör-den",
    "Da-ten-schutz-be-auf-trag-ten",
    "In-for-ma-ti-ons-si-cher-heits-be-auf-trag-ten",
    "Re-chen-zen-trums-be-triebs-lei-tun-gen",
    "Wie-der-her-stel-lungs-frist",
)
"""The long words of the page of norms, by the German rules."""
ADDED = {
    "replace": {"primer.yml": {"paper: [book, handouts]\n": ""}},
    "add": {"docs/workshop/u1-vorfall.md": "\n## Zum Austeilen {#handout}\n\nAhorn ist ein erfundener Dienst.\n"},
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other primer with a page of every type, and all that can be printed of it."""
    folder = tmp_path_factory.mktemp("german") / "primer"
    shutil.copytree(SITES / "other", folder)
    shutil.copytree(SITES / "other-paper", folder, dirs_exist_ok=True)
    change(folder, ADDED)
    checked = check_project(folder)
    print_everything(checked.primer, folder / "dist", Progress(io.StringIO()), checked.raise_for_errors)
    return folder


@pytest.fixture(scope="module")
def printed(root: Path) -> Mapping[str, str]:
    """The text of each PDF, with the titles of its bookmarks."""
    return {path.stem: "\n".join(_texts(path)) for path in (root / "dist").rglob("*.pdf")}


def _texts(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    yield from (page.get_textpage().get_text_range() for page in document)
    yield from (mark.get_title() for mark in document.get_toc())
    yield from document.get_metadata_dict().values()


def _whole(text: str) -> str:
    return DIVIDED.sub(r"\1\2", text)


def _forms(text: Text) -> Iterator[str]:
    yield from (text,) if isinstance(text, str) else text.values()


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in WORD.findall(text))


def test_each_printed_word_is_of_the_primer_or_of_the_german_catalogue(root: Path, printed: Mapping[str, str]) -> None:
    files = [*root.glob("docs/**/*.md"), *root.glob("docs/**/*.yml"), *root.glob("*.yml"), root / "references.bib"]
    own = _words("\n".join(path.read_text("utf-8") for path in files) + "creativecommons.org/licenses Typst et al.")
    english, german = (read_strings(language).texts for language in ("en", "de"))
    others = {key: " ".join(set(_forms(english[key])) - set(_forms(german[key]))) for key in english}
    known = own | _words("\n".join(form for text in german.values() for form in _forms(text)))
    assert len(printed) == 25
    for name, text in printed.items():
        found = _words(_whole(re.sub(r"https?://\S+\s+\S*", "", text))) - known
        assert {word: [key for key, said in others.items() if word in _words(said)] for word in found} == {}, name


def test_every_pdf_names_its_language(root: Path) -> None:
    for path in (root / "dist").rglob("*.pdf"):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == "de-DE", path.name


def test_a_heading_is_found_by_its_anchor_and_printed_in_its_authors_words(printed: Mapping[str, str]) -> None:
    book = printed["pdh-0.1-book-a4"]
    for heading, opening in {
        "Nachteile": "Wer den Wechsel abschaltet",
        "Was bekannt ist": "Die Norm rät",
        "Warum es in die Irre führt": "So führt die Behauptung",
        "Was sich im Entwurf ändert": "Schreiben Sie den Grund",
        "Zum Austeilen": "Ahorn ist ein erfundener Dienst",
    }.items():
        assert re.search(rf"^{heading}\s+{opening}", book, re.M), heading
    assert re.search(r"^Was man weiß und was nicht\s+Eine Norm rät", printed["pdh-0.1-brief-a4"], re.M)


def test_words_are_divided_by_the_rules_of_german(printed: Mapping[str, str]) -> None:
    allowed = {
        "".join(parts): {"".join(parts[:end]) for end in range(1, len(parts))}
        for parts in (word.split("-") for word in SYLLABLES)
    }
    found = DIVIDED.findall(printed["pdh-0.1-book-a4"] + printed["pdh-0.1-book-letter"])
    long = [(left, left + right) for left, right in found if left + right in allowed]
    assert len(long) >= 2
    assert [left for left, word in long if left not in allowed[word]] == []


def test_large_print_and_titles_divide_no_word_that_fits_its_line(printed: Mapping[str, str]) -> None:
    assert DIVIDED.findall(printed["pdh-0.1-handouts-largeprint-a4"]) == []
    cover = printed["pdh-0.1-book-a4"].partition("Ausgabe")[0]
    assert "Passwörter, die" in cover


def test_quotation_marks_are_german(printed: Mapping[str, str]) -> None:
    book = _whole(printed["pdh-0.1-book-a4"])
    assert "„Zuständigkeit“" in book
    assert "‚Verantwortung‘" in book
    assert "„However, verifiers" in book


def test_an_address_gets_no_hyphen(printed: Mapping[str, str]) -> None:
    address = "https://passwoerter.example/wiederherstellungsfristen-der-bundesverwaltung"
    assert address in re.sub(r"\s", "", printed["pdh-0.1-book-a4"])
