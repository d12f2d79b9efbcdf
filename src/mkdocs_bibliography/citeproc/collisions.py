"""Works whose citations might read alike: disambiguation has to see these together, and need not see others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from mkdocs_bibliography.references.names import Name
from mkdocs_bibliography.references.reference import Reference

_CREATORS = ("author", "editor", "director", "translator", "container-author")
_SUBSTITUTES = ("publisher", "title", "container-title", "title-short")


def collision_groups(references: Iterable[Reference], every_name: bool) -> list[tuple[Reference, ...]]:
    """The works in groups, such that no citation of one group can be mistaken for one of another.

    A citation begins with its first author's surname, so works that differ in it differ in print. `every_name` says
    that the style expands every author's name wherever two people share a surname; then a shared surname joins two.
    """
    known = {reference.key: reference for reference in references}
    parents = {key: key for key in known}
    first_with: dict[str, str] = {}
    for key, reference in known.items():
        for name in _names(reference, every_name):
            other = first_with.setdefault(name, key)
            parents[_root(parents, key)] = _root(parents, other)
    groups: dict[str, list[Reference]] = {}
    for key, reference in known.items():
        groups.setdefault(_root(parents, key), []).append(reference)
    return [tuple(group) for group in groups.values()]


def _root(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key


def _names(reference: Reference, every_name: bool) -> Iterable[str]:
    """What the work may be cited by: its author, or without one whatever a style may put in the author's place."""
    csl: Mapping[str, object] = reference.csl
    names = {role: cast("Sequence[Name]", csl.get(role, ())) for role in _CREATORS}
    if every_name:
        yield from (_family(name) for role in _CREATORS for name in names[role])
    if names["author"]:
        yield _family(names["author"][0])
    else:
        yield from (_family(names[role][0]) for role in _CREATORS if names[role])
        yield from (str(csl[name]).casefold() for name in _SUBSTITUTES if csl.get(name))


def _family(name: Name) -> str:
    return (name.get("family") or name.get("literal", "")).casefold()
