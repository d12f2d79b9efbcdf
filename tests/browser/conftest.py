"""The built site, served and on disk, and the browsers that the tests open it in."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from building import made_once
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from printed import edition

from primer.build import build_all
from primer.model import Primer
from primer.run import check_project

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
COPYING = ["clipboard-write"]
"""What a reader's click allows in a window, and a browser without windows has to be told."""
# Letters stand between pixels, as a Chromium with windows sets them; the shell would round every width to whole ones.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"),
    "--font-render-hinting=none",
]


@dataclass(frozen=True)
class Site:
    """The real primer, built once for all tests."""

    root: Path
    folder: Path
    url: str
    primer: Primer

    @property
    def addresses(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*.html"))

    def disk(self, address: str) -> str:
        return (self.folder / address.partition("#")[0]).as_uri() + address[len(address.partition("#")[0]) :]


class Handler(http.server.SimpleHTTPRequestHandler):
    """A host as readers meet it: compressed text, cached assets, our page for what is not there."""

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path if path.is_file() else path.with_name(f"{path.name}.html")
        status = 200 if found.is_file() else 404
        found = found if status == 200 else Path(str(self.directory)) / "404.html"
        data = found.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(found.name))
        if found.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            data = gzip.compress(data, 9, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(data)


def build_real(root: Path) -> None:
    """Build the site and the offline copy of the real primer in a copy of it, with the PDFs that every test reads."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "references.bib", *(("extracts.yml",) if (ROOT / "extracts.yml").exists() else ())):
        shutil.copy(ROOT / name, root / name)
    if (ROOT / ".cache" / "csl").is_dir():
        shutil.copytree(ROOT / ".cache" / "csl", root / ".cache" / "csl")
    printed = edition()[0]
    with patch("primer.build.print_everything", lambda checked, dist, progress: shutil.copytree(printed, dist)):
        build_all(root)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    ready = os.environ.get("PRIMER_BUILT")
    root = Path(ready) if ready else made_once("real", build_real)
    handler = functools.partial(Handler, directory=str(root / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(root, root / "site", f"http://127.0.0.1:{server.server_port}/", check_project(root).primer)
        server.shutdown()


def chromium_program() -> str:
    """Where Chromium is; what needs it is skipped where it is not."""
    named = os.environ.get("PRIMER_CHROMIUM")
    program = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return program or pytest.skip("Chromium is not installed")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, permissions=COPYING)
    yield context
    context.close()


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder of the npm tools."""
    folder = HERE / "node_modules"
    if not folder.is_dir() or not shutil.which("node"):
        pytest.skip("the npm tools are not installed: run scripts/test --setup-only")
    return folder


@dataclass(frozen=True)
class Firefox:
    program: str
    folder: Path

    def run(self, steps: list[dict[str, Any]]) -> dict[str, Any]:
        """What each `eval` gave, the errors on the console and the addresses asked for."""
        file = self.folder / "steps.json"
        file.write_text(json.dumps(steps), "utf-8")
        command = ["node", str(HERE / "firefox.mjs"), self.program, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        result: dict[str, Any] = json.loads(done.stdout)
        return result


@pytest.fixture
def firefox(npm: Path, tmp_path: Path) -> Firefox:
    program = os.environ.get("PRIMER_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        pytest.skip("Firefox is not installed")
    return Firefox(program, tmp_path)


TEMPLATES = {
    "start": "index.html",
    "guideline": "g6.html",
    "myth": "m1.html",
    "finding": "f22.html",
    "activity": "w3.html",
    "reference": "ref/gies2020villain.html",
    "guidelines": "guidelines.html",
    "myths": "myths.html",
    "findings": "findings.html",
    "references": "references.html",
    "topics": "topics.html",
    "unknown": "unknown.html",
    "a-z": "a-z.html",
    "search": "find.html",
    "glossary": "glossary.html",
    "help": "help.html",
    "agenda": "workshop/agenda-60.html",
    "source": "sources/guidelines-2013.html",
    "page": "method.html",
    "map": "map.html",
    "review": "review.html",
    "downloads": "downloads.html",
    "changes": "changes.html",
    "data": "linking.html",
    "lost": "404.html",
}
"""A page of every template."""
