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
def page(context: BrowserContext) -> Page:
    folder = made_once("german", lambda part: build(Path(shutil.copytree(TESTS / "sites/other", part / "primer"))))
    page = context.new_page()
    page.goto((folder / "primer/site/index.html").as_uri())
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
