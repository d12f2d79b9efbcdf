"""A primer on another subject, built from the wheel: nothing in it is of the first subject, and no link is dead."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag
from xml.etree.ElementTree import Element

import html5lib
import pypdfium2
import pytest
from support.paths import ROOT, TESTS

from mkdocs_bibliography import read_bibliography, read_source
from mkdocs_bibliography.text.strings import forms_of
from primer.strings import read_strings

pytestmark = pytest.mark.site

FIRST = re.compile(
    r"traffick|exploit|\bchild|survivor|hotline|before you build|beforeyoubuild|\bBYB\b|\bbyb-\d|leave this site"
    r"|CC BY 4\.0|\ben-GB\b|\b2013\b",
    re.I,
)
"""Words of the first subject, its names and its licence."""
OF_CODE = re.compile(
    r"\"children\":\"child\"|byb-[a-z_]+|\.byb\b|\bbyb[A-Z]\w+|\bbyb\.(css|js)|class=\"[^\"]*\"|children|appendChild|replaceChildren"
    r"|firstChild|lastChild|:\w+-child|\(child\)"
)
"""Names in markup, styles and scripts, which nobody reads."""


FIRST_ID = re.compile(
    r"\b[GMFW][1-9]\d*(\.\d+)?\b|\b[gmfw][1-9]\d*(?=\.(html|json|md|png)|#)|\[(GMFW|gmfw)|-[gmfw][1-9]\d*-"
)
"""Ids and addresses with the letters of the first primer."""
OF_FORMATS = re.compile(r" d=[\"'][^\"']*[\"']|^M1  - .*$|(?<=&#10;)M1  -|#[0-9a-f]{6}\b", re.M)
"""Paths of pictures, a field of RIS and colours."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", folder, ROOT]
    subprocess.run(command, check=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def other(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with its site and PDFs, made by what the wheel holds and nothing of this folder."""
    place = tmp_path_factory.mktemp("other")
    installed = place / "installed"
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", installed, wheel]
    subprocess.run(command, check=True, timeout=300)
    root = Path(shutil.copytree(TESTS / "sites" / "other", place / "primer"))
    environment = {**os.environ, "PYTHONPATH": str(installed), "SOURCE_DATE_EPOCH": "1790000000"}
    code = "import primer, primer.cli; assert 'installed' in primer.__file__, primer.__file__; primer.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "build"], cwd=root, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def test_no_text_is_of_the_first_subject(other: Path) -> None:
    kinds = {".html", ".md", ".json", ".xml", ".txt", ".js", ".css", ".csv", ".bib", ".ris", ".yml", ".svg"}
    found = []
    for path in sorted((other / "site").rglob("*")):
        others = "vendor" in path.parts or "schema" in path.parts or path.name == "theme.css"
        if path.suffix in kinds and not others:
            text = OF_CODE.sub("", path.read_text("utf-8"))
            found += [f"{path.relative_to(other)}: {match[0]}" for match in FIRST.finditer(text)]
            found += [f"{path.relative_to(other)}: {one[0]}" for one in FIRST_ID.finditer(OF_FORMATS.sub("", text))]
    names = [path.relative_to(other).as_posix() for folder in ("site", "dist") for path in (other / folder).rglob("*")]
    assert found + [name for name in names if FIRST_ID.search(name)] == []


def test_no_pdf_is_of_the_first_subject(other: Path) -> None:
    printed = sorted((other / "dist").rglob("*.pdf"))
    assert printed
    for path in printed:
        document = pypdfium2.PdfDocument(path)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        text += "\n".join(mark.get_title() for mark in document.get_toc())
        said = [match[0] for match in FIRST.finditer(text + json.dumps(document.get_metadata_dict()))]
        assert said + [match[0] for match in FIRST_ID.finditer(text)] == [], path.name
        assert path.name.startswith("pdh-0.1-")
        assert document.get_metadata_dict()["Author"] == "Redaktion Passwörter"


def test_levels_basis_and_look_are_those_of_the_primer(other: Path) -> None:
    guideline = (other / "site/r1.html").read_text("utf-8")
    assert "Gestützt auf: eine Norm" in guideline
    assert "Bedarf: <strong>geringe Sicherheit</strong>" in guideline
    assert "Wirkung: <strong>ungeprüft</strong>" in guideline
    assert 'src="assets/schluessel.svg"' in guideline
    assert '<link rel="icon" href="assets/schluessel.svg"' in guideline
    assert "assets/css/look.css" in guideline
    assert "--byb-guideline:#5a1f6b" in (other / "site/assets/css/look.css").read_text("utf-8")
    assert "assets/css/look.css" in (other / "site/404.html").read_text("utf-8")
    search = (other / "site/findings.html").read_text("utf-8")
    assert "Hohe Sicherheit (3 von 3)" in search
    written = "".join(path.read_text("utf-8") for path in (other / "site").glob("*.html"))
    assert re.search(r"(Strong|Moderate|Limited) evidence|lived experience", written) is None


def test_ids_begin_with_the_letters_of_the_primer(other: Path) -> None:
    site = other / "site"
    assert [name for name in ("r1", "i1", "b1", "u1") if not (site / f"{name}.html").is_file()] == []
    guideline = (site / "r1.html").read_text("utf-8")
    assert re.search(r'<a[^>]* href="b1\.html"[^>]*>B1</a>', guideline)
    assert 'id="c3"' in guideline
    assert re.search(r'href="r1\.html#c3"[^>]*>R1\.3</a>', (site / "i1.html").read_text("utf-8"))
    assert "<code>r1.html</code>" in (site / "404.html").read_text("utf-8")
    assert json.loads((site / "data/ids.json").read_text("utf-8"))["ids"].keys() >= {"R1", "I1", "B1", "U1"}
    rules = json.loads((site / "data/autolinks.json").read_text("utf-8"))
    assert [one["key_prefix"] for one in rules] == ["PDH-R", "PDH-I", "PDH-B", "PDH-U"]
    assert "[R12.3], [I7]" in (site / "data/pdh-links.md").read_text("utf-8")


def test_only_what_the_primer_asks_for_is_printed(other: Path) -> None:
    names = {re.sub(r"-(a4|letter)$", "", path.stem) for path in (other / "dist").rglob("*.pdf")}
    assert names == {
        f"pdh-0.1-{name}" for name in ("book", "largeprint", "handouts", "handouts-largeprint", "handout-r1")
    }
    book = pypdfium2.PdfDocument(other / "dist/pdh-0.1-book-a4.pdf")
    assert "Welche Norm hier zählt" in "".join(page.get_textpage().get_text_range() for page in book)


def test_the_offline_copy_says_whose_it_is(other: Path) -> None:
    (copy,) = (other / "site" / "downloads").glob("*.zip")
    with zipfile.ZipFile(copy) as archive:
        names = archive.namelist()
        readme = archive.read(next(name for name in names if name.endswith("README.txt"))).decode()
    assert readme.startswith("Passwörter, die halten, Ausgabe 0.1, Kopie ohne Netz\n")
    assert "CC BY-SA 4.0" in readme
    assert FIRST.search(readme) is None
    assert [name for name in names if FIRST_ID.search(name)] == []
    assert "privacy" not in readme.lower()


def test_every_link_leads_to_a_page_and_a_place_that_exist(other: Path) -> None:
    site = other / "site"
    pages = {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}
    trees = {name: html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False) for name, path in pages.items()}
    ids = {name: {one.get("id") for one in tree.iter() if one.get("id")} for name, tree in trees.items()}
    dead = []
    for name, tree in trees.items():
        for element in tree.iter():
            link = element.get("href") or element.get("src")
            if not link or re.match(r"[a-z]+:|//", link):
                continue
            address, fragment = urldefrag(link)
            folder = Path(name).parent if name != "404.html" else Path()
            target = os.path.normpath(folder / unquote(address.lstrip("/"))) if address else name
            target = "index.html" if target == "." else target
            if not (site / target).is_file() or (fragment and target in ids and fragment not in ids[target]):
                dead.append(f"{name}: {link}")
    assert dead == []


def test_the_language_of_the_primer_is_that_of_its_pages(other: Path) -> None:
    for path in (other / "site").glob("*.html"):
        assert '<html lang="de-DE"' in path.read_text("utf-8")[:500], path.name
    feed = (other / "site/data/changes.xml").read_text("utf-8")
    assert 'xml:lang="de-DE"' in feed


def test_no_word_of_the_english_interface_is_left(other: Path) -> None:
    """Titles of works and the words of sources stay as they are; so do code, addresses and what only programs read."""
    site = other / "site"
    (work,) = read_bibliography([read_source(other / "references.bib", "references.bib")]).references.values()
    kept = [work.title, *re.findall(r'words: "(.*)"', (other / "extracts.yml").read_text("utf-8"))]
    words = {word: re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])") for word in english_words()}
    assert len(words) > 500
    left = []
    for path in sorted(site.rglob("*")):
        text = path.read_text("utf-8") if path.suffix in {".html", ".md", ".txt", ".xml", ".js"} else ""
        if path.suffix == ".html":
            text = "\n".join(read_text(html5lib.parse(text, namespaceHTMLElements=False)))
        for said in (r"\w+://\S+", r"[\w/-]+\.html\S*", *(re.escape(one) for one in kept)):
            text = re.sub(said, " ", text, flags=re.I)
        # Programs have words of their own: only what is said in several words can be told from them.
        told = words if path.suffix == ".html" else {word: one for word, one in words.items() if len(word.split()) > 2}
        left += [f"{path.relative_to(site)}: {word}" for word, found in told.items() if found.search(text)]
    assert left == []


def english_words() -> set[str]:
    """What only the English catalogue says: its strings, cut where they fill something in."""
    english, german = read_strings("en").texts, read_strings("de").texts
    known = {word for text in german.values() for form in forms_of(text) for word in re.findall(r"\w+", form)}
    other = [form for key, text in english.items() for form in forms_of(text) if form not in forms_of(german[key])]
    parts = {part.strip(" .,:;()?/\n“”") for form in other for part in re.split(r"\{[^{}]*\}", form)}
    return {part for part in parts if len(part) > 2 and not known.issuperset(re.findall(r"\w+", part))}


def read_text(element: Element) -> Iterator[str]:
    """The words of a page that a reader sees or hears."""
    if element.tag not in {"script", "style", "code", "pre"} and element.get("class") != "Z3988":
        yield from filter(None, (element.get(name) for name in ("aria-label", "title", "alt", "data-column")))
        yield element.text or ""
        for child in element:
            yield from read_text(child)
    yield element.tail or ""


def test_the_wheel_holds_what_a_site_and_its_paper_need(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "primer/theme/templates/main.html", "primer/theme/assets/css/byb.css", "primer/theme/assets/js/search.js",
        "primer/theme/assets/fonts/source-serif-4-roman.woff2",
        "primer/paper/typst/primer.typ", "primer/fonts/SourceSans3-Regular.ttf", "primer/lint/ids.json",
        "mkdocs_bibliography/citeproc/styles/apa.csl", "mkdocs_bibliography/assets/cards.js",
    ):  # fmt: skip
        assert name in names, name
    assert not [name for name in names if name.startswith(("docs/", "tests/")) or name.endswith(".pyc")]


def test_the_page_of_downloads_promises_nothing_that_this_primer_lacks(other: Path) -> None:
    text = (other / "site/downloads.html").read_text("utf-8")
    assert "Alle Einträge mit ihren Quellen." in text
    assert "und Hilfe" not in text
