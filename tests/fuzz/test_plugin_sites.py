"""Whole sites of MkDocs with the plugin alone: hostile pages and bibliographies are built, or refused with a reason."""

from __future__ import annotations

import logging
import re
import tempfile
from pathlib import Path

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from support.hostile import damaged, many

PAGE = """\
# Tides

They rise twice a day [@okafor2001, p. 12; see also @{lind:2019}], says @okafor2001 [chap. 3].

* A list [-@okafor2001]
* `[@not-here]` and [a link](other.md "@okafor2001")

| A | B |
| --- | --- |
| [@lind:2019] | x |

\\bibliography
"""
BIB = """\
@string{press = {Harbour Press}}
@book{okafor2001, author = {Okafor, Ada and {World Weather Office}}, title = {Tides {\\'e} $x^2$}, publisher = press,
  year = 2001, url = {https://tides.example/a?b=c&d}}
@article{lind:2019, author = {Lind, Per}, title = {<i>Waves</i>}, journal = {J. Waves}, date = {2019-02/2019-03},
  doi = {10.1000/waves}, crossref = {okafor2001}}
"""
IN_PAGES = (
    "[@okafor2001]",
    "[@",
    "@{",
    "]",
    "```\n",
    "<div>",
    "<!--",
    "\\full_bibliography",
    "\n\n",
    "[^1]",
    "(",
    "{#a}",
)
IN_BIB = ("}", "{", "@misc{x,", " = ", '"', "\\url{javascript:x}", " and ", "<script>", "@string{a = b}", "xdata = {x}")

# What the site says is asked for here, not shown.
logging.getLogger("mkdocs").addHandler(logging.NullHandler())


def write_site(folder: Path, page: str, bib: str) -> Path:
    """A site of two pages; gives its settings."""
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_bytes(page.encode("utf-8", "replace"))
    (folder / "docs/other.md").write_text("# Other\n\nSee [@okafor2001].\n", "utf-8")
    (folder / "references.bib").write_bytes(bib.encode("utf-8", "replace"))
    plugin = {"bibliography": {"bib_file": "references.bib"}}
    settings = {"site_name": "S", "theme": {"name": "mkdocs"}, "plugins": [plugin]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder / "mkdocs.yml"


@example(PAGE, BIB)
@example("[@" * 2_000, BIB)
@example(PAGE, BIB.replace("}\n", "\n"))
@many(150)
@given(damaged([PAGE], IN_PAGES) | st.just(PAGE), damaged([BIB], IN_BIB))
def test_a_plugin_site(page: str, bib: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = load_config(str(write_site(folder, page, bib)))
        try:
            build(config)
        except Abort:
            return
        for html in (folder / "site").rglob("*.html"):
            text = html.read_text("utf-8")
            links = set(re.findall(r'href="#(ref-[^"]*)"', text))
            assert links <= set(re.findall(r'id="([^"]*)"', text)), html.name
            assert not re.search(r'href="\s*javascript:', text), html.name
