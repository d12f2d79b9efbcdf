"""The bibliography plugin beside other plugins: what they bring is cited like what an author wrote.

Plugins that are not installed are skipped, and the run says which.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from dataclasses import dataclass, field
from html import unescape
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

pytestmark = pytest.mark.site

BIB = """@book{tides, author={Okafor, Ada}, title={Tides}, publisher={Press}, year=2001}
@book{fog, author={Lind, Per}, title={Fog}, publisher={Press}, year=2002}
@book{reefs, author={Ito, Mei}, title={Reefs}, publisher={Press}, year=2003}
"""
INSTALLED = {point.name for point in entry_points(group="mkdocs.plugins")}


@dataclass(frozen=True)
class Beside:
    """A site in which another plugin brings a citation."""

    plugins: list[object]
    files: dict[str, str]
    config: dict[str, object] = field(default_factory=dict)
    page: str = "index.html"
    shown: tuple[str, ...] = ("(Okafor, 2001)", "(Lind, 2002, p. 3)")


NOTEBOOK = json.dumps(
    {
        "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Note\n", "\n", "More [@fog, p. 3]."]}],
        "metadata": {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
)
GENERATE = """import mkdocs_gen_files
with mkdocs_gen_files.open('made.md', 'w') as f:
    f.write('# M\\n\\nMore [@fog, p. 3].')
"""
OWN = "# Home\n\nOwn [@tides].\n"
POST = "---\ndate: 2024-01-01\n---\n# Post\n\nOwn [@tides].\n\n<!-- more -->\n\nMore [@fog, p. 3].\n"
I18N = {
    "docs_structure": "suffix",
    "languages": [
        {"locale": "en", "default": True, "build": True, "name": "English"},
        {"locale": "de", "build": True, "name": "Deutsch"},
    ],
}
BOTH = f"{OWN}\nMore [@fog, p. 3].\n"
MATERIAL: dict[str, object] = {"theme": {"name": "material", "font": False}}
CASES = {
    "snippets": Beside(
        [],
        {"docs/index.md": OWN + '\n--8<-- "part.txt"\n', "part.txt": "More [@fog, p. 3].\n"},
        {"markdown_extensions": [{"pymdownx.snippets": {"base_path": ["."]}}]},
    ),
    "include-markdown": Beside(
        ["include-markdown"],
        {"docs/index.md": OWN + '\n{% include-markdown "../part.txt" %}\n', "part.txt": "More [@fog, p. 3].\n"},
    ),
    "macros": Beside(
        ["macros"],
        {"docs/index.md": OWN + "\n{{ more }}\n"},
        {"extra": {"more": "More [@fog, p. 3]."}},
    ),
    "table-reader": Beside(
        ["table-reader"],
        {"docs/index.md": OWN + "\n{{ read_csv('t.csv') }}\n", "docs/t.csv": 'a,b\n1,"More [@fog, p. 3]"\n'},
    ),
    "gen-files": Beside(
        [{"gen-files": {"scripts": ["gen.py"]}}],
        {"docs/index.md": OWN, "gen.py": GENERATE},
        page="made/index.html",
        shown=("(Lind, 2002, p. 3)",),
    ),
    "mkdocstrings": Beside(
        [{"mkdocstrings": {"handlers": {"python": {"paths": ["."]}}}}],
        {"docs/index.md": OWN + "\n::: mod.f\n", "mod.py": 'def f():\n    """Do it [@fog, p. 3]."""\n'},
    ),
    "mkdocs-jupyter": Beside(
        ["mkdocs-jupyter"],
        {"docs/index.md": OWN, "docs/note.ipynb": NOTEBOOK},
        page="note/index.html",
        shown=("(Lind, 2002, p. 3)",),
    ),
    "i18n": Beside([{"i18n": I18N}], {"docs/index.md": BOTH, "docs/index.de.md": BOTH}, page="de/index.html"),
    "autolinks": Beside(["autolinks"], {"docs/index.md": BOTH}),
    "material/blog": Beside(
        ["material/blog"],
        {"docs/index.md": OWN, "docs/blog/index.md": "# Blog\n", "docs/blog/posts/p.md": POST},
        MATERIAL,
        page="blog/index.html",
        shown=("(Okafor, 2001)",),
    ),
    "rss": Beside(
        [{"rss": {"abstract_chars_count": -1, "use_git": False}}],
        {"docs/index.md": BOTH},
        {"site_url": "https://s.example/"},
        page="feed_rss_created.xml",
        shown=("(Okafor, 2001)",),
    ),
    "material/tags": Beside(["material/tags"], {"docs/index.md": f"---\ntags: [a]\n---\n{BOTH}"}, MATERIAL),
    "monorepo": Beside(
        ["monorepo"],
        {
            "docs/index.md": OWN,
            "sub/mkdocs.yml": "site_name: sub\nnav: [{S: index.md}]\n",
            "sub/docs/index.md": "# S\n\nMore [@fog, p. 3].\n",
        },
        {"nav": [{"Home": "index.md"}, {"Sub": "!include ./sub/mkdocs.yml"}]},
        page="sub/index.html",
        shown=("(Lind, 2002, p. 3)",),
    ),
    "mike": Beside(["mike"], {"docs/index.md": BOTH}),
    "glightbox": Beside(["glightbox"], {"docs/index.md": BOTH + "\n![x](a.png)\n", "docs/a.png": ""}),
    "print-site": Beside(
        ["print-site"],
        {"docs/index.md": BOTH},
        page="print_page/index.html",
    ),
    "minify": Beside([{"minify": {"minify_html": True}}], {"docs/index.md": BOTH}),
}


def site_of(case: Beside, folder: Path, bibliography_first: bool, options: dict[str, object] | None = None) -> Path:
    for name, text in {"refs.bib": BIB, **case.files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    own: list[object] = [{"bibliography": {"bib_file": "refs.bib", **(options or {})}}]
    plugins = [*own, *case.plugins] if bibliography_first else [*case.plugins, *own]
    config = {"site_name": "S", "theme": {"name": "mkdocs"}, "plugins": ["search", *plugins], **case.config}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


def text_of(html: str) -> str:
    html = re.sub(r"<(details|template|script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).replace("&#40;", "(").replace("&#41;", ")")


def build_page(folder: Path, page: str) -> str:
    with contextlib.chdir(folder):  # snippets and docstrings are sought from there
        config = load_config(str(folder / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
    return (folder / "site" / page).read_text("utf-8")


@pytest.mark.parametrize("first", [True, False], ids=["listed first", "listed last"])
@pytest.mark.parametrize("name", CASES)
def test_what_another_plugin_brings_is_cited(
    tmp_path: Path, name: str, first: bool, caplog: pytest.LogCaptureFixture
) -> None:
    if name != "snippets" and name not in INSTALLED:
        pytest.skip(f"the MkDocs plugin '{name}' is not installed")
    case = CASES[name]
    folder = site_of(case, tmp_path, first)
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"):
        html = build_page(folder, case.page)
    text = text_of(unescape(html) if case.page.endswith(".xml") else html).replace("\u00a0", " ")
    assert [words for words in case.shown if words not in text] == [], text[-1500:]
    assert not re.search("[\ufdd0-\ufdef]", html)
    assert not re.search(r"\[@(?:tides|fog)", re.sub(r"<(script|code)\b.*?</\1>", "", html, flags=re.DOTALL))
    assert [record.getMessage() for record in caplog.records if "bibliography" in record.name] == []


def test_numbers_count_what_was_brought(tmp_path: Path) -> None:
    case = Beside(
        [],
        {
            "docs/index.md": '# Home\n\nOwn [@tides].\n\n--8<-- "part.txt"\n',
            "docs/z.md": "# Z\n\nLast [@reefs].\n",
            "part.txt": "More [@fog] and [@tides].\n",
        },
        {"markdown_extensions": [{"pymdownx.snippets": {"base_path": ["."]}}]},
    )
    folder = site_of(case, tmp_path, True, {"csl": "ieee"})
    html = build_page(folder, "index.html")
    assert "Own [1]." in text_of(html)
    assert "More [2] and [1]." in text_of(html)
    assert re.findall(r'<li id="ref-(\w+)"', html) == ["tides", "fog"]
    assert html.count('id="cite-tides-2"') == 1
    assert "Last [3]." in text_of((folder / "site/z/index.html").read_text("utf-8"))


def test_a_citation_that_comes_too_late_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    hook = "def on_post_page(output, **more):\n    return output.replace('</body>', '<p>See [@fog].</p></body>')\n"
    folder = site_of(Beside([], {"docs/index.md": OWN, "hook.py": hook}, {"hooks": ["hook.py"]}), tmp_path, True)
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"):
        build_page(folder, "index.html")
    assert any("index.md: the citation '[@fog]' is shown as it was written." in line for line in caplog.messages)


def test_code_that_was_brought_stays(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    case = Beside(
        [],
        {"docs/index.md": OWN + '\n--8<-- "part.txt"\n', "part.txt": "Write `[@fog]`.\n\n```\n[@fog]\n```\n"},
        {"markdown_extensions": ["pymdownx.superfences", {"pymdownx.snippets": {"base_path": ["."]}}]},
    )
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"):
        html = build_page(site_of(case, tmp_path, True), "index.html")
    assert html.count("[@fog]") == 2
    assert caplog.messages == []


def test_the_search_index_holds_references_once(tmp_path: Path) -> None:
    folder = site_of(Beside([], {"docs/index.md": OWN}), tmp_path, True)
    page = build_page(folder, "index.html")
    index = (folder / "site/search/search_index.json").read_text("utf-8")
    # MkDocs itself keeps each text twice: with its page and with its section.
    assert index.count("Press") == 2
    assert "Back to" not in index
    assert "@book" not in index
    assert "data-cards" in page
    assert page.count("Back to the citation") >= 1
    assert "<template data-bibliography" not in page


def test_an_authors_file_is_never_replaced(tmp_path: Path) -> None:
    text = f"% Kept by hand.\n{BIB}"
    folder = site_of(Beside([], {"docs/index.md": OWN, "docs/references.bib": text}), tmp_path, True)
    build_page(folder, "index.html")
    assert (folder / "site/references.bib").read_text("utf-8") == text
