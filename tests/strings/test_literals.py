"""No template says a word of its own: what readers see comes from the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.paths import ROOT

TEMPLATES = [
    *sorted((ROOT / "src/primer/site/templates").iterdir()),
    *sorted((ROOT / "src/primer/theme/templates").rglob("*.html")),
]
SCRIPTS = sorted((ROOT / "src").rglob("assets/**/*.js"))
_READ = re.compile(r"""\b(?:aria-label|title|alt|placeholder)=("[^"]*"|'[^']*')""")
"""Attributes whose words readers meet."""
_CODE = re.compile(
    r"\{##.*?##\}|\{#-.*?-#\}|\{%.*?%\}|\{\{.*?\}\}|\{#[^}]*\}|<script>.*?</script>|<meta[^>]*>|<!doctype[^>]*>|<[^>]*>"
    r"|```.*?```|\[\[[^\]]*\]\]|&#?\w+;",
    re.S,
)
"""What is no text: expressions, anchors, tags, code, directives."""
_SECTION = re.compile(r"(?:body|heading|blocks)\('[^']*'")
"""The names of sections, by which templates ask for the text below them."""
_SAID = re.compile(r"""(["'])((?:(?!\1).)*)\1""")
_WORD = re.compile(r"[^\W\d_]{2,}")
_IN_SCRIPT = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.)*)\1""")
_SPOKEN = re.compile(r"^ *[A-Z][a-z]+[.:]? *$|(?:^|\s)[A-Za-z]+[,.:]? [A-Za-z]+\b")
_SELECTOR = re.compile(r"[][#(){}=<>]|\.\w")
OF_CODE = {"use strict", "Escape", "Shift", "input, select", "primer pdf --ids "}
"""Names of keys and the like, which no reader sees."""
ALLOWED = {"Word", "Markdown", "primer review"}
"""Names and commands that no language translates."""


def _literals(text: str) -> Iterator[str]:
    without = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", text, flags=re.S)
    for found in _READ.finditer(without):
        yield from _WORD.findall(found[1])
    for code in re.findall(r"\{%.*?%\}|\{\{.*?\}\}", text, re.S):
        said = (_CODE.sub(" ", found[1]).strip(" .,:") for found in _SAID.findall(_SECTION.sub("", code)))
        yield from (one for one in said if re.fullmatch(r"[A-Z][a-z]+|[A-Za-z]+( [A-Za-z]+)+", one))
    for line in _CODE.sub(" ", text).splitlines():
        yield from _WORD.findall(line)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_word_that_is_no_key(path: Path) -> None:
    assert [word for word in _literals(path.read_text("utf-8")) if word not in ALLOWED] == []


@pytest.mark.parametrize(
    "text",
    [
        "<p>Some words</p>",
        '<p aria-label="Words">{{ t("a.b") }}</p>',
        "## Heading {#anchor}",
        "| Code | {{ x }} |",
        "{{ 'Said here' if x }}",
    ],
)
def test_a_literal_is_found(text: str) -> None:
    assert list(_literals(text))


def _said(script: str) -> Iterator[str]:
    code = re.sub(r"^ *//.*$|(?<!:)// .*$|/\*.*?\*/", "", script, flags=re.M)
    for _, text in _IN_SCRIPT.findall(code):
        words = re.sub(r"%\{[\w.-]+\}|<[^>]*>", "", text)
        if _SPOKEN.search(words) and not _SELECTOR.search(words) and text not in OF_CODE:
            yield text


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_no_word_that_is_no_key(path: Path) -> None:
    assert list(_said(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "text", ['say("Nothing found.")', "say('Chosen: ' + ids)", 'say("the A to Z")', 'say("Filter")']
)
def test_a_word_in_a_script_is_found(text: str) -> None:
    assert list(_said(text))
