"""Renders a whole primer into a folder, beside a preview that shows single pages. A program of its own, so that the
preview is never kept waiting."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from mkdocs_bibliography.text.issues import Issue
from primer.checks.check_project import check_project
from primer.paper.downloads import read_downloads
from primer.site.model import SiteFiles
from primer.site.site import render_site

REMINDERS = frozenset({"changed-unrecorded", "ledger-missing"})
"""Errors of a build that a preview shows beside the page: the author has still to say what became of it."""


def stops_preview(issue: Issue) -> bool:
    """Whether a page with this issue may not be what the author means."""
    return issue.severity == "error" and issue.code not in REMINDERS


def write_everything(files: SiteFiles, folder: Path) -> None:
    """Write pages as Markdown, and whatever else the site holds, into a folder."""
    pages = {f"pages/{name}": text.encode() for name, text in files.markdown.items()}
    assets = {f"assets/{name}": data for name, data in files.assets.items()}
    for name, data in {**pages, **assets}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def main(root: Path, folder: Path) -> int:
    """Print every issue as JSON; without an error that stops a preview, render everything into the folder."""
    checked = check_project(root)
    if not any(map(stops_preview, checked.issues)):
        write_everything(render_site(checked.primer, read_downloads(root / "dist"), preview=True), folder)
    print(json.dumps([asdict(issue) for issue in checked.issues]))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
