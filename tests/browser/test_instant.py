"""Lists and boxes of the bibliography in a theme that changes pages without loading them."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, expect

BIB = "".join(
    f"@book{{{key}, author={{{author}}}, title={{T}}, publisher={{P}}, year=2001}}\n"
    for key, author in (("a", "Okafor, Ada"), ("b", "Lind, Per"))
)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# One\n\nCites [@a]. [Two](two.md)\n", "utf-8")
    (tmp_path / "docs" / "two.md").write_text("# Two\n\nCites [@a].\n\n\\bibliography\n\n[[references all]]\n", "utf-8")
    (tmp_path / "refs.bib").write_text(BIB, "utf-8")
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path / "site"))
    )
    url = f"http://127.0.0.1:{server.server_port}/"
    features = ["navigation.instant", "content.code.copy"]
    config = {
        "site_name": "S",
        "site_url": url,
        "theme": {"name": "material", "font": False, "features": features},
        "plugins": [{"bibliography": {"bib_file": "refs.bib"}}],
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    build(load_config(str(tmp_path / "mkdocs.yml")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield url
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("way", ["loaded", "instant"])
def test_filters_and_copy_buttons_work_once_on_every_page(chromium: Browser, address: str, way: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(address if way == "instant" else f"{address}two/")
        if way == "instant":
            page.evaluate("window.kept = 1")
            page.click("article a:text('Two')")
            expect(page.locator("h1")).to_have_text("Two")
            assert page.evaluate("window.kept") == 1
        form = page.locator("form[data-filters]")
        expect(form).to_be_visible()
        form.locator("select[name=cited]").select_option("no")
        expect(page.locator("#filtered > li:visible")).to_have_count(1)
        for box in page.locator("details:has(pre[data-copy])").all():
            box.locator("summary").click()
            expect(box.locator("button")).to_have_count(1)
        assert page.locator("details:has(pre[data-copy])").count() == 3
