"""`primer review`: sign that both ends of edges of evidence were held against each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from primer.commands.options import examples, in_root

if TYPE_CHECKING:
    from primer.content.edge_reviews import Signature
    from primer.content.evidence_edges import EvidenceEdge
    from primer.content.model import Primer

BEGUN = "Kept when the record began; nobody has signed it."
"""The note of an edge that was entered without anybody looking at it."""


@click.command(
    "review",
    epilog=examples(
        "primer review F12", "primer review F12 --note 'Read again; both still say the same.'", "primer review --begin"
    ),
)
@in_root
@click.argument("ids", nargs=-1)
@click.option("--note", default="", help="What you found; without it the edges are listed and nothing is signed.")
@click.option("--all", "everything", is_flag=True, help="Every edge that is suspect.")
@click.option("--begin", is_flag=True, help="Enter every edge that has no signature yet, as not looked at.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the review; today unless given.")
def review(root: Path, ids: tuple[str, ...], note: str, everything: bool, begin: bool, day: datetime | None) -> None:
    """Sign the edges of evidence of IDS that are suspect: you have read both ends, and one still carries the other.

    IDS are items, checks and sources. Edges that no longer exist leave reviews.txt.
    """
    from primer.checks.check_project import check_project

    if begin == bool(ids or everything) or (begin and note):
        raise click.UsageError("Give IDS or --all, with --note to sign; or --begin alone.")
    primer, today = check_project(root.resolve()).primer, (day or datetime.now()).date()
    for line in begin_reviews(primer, today) if begin else sign_edges(primer, ids, note, today):
        click.echo(line)


def begin_reviews(primer: Primer, today: date) -> list[str]:
    """Enter every edge that has no signature yet; those that have one stay as they are."""
    from primer.content.edge_reviews import Signature
    from primer.content.evidence_edges import evidence_edges

    missing = [edge for edge in evidence_edges(primer) if edge.name not in primer.reviews.signatures]
    _write(primer, {edge.name: Signature(edge.ends, today, BEGUN) for edge in missing})
    return [f"Entered {len(missing)} edges of {len(evidence_edges(primer))}."]


def sign_edges(primer: Primer, ids: Iterable[str], note: str, today: date) -> list[str]:
    """Sign the suspect edges of some ids, or of all without one; with no note only list them.

    Raises UnknownId for an id that is no end of an edge.
    """
    from primer.commands.show import UnknownId
    from primer.content.edge_reviews import Signature
    from primer.content.evidence_edges import evidence_edges, suspect_edges

    asked = tuple(ids)
    for name in asked:
        if not any(edge.touches(name) for edge in evidence_edges(primer)):
            ids = primer.letters.examples
            raise UnknownId(f"'{name}' is no end of an edge. Ids look like {ids}; sources have keys.")
    suspects = [one for one in suspect_edges(primer) if not asked or any(one.edge.touches(name) for name in asked)]
    if note:
        _write(primer, {one.edge.name: Signature(one.edge.ends, today, note) for one in suspects})
    told = [f"{one.edge.page.source.path}: {one.words}" for one in suspects]
    done = f"Signed {len(suspects)} edges." if note else f"{len(suspects)} edges are suspect. Sign them with --note."
    return [*told, done]


def _write(primer: Primer, signed: dict[tuple[str, str], Signature]) -> None:
    from mkdocs_bibliography.text.files import write_whole
    from primer.content.edge_reviews import REVIEWS, reviews_text
    from primer.content.evidence_edges import evidence_edges

    known = {**primer.reviews.signatures, **signed}
    edges: tuple[EvidenceEdge, ...] = evidence_edges(primer)
    lines = ((edge.name, known[edge.name]) for edge in edges if edge.name in known)
    write_whole(primer.root / REVIEWS, reviews_text(lines).encode())
