"""Citations and references as a style prints them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from mkdocs_bibliography.citeproc.pandoc_ast import Node, children, html_of, target, text_of
from mkdocs_bibliography.references.names import Name
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import inert

_ROLES = ("author", "editor", "translator", "director")
"""The first of these that a work has stands at the head of its entry."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of a formatted citation."""

    key: str
    """The work that it names and should link to; empty for what stands between works."""
    html: str
    """Inline HTML without a link, inert in Markdown."""
    text: str
    name: str = ""
    """What a screen reader should say instead when the text shows no author: "Okafor, 2020b"; else empty."""


@dataclass(frozen=True, slots=True)
class FormattedCitation:
    """A cluster as the style prints it."""

    pieces: tuple[Fragment, ...]
    note: bool = False
    """Whether the pieces are the text of a note, to be shown at the foot of the page."""
    lead: str = ""
    """In a note style, the author whom a narrative citation names in the sentence, as inline HTML."""

    @property
    def is_raised(self) -> bool:
        """Whether it is a mark or a raised number, which stands close to the word before it."""
        return self.note or (bool(self.pieces) and self.pieces[0].html.startswith("<sup>"))

    @property
    def html(self) -> str:
        """The whole as inline HTML, without links."""
        return "".join(piece.html for piece in self.pieces)

    @property
    def text(self) -> str:
        """The whole as plain text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class FormattedEntry:
    """A work as the list of references prints it."""

    html: str
    """Inline HTML, inert in Markdown."""
    text: str
    below: str = ""
    """The HTML below an entry of the same authors, where a style has a dash for them; else empty."""


@dataclass(frozen=True)
class Formatted:
    """Everything that a style printed."""

    citations: Mapping[tuple[str, str, int], FormattedCitation]
    """By page, text of the cluster and how often it has stood on the page before; the first two are enough, with an
    empty page and 0, in a style without notes."""
    entries: Mapping[str, FormattedEntry]
    order: tuple[str, ...]
    """Keys in the order of the style's list of references."""
    labels: Mapping[str, str]
    notes: bool = False
    """Whether the style cites in notes."""
    pages: Mapping[str, Formatted] = field(default_factory=dict)
    """By address, the pages that are formatted each by itself, with letters and numbers of their own."""

    def on(self, page: str) -> Formatted:
        """What the style printed on one page."""
        return self.pages.get(page, self)

    def citation(self, cluster_text: str, page: str = "", earlier: int = 0) -> FormattedCitation:
        """A cluster as printed; `earlier` counts the same text before it on the page, which matters only for notes.

        Raises KeyError for a cluster that was not formatted, such as one with an unknown key.
        """
        return self.citations[(page, cluster_text, earlier) if self.notes else ("", cluster_text, 0)]

    def label(self, key: str) -> str:
        """The work in a running text: "Mitchell et al. (2010)"."""
        return self.labels[key]

    def listed(self, works: Sequence[Reference]) -> Iterator[tuple[Reference, str]]:
        """Each work of a list, in its order, with the HTML of its entry: a dash may stand for the authors above."""
        above: object = None
        for work in works:
            entry = self.entries[work.key]
            names = next((work.csl[role] for role in _ROLES if work.csl.get(role)), None)
            yield work, entry.below if entry.below and names is not None and names == above else entry.html
            above = names


def read_citation(block: Node, references: Mapping[str, Reference], narrative: bool) -> FormattedCitation:
    """A formatted paragraph that holds one cluster."""
    nodes = _unwrapped(children(block))
    note = next((node for node in nodes if node["t"] == "Note"), None)
    if note is None:
        return FormattedCitation(_pieces(nodes, references, narrative))
    before = [node for node in nodes if node is not note]
    inside = [one for paragraph in cast("Sequence[Node]", note["c"]) for one in children(paragraph)]
    return FormattedCitation(_pieces(inside, references, False), note=True, lead=html_of(before))


def _unwrapped(nodes: Iterable[Node]) -> list[Node]:
    return [inner for node in nodes for inner in (_unwrapped(children(node)) if node["t"] == "Cite" else [node])]


def _pieces(nodes: Sequence[Node], references: Mapping[str, Reference], narrative: bool) -> tuple[Fragment, ...]:
    """One piece a work; in narrative form the author before the link belongs to the first work's piece."""
    groups: list[tuple[str, list[Node]]] = []
    for node in (part for whole in nodes for part in _parts(whole)):
        key = _key(node)
        if key or not groups or groups[-1][0]:
            groups.append((key, []))
        groups[-1][1].append(node)
    if narrative:
        groups = _joined(groups)
    return tuple(_piece(key, inner, references) for key, inner in groups)


def _parts(node: Node) -> Sequence[Node]:
    """A node of which no part leads to more than one work: a layout that is raised or bold holds all its works."""
    inner = children(node) if node["t"] in _LAYOUT else ()
    parts = [part for one in inner for part in _parts(one)]
    if not any(_key(part) for part in parts):
        return [node]
    return [{**node, "c": [part]} for part in parts]


_LAYOUT = {"Emph", "Strong", "Superscript", "Subscript", "Underline", "SmallCaps"}
"""What a style can make of the whole of a citation."""


def _key(node: Node) -> str:
    """The work that a node leads to; empty when it leads to none."""
    if node["t"] == "Link":
        return target(node).removeprefix("#ref-") if target(node).startswith("#ref-") else ""
    inner = children(node) if node["t"] in _LAYOUT else ()
    return _key(inner[0]) if len(inner) == 1 else ""


def _joined(groups: list[tuple[str, list[Node]]]) -> list[tuple[str, list[Node]]]:
    """The groups up to the first work's made one; with a single work, all that follows too."""
    keyed = [index for index, (key, _) in enumerate(groups) if key]
    if not keyed:
        return groups
    end = len(groups) if len(keyed) == 1 else keyed[0] + 1
    first = [node for _, nodes in groups[:end] for node in nodes]
    return [(groups[keyed[0]][0], first), *groups[end:]]


def _piece(key: str, nodes: Sequence[Node], references: Mapping[str, Reference]) -> Fragment:
    text = text_of(nodes)
    reference = references.get(key)
    named = reference is None or _names_author(text, reference)
    name = "" if named or reference is None else f"{reference.authors_short}, {_with_year(text, reference)}"
    return Fragment(key, html_of(nodes), text, name)


def _with_year(text: str, reference: Reference) -> str:
    return text if reference.year in text else f"{reference.year}, {text}"


def _names_author(text: str, reference: Reference) -> bool:
    """Whether a citation's text shows who made the work, or its title."""
    names = [name for role in _ROLES for name in cast("Sequence[Name]", reference.csl.get(role, ()))]
    words = [name.get("family") or name.get("literal", "") for name in names[:1]]
    words += [reference.title, str(reference.csl.get("publisher", ""))] if not names else []
    firsts = [re.split(r"\s", word.strip("“\"'"))[0] for word in words if word]
    return any(first.casefold() in text.casefold() for first in firsts if first)


def read_entries(blocks: Sequence[Node]) -> dict[str, FormattedEntry]:
    """The formatted list of references, in its order."""
    below = {key: _entry_html(entry) for key, entry in _listed(blocks, "substituted")}
    return {
        key: FormattedEntry(html, _entry_text(entry), "" if below.get(key, html) == html else below[key])
        for key, entry in _listed(blocks, "refs")
        for html in [_entry_html(entry)]
    }


def _listed(blocks: Sequence[Node], name: str) -> Iterable[tuple[str, Node]]:
    lists = [block for block in blocks if block["t"] == "Div" and _identifier(block) == name]
    return [(_identifier(entry).removeprefix("ref-"), entry) for found in lists for entry in children(found)]


def _identifier(block: Node) -> str:
    return str(cast("Sequence[Sequence[object]]", block["c"])[0][0])


def _entry_html(block: Node) -> str:
    parts = []
    for inner in children(block):
        if inner["t"] == "Div":
            names = cast("Sequence[Sequence[Sequence[str]]]", inner["c"])[0][1]
            parts.append(f'<span class="{inert(" ".join(names))}">{_entry_html(inner)}</span>')
        elif inner["t"] in {"Para", "Plain"}:
            parts.append(html_of(children(inner)))
        else:
            parts.append(html_of([inner]))
    return "".join(parts).strip()


def _entry_text(block: Node) -> str:
    is_block = any(inner["t"] in {"Para", "Plain", "Div"} for inner in children(block))
    text = " ".join(_entry_text(inner) for inner in children(block)) if is_block else text_of(children(block))
    return " ".join(text.split())


def with_retractions(formatted: Formatted, references: Mapping[str, Reference]) -> Formatted:
    """The same with each retracted work flagged: a word in its citations, day and reason in the list.

    A correction is said in the list alone: what was cited may not be what was corrected.
    """
    notes = {key: note for key in formatted.entries if (note := references[key].notice)}
    formatted = replace(
        formatted, pages={page: with_retractions(one, references) for page, one in formatted.pages.items()}
    )
    if not notes:
        return formatted
    retracted = {key for key in notes if references[key].retracted}
    citations = {
        place: replace(one, pieces=tuple(_flagged(piece) if piece.key in retracted else piece for piece in one.pieces))
        for place, one in formatted.citations.items()
    }
    entries = {
        key: FormattedEntry(
            f"{entry.html} <strong>{inert(notes[key])}</strong>",
            f"{entry.text} {notes[key]}",
            entry.below and f"{entry.below} <strong>{inert(notes[key])}</strong>",
        )
        if key in notes
        else entry
        for key, entry in formatted.entries.items()
    }
    return replace(formatted, citations=citations, entries=entries)


def _flagged(piece: Fragment) -> Fragment:
    word = ", retracted"
    return Fragment(piece.key, piece.html + word, piece.text + word, piece.name and piece.name + word)


def stored(formatted: Formatted) -> object:
    """The result as JSON can hold it."""
    citations = [
        [*place, [[piece.key, piece.html, piece.text, piece.name] for piece in one.pieces], one.note, one.lead]
        for place, one in formatted.citations.items()
    ]
    entries = {key: [entry.html, entry.text, entry.below] for key, entry in formatted.entries.items()}
    pages = {page: stored(one) for page, one in formatted.pages.items()}
    labels, notes = dict(formatted.labels), formatted.notes
    return {"citations": citations, "entries": entries, "labels": labels, "notes": notes, "pages": pages}


def restored(kept: object) -> Formatted:
    """What `stored` gave, as it was."""
    data = cast("Mapping[str, Any]", kept)
    citations = {
        (page, text, earlier): FormattedCitation(tuple(Fragment(*piece) for piece in pieces), note, lead)
        for page, text, earlier, pieces, note, lead in data["citations"]
    }
    entries = {key: FormattedEntry(*entry) for key, entry in data["entries"].items()}
    pages = {page: restored(one) for page, one in data["pages"].items()}
    return Formatted(citations, entries, tuple(entries), data["labels"], data["notes"], pages)
