"""What the scripts of a German primer say and find, opened from a folder as readers of the offline copy open it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.builds import build, made_once
from support.paths import TESTS

from primer.site.search_languages import GERMAN


@pytest.fixture
def folder() -> Path:
    return made_once("german", _build) / "primer/site"


def _build(part: Path) -> None:
    """The site; the page for wrong addresses also stands at some of them, as a host would show it there."""
    build(Path(shutil.copytree(TESTS / "sites/other", part / "primer")))
    for name in ("r01", "i9", "g1"):
        shutil.copy(part / "primer/site/404.html", part / f"primer/site/{name}.html")


@pytest.fixture
def page(context: BrowserContext, folder: Path) -> Page:
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    return page


def test_the_search_dialog_speaks_german_and_counts_in_it(page: Page) -> None:
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog")
    field, status = dialog.get_by_role("searchbox"), dialog.get_by_role("status")
    expect(dialog.get_by_text("Filtern")).to_be_visible()
    field.fill("Ablaufdatum")
    expect(status).to_have_text("1 Treffer")
    field.fill("Normen")
    expect(status).to_have_text(re.compile(r"^[2-9] Treffer$"))
    expect(dialog.locator("mark").first).to_have_text("Norm")
    field.fill("Quorx")
    expect(status).to_have_text("Nichts gefunden.")
    expect(dialog.get_by_role("link", name="Liste von A bis Z")).to_be_visible()
    field.fill("über die")
    expect(status).to_have_text("Diese Wörter stehen auf jeder Seite. Fügen Sie eines hinzu, das Ihr Thema nennt.")
    assert "%{" not in dialog.inner_text()


@pytest.mark.parametrize("query", ["Größe", "groesse", "GRÖSSE", "Maßnahme", "Maßnahmen", "massnahme"])
def test_a_german_word_is_found_in_each_of_its_forms(page: Page, query: str) -> None:
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill(query)
    expect(page.locator(".byb-hits a").first).to_contain_text("Welche Norm hier zählt")


def test_the_script_reads_german_words_as_the_index_does(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("dialog details")).to_be_attached()
    samples = [
        "Größe groesse GRÖSSE Maßnahmen",
        "Häuser, Ergebnisse und Nutzerinnen für Prüfungen",
        "Über Uebung quer STRAẞE",
    ]
    found = [page.evaluate("text => window.bybWords.terms(text)", text) for text in samples]
    assert found == [GERMAN.terms_of(text) for text in samples]


@pytest.mark.parametrize(("query", "address"), [("R1", "r1.html"), ("b-01", "b1.html"), ("r 1.3", "r1.html#c3")])
def test_an_id_is_found_by_the_letter_that_the_primer_gave_its_type(page: Page, query: str, address: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Wörter, oder eine Kennung wie R1")).to_be_visible()
    page.get_by_role("searchbox").fill(query)
    expect(page.locator(".byb-hits a")).to_have_count(1)
    expect(page.locator(".byb-hits a")).to_have_attribute("href", re.compile(rf"(^|/){re.escape(address)}$"))


def test_a_wrong_address_is_read_by_the_letters_of_the_primer(page: Page, folder: Path) -> None:
    page.goto((folder / "r01.html").as_uri())
    expect(page.locator("#meant a")).to_have_attribute("href", re.compile(r"(^|/)r1\.html$"))
    page.goto((folder / "i9.html").as_uri())
    expect(page.locator("#meant")).to_contain_text("I9")
    page.goto((folder / "g1.html").as_uri())
    page.wait_for_function("typeof window.bybItems === 'object'")
    expect(page.locator("#lost")).to_be_visible()
    expect(page.locator("#meant")).to_have_count(0)
