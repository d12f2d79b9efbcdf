"""The lines of a page that stand for a list of references."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.prose import SIGNS, protected_spans
from mkdocs_bibliography.text.source import Span

_MARKER = re.compile(r"^\[\[references(?:[ \t]+(?P<words>[^\[\]\n]*))?\]\][ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class ListMarker:
    """One line that asks for a list."""

    span: Span
    all_works: bool = False
    """Whether the whole bibliography is meant, not only what the page cites."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """`type`, `keyword` and `cited` (`yes` or `no`), each a condition on the works listed."""

    def takes(self, reference: Reference, cited: bool) -> bool:
        """Whether a work meets every condition."""
        facts = {"type": [reference.entry_type], "keyword": reference.keywords, "cited": ["yes" if cited else "no"]}
        return all(wanted in facts.get(name, ()) for name, wanted in self.filters.items())


def find_markers(text: str, page_command: str, full_command: str) -> tuple[ListMarker, ...]:
    """Markers in the text's prose: the two commands, and `[[references ...]]` with `all` or conditions.

    `[[references keyword="age" type=article cited=yes]]` lists every work of the bibliography that meets all three.
    """
    commands = [(page_command, False), (full_command, True)]
    found = [
        ListMarker(Span(*match.span()), all_works)
        for command, all_works in commands
        if command
        for match in re.finditer(rf"^{re.escape(command)}[ \t]*$", text, re.MULTILINE)
    ]
    for match in _MARKER.finditer(text):
        words = shlex.split((match["words"] or "").replace("'", "\\'"))
        filters = dict(word.split("=", 1) for word in words if "=" in word)
        found.append(ListMarker(Span(*match.span()), bool(words), filters))
    signed = all(text.startswith(SIGNS, one.span.start) for one in found)
    protected = protected_spans(text, SIGNS if signed else ("",)) if found else ()
    free = (
        one for one in found if not any(span.start < one.span.end and one.span.start < span.end for span in protected)
    )
    return tuple(sorted(free, key=lambda one: one.span))
