"""What became of an id that is gone, from the ledger to the site, the data, the search index and the paper."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from support.builds import files_in, made_once, primer
from support.small_site import SMALL, change, copy_small

from primer.checks.check_project import check_project

WORDS = "zirconium pelican"
"""Words that stand nowhere but in the page that goes."""


def doomed(text: str) -> str:
    """A finding's page whose every sentence holds the words, under another id."""
    text = text.replace("id: F22", "id: F23").replace(
        "title: Specialist beds are few", f"title: {WORDS.capitalize()} beds are few"
    )
    text = re.sub(
        r"^(summary|level_reason|population|setting|would_change): ", rf"\1: {WORDS.capitalize()}. ", text, flags=re.M
    )
    text = re.sub(r"^(  - |    note: )(?=[A-Z])", rf"\1{WORDS.capitalize()}. ", text, flags=re.M)
    return text + f"\n## Notes\n\nThe {WORDS} stands here, [@reichert2013national, see the {WORDS}].\n"


ADDED = '{date: 2026-11-24, edition: "1.0", tag: ADDED, note: First published.}'
GONE = '{date: 2026-11-25, edition: "1.0", tag: %s, note: %s}'


def entry(status: str, tag: str, more: str = "") -> str:
    """The lines of the ledger for F23."""
    last = GONE % (tag, "No longer current.")
    head = f'type: finding, since: "1.0", status: {status}, reason: A reason to go., {more}'
    return f"F23: {{{head}history: [{ADDED}, {last}]}}\n"


def texts_in(root: Path) -> Iterator[tuple[str, str]]:
    """The text of every file that a build publishes, of those in archives and of the pages of PDFs."""
    for folder in ("site", "dist"):
        for name, data in files_in(root / folder).items():
            yield from texts_of(f"{folder}/{name}", data)


def texts_of(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from texts_of(f"{name}/{inner}", archive.read(inner))
    elif name.endswith(".pdf"):
        document = pypdfium2.PdfDocument(data)
        yield name, "\n".join(page.get_textpage().get_text_range() for page in document)
        yield name, str(document.get_metadata_dict())
    else:
        yield name, data.decode("utf-8", "replace")


def holding(root: Path) -> set[str]:
    """The published files that hold one of the words."""
    either = re.compile(WORDS.replace(" ", "|"), re.I)
    return {name for name, text in texts_in(root) if either.search(text) or either.search(name)}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """A project that published F23, with paper."""
    return Path(shutil.copytree(made_once("published", publish) / "site", tmp_path / "site"))


def publish(folder: Path) -> None:
    root = copy_small(folder / "site")
    page = (SMALL / "docs/findings/f22-beds.md").read_text("utf-8")
    change(
        root,
        {
            "write": {"docs/findings/f23.md": doomed(page)},
            "add": {"docs/ledger.yml": f'F23: {{type: finding, since: "1.0", history: [{ADDED}]}}\n'},
        },
    )
    done = primer(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr


def retire(root: Path, lines: str, *, keep: bool) -> None:
    ledger = (root / "docs/ledger.yml").read_text("utf-8")
    change(root, {"write": {"docs/ledger.yml": re.sub(r"F23: .*\n", lines, ledger)}})
    if not keep:
        (root / "docs/findings/f23.md").unlink()
    done = primer(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_removal_for_safety_leaves_no_old_word_anywhere(published: Path) -> None:
    before = holding(published)
    assert "site/f23.html" in before
    assert any(name.endswith(".pdf") for name in before)
    assert any("search" in name for name in before)
    assert any(name.startswith("site/data/") for name in before)
    retire(published, entry("removed-for-safety", "SAFETY_REMOVED"), keep=False)
    assert holding(published) == set()
    page = (published / "site/f23.html").read_text("utf-8")
    assert "F23 is no longer current" in page
    assert "This finding was removed for safety on 25 November 2026. A reason to go." in page
    told = "Removed for safety from every edition: F23 (25 November 2026). Delete older copies."
    covers = {name for name, text in texts_in(published) if told in " ".join(text.split())}
    assert "dist/byb-1.0-book-a4.pdf" in covers
    assert "dist/byb-1.0-facilitator-a4.pdf" in covers


@pytest.mark.parametrize(
    ("status", "tag", "more"),
    [("withdrawn", "WITHDRAWN", ""), ("merged", "MERGED_TO", "to: [F22], "), ("split", "SPLIT_TO", "to: [F22, G6], ")],
)
def test_what_is_gone_keeps_its_address_in_site_data_and_search(
    published: Path, status: str, tag: str, more: str
) -> None:
    retire(published, entry(status, tag, more), keep=True)
    made = files_in(published / "site")
    assert f"This finding was {status} on 25 November 2026. A reason to go.".encode() in made["f23.html"]
    assert b"<summary>The old text</summary>" in made["f23.html"]
    ids = json.loads(made["data/ids.json"])
    assert re.search(rf'"F23".*?"{status}"', json.dumps(ids))
    articles = [made[name].split(b"<main")[1] for name in ("findings.html", "g6.html", "a-z.html")]
    assert not any(b'href="f23.html"' in article for article in articles)
    holders = {name for name in holding(published) if not name.endswith((".pdf", ".zip"))}
    assert {name for name in holders if name.endswith(".html") and "/" not in name.removeprefix("site/")} == {
        "site/f23.html"
    }


def test_the_old_file_of_a_removal_for_safety_stops_the_build(published: Path) -> None:
    ledger = (published / "docs/ledger.yml").read_text("utf-8")
    lines = entry("removed-for-safety", "SAFETY_REMOVED")
    change(published, {"write": {"docs/ledger.yml": re.sub(r"F23: .*\n", lines, ledger)}})
    (issue,) = check_project(published).issues
    assert (
        issue.message == "'F23' was removed for safety and docs/findings/f23.md still holds its text. Delete the file."
    )
