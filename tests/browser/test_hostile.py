"""Hostile text in every field of every file: nothing runs, nothing is asked for, no policy has anything to report."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect
from support.builds import build
from support.hostile_site import HostileSite, make_hostile
from support.trap import Trap, trapped
from support.vectors import FEW, VECTORS
from support.web import COPYING, Handler

IN_ALL = settings.default.max_examples > 100
"""Whether every text is tried: with `--hypothesis-profile release`."""


@dataclass(frozen=True)
class Hostile:
    """The site, built and served."""

    site: HostileSite
    folder: Path
    url: str


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hostile]:
    root = tmp_path_factory.mktemp("hostile") / "site"
    site = make_hostile(root, VECTORS if IN_ALL else {name: VECTORS[name] for name in FEW})
    build(root)
    handler = functools.partial(Handler, directory=str(root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Hostile(site, root / "site", f"http://127.0.0.1:{server.server_port}")
        server.shutdown()


@pytest.fixture
def trap(chromium: Browser, hostile: Hostile) -> Iterator[Trap]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, permissions=COPYING)
    context.set_default_timeout(10_000)
    yield trapped(context, hostile.url)
    context.close()


def test_texts_of_every_kind_stand_in_the_site(hostile: Hostile) -> None:
    """What the check refuses tries nothing: of each kind of file some texts have to be left."""
    slots = hostile.site.slots
    left = {slot.kind.partition(" ")[0] for slot in slots if not slot.refused}
    assert left == {slot.kind.partition(" ")[0] for slot in slots}
    assert sum(not slot.refused for slot in slots) * 3 > len(slots)


def test_no_page_does_what_it_should_not(hostile: Hostile, trap: Trap) -> None:
    found: dict[str, list[str]] = {}
    pages = sorted(hostile.folder.rglob("*.html"))
    for path in pages:
        address = path.relative_to(hostile.folder).as_posix()
        trap.page.goto(f"{hostile.url}/{address}", wait_until="load")
        for what in trap.found():
            found.setdefault(what, []).append(address)
    assert found == {}
    assert len(pages) > 100


def test_search_filters_and_copying_do_nothing_else(hostile: Hostile, trap: Trap) -> None:
    """What scripts build from data is text too."""
    page = trap.page
    page.goto(f"{hostile.url}/g200.html")
    page.locator("[data-search]").click()
    for word in ("alert", "evil.example", VECTORS["break-out, element"], "plain"):
        # The index of so large a site takes its time, and two words may find as much.
        count = page.locator(".byb-hits__count")
        expect(count).to_be_attached(timeout=60_000)
        count.evaluate("count => { count.textContent = ''; }")
        page.locator("#search-q").fill(word)
        expect(count).not_to_be_empty(timeout=60_000)
    # The last of the words stands on every page.
    expect(page.locator(".byb-hits li").first).to_be_visible()
    assert trap.found() == []
    for address in ("guidelines.html", "findings.html", "myths.html", "references.html"):
        page.goto(f"{hostile.url}/{address}")
        for choice in page.locator("form[data-filters] select").all()[:4]:
            choice.select_option(index=choice.locator("option").count() - 1)
        assert trap.found() == []
    for name in ("g200", "m202", "f203"):
        page.goto(f"{hostile.url}/{name}.html")
        page.locator("summary", has_text="Copy or cite").first.click()
        for button in page.locator("#cite > .byb-share button").all():
            button.click()
        assert trap.found() == []


PLANTED = '<p>x</p><script>alert(name)</script><img src="https://evil.example/a.png" onerror="alert(name)">'


def test_the_trap_sees_what_is_planted(hostile: Hostile, chromium: Browser, tmp_path: Path) -> None:
    """With the page's policy it is reported and stopped; without it it runs, and asks another host."""
    text = (hostile.folder / "g200.html").read_text("utf-8").replace("</main>", f"{PLANTED}</main>")
    (hostile.folder / "planted.html").write_text(text, "utf-8")
    try:
        told = {}
        for without_policy in (False, True):
            context = chromium.new_context(bypass_csp=without_policy)
            trap = trapped(context, hostile.url)
            trap.page.goto(f"{hostile.url}/planted.html", wait_until="load")
            told[without_policy] = trap.found()
            context.close()
    finally:
        (hostile.folder / "planted.html").unlink()
    assert {"made: script", "made: img onerror"} <= set(told[False])
    assert any(one.startswith("reported: script-src-elem inline") for one in told[False])
    assert any(one.startswith("reported: img-src https://evil.example") for one in told[False])
    assert {"executed: alert", "asked: https://evil.example/a.png"} <= set(told[True])
