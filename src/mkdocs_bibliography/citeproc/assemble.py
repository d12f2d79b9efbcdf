"""What pandoc's documents gave, put together as one: `assemble`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mkdocs_bibliography.citeproc.formatted import (
    Formatted,
    FormattedCitation,
    FormattedEntry,
    Fragment,
    read_citation,
    read_entries,
)
from mkdocs_bibliography.citeproc.pandoc_ast import Node
from mkdocs_bibliography.citeproc.plan import Items, Plan, is_narrative, narrative, units_of
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.text.escape import inert


def assemble(plan: Plan, results: Sequence[Sequence[Node]]) -> Formatted:
    """One result for the site, from the formatted blocks of each document."""
    parts = _Parts(plan, results)
    if plan.style.kind == "note":
        citations = {place: parts.in_document(number, items) for place, (number, items) in parts.in_order()}
    else:
        citations = {place: parts.citation(items) for place, (_, items) in plan.places.items()}
    labels = {key: f"{work.authors_short} ({work.year})" for key, work in plan.references.items()}
    if plan.style.kind == "author-date":
        labels |= {key: parts.citation(narrative(key)).text for key in plan.references}
    entries = _without_gaps(_entries(plan, results), plan)
    return Formatted(citations, entries, tuple(entries), labels, plan.style.kind == "note")


class _Parts:
    """The formatted clusters of all documents."""

    def __init__(self, plan: Plan, results: Sequence[Sequence[Node]]) -> None:
        self._plan = plan
        self._blocks: dict[Items, Node] = {}
        self._plain: dict[Items, Node] = {}
        self._queues: list[dict[Items, list[Node]]] = []
        for document, blocks in zip(plan.documents, results, strict=True):
            found = self._plain if document.plain else self._blocks
            queue: dict[Items, list[Node]] = {}
            for items, block in zip(document.clusters, blocks, strict=False):
                found[items] = block
                queue.setdefault(items, []).append(block)
            self._queues.append(queue)

    def in_order(self) -> Iterable[tuple[tuple[str, str, int], tuple[int, Items]]]:
        """Places as they stand on their pages."""
        return self._plan.places.items()

    def in_document(self, number: int, items: Items) -> FormattedCitation:
        """The next cluster with these items in one document; asked for in the order of the page."""
        block = self._queues[number][items].pop(0)
        return read_citation(block, self._plan.references, is_narrative(items))

    def citation(self, items: Items) -> FormattedCitation:
        """A cluster as formatted whole, or as put together from its parts."""
        units = units_of(items, self._plan.style)
        if len(units) > 1:
            return _joined(self.citation(units[0]), self.citation(units[1]), self._plan.style)
        if items in self._blocks:
            return read_citation(self._blocks[items], self._plan.references, is_narrative(items))
        frame = read_citation(self._plain[items], self._plan.references, False)
        own = {item[0]: piece for item in items for piece in self.citation((item,)).pieces if piece.key}
        return FormattedCitation(tuple(own.get(piece.key, piece) for piece in frame.pieces))


def _joined(first: FormattedCitation, rest: FormattedCitation, style: Style) -> FormattedCitation:
    """A narrative citation and the works after it in one pair of brackets: "Okafor (2020, p. 4; Lind, 2019)"."""
    layout = style.citation_layout()
    suffix, prefix = layout.get("suffix", ""), layout.get("prefix", "")
    pieces = [*first.pieces, *rest.pieces]
    at = len(first.pieces)
    pieces[at - 1] = _cut(pieces[at - 1], suffix, at_end=True)
    pieces[at] = _cut(pieces[at], prefix, at_end=False)
    between = layout.get("delimiter", "; ")
    return FormattedCitation((*pieces[:at], Fragment("", inert(between), between), *pieces[at:]))


def _cut(piece: Fragment, affix: str, at_end: bool) -> Fragment:
    """A piece without an affix of the style's layout at one of its ends."""
    if at_end:
        return replace(piece, html=piece.html.removesuffix(inert(affix)), text=piece.text.removesuffix(affix))
    return replace(piece, html=piece.html.removeprefix(inert(affix)), text=piece.text.removeprefix(affix))


def _without_gaps(entries: Mapping[str, FormattedEntry], plan: Plan) -> Mapping[str, FormattedEntry]:
    """The entries, and a plain one for each work that the style leaves out of its list, such as a letter."""
    full = dict(entries)
    for key, work in plan.references.items():
        if not full.get(key, FormattedEntry("", "")).text:
            text = f"{work.authors_short}. {work.title}. {work.year}."
            full[key] = FormattedEntry(inert(text), text)
    return full


def _entries(plan: Plan, results: Sequence[Sequence[Node]]) -> Mapping[str, FormattedEntry]:
    """Every work's entry in the order of the list.

    The plain document knows the order but for works that collide; the places of these are filled in the order of
    their own document.
    """
    if not plan.documents[0].plain:
        return read_entries(results[0])
    entries = {key: entry for blocks in results[1:] for key, entry in read_entries(blocks).items()}
    group_of = {work.key: index for index, group in enumerate(plan.groups) for work in group}
    waiting: dict[int, list[str]] = {}
    for key in entries:
        waiting.setdefault(group_of[key], []).append(key)
    queues = {group: iter(keys) for group, keys in waiting.items()}
    ordered = (next(queues[group_of[key]]) for key in read_entries(results[0]))
    return {key: entries[key] for key in ordered}
