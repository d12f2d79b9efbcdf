"""Everything that `primer build` makes, in order."""

from __future__ import annotations

from pathlib import Path

from mkdocs_bibliography.text.files import why_not_kept
from primer.commands.last_build import LastBuild, begin_record, unchanged_build


def build_all(root: Path, *, paper: bool = True) -> str:
    """Build the site of a project; gives what to tell the one who asked.

    Nothing is loaded or made when neither what the last build read nor what it wrote has changed. Without `paper` no
    PDF is made, and the site offers none. Raises CheckFailed when the project has errors.
    """
    last = unchanged_build(root, paper=paper)
    return _all_reused(root, last) if last else _build(root, paper=paper)


def _all_reused(root: Path, last: LastBuild) -> str:
    what = f"Nothing has changed since the last build: all {last.pages} pages{_and(last.pdfs)} are reused."
    return f"{what}\nOpen {(root / 'site/index.html').as_uri()}"


def _and(pdfs: int) -> str:
    return f" and {pdfs} PDFs" if pdfs else ""


def _dated(root: Path) -> str:
    """A line for a project without a commit, whose pages differ from those built where there is one."""
    from primer.project.git import read_revision, why_no_commit

    revision = read_revision(root)
    why = why_no_commit(root) if revision.dated_by in ("primer.yml", "files") else ""
    said = {"primer.yml": "'day' in primer.yml", "files": "the newest file"}.get(revision.dated_by)
    return why and f"The pages name no commit and are dated {revision.day}, by {said}: {why}"


def _unkept() -> str:
    """A line for a build after which the next one takes as long."""
    why = why_not_kept()
    return why and f"Nothing more can be kept for the next build: {why}."


def _build(root: Path, *, paper: bool) -> str:
    from primer.checks.check_project import check_project
    from primer.project.progress import Progress
    from primer.project.settings import read_settings
    from primer.publish.handed_out import put_in_place, write_sums
    from primer.publish.meanwhile import changed_meanwhile, refuse_two_states
    from primer.publish.mkdocs_build import begin_site, build_site, reads_only_the_project
    from primer.publish.offline import publish_offline_copy, write_offline_copy
    from primer.site.previews import can_draw

    why_not_kept()  # Of an earlier command in this process.
    progress, bibliography = Progress(), read_settings(root).bibliography
    record = begin_record(root, (*bibliography.files, Path(bibliography.csl)), paper=paper)
    with progress.stage("Reading and checking"):
        checked = check_project(root)
        checked.raise_for_errors()
    pdfs = 0
    if not can_draw():
        progress.note("Shared links show no picture: typst is not installed. It comes with 'evidence-primer[pdf]'.")
    with begin_site(checked) as begun:
        if paper:
            from primer.paper.edition import print_everything

            with progress.stage("Printing the PDFs"):
                pdfs = len(print_everything(checked.primer, begun.dist.fresh, progress, checked.raise_for_errors))
        with progress.stage("Building the site"):
            fresh, site, dist = build_site(begun), begun.site.folder, begun.dist.fresh
        with progress.stage("Packing the offline copy"):
            archive = write_offline_copy(fresh, dist, checked.primer.settings, checked.primer.revision.epoch)
            publish_offline_copy(archive, write_sums(dist), fresh)
            changed = record.changed()
            refuse_two_states(changed, root, begun.config, Path(bibliography.csl))
            put_in_place(begun.dist, begun.site)
        pages = sum(1 for _ in site.rglob("*.html"))
        if reads_only_the_project(begun.config):
            record.record(pages, pdfs)
    notes = (changed_meanwhile(changed, root), _dated(root), _unkept())
    lines = (
        f"{pages} pages{_and(pdfs)} in {site} ({progress.report()})",
        *notes,
        f"Open {(site / 'index.html').as_uri()}",
    )
    return "\n".join(filter(None, lines))
