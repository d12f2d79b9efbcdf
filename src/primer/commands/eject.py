"""Parts of the theme for an author to change, and the words that an author may use."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.content.vocabulary import ClaimType, Strength, Technique, Verdict
from primer.project.primer_fields import key_meanings
from primer.project.settings import read_settings
from primer.theme import HERE, TEMPLATES, parts

_LISTS: dict[str, type[StrEnum]] = {
    "strength": Strength,
    "claim_type": ClaimType,
    "verdict": Verdict,
    "technique": Technique,
}


class NoSuchPart(UserError):
    """The theme has no part of that name, or the project has it already."""


def eject_part(root: Path, name: str) -> str:
    """Copy a part to where the project's own one takes its place; what to do then, in a line.

    Raises NoSuchPart.
    """
    known = parts()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else f"Name one of: {', '.join(sorted(known))}."
        raise NoSuchPart(f"'{name}' is no part of the theme. {hint}")
    source = known[name]
    template = source.is_relative_to(TEMPLATES)
    base, folder = (TEMPLATES, root / "overrides") if template else (HERE, root / "docs")
    target = folder / source.relative_to(base)
    if target.exists():
        raise NoSuchPart(f"{target} exists. Change it there, or delete it first.")
    write_whole(target, source.read_bytes())
    then = " Set 'theme: {name: material, custom_dir: overrides}' in mkdocs.yml." if template else ""
    return f"{target}: change it there.{then}"


def vocabulary_lines(root: Path) -> Iterator[str]:
    """The keys of `primer.yml`, then each list of words."""
    words = read_settings(root.resolve()).taxonomy
    yield "primer.yml, where every key may be left out:"
    for key, meaning in key_meanings().items():
        yield f"  {key}: {' '.join(meaning.split())}"
    yield "front matter and references.bib:"
    scale = {"level": words.levels, "need.level": words.needs, "effect.level": words.effects}
    lists = {"topics": words.topics, "lifecycle": words.stages, "roles": words.roles, "basis": words.basis, **scale}
    for name, own in (lists | {"studytype": words.study_types}).items():
        yield f"  {name}: {', '.join(own) or 'any'}"
    for name, values in _LISTS.items():
        yield f"  {name}: {', '.join(value.value for value in values)}"
