"""Every page is whole without a script, quiet on the network and inside the screen; every template is accessible."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from support.web import TEMPLATES, Site

WIDTHS = (320, 768, 1280)
MODES: dict[str, Any] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced colours": {"color_scheme": "light", "forced_colors": "active"},
}
STATE = "() => ({cookie: document.cookie, local: localStorage.length, session: sessionStorage.length})"
TEXT = """() => { const main = document.querySelector("main").cloneNode(true);
main.querySelectorAll("form, button, output, #find, [role=status]").forEach(tool => tool.remove());
return main.textContent.replace(/\\s+/g, " ").trim() }"""
"""What a page says, without the tools that need a script."""
PAINTED = "new Promise(done => new PerformanceObserver(done).observe({type: 'paint', buffered: true})).then(() => true)"
SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shifted += entry.value })
  .observe({type: "layout-shift", buffered: true})"""
WIDTHS_OF_FACES = """async () => {
  // The page itself may go without a font that came late.
  const font = new FontFace("Ours", "url(assets/fonts/source-serif-4-roman.woff2)", { weight: "400 650" });
  document.fonts.add(await font.load());
  const line = document.body.appendChild(document.createElement("span"));
  line.style.cssText = "position: absolute; white-space: nowrap";
  line.textContent = [...document.querySelectorAll("main p")].map(p => p.textContent.trim()).join(" ");
  const widths = {};
  for (const face of ["none", "Ours", "Near Georgia", "Near Noto", "Near Times", "Near DejaVu"]) {
    await document.fonts.load(`16px '${face}'`).catch(() => {});
    line.style.font = `16px '${face}', monospace`;
    widths[face] = line.getBoundingClientRect().width;
  }
  return widths;
}"""
TORN = """() => {
  const torn = [];
  for (const cell of document.querySelectorAll("main :is(td, th)")) {
    if (cell.closest("table, thead").offsetWidth <= 1) continue;
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[a-z]{2,}/gi)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.top)));
      if (lines.size > 1) torn.push(word[0]);
    }
  }
  return torn;
}"""
"""The words that stand on two lines in a cell of a table; heads kept for screen readers alone are left out."""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def test_no_page_calls_out_sets_storage_complains_overflows_or_tears_words(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: {message.text}") if message.type in ("error", "warning") else None
        ),
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    stored, wide, torn = [], [], []
    for address in site.addresses:
        page.goto(site.url + address, wait_until="load")
        state = page.evaluate(STATE)
        stored += [(address, state)] if any(state.values()) else []
        wide += [address] if page.evaluate(OVERFLOW) > 0 else []
        torn += [(address, word) for word in page.evaluate(TORN)]
    assert [url for url in asked if not url.startswith(site.url)] == []
    assert context.cookies() == []
    assert stored == []
    assert complaints == []
    assert wide == []
    assert torn == []
    context.close()


@pytest.mark.parametrize("address", TEMPLATES.values(), ids=TEMPLATES.keys())
def test_without_a_script_a_page_is_whole(site: Site, chromium: Browser, address: str) -> None:
    plain, scripted = (chromium.new_context(java_script_enabled=enabled) for enabled in (False, True))
    pages = [context.new_page() for context in (plain, scripted)]
    for page in pages:
        page.goto(site.url + address)
    texts = [page.evaluate(TEXT) for page in pages]
    assert texts[0] == texts[1]
    unscripted = pages[0]
    for name in ("Guidelines", "Myths and findings", "Help", "Search", "Leave this site", "A to Z"):
        assert unscripted.get_by_role("link", name=name).first.is_visible()
    plain.close()
    scripted.close()


def violations(page: Page, url: str, npm: Path, looks: Iterable[tuple[str, int]]) -> list[tuple[Any, ...]]:
    """What axe finds on a page in some modes and widths."""
    # The tool is added past the page's own policy, which the other tests hold to.
    page.goto(url)
    page.evaluate((npm / "axe-core" / "axe.min.js").read_text("utf-8") + ";0")
    found = []
    for mode, width in looks:
        page.emulate_media(**MODES[mode])
        page.set_viewport_size({"width": width, "height": 800})
        results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found += [(mode, width, item["id"], item["nodes"][0]["target"]) for item in results["violations"]]
    return found


ALL_LOOKS = list(product(MODES, WIDTHS))
NARROW_AND_WIDE = [("light", 320), ("light", 1280)]
"""A mode changes colours and a width changes the layout, and both come from one style sheet for all pages."""
OTHER_MODES = [("dark", 1280), ("forced colours", 1280)]
ITEMS = {"start", "guideline", "myth", "finding", "activity", "reference"}
"""Templates that between them hold every block and colour."""


@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_in_any_mode_or_layout(site: Site, context: BrowserContext, npm: Path, template: str) -> None:
    looks = NARROW_AND_WIDE + (OTHER_MODES if template in ITEMS else [])
    assert violations(context.new_page(), site.url + TEMPLATES[template], npm, looks) == []


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
def test_axe_finds_nothing_in_any_mode_at_any_width(
    site: Site, context: BrowserContext, npm: Path, template: str
) -> None:
    assert violations(context.new_page(), site.url + TEMPLATES[template], npm, ALL_LOOKS) == []


def test_axe_finds_nothing_in_the_open_search(site: Site, context: BrowserContext, npm: Path) -> None:
    page = context.new_page()
    page.goto(site.url + "g6.html")
    page.keyboard.press("Control+k")
    page.locator("dialog input").fill("age")
    page.locator("dialog .byb-hits a").first.wait_for()
    page.evaluate((npm / "axe-core" / "axe.min.js").read_text("utf-8") + ";0")
    results = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(item["id"], item["nodes"][0]["target"]) for item in results["violations"]] == []


def test_no_link_is_named_by_digits_or_a_sign(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    named = []
    for address in TEMPLATES.values():
        page.goto(site.url + address)
        for name in page.evaluate(
            '[...document.querySelectorAll(\'a[href]:not([href^="tel:"], [href^="sms:"])\')]'
            ".map(a => (a.getAttribute('aria-label') || a.textContent).trim())"
        ):
            named += [(address, name)] if not re.search(r"[^\W\d_]", name) else []
    assert named == []


def test_a_page_has_one_main_heading_and_no_level_is_skipped(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    for address in TEMPLATES.values():
        page.goto(site.url + address)
        levels = page.evaluate("[...document.querySelectorAll('main :is(h1,h2,h3,h4,h5,h6)')].map(h => +h.tagName[1])")
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)


def test_text_of_twice_the_size_stays_on_the_page(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 640, "height": 800})
    page = context.new_page()
    for address in TEMPLATES.values():
        page.goto(site.url + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate(OVERFLOW) <= 0, address
    context.close()


def test_nothing_moves(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    for address in TEMPLATES.values():
        page.goto(site.url + address)
        moving = page.evaluate(
            """[...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);
            return s.animationName !== 'none'
              || parseFloat(s.transitionDuration) > 0 && s.transitionProperty !== 'none' })
            .map(e => e.tagName + '.' + e.className).slice(0, 5)"""
        )
        assert moving == [], address


def shifted_by_scripts(page: Page, url: str) -> float:
    """How far scripts move a page that is painted before any of them is there: Google's CLS."""
    held: list[Route] | None = []
    page.route("**/*.woff2", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.continue_() if held is None else held.append(route))
    page.add_init_script(SHIFTS)
    page.goto(url, wait_until="commit")
    page.evaluate(PAINTED)
    waiting, held = held, None
    for route in waiting:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))")
    return float(page.evaluate("shifted"))


@pytest.mark.parametrize("width", [412, 1280])
def test_scripts_move_nothing(site: Site, chromium: Browser, width: int) -> None:
    moved = {}
    for address in TEMPLATES.values():
        with chromium.new_context(viewport={"width": width, "height": 820}) as context:
            moved[address] = shifted_by_scripts(context.new_page(), site.url + address)
    assert {address: shift for address, shift in moved.items() if shift > 0.01} == {}


def test_what_stands_in_for_the_font_is_as_wide(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(site.url + "g6.html")
    widths = page.evaluate(WIDTHS_OF_FACES)
    installed = {face: width for face, width in widths.items() if width != widths["none"]}
    assert len(installed) > 1, "No face that may stand in is installed."
    assert installed == {face: pytest.approx(widths["Ours"], rel=0.015) for face in installed}


def test_the_html_checker_finds_nothing(site: Site, npm: Path) -> None:
    jar = npm / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--skip-non-html", "--format", "json", str(site.folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    messages = json.loads(done.stderr)["messages"]
    told = {(item["message"], item.get("url", "").rpartition("/")[2]) for item in messages if item["type"] == "error"}
    assert sorted(told)[:10] == []


@pytest.mark.parametrize(("address", "named"), [("g6.html", "G6"), ("method.html", "method.html"), ("m1.html", "M1")])
def test_the_foot_of_a_page_says_how_to_report_an_error_on_it(
    site: Site, context: BrowserContext, address: str, named: str
) -> None:
    page = context.new_page()
    page.goto(site.url + address)
    told = page.locator(".byb-footer__report")
    assert f"Name {named}." in told.inner_text()
    told.get_by_role("link").first.click()
    assert page.url.endswith("corrections.html#report")
    assert page.locator("#report").count() == 1
