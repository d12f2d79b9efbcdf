"""Writes the site as plain Markdown, so that an engine without our plugins can build it."""

from __future__ import annotations

from pathlib import Path

from primer.render.site import render_site, write_stage
from primer.run import Slips, check_project


def stage_project(root: Path, folder: Path) -> int:
    """Write the rendered Markdown of a project, its assets and the files copied as they are; gives the number of files.

    Raises Slips when the project has errors.
    """
    checked = check_project(root)
    if checked.failed:
        raise Slips(checked.issues)
    files = render_site(checked)
    write_stage(files, folder)
    copied = [path for path in sorted((root / "docs" / "assets").rglob("*")) if path.is_file()]
    for path in copied:
        target = folder / path.relative_to(root / "docs")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return len(files.markdown) + len(files.assets) + len(copied)
