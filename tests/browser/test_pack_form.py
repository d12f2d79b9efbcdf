"""The form of packs: what is ticked becomes a command and a file that `primer pdf` understands, without a network."""

from __future__ import annotations

import shlex

import pytest
import yaml
from playwright.sync_api import BrowserContext, Page, expect
from support.web import Site

from primer.content.page_models import Pack


@pytest.fixture
def page(site: Site, context: BrowserContext) -> Page:
    context.set_offline(True)
    page = context.new_page()
    page.goto(site.disk("packs.html"))
    return page


def tick(page: Page, *ids: str) -> None:
    for name in ids:
        box = page.locator(f'input[name="id"][value="{name}"]')
        if not box.is_visible():
            page.locator("details", has=box).locator("summary").click()
        box.check()


def test_every_item_can_be_ticked(site: Site, page: Page) -> None:
    offered = page.locator('#pack input[name="id"]').evaluate_all("boxes => boxes.map(box => box.value)")
    assert offered == list(site.primer.items)


def test_the_choice_becomes_a_command_and_a_file(page: Page) -> None:
    tick(page, "G3", "M7")
    page.get_by_label("What the cover says").fill('It\'s "ours": #1 & more')
    expect(page.locator("#pack-chosen")).to_have_text("Chosen: G3, M7.")
    command = shlex.split(page.locator("#pack-command").inner_text())
    assert command == ["primer", "pdf", "--ids", "G3,M7", "--title", 'It\'s "ours": #1 & more']
    pack = Pack.model_validate(yaml.safe_load(page.locator("#pack-file").inner_text()))
    assert (pack.title, pack.ids) == ('It\'s "ours": #1 & more', ("G3", "M7"))


def test_a_title_that_is_too_short_is_made_long_enough(page: Page) -> None:
    tick(page, "G3")
    for title in ("", "Go"):
        page.get_by_label("What the cover says").fill(title)
        assert Pack.model_validate(yaml.safe_load(page.locator("#pack-file").inner_text())).title


def test_the_address_holds_the_choice(site: Site, page: Page, context: BrowserContext) -> None:
    tick(page, "G3", "F33")
    assert page.url.endswith("#ids=G3,F33")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#pack-chosen")).to_have_text("Chosen: G3, F33.")


def test_starting_again_clears_the_command(page: Page) -> None:
    tick(page, "G3")
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("#pack-command")).to_have_text("")
    expect(page.locator("#pack-chosen")).to_have_text("Nothing is chosen yet.")


@pytest.mark.parametrize("name", ["Copy the command", "Copy the YAML"])
def test_copying_is_announced_or_left_to_the_hand(page: Page, name: str) -> None:
    tick(page, "G3")
    page.get_by_role("button", name=name).click()
    expect(page.locator("#announce")).to_contain_text(
        "opied" if page.locator(".byb-copy__hand").count() == 0 else "press Ctrl+C"
    )


def test_without_scripts_the_page_says_how_packs_are_made(site: Site, chromium: object) -> None:
    context = chromium.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(site.disk("packs.html"))
    expect(page.locator("#pack")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("primer pdf --ids G3,G6,M7")
    context.close()
