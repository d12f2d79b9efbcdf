"""Rules about what stands on what: edges between items, evidence, references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from mkdocs_bibliography.citations.checks import unknown_key
from mkdocs_bibliography.references.reference import retraction_day
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source
from primer.checks.codes import CODES
from primer.content.field_roles import edge_paths
from primer.content.item_models import Fields
from primer.content.matrix_models import MatrixPage
from primer.content.model import Primer, cite_fields
from primer.content.page import Page
from primer.content.page_types import FRONT_MATTER
from primer.content.vocabulary import Relation
from primer.project.front_matter import FrontMatter, Path
from primer.project.levels import Level
from primer.watch.status_file import NAME, open_notices

_FIGURE = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d\b)\d[\d,.]*")
"""A number that is not a year."""
_EDGES = frozenset().union(*map(edge_paths, FRONT_MATTER))
"""The ways to fields that hold ids of items."""
_BEARING = frozenset({Relation.SUPPORTS, Relation.PARTLY_SUPPORTS, Relation.QUALIFIES})


def check_edges(primer: Primer) -> Iterator[Issue]:
    """`id-unknown`, `id-gone`, `id-self`: an edge leads to another item that exists and is current."""
    for page in primer.all_pages:
        own = page.front.values.get("id")
        yield from _edges(primer, page.source, page.front, own if isinstance(own, str) else "")
    for pack in primer.packs:
        yield from _edges(primer, pack.source, pack.front, "")


def _edges(primer: Primer, source: Source, front: FrontMatter, own: str) -> Iterator[Issue]:
    for path in front.places:
        name = front.value(path) if _is_edge(path) else None
        if not isinstance(name, str):
            continue
        problem = id_problem(primer, name)
        if problem:
            yield issue_at(source, front.place(path), *problem)
        elif name == own:
            yield issue_at(source, front.place(path), "id-self", f"'{name}' is this page. Take the edge out.")


def _is_edge(path: Path) -> bool:
    """Whether the value at a path is the id of an item."""
    return tuple(part for part in path if isinstance(part, str)) in _EDGES


def id_problem(primer: Primer, name: str) -> tuple[str, str] | None:
    """The code and the words for an id that nothing current has; none for one whose page cannot be read."""
    if name in primer.ledger.retired:
        entry = primer.ledger.retired[name]
        instead = f"Use {' or '.join(entry.to)}" if entry.to else "Take it out"
        return "id-gone", f"'{name}' is {entry.status.replace('-', ' ')}. {instead}."
    if name in primer.items or name in primer.unparsed_ids:
        return None
    near = get_close_matches(name, primer.items, 1)
    meant = f" Did you mean '{near[0]}'?" if near else ""
    return "id-unknown", f"there is no '{name}'.{meant} Choose an id that exists."


def check_evidence(primer: Primer) -> Iterator[Issue]:
    """`cite-unknown`: every key in front matter stands in the bibliography."""
    known = primer.bibliography.references.keys() | primer.bibliography.broken
    for page in primer.all_pages if primer.bibliography_complete else ():
        for path, key in cite_fields(page):
            if key not in known:
                yield issue_at(
                    page.source, page.front.place(path), "cite-unknown", unknown_key(key, primer.bibliography)
                )


def check_unused(primer: Primer) -> Iterator[Issue]:
    """`reference-unused`: every reference is cited, or tagged `background`."""
    for key, reference in primer.bibliography.references.items() if primer.all_pages else ():
        if key not in primer.cited_keys and "background" not in reference.keywords:
            what = f"'{key}' is not cited. Cite it, or add 'background' to its keywords."
            yield Issue(reference.source_path, reference.line, 1, "reference-unused", what)


def check_retracted(primer: Primer) -> Iterator[Issue]:
    """`reference-retracted`, `retraction-wrong`: a retracted reference has a day and a reason, and is not relied on."""
    for key, reference in primer.bibliography.references.items():
        place = (reference.source_path, reference.line, 1)
        flagged = key in primer.statuses and primer.statuses[key].updates
        if reference.retracted and not flagged and not retraction_day(reference.retracted):
            what = f"'retracted' of '{key}' is '{reference.retracted}'. Write it in the form 2026-11-24: reason."
            yield Issue(*place, "retraction-wrong", what)
        if reference.retracted and key in primer.cited_keys:
            what = f"'{key}' was retracted and is cited. Take it out, or say beside each citation why it still stands."
            yield Issue(*place, "reference-retracted", what, CODES["reference-retracted"].severity)


def check_notices(primer: Primer) -> Iterator[Issue]:
    """`reference-notice`: someone has read each notice about a source that is cited."""
    for key, update in open_notices(primer.statuses):
        if key in primer.cited_keys:
            reference = primer.bibliography.references[key]
            what = f"'{key}' has a notice that no one has read ({update.date or 'no day given'}: {update.words})."
            how = f"Correct what is based on it, then add 'reviewed' and 'note' to it in {NAME}."
            place = (reference.source_path, reference.line, 1)
            yield Issue(*place, "reference-notice", f"{what} {how}", CODES["reference-notice"].severity)


def check_strength(primer: Primer) -> Iterator[Issue]:
    """`level-unearned`: the highest level has two independent sources, or says which design carries it alone."""
    for page in primer.findings.values():
        finding = page.fields
        if finding.level.strongest and finding.independent < 2 and not finding.sole_design:
            what = f"'{finding.level}' rests on one independent source."
            what += " Add 'sole_design' with the design that carries it, or lower the level."
            yield issue_at(page.source, page.place("level"), "level-unearned", what)
        if finding.independent > len({entry.cite for entry in finding.evidence}):
            what = (
                f"'independent' is {finding.independent}, more than the sources listed. Lower it, or add the evidence."
            )
            yield issue_at(page.source, page.place("independent"), "level-unearned", what)


def check_myth_level(primer: Primer) -> Iterator[Issue]:
    """`myth-level`: a myth's correction is no surer than the best finding that carries it."""
    for page in primer.myths.values():
        findings = [primer.findings.get(edge.ref) for edge in page.fields.findings]
        levels = [finding.fields.level for finding in findings if finding]
        level = page.fields.level
        if len(levels) == len(findings) and not _held(level, levels):
            what = f"'{level}' is above every finding of the page. Lower it, or name the finding that carries it."
            yield issue_at(page.source, page.place("level"), "myth-level", what)


def check_templates(primer: Primer) -> Iterator[Issue]:
    """`check-unknown`: a template names checks that are asked."""
    asked = {f"{name}.{check.n}" for name, page in primer.guidelines.items() for check in page.fields.checks}
    for page in primer.templates:
        for place, name in enumerate(page.fields.asked_by):
            if name not in asked and name.partition(".")[0] not in primer.unparsed_ids:
                near = get_close_matches(name, asked, 1)
                meant = f" Did you mean '{near[0]}'?" if near else ""
                what = f"no guideline asks '{name}'.{meant} Name a check that is asked."
                yield issue_at(page.source, page.place("asked_by", place), "check-unknown", what)


def check_matrix_level(primer: Primer) -> Iterator[Issue]:
    """`matrix-level`: a cell that compares interventions is no surer than the best finding that holds it."""
    for page in primer.pages_of(MatrixPage):
        for row, intervention in enumerate(page.fields.interventions):
            for column, cell in intervention.cells:
                known = [primer.findings[name].fields.level for name in cell.findings if name in primer.findings]
                if isinstance(cell.level, Level) and len(known) == len(cell.findings) and not _held(cell.level, known):
                    what = (
                        f"'{cell.level}' in column '{column}' is above every finding named there. Lower it, or name "
                        "the finding that holds it."
                    )
                    place = page.place("interventions", row, column, "level")
                    yield issue_at(page.source, place, "matrix-level", what)


def _held(level: Level, known: list[Level]) -> bool:
    return level in known if not level.rated else level.number <= max((one.number for one in known), default=0)


def check_figures(primer: Primer) -> Iterator[Issue]:
    """`figure-unsupported`: a figure in a finding's statement has evidence that bears on it."""
    for page in primer.findings.values():
        figures = _FIGURE.search(page.fields.statement)
        if figures and all(entry.relation not in _BEARING for entry in page.fields.evidence):
            what = (
                "the statement holds figures, and no evidence supports them. Add the source, or take the figures out."
            )
            yield issue_at(page.source, page.place("statement"), "figure-unsupported", what)


def check_titles(primer: Primer) -> Iterator[Issue]:
    """`title-duplicate`: no two pages have one title."""
    seen: dict[str, Page[Fields]] = {}
    for page in primer.every_page:
        title = str(getattr(page.fields, "title", ""))
        first = seen.setdefault(title.casefold(), page)
        if first is not page:
            what = f"'{title}' is the title of {first.source.path}. Give one of them another."
            yield issue_at(page.source, page.place("title"), "title-duplicate", what)


RULES = (
    *(check_edges, check_evidence, check_unused, check_retracted, check_notices),
    *(check_strength, check_myth_level, check_matrix_level, check_templates, check_figures, check_titles),
)
