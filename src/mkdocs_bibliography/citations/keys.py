"""Keys that are not an entry's own and still name one work or more: `works_meant`, `with_own_keys`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.text.source import Span, replaced


def works_meant(key: str, bibliography: Bibliography) -> tuple[str, ...]:
    """The keys of the works that a key stands for: its own, those it is another name for, or one in other letters.

    None for a key that names no work, or, but for capitals, several.
    """
    if key in bibliography.references:
        return (key,)
    if works := bibliography.others.get(key):
        return tuple(work for work in works if work in bibliography.references)
    alike = _by_letters(tuple(bibliography.references)).get(key.casefold(), ())
    return alike if len(alike) == 1 else ()


@lru_cache(maxsize=2)
def _by_letters(keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        found[key.casefold()] = (*found.get(key.casefold(), ()), key)
    return found


def with_own_keys(text: str, bibliography: Bibliography) -> str:
    """A Markdown text in which every citation names works by their own keys."""
    return replaced(text, list(_changes(text, bibliography)))


def _changes(text: str, bibliography: Bibliography) -> Iterator[tuple[Span, str]]:
    for cluster in parse_citations(text).clusters:
        meant = [(item, works_meant(item.key, bibliography)) for item in cluster.items]
        is_one = len(meant[0][1]) == 1 and not cluster.in_link
        if not all(works for _, works in meant) or (cluster.narrative and not is_one):
            continue
        for item, works in meant:
            sign = "-@" if item.suppress_author else "@"
            if works != (item.key,):
                yield item.span, "; ".join(f"{sign}{{{work}}}" for work in works)
