"""What `primer pdf` does: print everything, or one pack by choice."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from primer.checks.check_project import CheckedProject, CheckFailed, check_project
from primer.content.page_models import Pack
from primer.export.checklist import refuse_unknown
from primer.paper.edition import print_book, print_everything, print_pack
from primer.paper.packs import PackError, name_of, pack_of, read_pack_file
from primer.paper.typesetter import PaperError
from primer.project.progress import Progress
from primer.project.settings import read_settings
from primer.project.taxonomy import Taxonomy
from primer.publish.handed_out import printing_into, renew_sums


def print_choice(
    root: Path,
    dist: Path | None,
    file: Path | None,
    ids: str,
    topics: Collection[str],
    stages: Collection[str],
    roles: Collection[str],
    title: str | None,
    book: str | None,
) -> list[str]:
    """Print what was asked for, everything when nothing was; gives a line a file and a summary.

    `book` names the sheet of the book, when it alone is wanted.

    Raises CheckFailed when the project or the file of the pack has errors, and PaperError when a choice is empty or
    cannot be printed.
    """
    progress, names = Progress(), [name.upper() for name in re.split(r"[\s,;]+", ids) if name]
    choice = _choice(file, read_settings(root).taxonomy, names, topics, stages, roles, title)
    if choice and book:
        raise PaperError("--book prints the book alone. Leave it out to print a pack.")
    with progress.stage("Reading"):
        checked = check_project(root)
        if checked.parse_issues:
            checked.raise_for_errors()
    folder = dist or root / "dist"
    refuse_unknown(checked.primer, topics=topics, stages=stages, roles=roles)
    with progress.stage("Checking and printing"), _errors_first(checked):
        primer, meanwhile = checked.primer, checked.raise_for_errors
        if choice:
            made = print_pack(primer, folder, *choice, progress, meanwhile)
        elif book:
            made = print_book(primer, folder, book, progress, meanwhile)
        elif dist:
            made = print_everything(primer, folder, progress, meanwhile)
        else:
            with printing_into(folder) as fresh:
                made = print_everything(primer, fresh, progress, meanwhile)
        renew_sums(folder, [one.document.path for one in made])
    lines = [f"{folder / one.document.path}: {one.pages} page{'' if one.pages == 1 else 's'}" for one in made]
    return [*lines, f"{len(made)} PDF{'' if len(made) == 1 else 's'} ({progress.report()})"]


@contextmanager
def _errors_first(checked: CheckedProject) -> Iterator[None]:
    """Print a project whose rules run meanwhile: what they find explains why something cannot be printed."""
    try:
        yield
    except Exception:
        checked.raise_for_errors()
        raise


def _choice(
    file: Path | None,
    taxonomy: Taxonomy,
    ids: list[str],
    topics: Collection[str],
    stages: Collection[str],
    roles: Collection[str],
    title: str | None,
) -> tuple[str, Pack] | None:
    chosen = bool(ids or topics or stages or roles)
    if file and (chosen or title):
        raise PaperError(
            "--pack says everything about a pack. Leave the other choices out, or write them into its file."
        )
    if file:
        try:
            pack = read_pack_file(file, taxonomy)
        except PackError as error:
            raise CheckFailed(error.issues) from error
        return pack.name, pack.fields
    if not chosen:
        return None
    pack_fields = pack_of(ids, topics, stages, roles, title)
    return name_of(pack_fields), pack_fields
