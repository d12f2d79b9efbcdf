"""What can be copied, read by the parsers of the programs that it is pasted into."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import bibtexparser
import html5lib
import pypandoc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin
from support.each import each
from support.real_primer import checked_primer

from mkdocs_bibliography.text.escape import pasted
from primer.export.plain import plain
from primer.export.snippets import (
    Form,
    check_forms,
    item_forms,
    item_url,
    level_words,
    qualified,
    reference_forms,
)
from primer.site.pages import render_pages

GFM = MarkdownIt("gfm-like").use(tasklists_plugin)


@cache
def checks() -> list[tuple[str, int]]:
    return [(name, check.n) for name, page in checked_primer().guidelines.items() for check in page.fields.checks]


@cache
def forms() -> dict[str, dict[str, Form]]:
    """Every form of every item."""
    primer = checked_primer()
    return {name: {form.name: form for form in item_forms(primer, name)} for name in primer.items}


@cache
def forms_of_checks() -> dict[str, dict[str, Form]]:
    primer = checked_primer()
    return {f"{name}.{n}": {form.name: form for form in check_forms(primer, name, n)} for name, n in checks()}


@cache
def every() -> dict[str, dict[str, Form]]:
    return {**forms(), **forms_of_checks()}


def guidelines() -> Iterator[str]:
    return iter(checked_primer().guidelines)


def myths() -> Iterator[str]:
    return iter(checked_primer().myths)


def parse(markup: str) -> Any:
    return html5lib.parseFragment(markup, namespaceHTMLElements=False)


def rendered(markdown: str) -> Any:
    return parse(GFM.render(markdown))


def text_of(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def links_of(element: Any) -> list[tuple[str, str]]:
    return [(text_of(link), link.get("href")) for link in element.iter("a")]


def title_of(name: str) -> str:
    primer = checked_primer()
    item, _, number = name.partition(".")
    if number:
        check = next(check for check in primer.guidelines[item].fields.checks if str(check.n) == number)
        return f"{name}: {plain(primer, check.text)}"
    return f"{name}: {primer.items[name].fields.title}"


def anchor_exists(url: str) -> bool:
    primer = checked_primer()
    address, _, fragment = url.removeprefix(primer.settings.site_url).partition("#")
    name = address.removesuffix(".html").upper()
    return name in primer.items and (not fragment or (name, int(fragment.removeprefix("c"))) in checks())


@each("name", every)
def test_a_link_is_the_canonical_address(name: str) -> None:
    link = every()[name]["link"].text
    assert link == item_url(checked_primer(), name)
    assert anchor_exists(link)


@each("name", forms)
def test_markdown_is_one_linked_line_with_the_level_and_a_quotation(name: str) -> None:
    primer = checked_primer()
    page = rendered(forms()[name]["markdown"].text)
    line, quotation = page.findall("*")
    assert links_of(line) == [(f"{name} {primer.items[name].fields.title}", item_url(primer, name))]
    assert text_of(line).endswith(f"(BYB {primer.settings.edition}). {level_words(primer, name)}".rstrip())
    assert quotation.tag == "blockquote"
    assert len(text_of(quotation)) > 20


@each("name", guidelines)
def test_a_github_checklist_is_a_linked_heading_and_an_empty_box_for_each_check(name: str) -> None:
    primer = checked_primer()
    page = rendered(forms()[name]["github"].text)
    fields = primer.guidelines[name].fields
    assert links_of(page.find("h3")) == [(f"{name} {fields.title}", item_url(primer, name))]
    assert [element.tag for element in page] == ["h3", "ul"]
    boxes = list(page.iter("input"))
    assert [(box.get("type"), box.get("checked")) for box in boxes] == [("checkbox", None)] * len(fields.checks)
    said = [f"{name}.{check.n} {plain(primer, check.text)}" for check in fields.checks]
    assert [text_of(item) for item in page.iter("li")] == said
    assert links_of(page.find("ul")) == [(f"{name}.{c.n}", item_url(primer, f"{name}.{c.n}")) for c in fields.checks]


@each("name", forms_of_checks)
def test_a_comment_quotes_one_check_and_leads_to_it_and_to_its_guideline(name: str) -> None:
    primer = checked_primer()
    page = rendered(forms_of_checks()[name]["comment"].text)
    quotation, source = page.findall("*")
    guideline = name.partition(".")[0]
    assert text_of(quotation) == title_of(name).replace(":", "", 1)
    assert links_of(quotation) == [(name, item_url(primer, name))]
    title = primer.guidelines[guideline].fields.title
    assert links_of(source) == [(f"{guideline} {title}", item_url(primer, guideline))]


@each("name", every)
def test_plain_text_for_jira_begins_with_a_line_that_fits_a_summary(name: str) -> None:
    first, url, *_ = every()[name]["jira"].text.split("\n")
    assert len(first) <= 80
    assert first.startswith(f"{name} ")
    assert url == item_url(checked_primer(), name)


@each("name", guidelines)
def test_rich_text_for_jira_is_a_list_with_links_that_says_what_the_plain_text_says(name: str) -> None:
    primer = checked_primer()
    form, fields = forms()[name]["jira"], primer.guidelines[name].fields
    page = parse(form.html)
    assert [element.tag for element in page] == ["p", "ul"]
    assert links_of(page.find("p")) == [(f"{name} {fields.title}", item_url(primer, name))]
    items = [text_of(item) for item in page.iter("li")]
    assert items == [f"{name}.{check.n} {plain(primer, check.text)}" for check in fields.checks]
    assert all(url == item_url(primer, words) for words, url in links_of(page.find("ul")))
    assert all(item in form.text for item in items)


@each("name", lambda: every().keys() - checked_primer().guidelines.keys())
def test_other_rich_text_leads_to_its_item(name: str) -> None:
    (link,) = links_of(parse(every()[name]["jira"].html))
    assert link[1] == item_url(checked_primer(), name)


@each("name", every)
def test_a_plain_citation_names_id_title_edition_date_and_address(name: str) -> None:
    primer = checked_primer()
    text = every()[name]["cite"].text
    page = primer.items[name.partition(".")[0]]
    day = page.fields.reviewed
    for part in (
        title_of(name),
        f"edition {primer.settings.edition}",
        f"{day.day} {day:%B %Y}",
        item_url(primer, name),
    ):
        assert part in text
    assert "\n" not in text


def citations(form: str) -> str:
    return "\n".join(forms[form].text for forms in every().values())


def pandoc_items(text: str, kind: str) -> dict[str, dict[str, Any]]:
    items = json.loads(pypandoc.convert_text(text, "csljson", format=kind))
    return {item["id"]: item for item in items}


def straight(text: str) -> str:
    """A text with the typewriter's quotes, which readers of BibTeX make curly."""
    return text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'})


def whole_csl() -> str:
    return json.dumps([item for forms in every().values() for item in json.loads(forms["csl"].text)])


@pytest.mark.site
@pytest.mark.parametrize(
    ("form", "kind"), [("bibtex", "biblatex"), ("bibtex", "bibtex"), ("csl", "csljson"), ("ris", "ris")]
)
def test_every_citation_says_the_same_to_pandoc(form: str, kind: str) -> None:
    primer = checked_primer()
    items = pandoc_items(whole_csl() if form == "csl" else citations(form), kind)
    assert len(items) == len(every())
    for name in every():
        item = items[f"byb-{name.lower()}"]
        assert straight(re.sub(r"</?[^<>]+>", "", item["title"])) == straight(title_of(name))
        assert item["URL"] == item_url(primer, name)
        assert item["container-title"] == "Before You Build"
        assert str(item.get("edition")) == primer.settings.edition
        day = primer.items[name.partition(".")[0]].fields.reviewed
        assert int(item["issued"]["date-parts"][0][0]) == day.year
        assert kind == "ris" or int(item["issued"]["date-parts"][0][1]) == day.month


def test_bibtexparser_reads_every_entry() -> None:
    library = bibtexparser.parse_string(citations("bibtex"))
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == {f"byb-{name.lower()}" for name in every()}


def test_csl_json_holds_only_what_its_schema_knows() -> None:
    known = {"id", "type", "author", "title", "container-title", "edition", "issued", "URL"}
    for item in json.loads(whole_csl()):
        assert item.keys() == known
        assert item["type"] == "webpage"
        assert item["author"] == [{"literal": "Before You Build contributors"}]
        (parts,) = item["issued"]["date-parts"]
        assert [isinstance(part, int) for part in parts] == [True] * 3


def ris_records(text: str) -> Iterator[dict[str, str]]:
    record: dict[str, str] = {}
    for line in io.StringIO(text, newline="").read().split("\r\n"):
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        if match and match[1] == "ER":
            yield record
            record = {}
        elif match:
            record[match[1]] = match[2]
        else:
            assert line in ("", "\n"), line


def test_ris_begins_with_a_type_and_ends_every_record() -> None:
    text = "".join(forms["ris"].text for forms in every().values())
    records = list(ris_records(text))
    assert len(records) == len(every())
    assert all(next(iter(record)) == "TY" for record in records)
    assert {record["DA"] for record in records} >= {"2026/11/25"}


@each("name", myths)
def test_nothing_that_is_copied_about_a_myth_holds_the_bare_claim(name: str) -> None:
    primer = checked_primer()
    claim = plain(primer, primer.myths[name].fields.claim)
    assert all(claim not in form.text + form.html for form in forms()[name].values())


@each("name", myths)
def test_what_to_say_instead_carries_the_study_and_the_page(name: str) -> None:
    primer = checked_primer()
    text = forms()[name]["say"].text
    said = primer.myths[name].fields.say_instead
    assert text.startswith(plain(primer, said))
    sources = text.partition(" (Source: ")[2]
    works = [primer.bibliography.references[key] for key in re.findall(r"@([\w:-]+)", said)]
    assert all(work.title in sources and (work.doi or str(work.csl.get("URL", ""))) in sources for work in works)
    assert sources.endswith(f"{name}, Before You Build {primer.settings.edition}, {item_url(primer, name)})\n")


@each("key", lambda: checked_primer().bibliography.references)
def test_every_source_can_be_copied_in_every_form(key: str) -> None:
    primer = checked_primer()
    forms = {form.name: form for form in reference_forms(primer, primer.bibliography.references[key], "As printed.")}
    assert list(forms) == ["link", "markdown", "jira", "cite", "bibtex", "csl", "ris"]
    (link,) = links_of(rendered(forms["markdown"].text))
    assert link[1] == forms["link"].text == item_url(primer, key)
    assert forms["cite"].text == "As printed."
    assert json.loads(forms["csl"].text)[0]["id"] == key


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1).filter(
        lambda text: text == text.strip()
    )
)
def test_escaped_text_is_printed_as_it_is(text: str) -> None:
    words = " ".join(text.split())
    shown = parse(MarkdownIt("commonmark").renderInline(pasted(words)))
    assert "".join(shown.itertext()) == words


def test_an_id_with_its_edition() -> None:
    primer = checked_primer()
    assert qualified(primer, "G6.4") == f"v{primer.settings.edition}-G6.4"


def test_an_unknown_item_or_check_has_no_forms() -> None:
    primer = checked_primer()
    with pytest.raises(KeyError):
        item_forms(primer, "G999")
    with pytest.raises(StopIteration):
        check_forms(primer, "G6", 99)


def test_a_form_without_rich_text_has_none() -> None:
    assert Form("link", "Link", "https://a.example/").html == ""


def test_every_form_of_a_page_stands_in_its_boxes() -> None:
    pages = {
        page.address: parse(page.text) for page in render_pages(checked_primer()) if page.facts.get("id") in forms()
    }
    for name, own in forms().items():
        boxes = {box.get("data-copy"): "".join(box.itertext()) for box in pages[f"{name.lower()}.html"].iter("pre")}
        for form in own.values():
            assert form.name == "link" or boxes[form.label] == form.text.replace("\r\n", "\n"), (name, form.name)
