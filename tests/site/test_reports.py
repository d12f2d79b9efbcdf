"""The ways back to who publishes a primer, with a form and without: each foot, and the pages that ask for them."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from support.builds import build
from support.small_site import change, copy_small

from primer.checks.check_project import check_project
from primer.site.pages import render_pages

TRACKER = 'tracker: "https://forge.example/new?labels=error&title={page}"\n'
CONTACT = "contact: us@primer.example\n"
CORRECTIONS = """\
---
type: page
title: Corrections
summary: How to report.
reviewed: 2026-11-24
---

## Report an error {#report}

[[index reports]]
"""


def with_ways(folder: Path, ways: str) -> Path:
    root = copy_small(folder / "site")
    change(root, {"write": {"docs/corrections.md": CORRECTIONS}, "add": {"primer.yml": ways}})
    return root


@pytest.mark.parametrize(
    ("ways", "said", "unsaid"),
    [
        ("", ["names no form and no address. Tell the person or the host"], ["public form", "Write to"]),
        (
            TRACKER,
            ["(https://forge.example/new?labels=error&title=corrections.html)", "There is no private address."],
            ["names no form", "Write to"],
        ),
        (
            CONTACT,
            ["There is no public form. Write to", "(mailto:us@primer.example?subject=corrections.html)"],
            ["names no form", "no private address"],
        ),
        (
            TRACKER + CONTACT,
            ["(https://forge.example/new?labels=error&title=corrections.html)", "(mailto:us@primer.example?"],
            ["There is no", "names no form"],
        ),
    ],
)
def test_a_page_says_how_to_report(tmp_path: Path, ways: str, said: list[str], unsaid: list[str]) -> None:
    checked = check_project(with_ways(tmp_path, ways))
    assert checked.issues == ()
    text = next(page.text for page in render_pages(checked.primer) if page.address == "corrections.html")
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def feet(root: Path) -> dict[str, tuple[str, list[str]]]:
    """What the foot of each page says of reports, and where its links lead."""
    found = {}
    for path, content in build(root).items():
        page = content.decode("utf-8") if path.endswith(".html") else ""
        if foot := re.search(r'<p class="byb-footer__report">(.*?)</p>', page):
            links = [html.unescape(link) for link in re.findall(r'href="([^"]*)"', foot[1])]
            found[path] = re.sub("<.*?>", "", foot[1]), links
    return found


@pytest.mark.site
def test_without_a_form_every_foot_leads_to_the_page_that_says_how_else(tmp_path: Path) -> None:
    found = feet(with_ways(tmp_path, ""))
    assert found["g6.html"] == ("Something wrong on this page? Name G6.", ["corrections.html#report"])
    assert found["workshop/agenda-60.html"][1] == ["../corrections.html#report"]


@pytest.mark.site
def test_with_a_form_every_foot_leads_to_it_with_the_page(tmp_path: Path) -> None:
    found = feet(with_ways(tmp_path, TRACKER + CONTACT))
    said = "Something wrong on this page? Name G6. Not in public: us@primer.example."
    form = "https://forge.example/new?labels=error&title="
    assert found["g6.html"] == (said, [f"{form}G6", "mailto:us@primer.example?subject=G6"])
    assert found["workshop/agenda-60.html"][1][0] == f"{form}workshop/agenda-60.html"
