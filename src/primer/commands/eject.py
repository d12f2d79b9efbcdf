"""Parts of the theme for an author to change."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.project.file_names import leaves
from primer.theme import HERE, TEMPLATES, parts


class NoSuchPart(UserError):
    """The theme has no part of that name, or the project has it already."""


def eject_part(root: Path, name: str) -> str:
    """Copy a part to where the project's own one takes its place; what to do then, in a line.

    Raises NoSuchPart.
    """
    known = parts()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean '{near[0]}'?" if near else "'primer theme list' prints every part."
        raise NoSuchPart(f"'{name}' is no part of the theme. {hint}")
    source = known[name]
    template = source.is_relative_to(TEMPLATES)
    base, folder = (TEMPLATES, root / "overrides") if template else (HERE, root / "docs")
    target = folder / source.relative_to(base)
    if leaves(root, target):
        raise NoSuchPart(f"{folder} is a link out of the project. Put a folder there.")
    if target.exists():
        raise NoSuchPart(f"{target} exists. Change it there, or delete it first.")
    write_whole(target, source.read_bytes())
    then = " Set 'theme: {name: material, custom_dir: overrides}' in mkdocs.yml." if template else ""
    return f"{target}: change it there.{then}"
