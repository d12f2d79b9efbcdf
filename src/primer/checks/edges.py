"""Rules about what stands on what: edges between items, evidence, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from primer.bibliography import nearest_keys
from primer.claims import Page
from primer.fields import Fields, Item
from primer.front_matter import Path
from primer.issues import Issue, issue_at
from primer.model import Primer
from primer.vocabulary import Level, Relation

_FIGURE = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d\b)\d[\d,.]*")
"""A number that is not a year."""
_BY_ID = {"findings": "ref", "myths": None, "related": None, "guidelines": None, "slots": "activity", "ids": None}


def check_edges(primer: Primer) -> Iterator[Issue]:
    """`id-unknown`, `id-gone`: an edge leads to an item that exists and is current."""
    for page in primer.every_page:
        for path, name in _edges(page):
            yield from _edge(primer, page, path, name)
    for pack in primer.packs:
        for place, name in enumerate(pack.fields.ids):
            if name not in primer.items:
                yield issue_at(pack.source, pack.front.place(("ids", place)), "id-unknown", f"there is no '{name}'. Choose another.")


def _edges(page: Page[Fields]) -> Iterator[tuple[Path, str]]:
    for path, span in page.front.places.items():
        if path and path[0] in _BY_ID and len(path) >= 2:
            key = _BY_ID[str(path[0])]
            if path[-1] == key or (key is None and len(path) == 2):
                yield path, page.source.cut(span).strip("'\" ")


def _edge(primer: Primer, page: Page[Fields], path: Path, name: str) -> Iterator[Issue]:
    place = page.front.place(path)
    if name in primer.ledger.gone:
        entry = primer.ledger.gone[name]
        instead = f"Use {' or '.join(entry.to)}" if entry.to else "Take the edge out"
        yield issue_at(page.source, place, "id-gone", f"'{name}' is {entry.status}. {instead}.")
    elif name not in primer.items:
        near = get_close_matches(name, primer.items, 1)
        mend = f"Did you mean '{near[0]}'? " if near else ""
        yield issue_at(page.source, place, "id-unknown", f"there is no '{name}'. {mend}Choose an id that exists.")
    elif name == getattr(page.fields, "id", None):
        yield issue_at(page.source, place, "id-self", f"'{name}' is this page. Take the edge out.")


def check_evidence(primer: Primer) -> Iterator[Issue]:
    """`cite-unknown`: every key in front matter stands in the bibliography."""
    references = primer.bibliography.references
    for page in primer.every_page:
        for path, span in page.front.places.items():
            key = page.source.cut(span).strip("'\" ")
            if path and path[-1] == "cite" and key not in references:
                yield issue_at(page.source, span.start, "cite-unknown", unknown_key(primer, key))


def unknown_key(primer: Primer, key: str) -> str:
    """What to say of a key that the bibliography does not hold."""
    near = nearest_keys(key, primer.bibliography.references)
    meant = f" Did you mean {' or '.join(repr(name) for name in near)}?" if near else ""
    return f"references.bib has no entry '{key}'.{meant} Cite another, or add the entry."


def check_unused(primer: Primer) -> Iterator[Issue]:
    """`reference-unused`: every reference is cited, or tagged `background`."""
    for key, reference in primer.bibliography.references.items():
        if key not in primer.cited_keys and "background" not in reference.keywords:
            what = f"'{key}' is not cited. Cite it, or add 'background' to its keywords."
            yield Issue(reference.source_path, reference.line, 1, "reference-unused", what)


def check_strength(primer: Primer) -> Iterator[Issue]:
    """`level-unearned`: a strong level has two independent sources, or says which design carries it alone."""
    for page in primer.findings.values():
        finding = page.fields
        if finding.level is Level.STRONG and finding.independent < 2 and not finding.sole_design:
            what = "'strong' rests on one independent source. Add 'sole_design' with the design that carries it, or lower the level."
            yield issue_at(page.source, page.place("level"), "level-unearned", what)
        if finding.independent > len({entry.cite for entry in finding.evidence}):
            what = f"'independent' is {finding.independent}, more than the sources listed. Lower it, or add the evidence."
            yield issue_at(page.source, page.place("independent"), "level-unearned", what)


def check_myth_level(primer: Primer) -> Iterator[Issue]:
    """`myth-level`: a myth's correction is no surer than the best finding that carries it."""
    for page in primer.myths.values():
        levels = [primer.findings[edge.ref].fields.level.number for edge in page.fields.findings if edge.ref in primer.findings]
        if levels and page.fields.level.number > max(levels):
            what = f"'{page.fields.level}' is above every finding of the page. Lower it, or name the finding that carries it."
            yield issue_at(page.source, page.place("level"), "myth-level", what)


def check_figures(primer: Primer) -> Iterator[Issue]:
    """`figure-unsupported`: a figure in a finding's statement has evidence that bears on it."""
    bearing = {Relation.SUPPORTS, Relation.PARTLY_SUPPORTS, Relation.QUALIFIES}
    for page in primer.findings.values():
        figures = _FIGURE.search(page.fields.statement)
        if figures and all(entry.relation not in bearing for entry in page.fields.evidence):
            what = "the statement holds figures, and no evidence supports them. Add the source, or take the figures out."
            yield issue_at(page.source, page.place("statement"), "figure-unsupported", what)


def check_titles(primer: Primer) -> Iterator[Issue]:
    """`title-duplicate`: no two pages have one title."""
    seen: dict[str, Page[Fields]] = {}
    for page in primer.every_page:
        title = _title(page)
        first = seen.setdefault(title.casefold(), page)
        if first is not page:
            what = f"'{title}' is the title of {first.source.path}. Give one of them another."
            yield issue_at(page.source, page.place("title"), "title-duplicate", what)


def _title(page: Page[Fields]) -> str:
    fields = page.fields
    return fields.title if isinstance(fields, Item) else str(getattr(fields, "title", ""))


RULES = (check_edges, check_evidence, check_unused, check_strength, check_myth_level, check_figures, check_titles)
