"""What stands on paper in place of a line such as `[[index unknown]]`."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from primer.model import Primer
from primer.render.paper_items import level
from primer.render.paper_markup import Content, plain, value
from primer.render.paper_text import PaperText
from primer.vocabulary import ReadStatus


def unknown(primer: Primer, text: PaperText) -> str:
    """Findings with little or no evidence, and those on which studies disagree."""
    rows = []
    for name, page in primer.findings.items():
        fields = page.fields
        if (fields.level.rated and fields.level.number <= 1) or fields.disputed:
            found = value({"id": name, "title": plain(fields.title)})
            sure = value(level(fields.level, fields.disputed))
            rows += [Content(f"item-link({found})"), Content(f"level({sure})"), text.field(fields.does_not_show)]
    return _table("3fr, 2fr, 4fr", ("Finding", "How sure", "What it does not show"), rows)


def reading(primer: Primer, text: PaperText) -> str:
    """How many sources were read in full, as an abstract, and so on."""
    read = [reference.read for reference in primer.bibliography.references.values()]
    rows = [plain(cell) for status in ReadStatus for cell in (status.label, str(read.count(status.value)))]
    return _table("3fr, 1fr", ("What was read", "Sources"), rows)


INDEXES: Mapping[str, Callable[[Primer, PaperText], str]] = {"unknown": unknown, "reading": reading}
"""The indexes that pages of the book ask for; others belong to the site."""


def _table(columns: str, head: tuple[str, ...], cells: list[Content]) -> str:
    return f"#lined-table(({columns}), {value([plain(name) for name in head])}, {value(cells)})"
