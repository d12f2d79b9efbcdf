"""`primer migrate`: move a site from another citation plugin to ours."""

from __future__ import annotations

from pathlib import Path

import click

from primer.commands.options import examples


@click.group(epilog=examples("primer migrate mkdocs-bibtex", "primer migrate mkdocs-bibtex ../my-site --write"))
def migrate() -> None:
    """Change a site that another citation plugin was used in."""


@migrate.command(
    "mkdocs-bibtex", epilog=examples("primer migrate mkdocs-bibtex", "primer migrate mkdocs-bibtex --write")
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option("--write", is_flag=True, help="Change the files; without it only say what would change.")
def from_mkdocs_bibtex(folder: Path, write: bool) -> None:
    """Change the config and pages of the site in FOLDER from mkdocs-bibtex to the bibliography plugin."""
    from mkdocs_bibliography.migrate import migrate_mkdocs_bibtex

    click.echo(migrate_mkdocs_bibtex(folder, write))
