"""The rule that evidence is looked at again when one end of an edge changes."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.content.evidence_edges import suspect_edges
from primer.content.model import Primer


def check_suspects(primer: Primer) -> Iterator[Issue]:
    """`edge-suspect`: both ends of each edge of evidence are what they were when somebody signed it."""
    for suspect in suspect_edges(primer):
        page, path = suspect.edge.page, suspect.edge.path
        command = f"primer review {suspect.edge.name[0].partition('.')[0]}"
        what = f"{suspect.words} Read both, then run \"{command} --note '...'\"."
        yield issue_at(page.source, page.place(*path), "edge-suspect", what, "warning")


RULES = (check_suspects,)
