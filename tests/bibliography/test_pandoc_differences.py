"""Works printed as `pandoc --citeproc` prints them from the same file, but for what is listed with a reason."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pypandoc
import pytest
import yaml
from support.paths import CASES, ROOT, SITES, TESTS

from mkdocs_bibliography import Style, format_citations, read_bibliography, read_source
from mkdocs_bibliography.citeproc.formatted import read_entries

pytestmark = pytest.mark.site

DIFFERENCES = yaml.safe_load((CASES / "pandoc_differences.yml").read_text("utf-8"))


def by_pandoc(path: Path, style: Style) -> dict[str, str]:
    """Each entry's text, made by pandoc alone."""
    script = TESTS / "support" / "pandoc_references.lua"
    command = [pypandoc.get_pandoc_path(), "lua", str(script), str(path), str(style.path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return {key: entry.text for key, entry in read_entries(json.loads(done.stdout)["blocks"]).items()}


def by_us(path: Path, style: Style) -> dict[str, str]:
    """Each entry's text, made by the package."""
    references = read_bibliography([read_source(path, path.name)]).references
    entries = format_citations(references, [], style, None, tuple(references)).entries
    return {key: entry.text for key, entry in entries.items()}


@pytest.mark.parametrize("style", ["apa", "harvard"])
def test_our_own_files_are_printed_as_pandoc_prints_them(style: str) -> None:
    files = [ROOT / "references.bib", *sorted(SITES.glob("*/*.bib"))]
    assert {path: by_us(path, Style(style)) for path in files} == {
        path: by_pandoc(path, Style(style)) for path in files
    }


def test_every_difference_is_still_one_and_reads_as_the_list_says(tmp_path: Path) -> None:
    found = []
    for case in DIFFERENCES:
        path = tmp_path / "refs.bib"
        path.write_text(case["entry"], "utf-8")
        printed = (by_pandoc(path, Style("apa"))["a"], by_us(path, Style("apa"))["a"])
        found.append({"kind": case["kind"], "pandoc": printed[0], "ours": printed[1]})
    assert found == [{name: case[name] for name in ("kind", "pandoc", "ours")} for case in DIFFERENCES]


def test_every_kind_of_difference_is_on_the_page_of_the_plugin() -> None:
    page = (ROOT / "docs/bibliography-plugin.md").read_text("utf-8")
    assert [case["kind"] for case in DIFFERENCES if f"| {case['kind']} | {case['why']} |" not in page] == []
