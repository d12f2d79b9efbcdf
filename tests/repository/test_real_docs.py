"""The real primer: it passes its own checks, builds strictly, and keeps every promise about addresses."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import Path

import pytest
from support.builds import files_in
from support.real_primer import checked_docs

from primer.checks.check_project import CheckedProject
from primer.checks.codes import CODES
from primer.content.addresses import address_of
from primer.content.anchors import anchors_of
from primer.site.pages import render_pages

_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')


@pytest.fixture(scope="module")
def checked() -> CheckedProject:
    """The real project, checked."""
    return checked_docs()


@pytest.fixture(scope="module")
def site(real_site: Path) -> dict[str, bytes]:
    """The real site, built strictly."""
    return files_in(real_site / "site")


def test_the_real_docs_have_no_issue(checked: CheckedProject) -> None:
    assert [issue for issue in checked.issues if issue.code != "edge-suspect"] == []  # Those wait for a person.


def test_every_item_reference_and_page_has_its_address(checked: CheckedProject, site: dict[str, bytes]) -> None:
    primer = checked.primer
    wanted = {address_of(page) for page in primer.every_page}
    wanted |= {f"ref/{reference.slug}.html" for reference in primer.bibliography.references.values()}
    assert wanted <= site.keys()


def test_every_promised_anchor_is_on_its_page(checked: CheckedProject, site: dict[str, bytes]) -> None:
    for page in checked.primer.items.values():
        html = site[address_of(page)].decode()
        there = set(re.findall(r'\bid="([\w-]+)"', html))
        required = {part.anchor for part in page.kind.sections if part.required}
        numbered = {anchor for anchor in anchors_of(page) if re.fullmatch(r"(c|step-)\d+", anchor)}
        assert required | numbered | {"history", "cite"} <= there, page.source.path


def lead(name: str, target: str, anchors: dict[str, set[str]], site: dict[str, bytes]) -> bool:
    """Whether a link on a page leads to a file, and a fragment of it, that exist."""
    address, _, fragment = target.partition("#")
    full = posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) if address else name
    full = "index.html" if full == "." else full
    return full in site and (not fragment or full not in anchors or fragment in anchors[full])


def test_every_internal_link_leads_to_a_file_and_a_fragment_that_exist(site: dict[str, bytes]) -> None:
    pages = {name: data.decode() for name, data in site.items() if name.endswith(".html") and name != "404.html"}
    anchors = {name: set(re.findall(r'\b(?:id|name)="([^"]+)"', html)) for name, html in pages.items()}
    links = [(name, unescape(target)) for name, html in pages.items() for target in set(_HREF.findall(html))]
    inside = [(name, target) for name, target in links if not re.match(r"[a-z]+:|/", target)]
    assert len(inside) > 1000
    assert [f"{name}: {target}" for name, target in inside if not lead(name, target, anchors, site)] == []


def test_the_page_of_checks_lists_every_code(checked: CheckedProject) -> None:
    text = next(page.text for page in render_pages(checked.primer) if page.address == "checks.html")
    assert set(re.findall(r"^\| `([a-z-]+)` \|", text, re.M)) == CODES.keys()


def test_no_source_of_the_primer_is_in_the_site(checked: CheckedProject, site: dict[str, bytes]) -> None:
    made = set(site.values())
    sources = {page.source.path: page.source.text.encode() for page in checked.primer.every_page}
    assert [path for path, data in sources.items() if data in made] == []
