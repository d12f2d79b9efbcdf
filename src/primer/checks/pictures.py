"""Rules about pictures that a page states as data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.content.model import Primer
from primer.diagrams.fences import DiagramError, find_diagrams


def check_diagrams(primer: Primer) -> Iterator[Issue]:
    """`diagram-wrong`: a picture can be drawn from the data of each fence."""
    for page in primer.all_pages:
        for one in find_diagrams(page.source.text, page.body.start):
            try:
                one.drawn()
            except DiagramError as error:
                what = f"{error}. Correct the data, or take the picture out."
                yield issue_at(page.source, one.span.start, "diagram-wrong", what)


RULES = (check_diagrams,)
