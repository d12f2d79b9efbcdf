"""The staged folder is plain Markdown: another engine, without our plugins, makes the same pages of it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from support.builds import files_in, mkdocs, primer, run
from support.small_site import change, copy_small

from primer.project.settings import read_settings
from primer.publish.stage import MARK, NotOurFolder, stage_project

SETTINGS = """\
site_name: Staged
docs_dir: docs
use_directory_urls: false
markdown_extensions: [abbr, attr_list, def_list, footnotes, md_in_html, tables, toc]
plugins: []
"""
MAIN = "<!doctype html><meta charset=utf-8><title>{{ page.title }}</title><main>{{ page.content }}</main>"


def text_of(page: bytes, name: str, attribute: tuple[str, str] | None = None) -> str:
    """The words in the first element of a name, and of a value of an attribute where one is given."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = (
        node for node in tree.iter(name) if attribute is None or attribute[1] in (node.get(attribute[0]) or "").split()
    )
    return " ".join("".join(next(found).itertext()).split())


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = copy_small(tmp_path / "site")
    change(root, {"add": {"docs/assets/map.svg": "<svg/>", "docs/method.md": "\n![A map](assets/map.svg)\n"}})
    return root


def test_a_staged_folder_holds_pages_and_what_is_copied_and_no_source(project: Path, tmp_path: Path) -> None:
    count = stage_project(project, tmp_path / "staged")
    made = files_in(tmp_path / "staged")
    assert count == len(made) - 1
    assert {"g6.md", "ref/reichert2013national.md", "assets/map.svg", "sources/paper.md", MARK} <= made.keys()
    assert not [name for name in made if name.startswith("guidelines/") or "ledger" in name]


def test_staged_pages_hold_no_citation_no_directive_and_no_block_of_ours(project: Path, tmp_path: Path) -> None:
    stage_project(project, tmp_path / "staged")
    for path in (tmp_path / "staged").rglob("*.md"):
        text = re.sub(r"<(pre|code)\b.*?</\1>|`[^`]*`", "", path.read_text("utf-8"), flags=re.S)
        assert not re.search(r"\[-?@\w|^\[\[|^///", text, re.M), path.name


def test_staging_again_takes_away_what_was_staged_before(project: Path, tmp_path: Path) -> None:
    stage_project(project, tmp_path / "staged")
    (tmp_path / "staged/g99.md").write_text("old", encoding="utf-8")
    stage_project(project, tmp_path / "staged")
    assert not (tmp_path / "staged/g99.md").exists()


def test_a_folder_with_other_files_is_left_alone(project: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine/notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(NotOurFolder, match=r"holds files that were not staged\. Name an empty folder or a new one\."):
        stage_project(project, mine.parent)
    assert files_in(mine.parent) == {"notes.txt": b"mine"}


def test_a_project_with_slips_is_not_staged(project: Path, tmp_path: Path) -> None:
    change(project, {"add": {"docs/method.md": "\n[x](nowhere.md)\n"}})
    done = primer(project, "stage", str(tmp_path / "staged"))
    assert done.returncode == 1
    assert done.stdout.endswith("[link-dead]\n")
    assert not (tmp_path / "staged").exists()


@dataclass(frozen=True)
class Engine:
    """A generator of sites that is not ours: its module, its file of settings, and what it calls no theme."""

    module: str
    settings: str
    theme: str
    words: tuple[str, ...]

    def built(self, folder: Path) -> Path:
        """Build `folder/docs`; gives the folder of pages."""
        if find_spec(self.module) is None:
            pytest.skip(f"{self.module} is not installed; scripts/test --release installs it")
        (folder / "theme").mkdir()
        (folder / "theme/main.html").write_text(MAIN, encoding="utf-8")
        (folder / self.settings).write_text(f"{SETTINGS}theme: {self.theme}\n", encoding="utf-8")
        done = run((sys.executable, "-m", self.module, *self.words), folder)
        assert done.returncode == 0, done.stdout + done.stderr
        return folder / "site"


ENGINES = [
    Engine("properdocs", "properdocs.yml", "{name: null, custom_dir: theme}", ("build", "--strict")),
    Engine("zensical", "mkdocs.yml", "{custom_dir: theme}", ("build", "--strict")),
]


def pages_in(folder: Path) -> list[str]:
    return sorted(name for name in files_in(folder) if name.endswith(".html") and name != "404.html")


def differences(ours: Path, theirs: Path) -> list[str]:
    """What a reader meets otherwise in another engine's pages: text, anchors, and links that lead nowhere."""
    found = []
    for name in pages_in(ours):
        page = re.sub(rb'<details class="byb-contents">.*?</details>', b"", (ours / name).read_bytes(), flags=re.S)
        other = (theirs / name).read_bytes()
        if page == other:  # Pages of released editions are copied.
            continue
        if text_of(page, "main").replace("¶", "") != text_of(other, "main"):
            found.append(f"{name}: text")
        if anchors_in(page) != anchors_in(other):
            found.append(f"{name}: anchors {anchors_in(page) ^ anchors_in(other)}")
        found += [
            f"{name}: {link}" for link in sorted(links_in(other)) if not (theirs / name).parent.joinpath(link).exists()
        ]
    return found


def anchors_in(page: bytes) -> set[str]:
    """The fixed places in a page's text that a link can name."""
    main = next(html5lib.parse(page, namespaceHTMLElements=False).iter("main"))
    return {node.get("id") for node in main.iter() if node is not main and node.get("id")}


def links_in(page: bytes) -> set[str]:
    """The files of the same site that a page's text leads to."""
    main = next(html5lib.parse(page, namespaceHTMLElements=False).iter("main"))
    links = {urlsplit(node.get("href")) for node in main.iter("a") if node.get("href")}
    return {unquote(link.path) for link in links if not link.scheme and link.path}


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.module)
def test_another_engine_makes_pages_with_our_text_anchors_and_links(
    project: Path, tmp_path: Path, engine: Engine
) -> None:
    assert mkdocs(project).returncode == 0
    stage_project(project, tmp_path / "theirs/docs")
    theirs = engine.built(tmp_path / "theirs")
    assert "g6.html" in pages_in(theirs)
    assert pages_in(theirs) == pages_in(project / "site")
    assert differences(project / "site", theirs) == []
    assert (theirs / "g6.md.txt").read_bytes() == (project / "site/g6.md").read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.module)
def test_another_engine_makes_the_same_pages_of_the_real_primer(
    real_site: Path, tmp_path: Path, engine: Engine
) -> None:
    stage_project(real_site, tmp_path / "theirs/docs")
    theirs = engine.built(tmp_path / "theirs")
    assert pages_in(theirs) == pages_in(real_site / "site")
    # The offline copy and its checksum are made of our own finished site.
    of_ours = ("downloads/SHA256SUMS", "-offline.zip")
    assert [found for found in differences(real_site / "site", theirs) if not found.endswith(of_ours)] == []


def test_the_small_site_is_read_as_a_project(project: Path) -> None:
    assert read_settings(project).edition == "1.0"
