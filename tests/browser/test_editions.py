"""Links to an edition: by search, from an address that does not exist, and back to the page of today."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.web import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.mark.parametrize("typed", ["v1.0-G3.5", "v1.0-g3.5", "1.0-G3.5", "v1.0 g 3.5"])
def test_search_takes_an_id_with_its_edition(site: Site, page: Page, typed: str) -> None:
    page.goto(site.url + "find.html")
    page.locator("#find input").fill(typed)
    hits = page.locator("#find .byb-hits a")
    expect(hits).to_have_count(2)
    assert [hit.get_attribute("href") for hit in hits.all()] == ["v/1.0/g3.html#c5", "g3.html#c5"]
    expect(hits.first).to_contain_text("Guideline, edition 1.0")
    expect(hits.first).to_contain_text("v1.0-G3.5")


def test_search_gives_the_page_of_today_for_an_edition_without_pages(site: Site, page: Page) -> None:
    page.goto(site.url + "find.html")
    page.locator("#find input").fill("v0.3-G3.1")
    hits = page.locator("#find .byb-hits a")
    assert [hit.get_attribute("href") for hit in hits.all()] == ["g3.html#c1"]


@pytest.mark.parametrize("address", ["v1.0-G3.5", "v/1.0/g3.5", "v1.0-g3.5.html"])
def test_a_wrong_address_with_an_edition_names_both_pages(site: Site, page: Page, address: str) -> None:
    page.goto(site.url + address)
    links = page.locator("#meant a")
    expect(links).to_have_count(2)
    assert [link.get_attribute("href") for link in links.all()] == ["/v/1.0/g3.html#c5", "/g3.html#c5"]


def test_a_wrong_address_with_an_edition_that_is_not_kept_says_so(site: Site, page: Page) -> None:
    page.goto(site.url + "v0.3-g3")
    expect(page.locator("#meant")).to_contain_text("No edition 0.3 is kept. Did you mean G3:")


@pytest.mark.parametrize("base", ["url", "disk"])
def test_the_way_from_an_edition_to_today_says_what_changed(site: Site, page: Page, base: str) -> None:
    start = site.url + "v/1.0/g3.html" if base == "url" else site.disk("v/1.0/g3.html")
    page.goto(start)
    page.get_by_role("link", name="G3 today", exact=True).click()
    note = page.locator("#since-1-0")
    expect(note).to_be_visible()
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("Changed since the edition you linked (1.0).")
    page.goto(page.url.partition("#")[0] + "?again")
    expect(page.locator("#since-1-0")).to_be_hidden()
