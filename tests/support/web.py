"""The site of the real primer, as a host serves it and on disk, and the browsers that open it."""

from __future__ import annotations

import gzip
import http.server
import json
import os
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import playwright
import pytest
from support.builds import made_once
from support.paths import ROOT, TESTS
from support.printed import edition

from primer.commands.build import build_all
from primer.content.model import Primer

HERE = TESTS / "browser"
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
    for name in ("docs", "released"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "primer.yml", "references.bib", "extracts.yml"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, root / name)
    if (ROOT / ".cache" / "csl").is_dir():
        shutil.copytree(ROOT / ".cache" / "csl", root / ".cache" / "csl")
    printed, files = edition()

    def print_copies(primer: object, dist: Path, *_: object) -> list[object]:
        shutil.copytree(printed, dist, dirs_exist_ok=True)
        return list(files.values())

    with patch("primer.paper.edition.print_everything", print_copies):
        build_all(root)


def real_root() -> Path:
    """The folder of the real primer, built once for all of a run; PRIMER_BUILT names one that was built before."""
    ready = os.environ.get("PRIMER_BUILT")
    return Path(ready) if ready else made_once("real", build_real)


def chromium_program() -> str:
    """Where Chromium is; what needs it is skipped where it is not."""
    named = os.environ.get("PRIMER_CHROMIUM")
    program = named or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return program or pytest.skip("Chromium is not installed")


def driver_runs() -> bool:
    """Whether the Node.js that Playwright brings finds its libraries here."""
    driver = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
    return subprocess.run([driver, "--version"], capture_output=True).returncode == 0


class Firefox:
    """One Firefox, which runs lists of steps, each in a profile of its own."""

    def __init__(self, program: str) -> None:
        command = ["node", str(HERE / "firefox.mjs"), program]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, steps: list[dict[str, Any]]) -> dict[str, Any]:
        """What each `eval` gave, the errors on the console and the addresses asked for."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watch = threading.Timer(180, self._process.kill)
        watch.start()
        self._process.stdin.write(json.dumps(steps) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        watch.cancel()
        assert line, "Firefox ended, or said nothing for three minutes."
        result: dict[str, Any] = json.loads(line)
        assert "error" not in result, result["error"]
        return result

    def close(self) -> None:
        """End Firefox, by ending its input."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(60)


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
    "matrix": "what-works.html",
    "template": "forms/service-agreement.html",
    "review": "review.html",
    "downloads": "downloads.html",
    "changes": "changes.html",
    "data": "linking.html",
    "frozen": "v/1.0/g12.html",
    "lost": "404.html",
}
"""A page of every template."""
