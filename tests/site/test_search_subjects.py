"""Subjects that readers look for lead first to a page that speaks of them, in the search that the site ships."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping

import pytest
import yaml
from support.paths import ROOT, TESTS
from support.real_primer import checked_primer

from primer.content.addresses import address_of
from primer.paper.downloads import NO_DOWNLOADS
from primer.site.citations import cite_pages
from primer.site.model import RenderedSite
from primer.site.pages import render_pages
from primer.site.search import search_script
from primer.theme import theme_files

CASES = yaml.safe_load((TESTS / "cases" / "search_subjects.yml").read_text("utf-8"))
pytestmark = pytest.mark.site

ASK = """
const fs = require("fs");
globalThis.window = globalThis;
for (const path of process.argv.slice(1)) (0, eval)(fs.readFileSync(path, "utf8"));
const queries = JSON.parse(fs.readFileSync(0, "utf8"));
const found = queries.map((query) => window.bybWords.find(query, {}).cards.map((card) => card.a));
process.stdout.write(JSON.stringify(found));
"""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The address of the first result of each query, as the site's own scripts find it."""
    node = shutil.which("node") or pytest.skip("Node.js is not installed")
    primer = checked_primer()
    rendered = RenderedSite(primer, cite_pages(primer, render_pages(primer)), NO_DOWNLOADS)
    index = tmp_path_factory.mktemp("search") / "index.js"
    index.write_bytes(search_script(rendered)["assets/js/search-index.js"])
    words = dict(theme_files())["assets/js/search-words.js"]
    queries = [case["query"] for case in CASES]
    done = subprocess.run(
        [node, "-e", ASK, str(index), str(words)], input=json.dumps(queries), capture_output=True, text=True, check=True
    )
    return dict(zip(queries, (found[0] if found else "" for found in json.loads(done.stdout)), strict=True))


def test_the_right_pages_of_the_benchmarks_queries_are_there() -> None:
    queries = json.loads((ROOT / "benchmarks" / "search_queries.json").read_text("utf-8"))
    there = {address_of(page).removesuffix(".html") for page in checked_primer().every_page}
    assert {page for query in queries for page in query["right"]} <= there


def text_of(address: str) -> str:
    """What the page at an address says, without the other names that search knows it by."""
    name = address.partition("#")[0]
    page = next(page for page in checked_primer().every_page if address_of(page) == name)
    return re.sub(r"^\s*aliases: .*$", "", page.source.text, flags=re.M)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["query"])
def test_a_subject_leads_first_to_a_page_that_speaks_of_it(case: Mapping[str, str], first: Mapping[str, str]) -> None:
    address = first[case["query"]]
    assert address, "nothing is found"
    assert re.search(case["says"], text_of(address), re.I), address
