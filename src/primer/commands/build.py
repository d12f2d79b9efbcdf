"""Everything that `primer build` makes, in order."""

from __future__ import annotations

from pathlib import Path

from primer.checks.check_project import check_project
from primer.paper.downloads import remove_manifest
from primer.paper.edition import print_everything
from primer.project.progress import Progress
from primer.publish.mkdocs_build import begin_site, build_site
from primer.publish.offline import publish_offline_copy, write_offline_copy, write_sums


def build_all(root: Path, *, paper: bool = True) -> str:
    """Build the site of a project; gives what to tell the one who asked.

    Without `paper` no PDF is made, and the site offers none.
    Raises CheckFailed when the project has errors.
    """
    progress = Progress()
    with progress.stage("Reading and checking"):
        checked = check_project(root)
        checked.raise_for_errors()
    with begin_site(checked) as config:
        if paper:
            with progress.stage("Printing the PDFs"):
                print_everything(checked.primer, root / "dist", progress, checked.raise_for_errors)
        else:
            remove_manifest(root / "dist")
        with progress.stage("Building the site"):
            site = build_site(checked, config)
        with progress.stage("Packing the offline copy"):
            archive = write_offline_copy(site, root / "dist", checked.primer.settings, checked.primer.revision.epoch)
            publish_offline_copy(archive, write_sums(root / "dist"), site)
    pages = sum(1 for _ in site.rglob("*.html"))
    return f"{pages} pages in {site} ({progress.report()})\nOpen {(site / 'index.html').as_uri()}"
