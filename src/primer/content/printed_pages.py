"""Pages of prose that documents of paper hold, by their paths under `docs/`."""

from __future__ import annotations

from primer.project.settings import Settings

MATRIX = ("what-works.md",)
AROUND = ("unknown.md", "numbers.md", *MATRIX, "build.md", "worked-example.md", "sceptics.md")
GROUND = ("method.md", "sources/guidelines-2013.md", "sources/paper-2013.md", "glossary.md")
AGENDAS = ("workshop/agenda-60.md", "workshop/agenda-90.md", "workshop/agenda-180.md")
GUIDE = ("workshop/facilitator.md", *AGENDAS)
FORMS = ("workshop/worksheet.md", "workshop/feedback.md")
HELP = ("help.md",)
PRINTED = frozenset((*AROUND, *GROUND, *GUIDE, *FORMS, *HELP))
"""Pages of prose that documents hold; others, such as those about this site, are not set at all."""


def printed_paths(settings: Settings) -> frozenset[str]:
    """The paths of all that may be printed of a primer: those above, and pages that its book has of its own."""
    return PRINTED.union(settings.words.book_pages)
