"""Documents to copy: the page, the Markdown and the Word document hold the same questions and the same example."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pytest
from support.each import each
from support.real_primer import checked_primer

from mkdocs_bibliography.references.pandoc import word_document
from primer.content.page import Page
from primer.content.template_models import TemplatePage
from primer.export.forms import BLANK, form_markdown, form_slug
from primer.export.plain import plain
from primer.site.pages import render_page


@cache
def forms() -> dict[str, Page[TemplatePage]]:
    return {form_slug(page): page for page in checked_primer().templates}


def words_of(document: bytes) -> str:
    """The text of a Word document, paragraph by paragraph."""
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        xml = packed.read("word/document.xml").decode()
    paragraphs = ("".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", part)) for part in xml.split("</w:p>"))
    joined = "\n".join(paragraphs)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        joined = joined.replace(entity, sign)
    return joined


def test_there_is_a_document_for_each_thing_that_checks_ask_for() -> None:
    assert set(forms()) == {
        *("service-agreement", "police-rule", "stop-rule", "displacement-page", "end-plan"),
        *("first-screen", "vendor-questions", "decision-record", "incident-note"),
    }


@each("name", forms)
def test_the_markdown_asks_each_question_twice_and_leaves_room_once(name: str) -> None:
    page, primer = forms()[name], checked_primer()
    text = form_markdown(primer, page)
    empty, filled = text.split("## Example: ")
    assert empty.count(f"\n{BLANK}\n") == len(page.fields.questions)
    for one in page.fields.questions:
        assert f"**{one.ask}**" in empty
        assert f"**{one.ask}**\n\n{plain(primer, one.example)}" in filled


@each("name", forms)
def test_the_page_links_the_checks_and_they_link_the_page(name: str) -> None:
    page, primer = forms()[name], checked_primer()
    text = render_page(primer, page).text
    for check in page.fields.asked_by:
        guideline, _, number = check.partition(".")
        assert f"[{check}](../{guideline.lower()}.md#c{number})" in text
        asked = render_page(primer, primer.guidelines[guideline]).text
        assert f"Template: [{page.fields.title}](forms/{name}.md)" in asked
    assert f'href="{name}-form.docx"' in text
    assert f'href="{name}-form.md"' in text


@pytest.mark.site
@pytest.mark.parametrize("name", ["stop-rule", "vendor-questions"])
def test_the_word_document_holds_the_markdown_and_is_the_same_each_time(name: str) -> None:
    page = forms()[name]
    text = form_markdown(checked_primer(), page)
    document = word_document(text, 1_700_000_000)
    assert document == word_document(text, 1_700_000_000)
    assert document != word_document(text + "More.\n", 1_700_000_000)
    words = words_of(document).replace("“", '"').replace("”", '"').replace("’", "'")
    for one in page.fields.questions:
        assert words.count(one.ask) == 2
