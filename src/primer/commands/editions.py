"""`primer release`, `primer compare` and `primer remove-frozen`: what editions keep, and what is taken out of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from primer.commands.options import examples, in_root

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command(
    "release",
    epilog=examples(
        "primer release 2.0", "primer release 2.0 --dry-run", "primer release 1.0 --from ../edition-1.0/site"
    ),
)
@in_root
@click.argument("edition", metavar="X.Y")
@click.option("--from", "site", type=_FOLDER, help="The built site of an earlier edition.")
@click.option("--reserved-address", "reserved", is_flag=True, help="Let an address such as .example pass.")
@click.option("--dry-run", is_flag=True, help="Say whether it could be released, and write nothing.")
def release(root: Path, edition: str, site: Path | None, reserved: bool, dry_run: bool) -> None:
    """Freeze every item of edition X.Y in released/, so that a link to its words works for ever."""
    from primer.commands.release import release_edition

    click.echo(release_edition(root.resolve(), edition, site=site, reserved=reserved, dry_run=dry_run))


@click.command(
    "remove-frozen",
    epilog=examples("primer remove-frozen F12 --note 'It could identify a person.'"),
)
@in_root
@click.argument("ids", nargs=-1, required=True)
@click.option("--note", required=True, help="The reason that readers see, without detail.")
@click.option("--edition", "editions", multiple=True, help="Only this edition; else all.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the change; today unless given.")
def remove_frozen(root: Path, ids: tuple[str, ...], note: str, editions: tuple[str, ...], day: datetime | None) -> None:
    """Take the text of IDS out of released editions for safety, and delete dist/; the items of today stay."""
    from primer.checks.check_project import check_project
    from primer.commands.safety import remove_from_editions

    primer = check_project(root.resolve()).primer
    click.echo(remove_from_editions(primer, ids, editions, note, (day or datetime.now()).date()))


@click.command("compare", epilog=examples("primer compare 1.0", "primer compare 1.0 2.0 > changes.json"))
@in_root
@click.argument("since", metavar="X.Y")
@click.argument("until", metavar="[X.Y]", default="")
def compare(root: Path, since: str, until: str) -> None:
    """Print as JSON what changed from one released edition to another, or to the text of today."""
    from mkdocs_bibliography.text.errors import UserError
    from primer.checks.check_project import check_project
    from primer.export.data_files import edition_of
    from primer.export.edition_files import comparison_json

    primer = check_project(root.resolve()).primer
    for edition in filter(None, (since, until)):
        if edition not in primer.editions:
            held = ", ".join(primer.editions) or "none"
            raise UserError(f"edition '{edition}' was not released. Released editions: {held}.")
    click.echo(comparison_json(primer, since, until, edition_of(primer)), nl=False)
