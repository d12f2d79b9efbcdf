from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from support.each import each
from support.small_site import SMALL, change, copy_small, small_primer

from mkdocs_bibliography.references.dates import day
from primer.checks.check_project import check_project
from primer.content.addresses import address_of
from primer.content.anchors import anchors_of
from primer.site.model import RenderedPage
from primer.site.pages import _templates, render_pages
from primer.site.site import render_site
from primer.syntax.directives import INDEXES


@cache
def pages() -> dict[str, RenderedPage]:
    """The rendered pages of the small site by address."""
    return {page.address: page for page in render_pages(small_primer())}


GONE = """\
G7: {{type: guideline, since: "1.0", status: {status}, {more}, history: [{change}]}}
"""
CHANGE = '{date: 2026-11-24, edition: "1.0", tag: ADDED, note: First published.}'


def anchors_in(text: str) -> list[str]:
    return [one or other for one, other in re.findall(r"\{#([\w-]+)\}|\bid=\"([\w-]+)\"", text)]


@pytest.mark.parametrize(
    ("address", "anchors"),
    [
        (
            "g6.html",
            [
                "cite",
                "statement",
                "checks",
                "brief",
                "how",
                "limits",
                "when",
                "agree",
                "why",
                "evidence",
                "sources",
                "myths",
                "workshop",
                "history",
            ],
        ),
        (
            "m11.html",
            [
                "sure",
                "say",
                "cite",
                "research",
                "claim",
                "misleads",
                "true",
                "design",
                "evidence",
                "sources",
                "history",
            ],
        ),
        ("f22.html", ["messages", "used", "cite", "claim", "level", "limits", "evidence", "sources", "history"]),
        (
            "w3.html",
            ["cite", "materials", "steps", "handout", "debrief", "facilitator", "adaptations", "guidelines", "history"],
        ),
    ],
)
def test_the_parts_of_a_page_stand_in_the_order_of_its_type(address: str, anchors: list[str]) -> None:
    found = anchors_in(pages()[address].text)
    assert [anchor for anchor in found if anchor in anchors] == anchors


@each("page", lambda: small_primer().every_page)
def test_every_fragment_that_a_link_may_name_is_on_the_page(page: object) -> None:
    text = pages()[address_of(page)].text  # type: ignore[arg-type]
    known = set(anchors_in(text))
    optional = {"related", "myths", "workshop", "notes", "handout", "sources", "term-ID", "help-ID", "goal", "limits"}
    assert anchors_of(page) - optional <= known  # type: ignore[arg-type]


def test_a_myths_wording_stands_once_after_the_fact_and_out_of_snippets() -> None:
    text = pages()["m11.html"].text
    claim = "once a child is found the system takes over"
    assert text.count(claim) == 1
    assert text.index("# Finding a child") < text.index("What research shows") < text.index(claim)
    assert re.search(
        rf'<p class="byb-claim" data-nosnippet="" [^>]*><strong[^>]*>Misleading claim:</strong> .*{claim}', text
    )
    assert not [page.address for page in pages().values() if claim in page.text and page.address != "m11.html"]


def test_an_edge_is_shown_at_both_ends() -> None:
    shown = [
        ("g6", "f22"),
        ("g6", "m11"),
        ("m11", "g6"),
        ("m11", "f22"),
        ("f22", "g6"),
        ("f22", "m11"),
        ("w3", "g6"),
        ("g6", "w3"),
    ]
    for page, other in shown:
        assert f"({other}.md" in pages()[f"{page}.html"].text, (page, other)


def test_every_index_has_a_template_and_every_template_an_index() -> None:
    names = (re.fullmatch(r"index-(.+)\.md", file) for file in _templates().list_templates())
    assert tuple(sorted(name[1] for name in names if name)) == INDEXES


def test_no_note_to_those_who_write_templates_reaches_a_reader() -> None:
    assert [address for address, page in pages().items() if re.search(r"\{#(?![\w-]+\})|#\}", page.text)] == []


@pytest.mark.parametrize("name", INDEXES)
def test_every_index_can_stand_on_a_page(name: str, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"add": {"docs/method.md": f"\n[[index {name}]]\n"}})
    checked = check_project(root)
    assert [issue.code for issue in checked.issues] == []
    text = next(page.text for page in render_pages(checked.primer) if page.address == "method.html")
    assert f"[[index {name}]]" not in text


def test_the_list_of_guidelines_follows_the_groups_of_its_page_and_ends_with_the_rest(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    page = next(page for page in small_primer().every_page if address_of(page) == "guidelines.html")
    groups = "groups:\n  - {id: help, question: Who answers?, ids: [G6]}\n"
    change(root, {"replace": {page.source.path: {"type: page\n": f"type: page\n{groups}"}}})
    text = {page.address: page.text for page in render_pages(check_project(root).primer)}["guidelines.html"]
    assert "## Who answers? {#group-help}" in text
    assert "group-others" not in text
    assert "## All guidelines {#group-others}" in pages()["guidelines.html"].text


def test_a_group_names_only_guidelines_that_exist(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    groups = "groups:\n  - {id: help, question: Who answers?, ids: [G99]}\nfirst: [G98]\n"
    change(root, {"replace": {"docs/guidelines.md": {"type: page\n": f"type: page\n{groups}"}}})
    found = [issue.message for issue in check_project(root).issues if issue.code == "id-unknown"]
    assert [message.split("'")[1] for message in found] == ["G99", "G98"]


@pytest.mark.parametrize(
    ("address", "index"),
    [
        ("g6.html", "guidelines"),
        ("w3.html", "activities"),
        ("workshop/agenda-60.html", "activities"),
        ("help.html", ""),
    ],
)
def test_a_page_knows_the_page_above_it(address: str, index: str) -> None:
    pages = {page.address: page.facts for page in render_pages(check_project(SMALL).primer)}
    assert pages[address]["index"] == index


def test_a_day_is_written_out() -> None:
    assert day(small_primer().guidelines["G6"].fields.reviewed) == "24 November 2026"


@pytest.mark.parametrize(
    ("status", "more", "told"),
    [
        ("withdrawn", "reason: It was wrong.", "This guideline was withdrawn on 24 November 2026. It was wrong."),
        (
            "merged",
            "to: [G6], reason: One text is enough.",
            "This guideline was merged on 24 November 2026. One text is enough.",
        ),
        ("split", "to: [G6, F22], reason: Two things.", "This guideline was split on 24 November 2026. Two things."),
        (
            "removed-for-safety",
            "reason: It could harm.",
            "This guideline was removed for safety on 24 November 2026. It could harm.",
        ),
    ],
)
def test_an_id_that_is_gone_keeps_its_page_with_status_day_reason_and_successor(
    status: str, more: str, told: str, tmp_path: Path
) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"add": {"docs/ledger.yml": GONE.format(status=status, more=more, change=CHANGE)}})
    checked = check_project(root)
    assert checked.issues == ()
    page = next(page for page in render_pages(checked.primer) if page.address == "g7.html")
    assert page.title == "G7 is no longer current"
    assert told in page.text
    assert ("[Have help ready before you identify anyone](g6.md)" in page.text) == ("G6" in more)
    assert ("(f22.md)" in page.text) == ("F22" in more)


def test_a_reference_that_is_gone_keeps_its_page(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    entry = (
        '{type: reference, since: "1.0", status: merged, to: [reichert2013national], reason: One work., history: ['
        + CHANGE
        + "]}"
    )
    change(root, {"add": {"docs/ledger.yml": f"doe.2020: {entry}\n"}})
    checked = check_project(root)
    assert checked.issues == ()
    page = next(page for page in render_pages(checked.primer) if page.address == "ref/doe_2e2020.html")
    assert "This reference was merged on 24 November 2026. One work." in page.text
    assert "(reichert2013national.md)" in page.text


def test_a_withdrawn_page_folds_its_old_text_away(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    gone = "W3:\n  type: activity\n  status: withdrawn\n  reason: It took too long.\n"
    change(
        root,
        {
            "replace": {"docs/ledger.yml": {"W3:\n  type: activity\n": gone}},
            "delete": ["docs/workshop/packs/night.yml"],
        },
    )
    change(root, {"replace": {"docs/workshop/agenda-60.md": {"    activity: W3\n": ""}}})
    checked = check_project(root)
    assert checked.issues == ()
    text = next(page.text for page in render_pages(checked.primer) if page.address == "w3.html")
    assert re.search(r"<details .*<summary>The old text</summary>.*A table-top walk of one alert", text, re.S)


@pytest.mark.site
def test_what_templates_need_to_know_stands_in_the_front_matter_of_a_page() -> None:
    text = render_site(small_primer()).markdown["g6.md"]
    head = text.split("\n---\n")[0]
    assert 'title: "Have help ready before you identify anyone"' in head
    assert '"id": "G6"' in head
    assert '"type": "guideline"' in head
