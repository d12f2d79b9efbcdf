"""The staged folder is plain Markdown: another engine, without our plugins, makes the same pages of it."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

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
theme: {name: null, custom_dir: theme}
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


@pytest.mark.skipif(find_spec("properdocs") is None, reason="ProperDocs is not installed; scripts/test installs it")
def test_properdocs_makes_pages_with_the_same_text_as_ours(project: Path, tmp_path: Path) -> None:
    ours, theirs = project / "site", tmp_path / "theirs"
    assert mkdocs(project).returncode == 0
    stage_project(project, theirs / "docs")
    (theirs / "theme").mkdir()
    (theirs / "theme/main.html").write_text(MAIN, encoding="utf-8")
    (theirs / "properdocs.yml").write_text(SETTINGS, encoding="utf-8")
    done = run((sys.executable, "-m", "properdocs", "build", "--strict"), theirs)
    assert done.returncode == 0, done.stderr
    pages = sorted(name for name in files_in(ours) if name.endswith(".html") and name != "404.html")
    assert "g6.html" in pages
    assert pages == sorted(name for name in files_in(theirs / "site") if name.endswith(".html"))
    for name in pages:
        page = re.sub(rb'<details class="byb-contents">.*?</details>', b"", (ours / name).read_bytes(), flags=re.S)
        our_text = text_of(page, "main").replace("¶", "")
        their_text = text_of((theirs / "site" / name).read_bytes(), "main")
        assert our_text == their_text, name


def test_the_small_site_is_read_as_a_project(project: Path) -> None:
    assert read_settings(project).edition == "1.0"
