"""What hosts, crawlers and language models are given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.small_site import copy_small

from primer.checks.check_project import check_project
from primer.content.model import Primer
from primer.site.site import render_site

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Primer, Mapping[str, bytes]]:
    checked = check_project(copy_small(tmp_path_factory.mktemp("hosting") / "small"))
    return checked.primer, render_site(checked.primer).assets


def text_of(made: tuple[Primer, Mapping[str, bytes]], name: str) -> str:
    return made[1][name].decode()


def test_crawlers_are_let_in_and_shown_the_map(made: tuple[Primer, Mapping[str, bytes]]) -> None:
    assert text_of(made, "robots.txt").splitlines() == [
        "User-agent: *",
        "Allow: /",
        f"Sitemap: {made[0].settings.url('sitemap.xml')}",
    ]


def test_the_map_for_language_models_lists_everything_and_leads_to_files_that_exist(
    made: tuple[Primer, Mapping[str, bytes]],
) -> None:
    primer, assets = made
    text = text_of(made, "llms.txt")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert [link for link in links if link.removeprefix(primer.settings.site_url) not in assets] == []
    assert [name for name in primer.items if f"- [{name} " not in text] == []
    assert [page.source.path for page in primer.pages if f"- [{page.fields.title}](" not in text] == []


def test_the_map_shows_the_fact_of_a_myth_and_not_its_claim(made: tuple[Primer, Mapping[str, bytes]]) -> None:
    text = text_of(made, "llms.txt")
    for myth in made[0].myths.values():
        assert myth.fields.title in text
        assert myth.fields.level.label in text
        assert myth.fields.claim not in text


def test_every_page_of_prose_has_a_twin_without_html_or_our_own_marks(made: tuple[Primer, Mapping[str, bytes]]) -> None:
    primer, assets = made
    for page in primer.pages:
        name = page.source.path.removeprefix("docs/")
        text = assets[name].decode()
        assert text.startswith(f"# {page.fields.title}\n")
        assert re.findall(r"<(?:div|span|p)\b|\[@|^\[\[|^///", text, re.M) == [], name
        assert f"edition {primer.settings.edition}, reviewed {page.fields.reviewed}" in text


def test_the_twin_of_the_glossary_holds_every_term_and_that_of_help_every_contact(
    made: tuple[Primer, Mapping[str, bytes]],
) -> None:
    primer = made[0]
    assert primer.glossary
    assert primer.help
    glossary, help_text = text_of(made, "glossary.md"), text_of(made, "help.md")
    assert [term.term for term in primer.glossary.fields.terms if f"## {term.term}\n" not in glossary] == []
    contacts = [contact.value for entry in primer.help.fields.entries for contact in entry.contacts]
    assert [value for value in contacts if value not in help_text] == []


def test_hosts_are_told_what_a_page_cannot_say_itself(made: tuple[Primer, Mapping[str, bytes]]) -> None:
    headers = text_of(made, "_headers")
    assert headers.startswith("/*\n  Content-Security-Policy: frame-ancestors 'none'\n")
    for name in ("X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer"):
        assert f"  {name}\n" in headers


def test_the_map_for_language_models_stays_the_same(tmp_path: Path, made: tuple[Primer, Mapping[str, bytes]]) -> None:
    again = render_site(check_project(copy_small(tmp_path / "small")).primer).assets
    assert again["llms.txt"] == made[1]["llms.txt"]
