"""Formatted text as pandoc gives it, written as HTML and as plain text.

Every character of the HTML's text that Markdown might read as markup is written `&#n;`, so that the HTML can stand
anywhere in a Markdown text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import cast

from mkdocs_bibliography.references.tex import tex_to_text
from mkdocs_bibliography.text.addresses import followed
from mkdocs_bibliography.text.escape import attributes, inert

Node = Mapping[str, object]
"""One node of pandoc's JSON: `t`, its kind, and `c`, its content."""

_TAGS = {
    "Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub", "Strikeout": "del", "Underline": "u",
}  # fmt: skip

_ANNOTATION = re.compile(r"<annotation[^>]*>([^<]*)</annotation>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')


def html_of(nodes: Iterable[Node]) -> str:
    """Nodes as inline HTML; only links that readers may follow keep their link, and none to entries of the list."""
    return "".join(_html(node) for node in nodes)


def text_of(nodes: Iterable[Node]) -> str:
    """Nodes as plain text."""
    return "".join(_text(node) for node in nodes)


def children(node: Node) -> Sequence[Node]:
    """The nodes inside a node, whatever its kind; none for a leaf."""
    content = node.get("c")
    if node["t"] in {"Span", "Link", "Div", "Quoted", "Cite", "Image"}:
        content = cast("Sequence[object]", content)[1]
    return cast("Sequence[Node]", content) if isinstance(content, list) else ()


def target(node: Node) -> str:
    """Where a link goes."""
    return str(cast("Sequence[Sequence[object]]", node["c"])[2][0])


def _quotes(node: Node) -> tuple[str, str]:
    kind = cast("Sequence[Node]", node["c"])[0]
    return ("‘", "’") if kind["t"] == "SingleQuote" else ("“", "”")


def _html(node: Node) -> str:
    kind, inner = str(node["t"]), children(node)
    if kind == "RawInline" and _raw(node)[0] == "mathml":
        return _inert_mathml(_raw(node)[1])
    if kind in {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Math", "RawInline"}:
        return inert(_text(node))
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>{html_of(inner)}</{_TAGS[kind]}>"
    if kind == "SmallCaps":
        return f'<span class="small-caps">{html_of(inner)}</span>'
    if kind == "Quoted":
        opening, closing = _quotes(node)
        return opening + html_of(inner) + closing
    if kind == "Link" and (address := followed(target(node))):
        return f'<a href="{inert(address)}">{html_of(inner)}</a>'
    return html_of(inner) if kind != "Note" else ""


def _text(node: Node) -> str:
    kind = node["t"]
    if kind == "Str":
        return str(node["c"])
    if kind in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    if kind in {"Math", "RawInline"}:
        return _signs(node)
    if kind == "Code":
        return str(cast("Sequence[object]", node["c"])[1])
    if kind == "Quoted":
        opening, closing = _quotes(node)
        return opening + text_of(children(node)) + closing
    return text_of(children(node)) if kind != "Note" else ""


def _raw(node: Node) -> tuple[str, str]:
    """Format and text of a raw node or a formula."""
    kind, text = cast("Sequence[object]", node["c"])
    return str(kind), str(text)


def _signs(node: Node) -> str:
    """A formula's signs as text; of other raw text what is HTML. Other formats are for other readers."""
    kind, text = _raw(node)
    if node["t"] == "Math":
        return tex_to_text(f"${text}$")
    if kind == "mathml":
        tex = _ANNOTATION.search(text)
        return tex_to_text(f"${unescape(tex[1])}$") if tex else ""
    return text if kind == "html" else ""


def _inert_mathml(html: str) -> str:
    """MathML of which Markdown reads nothing as markup; without its annotation, which a page would show as text."""
    parts = re.split(r"(<[^<>]*>)", _ANNOTATION.sub("", html).strip().replace("\n", " "))
    return "".join(_inert_tag(part) if part.startswith("<") else inert(unescape(part)) for part in parts)


def _inert_tag(tag: str) -> str:
    values = {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
    name = re.match(r"</?[A-Za-z]+", tag)
    end = "/>" if tag.endswith("/>") else ">"
    return f"{name[0]} {attributes(values)}{end}" if name and values else tag
