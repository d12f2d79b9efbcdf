"""What became of the files of a project while a build went on: `refuse_two_states`, `changed_meanwhile`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from primer.project.project import is_text_of_primer
from primer.publish.mkdocs_build import reads_only_the_project
from primer.publish.staging import SiteError

_NAMED = 3
"""How many files a message names."""


def refuse_two_states(changed: Iterable[Path], root: Path, config: MkDocsConfig, csl: Path) -> None:
    """Raise SiteError when a file changed that is read while the pages are written.

    Whatever runs code of its own may have changed it, and is not refused.
    """
    if reads_only_the_project(config):
        late = [path for path in changed if _is_read_late(path, root, config, csl)]
        if late:
            what = f"{_names(late, root)} changed while the build went on, and the site would hold two states."
            raise SiteError(f"{what} Build again.")


def changed_meanwhile(changed: Iterable[Path], root: Path) -> str:
    """A line for a build that read all texts at once and may have them as they were before; empty when none changed."""
    texts = [path for path in changed if is_text_of_primer(path, root)]
    return f"{_names(texts, root)} changed while the build went on. Build again." if texts else ""


def _is_read_late(path: Path, root: Path, config: MkDocsConfig, csl: Path) -> bool:
    theme = config.theme.custom_dir
    return (
        path in (root / "mkdocs.yml", csl)
        or (path.is_relative_to(root / "docs") and not is_text_of_primer(path, root))
        or (theme is not None and path.is_relative_to(theme))
    )


def _names(paths: Sequence[Path], root: Path) -> str:
    names = [path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path) for path in paths]
    more = [f"{len(names) - _NAMED} more files"] if len(names) > _NAMED else []
    *first, last = *names[:_NAMED], *more
    return f"{', '.join(first)} and {last}" if first else last
