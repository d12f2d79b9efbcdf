"""Rules about the files below docs/: every system can have their names, and none stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs_bibliography.text.issues import Issue
from primer.content.model import Primer
from primer.project.file_names import leaves, name_problem


def check_file_places(primer: Primer) -> Iterator[Issue]:
    """`path-name`, `path-outside`: a site can be unpacked anywhere, and holds nothing that is not the project's."""
    yield from _below(primer.root, primer.root / "docs", frozenset())


def _below(root: Path, folder: Path, above: frozenset[Path]) -> Iterator[Issue]:
    above |= {folder.resolve()}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        name = path.relative_to(root).as_posix()
        if path.name.startswith("."):
            continue
        # A name that cannot be shown is told when the files are read.
        if path.name.isprintable() and (problem := name_problem(path.name)):
            yield Issue(name, 1, 1, "path-name", f"{problem}. Give it another name.")
        if path.is_symlink() and path.exists() and leaves(root, path):
            what = f"it is a link out of the project. Put the {'folder' if path.is_dir() else 'file'} itself there."
            yield Issue(name, 1, 1, "path-outside", what)
        elif path.is_dir() and path.resolve() in above:
            yield Issue(name, 1, 1, "path-outside", "it is a link to a folder that holds it. Take it out.")
        elif path.is_dir():
            yield from _below(root, path, above)


RULES = (check_file_places,)
