"""Rules about pictures that a page states as data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import SpanSet
from primer.content.model import Primer
from primer.diagrams.fences import DiagramError, find_diagrams, loose_fences
from primer.syntax.headings import fenced_spans


def check_diagrams(primer: Primer) -> Iterator[Issue]:
    """`diagram-wrong`: a picture can be drawn from the data of each fence, and each is closed."""
    for page in primer.all_pages:
        code = SpanSet(fenced_spans(page.source.text, page.body.start))
        for place in loose_fences(page.source.text, page.body.start):
            if not code.hold(place - 1):
                what = "this begins a picture that has no end. Write '```diagram', its data and '```', unindented."
                yield issue_at(page.source, place, "diagram-wrong", what)
        for one in find_diagrams(page.source.text, page.body.start):
            try:
                one.drawn()
            except DiagramError as error:
                what = f"{error}. Correct the data, or take the picture out."
                yield issue_at(page.source, one.span.start, "diagram-wrong", what)


RULES = (check_diagrams,)
