"""The stretches of a page that are prose: body text, and the fields of front matter that readers see as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from primer.front_matter import FrontMatter, Path
from primer.text import Span

PROSE = frozenset(
    "agree answer applies_when basis_note card claim content_note debrief definition do does_not_show fails_if "
    "facilitator goal key_messages level_reason materials not_confirmed not_when note passes_if population question "
    "reason remote say_instead setting sole_design statement summary text true_part what where why without_cards "
    "would_change".split()
)
"""Names of the fields that hold sentences: those that the schemas give a greatest number of words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose."""

    span: Span
    """Where it stands in the file, quotes and line breaks of the YAML included."""
    path: Path
    """The field that holds it; empty for the body."""


def prose_fields(front: FrontMatter) -> Iterator[Passage]:
    """Each field of front matter that holds sentences."""
    for path, span in front.places.items():
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if name in PROSE and isinstance(front.value(path), str):
            yield Passage(span, path)
