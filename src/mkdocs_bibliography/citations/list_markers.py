"""The lines of a page that stand for a list of references."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from mkdocs_bibliography.references.names import Name, family_name
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.prose import SIGNS, protected_spans
from mkdocs_bibliography.text.source import Source, Span

_MARKER = re.compile(r"^\[\[references(?:[ \t]+(?P<words>[^\[\]\n]*))?\]\][ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class ListMarker:
    """One line that asks for a list."""

    span: Span
    all_works: bool = False
    """Whether the whole bibliography is meant, not only what the page cites."""
    filters: Mapping[str, str] = field(default_factory=dict)
    """`type`, `keyword`, `year`, `author` and `cited` (`yes` or `no`), each a condition on the works listed."""

    def takes(self, reference: Reference, cited: bool) -> bool:
        """Whether a work meets every condition."""
        facts = _facts(reference) | {"cited": ["yes" if cited else "no"]}
        return all(wanted.casefold() in map(str.casefold, facts.get(name, ())) for name, wanted in self.filters.items())


CONDITIONS = ("type", "keyword", "year", "author", "cited")
"""What a list may ask of its works."""


def _facts(reference: Reference) -> dict[str, Sequence[str]]:
    """What the conditions of a list are held against."""
    names = [name for role in ("author", "editor") for name in cast("Sequence[Name]", reference.csl.get(role, ()))]
    families = [part for name in names for part in (family_name(name), name.get("family", "")) if part]
    return {
        "type": [reference.entry_type],
        "keyword": reference.keywords,
        "year": [reference.year],
        "author": families,
    }


def check_markers(
    source: Source, references: Mapping[str, Reference], page_command: str, full_command: str
) -> Iterator[Issue]:
    """An issue for every condition of a list that is none, or that no work of the bibliography meets."""
    for marker in find_markers(source.text, page_command, full_command):
        line = source.cut(marker.span).strip()
        for name, wanted in marker.filters.items():
            known = name in CONDITIONS and (name != "cited" or wanted in {"yes", "no"})
            one = ListMarker(marker.span, True, {name: wanted})
            if not known:
                what = (
                    f"'{line}' has a condition '{name}={wanted}'. Use {', '.join(CONDITIONS[:-1])}, or cited=yes or no."
                )
            elif name == "cited" or any(one.takes(work, False) for work in references.values()):
                continue
            else:
                what = f"'{line}' lists nothing: no work has {name}={wanted}. Change the condition, or delete the line."
            yield issue_at(source, marker.span.start, "cite-malformed", what)


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
