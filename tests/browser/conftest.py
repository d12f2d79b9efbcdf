"""The browsers, and the built site that they open."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from support.web import COPYING, FLAGS, HERE, Firefox, Handler, Site, chromium_program, driver_runs, real_root

from primer.checks.check_project import check_project


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    root = real_root()
    handler = functools.partial(Handler, directory=str(root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(root, root / "site", f"http://127.0.0.1:{server.server_port}/", check_project(root).primer)
        server.shutdown()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = chromium_program()
    if not driver_runs():
        pytest.skip("the library libatomic is not installed, which Playwright's own Node.js needs")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, permissions=COPYING)
    # What a click waits for has been there for long: 30 s of waiting would only make a failure slow.
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder of the npm tools."""
    folder = HERE / "node_modules"
    if not folder.is_dir() or not shutil.which("node"):
        pytest.skip("the npm tools are not installed: run scripts/test --setup-only")
    return folder


@pytest.fixture(scope="session")
def firefox(npm: Path) -> Iterator[Firefox]:
    program = os.environ.get("PRIMER_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.skip("Firefox is not installed")
    running = Firefox(program)
    yield running
    running.close()
