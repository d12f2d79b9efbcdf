"""How large the files of a primer may be. What is larger is refused before anything looks into it."""

from __future__ import annotations

import re

from mkdocs_bibliography.text.source import FILE, Limits, UnreadableText

PAGE = Limits(size=500_000, line=20_000)
"""Of a page, and of the files of settings: a page of a book has 3,000 characters."""
DATA = Limits(size=5_000_000, line=500_000)
"""Of the ledger, the extracts and other files of YAML, which grow with the primer."""
BRACKETS = 2_000
"""Opening brackets of one paragraph or table: Python-Markdown looks from each of them to the end."""
DEPTH = 200
"""Signs of lists and quotations, with blanks, that begin a line: Python-Markdown calls itself for each."""
_PARAGRAPH = re.compile(r"(?:^.*\S.*\n?)+", re.MULTILINE)
_BEGINNING = re.compile(r"(?:[ \t]*+(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))*+[ \t]*+")


def limits_of(name: str) -> Limits:
    """The limits of a file by its name; a bibliography may be larger than what a primer holds itself."""
    if name.endswith(".md"):
        return PAGE
    return FILE if name.endswith((".bib", ".json", ".yaml")) else DATA


def raise_for_markup(text: str) -> None:
    """Raise UnreadableText for Markdown that a reader of Markdown would take minutes for, or give up on."""
    for paragraph in _PARAGRAPH.finditer(text):
        count = paragraph[0].count("[")
        if count > BRACKETS:
            what = f"the paragraph has {count:,} opening brackets, at most {BRACKETS:,} are read"
            raise UnreadableText(what, text.count("\n", 0, paragraph.start()) + 1, "Break it into several.")
    for number, line in enumerate(text.split("\n"), 1):
        begun = _BEGINNING.match(line)
        if begun and begun.end() > DEPTH and line.strip():
            what = f"the line begins with {begun.end():,} signs of lists and quotations, at most {DEPTH} are read"
            raise UnreadableText(what, number, "Write it with fewer levels.")
