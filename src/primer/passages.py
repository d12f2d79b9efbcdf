"""The stretches of a page that are prose: body text, and the fields of front matter that readers see as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from primer.claims import Page
from primer.fields import Fields
from primer.front_matter import Path
from primer.text import Span

_NAMES = frozenset(
    "id type title cite ref locator aliases variants value kind relation level verdict technique reviewed searched "
    "period size years term usage instead checked as_of activity name country status hours".split()
)
"""Fields that hold names, words of a list or dates, and not sentences."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose."""

    span: Span
    """Where it stands in the file, quotes and line breaks of the YAML included."""
    path: Path
    """The field that holds it; empty for the body."""


def passages_of(page: Page[Fields]) -> Iterator[Passage]:
    """The prose of a page: each field that holds sentences, then the body."""
    for path, span in page.front.places.items():
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if path and name not in _NAMES and _is_text(page, path):
            yield Passage(span, path)
    yield Passage(page.body, ())


def _is_text(page: Page[Fields], path: Path) -> bool:
    value: object = page.front.values
    for part in path:
        value = value[part]  # type: ignore[index]
    return isinstance(value, str)
