"""The offline copy: the file itself, and what works in it from a folder with the network off."""

from __future__ import annotations

import hashlib
import random
import re
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, expect
from support.web import Firefox, Site

from primer.publish.offline import LARGEST, ONLINE_ONLY

SEARCHES = {"g 06": "G6", "average age of entry": "M31", "face search": "G16", "boys": "M33", "hotline": "F78"}
"""Words, and an item that stands among the first five results."""


@pytest.fixture(scope="session")
def copy(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked offline copy."""
    (archive,) = (site.root / "dist").glob("*-offline.zip")
    folder = tmp_path_factory.mktemp("offline copy")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    (inside,) = folder.iterdir()
    return inside


def test_the_file_holds_the_whole_site_and_a_readme_under_plain_names(site: Site) -> None:
    (archive,) = (site.root / "dist").glob("*-offline.zip")
    assert archive.name == f"byb-{site.primer.settings.edition}-offline.zip"
    assert archive.stat().st_size <= LARGEST
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        readme = opened.read(f"byb-{site.primer.settings.edition}/README.txt").decode()
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    files = {name for name in files if not ONLINE_ONLY.match(name)}
    assert {name.partition("/")[2] for name in names} == files | {"README.txt"}
    assert "open index.html" in readme
    assert len({name.casefold() for name in names}) == len(names)
    assert [
        name for name in names if name.startswith("/") or ".." in name or re.search(r'[\\:*?"<>|]|[ .]$', name)
    ] == []


def test_the_sums_are_right(site: Site) -> None:
    dist = site.root / "dist"
    for line in (dist / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest


def test_no_page_points_to_a_path_of_the_machine_or_to_a_missing_file(copy: Path) -> None:
    bad = []
    for path in sorted(copy.rglob("*.html")):
        if path.name == "404.html":
            continue
        for link in re.findall(r'(?:href|src)="([^"]*)"', path.read_text("utf-8")):
            link = unquote(re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), link)).replace("&amp;", "&")
            if re.match(r"(https?|mailto|tel|sms):", link) or not link.partition("#")[0]:
                continue
            target = path.parent / link.partition("#")[0].partition("?")[0]
            bad += [] if not link.startswith("/") and target.exists() else [(path.name, link)]
    assert bad == []


def links_of(copy: Path) -> list[tuple[Path, str]]:
    """Fifty links between pages, chosen by a fixed seed."""
    pages = sorted(copy.rglob("*.html"))
    links = [
        (page, link)
        for page in pages
        if page.name != "404.html"
        for link in sorted(set(re.findall(r'<a href="([\w./-]+\.html(?:#[\w-]+)?)"', page.read_text("utf-8"))))
        if link.rpartition("/")[2] != "find.html"
    ]
    return random.Random(1).sample(links, 50)


def test_fifty_links_five_searches_cards_filters_and_copies_work_in_chromium(copy: Path, chromium: Browser) -> None:
    context = chromium.new_context(offline=True)
    page = context.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for start, link in links_of(copy):
        page.goto(start.as_uri())
        page.locator(f'a[href="{link}"]').first.evaluate("link => link.click()")
        page.wait_for_url(re.compile(re.escape(Path(link.partition("#")[0]).name)))
        expect(page.locator("main h1")).to_have_count(1)
    page.goto((copy / "find.html").as_uri())
    for words, name in SEARCHES.items():
        page.locator("#find input").fill(words)
        expect(page.locator("#find .byb-hits")).to_contain_text(name)
        assert name in " ".join(page.locator("#find .byb-hits .byb-ref").all_inner_texts()[:5])
    page.goto((copy / "myths.html").as_uri() + "#topic=bias")
    expect(page.locator("form output")).to_contain_text("shown")
    page.goto((copy / "g6.html").as_uri())
    page.locator("#why ~ p a[data-card]").first.hover()
    expect(page.locator(".byb-card:visible")).to_have_count(1)
    assert [url for url in asked if not url.startswith("file:")] == []
    assert complaints == []
    context.close()


def test_fifty_links_and_five_searches_work_in_firefox(copy: Path, firefox: Firefox) -> None:
    steps: list[dict[str, object]] = []
    for start, link in links_of(copy):
        steps += [
            {"goto": start.as_uri()},
            {"eval": f"void setTimeout(() => document.querySelector('a[href=\"{link}\"]').click())"},
            {"until": f"location.href.endsWith({link.rpartition('/')[2]!r}) && document.readyState === 'complete'"},
        ]
    steps += [{"goto": (copy / "find.html").as_uri()}, {"wait": "#find input"}]
    for words in SEARCHES:
        steps.append({"eval": f"window.bybSearch('').find({words!r}, {{}}).cards.slice(0, 5).map(card => card.i)"})
    steps += [
        {"goto": (copy / "myths.html").as_uri() + "#topic=bias"},
        {"eval": "document.querySelector('form output').textContent"},
        {"eval": "[document.cookie, localStorage.length, sessionStorage.length].join()"},
    ]
    done = firefox.run(steps)
    *_, filtered, stored = done["results"]
    found = [result for result in done["results"] if isinstance(result, list)]
    assert [name in result for name, result in zip(SEARCHES.values(), found, strict=True)] == [True] * 5
    assert "shown" in filtered
    assert stored == ",0,0"
    assert done["console"] == []
    assert [url for url in done["requests"] if not url.startswith("file:")] == []
