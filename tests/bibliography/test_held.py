"""Finished HTML that is kept out of Markdown's way comes back as if it had never left."""

from __future__ import annotations

import re

import pytest
from markdown import Markdown
from support.small_site import SMALL

from mkdocs_bibliography.html.placeholders import restore, stash_blocks
from primer.checks.check_project import check_project
from primer.site.site import render_site

EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "toc"]


def converted(text: str) -> str:
    return Markdown(extensions=EXTENSIONS).convert(text)


def flat(html: str) -> str:
    """HTML without the blank space between elements, in which alone the two ways may differ."""
    return re.sub(r">\s+<", "><", html).strip()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("One.\n\n<p>two</p>\n\nThree.\n", 1),
        ("One.\n\n<ul><li>two</li></ul>\n", 1),
        ('One.\n\n<div markdown="1">*two*</div>\n\nThree.\n', 0),
        ("One with <p>two</p> inside.\n", 0),
        ("One.\n\n<p>not closed\n\nThree.\n", 0),
        ("One.\n\n    <p>code</p>\n\nThree.\n", 0),
    ],
    ids=["a block", "the last block", "Markdown inside", "in a paragraph", "not closed", "code"],
)
def test_whole_blocks_of_finished_html_alone_are_kept(text: str, kept: int) -> None:
    held, blocks = stash_blocks(text)
    assert len(blocks) == kept
    assert flat(restore(converted(held), blocks)) == flat(converted(text))


@pytest.mark.site
def test_every_page_of_a_site_converts_to_the_same_html_either_way() -> None:
    blocks = 0
    for name, text in render_site(check_project(SMALL).primer).markdown.items():
        body = text.split("---\n", 2)[2]
        held, kept = stash_blocks(body)
        blocks += len(kept)
        assert flat(restore(converted(held), kept)) == flat(converted(body)), name
    assert blocks > 20
