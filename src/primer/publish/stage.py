"""Writes the site as plain Markdown, so that an engine without our plugins can build it."""

from __future__ import annotations

import shutil
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from primer.checks.check_project import check_project
from primer.paper.downloads import read_downloads
from primer.site.site import render_site, write_stage

MARK = ".primer-stage"
"""The file by which a staged folder is known again, so that its old content may be taken away."""


class NotOurFolder(UserError):
    """A folder holds files that were not staged."""


def stage_project(root: Path, folder: Path) -> int:
    """Write the rendered Markdown of a project, and what is copied as it is, into a folder; gives the number of files.

    What was staged there before is taken away. Raises CheckFailed when the project has errors, NotOurFolder when the
    folder holds anything else.
    """
    checked = check_project(root)
    checked.raise_for_errors()
    files = render_site(checked.primer, read_downloads(root / "dist"))
    _empty(folder)
    write_stage(files, folder)
    for name in sorted(checked.primer.files):
        target = folder / Path(name).relative_to("docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target)
    return sum(path.is_file() and path.name != MARK for path in folder.rglob("*"))


def _empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            raise NotOurFolder(f"{folder} holds files that were not staged. Name an empty folder or a new one.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("Made by `primer stage`, and emptied by it.\n", encoding="utf-8")
