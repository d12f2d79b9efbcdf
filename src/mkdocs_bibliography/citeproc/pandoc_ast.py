"""Formatted text as pandoc gives it, written as HTML and as plain text.

Every character of the HTML's text that Markdown might read as markup is written `&#n;`, so that the HTML can stand
anywhere in a Markdown text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from mkdocs_bibliography.text.escape import inert

Node = Mapping[str, object]
"""One node of pandoc's JSON: `t`, its kind, and `c`, its content."""

_TAGS = {
    "Emph": "em", "Strong": "strong", "Superscript": "sup", "Subscript": "sub", "Strikeout": "del", "Underline": "u",
}  # fmt: skip


def html_of(nodes: Iterable[Node]) -> str:
    """Nodes as inline HTML; links to entries of the list of references lose their link."""
    return "".join(_html(node) for node in nodes)


def text_of(nodes: Iterable[Node]) -> str:
    """Nodes as plain text."""
    return "".join(_text(node) for node in nodes)


def children(node: Node) -> Sequence[Node]:
    """The nodes inside a node, whatever its kind; none for a leaf."""
    content = node.get("c")
    if node["t"] in {"Span", "Link", "Div", "Quoted", "Cite"}:
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
    if kind in {"Str", "Space", "SoftBreak", "LineBreak", "Code", "Math", "RawInline"}:
        return inert(_text(node))
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>{html_of(inner)}</{_TAGS[kind]}>"
    if kind == "SmallCaps":
        return f'<span style="font-variant:small-caps">{html_of(inner)}</span>'
    if kind == "Quoted":
        opening, closing = _quotes(node)
        return opening + html_of(inner) + closing
    if kind == "Link" and not target(node).startswith("#"):
        return f'<a href="{inert(target(node))}">{html_of(inner)}</a>'
    return html_of(inner) if kind != "Note" else ""


def _text(node: Node) -> str:
    kind = node["t"]
    if kind == "Str":
        return str(node["c"])
    if kind in {"Space", "SoftBreak", "LineBreak"}:
        return " "
    if kind in {"Code", "Math", "RawInline"}:
        return str(cast("Sequence[object]", node["c"])[1])
    if kind == "Quoted":
        opening, closing = _quotes(node)
        return opening + text_of(children(node)) + closing
    return text_of(children(node)) if kind != "Note" else ""
