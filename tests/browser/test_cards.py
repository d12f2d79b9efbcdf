"""The card of a citation: hover, focus and tap open it; it can be reached, kept and dismissed (WCAG 1.4.13)."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect
from support.paths import ROOT, SITES
from support.web import COPYING

SITE = SITES / "every-form"
FIRST = "a[data-card]"
OPEN = ".byb-card:visible"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("every") / "form"
    shutil.copytree(SITE, folder)
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    return (folder / "site" / "index.html").as_uri()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The page with every form of citation, from disk; no error and no request elsewhere is allowed."""
    errors: list[str] = []
    with chromium.new_context(viewport={"width": 1000, "height": 700}, permissions=COPYING) as context:
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: errors.append(request.url) if request.url.startswith("http") else None)
        page.goto(address)
        yield page
    assert errors == []


def test_no_card_is_open_at_first(page: Page) -> None:
    expect(page.locator(OPEN)).to_have_count(0)


def test_hovering_opens_the_card_and_it_stays_while_the_pointer_is_on_it(page: Page) -> None:
    page.locator(FIRST).first.hover()
    card = page.locator(OPEN)
    expect(card).to_have_count(1)
    expect(card).to_contain_text("Manual of gauges")
    card.hover()
    page.wait_for_timeout(600)
    expect(card).to_have_count(1)
    page.mouse.move(5, 690)
    expect(card).to_have_count(0)


def test_the_card_never_covers_its_citation(page: Page) -> None:
    for link in page.locator(FIRST).all()[:12]:
        link.hover()
        expect(page.locator(OPEN)).to_have_count(1)
        box, own = page.locator(OPEN).bounding_box(), link.bounding_box()
        assert box is not None
        assert own is not None
        assert box["y"] >= own["y"] + own["height"] - 2 or box["y"] + box["height"] <= own["y"] + 2
        page.keyboard.press("Escape")


def test_escape_closes_the_card_and_leaves_the_pointer_where_it_is(page: Page) -> None:
    page.locator(FIRST).first.hover()
    expect(page.locator(OPEN)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)


def test_focus_opens_the_card_and_its_links_are_next(page: Page) -> None:
    link = page.locator(FIRST).first
    page.locator("h1").click()
    while not link.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    expect(page.locator(OPEN)).to_have_count(1)
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.byb-card') !== null")
    page.keyboard.press("Escape")
    expect(page.locator(OPEN)).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement")
    assert link.get_attribute("aria-expanded") is None


def test_leaving_with_the_keyboard_closes_the_card(page: Page) -> None:
    page.locator(FIRST).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(OPEN)).to_have_count(1)
    page.keyboard.press("Shift+Tab")
    expect(page.locator(OPEN)).to_have_count(0)


def test_a_tap_opens_the_card_and_a_second_follows_the_link(chromium: Browser, address: str) -> None:
    with chromium.new_context(viewport={"width": 400, "height": 800}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(address)
        link = page.locator("blockquote a[data-card]")
        link.tap()
        expect(page.locator(OPEN)).to_have_count(1)
        assert "#ref-" not in page.url
        box = page.locator(OPEN).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 400
        link.tap()
        page.wait_for_url("**#ref-who2019")
        page.get_by_text("The end.").tap()
        expect(page.locator(OPEN)).to_have_count(0)


def test_without_script_links_lead_to_the_list_and_no_card_shows(chromium: Browser, address: str) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        assert page.locator(OPEN).count() == 0
        page.locator(FIRST).first.click()
        assert page.url.endswith("#ref-who2019")
        assert page.locator("#ref-who2019").is_visible()


def test_exports_can_be_copied(page: Page) -> None:
    page.get_by_text("These references in BibTeX").first.click()
    page.get_by_role("button", name="Copy: These references in BibTeX").click()
    expect(page.get_by_text("Copied.")).to_be_visible()


def test_backlinks_lead_to_the_citation(page: Page) -> None:
    page.get_by_role("link", name="Back to citation 2 of World Weather Office (2019)").click()
    assert page.url.endswith("#cite-who2019-2")


def test_the_list_of_all_works_can_be_filtered(chromium: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "alone"
    shutil.copytree(SITE.parent / "bibliography-alone", folder)
    build(load_config(str(folder / "mkdocs.yml"), strict=True))
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto((folder / "site" / "everything.html").as_uri())
        shown = page.locator("#filtered > li").filter(visible=True)
        expect(shown).to_have_count(4)
        page.get_by_role("combobox", name="Keyword").select_option("snow")
        expect(shown).to_have_count(1)
        expect(page.locator("form output")).to_have_text("1 of 4 shown")
        assert page.url.endswith("#keywords=snow")


def test_the_script_is_small() -> None:
    script = ROOT / "src" / "mkdocs_bibliography" / "assets" / "cards.js"
    assert len(gzip.compress(script.read_bytes())) <= 2048
