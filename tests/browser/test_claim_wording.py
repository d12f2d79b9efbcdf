"""A myth's wording stands once, in its page's body, after the fact; levels of evidence are words wherever shown."""

from __future__ import annotations

import functools
import html
import json
import re
from pathlib import Path

import html5lib
import pytest
from support.web import Site

NS = "{http://www.w3.org/1999/xhtml}"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


@functools.cache
def runs(claim: str) -> list[str]:
    """Every six words of a claim that stand in a row."""
    told = words(claim)
    return [" ".join(told[place : place + 6]) for place in range(len(told) - 5)]


def repeated(text: str, claims: dict[str, str]) -> list[str]:
    """The claims of which a text repeats six words in a row."""
    held = " ".join(words(text))
    return [name for name, claim in claims.items() if any(run in held for run in runs(claim))]


def element_text(element) -> str:  # type: ignore[no-untyped-def]
    return " ".join("".join(element.itertext()).split())


@pytest.fixture(scope="module")
def claims(site: Site) -> dict[str, str]:
    return {name: page.fields.claim for name, page in site.primer.myths.items()}


def test_the_wording_stands_once_after_the_fact_with_its_prefix_and_is_kept_from_snippets(
    site: Site, claims: dict[str, str]
) -> None:
    for name, claim in claims.items():
        tree = html5lib.parse((site.folder / f"{name.lower()}.html").read_text("utf-8"))
        main = next(tree.iter(f"{NS}main"))
        (held,) = [element for element in main.iter() if element.get("data-nosnippet") is not None]
        assert element_text(held).startswith(site.primer.myths[name].fields.verdict.prefix)
        assert words(claim)[:6] == words(element_text(held).partition(":")[2])[:6], name
        page = element_text(main)
        place = page.index(element_text(held))
        assert name not in repeated(page[:place], claims)
        order = [element.get("id") for element in main.iter() if element.get("id")]
        assert order.index("answer") < order.index("research") < order.index("claim")


def test_the_wording_is_in_no_title_heading_address_meta_menu_index_or_feed(site: Site, claims: dict[str, str]) -> None:
    found = []
    for address in site.addresses:
        tree = html5lib.parse((site.folder / address).read_text("utf-8"))
        parts = [address.replace("-", " ")]
        for element in tree.iter():
            tag = str(element.tag).removeprefix(NS)
            if tag in ("title", "h1", "h2", "h3", "h4", "nav", "a", "summary", "caption", "th"):
                parts.append(element_text(element))
            elif tag == "meta":
                parts.append(element.get("content") or "")
            parts += [element.get(name) or "" for name in ("alt", "aria-label", "title", "id")]
        told = " | ".join(parts)
        found += [(address, name) for name in repeated(told, claims)]
    for path in ("data/changes.xml", "sitemap.xml", "llms.txt"):
        text = html.unescape((site.folder / path).read_text("utf-8"))
        found += [(path, name) for name in repeated(text, claims)]
    assert found == []


INDEXES = ("index", "myths", "findings", "guidelines", "topics", "unknown", "a-z", "references", "activities", "find")


def test_no_index_page_shows_the_wording(site: Site, claims: dict[str, str]) -> None:
    found = []
    for name in INDEXES:
        tree = html5lib.parse((site.folder / f"{name}.html").read_text("utf-8"))
        text = element_text(next(tree.iter(f"{NS}body")))
        found += [(name, myth) for myth in repeated(text, claims)]
    assert found == []


def test_linked_data_states_the_fact_of_a_myth(site: Site, claims: dict[str, str]) -> None:
    for name in claims:
        text = (site.folder / f"{name.lower()}.html").read_text("utf-8")
        blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
        assert blocks, name
        for block in blocks:
            json.loads(block)
            assert name not in repeated(block, claims)


def test_every_item_says_how_sure_in_words_and_number_and_leads_to_the_reason(site: Site) -> None:
    for name, page in site.primer.items.items():
        if name[0] == "W":
            continue
        main = next(html5lib.parse((site.folder / f"{name.lower()}.html").read_text("utf-8")).iter(f"{NS}main"))
        text = element_text(main)
        assert re.search(r"(evidence|found) \(\d of 4\)|On record|Need: [a-z ]+\. Effect: [a-z ]+\.", text), name
        reasons = {"G": "evidence", "F": "level"}
        links = [element.get("href") for element in main.iter(f"{NS}a")]
        if name[0] == "M":  # The reason stands beside the level itself.
            reason = site.primer.myths[name].fields.level_reason.split()[0]
            assert any(element.get("id") == "sure" and reason in element_text(element) for element in main.iter()), name
        else:
            assert f"#{reasons[name[0]]}" in links, name
        assert page.fields.title in text


def test_every_page_carries_the_same_policy_and_no_inline_style_or_handler(site: Site) -> None:
    policies = set()
    for address in site.addresses:
        text = (site.folder / address).read_text("utf-8")
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"', text)
        policies |= {policy} if address != "404.html" else set()
        assert re.findall(r'<[^>]*\s(?:style|on\w+)="', text) == [], address
        inline = [kind for kind in re.findall(r"<script(?![^>]*src=)([^>]*)>", text) if "ld+json" not in kind]
        assert len(inline) == (1 if address == "404.html" else 0), address
    (policy,) = policies
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_no_file_of_the_site_names_a_machine(site: Site) -> None:
    marked = [
        path.relative_to(site.folder).as_posix()
        for path in sorted(site.folder.rglob("*"))
        if path.suffix in (".html", ".js", ".css", ".json", ".md", ".xml", ".txt", ".csv")
        and re.search(r"/(?:home|root|tmp|Users)/\w", path.read_text("utf-8"))
    ]
    assert marked == []


def test_the_theme_gives_its_styles_in_a_layer_and_no_script(site: Site) -> None:
    styles = (site.folder / "assets/stylesheets/theme.css").read_text("utf-8")
    assert re.match(r"/\*[^*]*theme-LICENCE[^*]*\*/\n@layer theme\{", styles)
    assert styles.count("{") == styles.count("}")
    assert not (site.folder / "assets/javascripts").exists()
    assert sorted(path.name for path in (site.folder / "assets/fonts").iterdir()) == [
        "OFL",
        "source-serif-4-italic.woff2",
        "source-serif-4-roman.woff2",
    ]


def test_styles_and_scripts_ask_for_nothing_elsewhere(site: Site) -> None:
    for path in [*(site.folder / "assets").rglob("*.css"), *(site.folder / "assets").rglob("*.js")]:
        text = path.read_text("utf-8")
        assert re.findall(r"url\((?!['\"]?(?:data:|\.\./|#))[^)]*\)", text) == [], path.name
        if path.suffix == ".js" and path.name not in ("search-index.js", "items.js"):
            assert re.findall(r"\b(?:fetch|XMLHttpRequest|Worker|localStorage|sessionStorage|import)\s*\(", text) == []


def test_the_folder_of_the_site_has_no_two_names_that_differ_in_case_alone(site: Site) -> None:
    names = [path.relative_to(site.folder).as_posix() for path in Path(site.folder).rglob("*")]
    assert len({name.casefold() for name in names}) == len(names)
