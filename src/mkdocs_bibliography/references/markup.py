"""The light markup that text in CSL items may have: `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>` and spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Any, cast

from mkdocs_bibliography.references.tex import tex_to_text

_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)(?:\s[^<>]*)?>")
_TAGS = {
    "Emph": ("<i>", "</i>"), "Strong": ("<b>", "</b>"), "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"), "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
    "SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”"),
}  # fmt: skip
_NO_CASE = ('<span class="nocase">', "</span>")


def plain_text(marked: str) -> str:
    """Marked text without its markup."""
    return unescape(_TAG.sub("", marked))


def marked_text(nodes: Iterable[Mapping[str, Any]]) -> str:
    """Pandoc's inline nodes as marked text; a formula as its signs."""
    return "".join(_marked(node) for node in nodes)


def _marked(node: Mapping[str, Any]) -> str:
    kind, content = node["t"], cast("Any", node.get("c"))
    if kind == "Str":
        return str(content)
    if kind in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    if kind == "Math":
        return tex_to_text(f"${content[1]}$")
    if kind in _TAGS:
        return marked_text(content).join(_TAGS[kind])
    if kind == "Quoted":
        return marked_text(content[1]).join(_TAGS[content[0]["t"]])
    if kind == "Span":
        return marked_text(content[1]).join(_NO_CASE if "nocase" in content[0][1] else ("", ""))
    if kind in {"Link", "Cite"}:
        return marked_text(content[1])
    if kind in {"Underline", "Strikeout"}:
        return marked_text(content)
    return content[1] if kind == "Code" or (kind == "RawInline" and content[0] == "html") else ""


_PAIRED = re.compile(r"<(/?)(i|b|sup|sub|sc|span)(?:\s[^<>]*)?>")
_DEEPEST = 8


def closed(marked: str) -> str:
    """Marked text without tags that nothing closes or that stand deep in others, of which pandoc finds no end."""
    if "<" not in marked:
        return marked
    tags = list(_PAIRED.finditer(marked))
    opened: list[int] = []
    kept: set[int] = set()
    for number, tag in enumerate(tags):
        if not tag[1]:
            opened.append(number)
        elif opened and tags[opened[-1]][2] == tag[2]:
            if len(opened) <= _DEEPEST:
                kept |= {opened[-1], number}
            opened.pop()
    numbers = iter(range(len(tags)))
    return _PAIRED.sub(lambda tag: tag[0] if next(numbers) in kept else "", marked)
