"""`primer check-sources`: ask the registries of DOIs what became of each source. The one command that goes online."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from pathlib import Path

import click

from primer.commands.options import examples, in_root


@click.command(
    "check-sources",
    epilog=examples(
        "primer check-sources --mailto editor@example.org", "primer check-sources --offline retraction_watch.csv"
    ),
)
@in_root
@click.option("--mailto", default="", help="An address that the registries can write to when requests are a nuisance.")
@click.option("--offline", type=click.Path(path_type=Path), help="Retraction Watch's table; nothing is asked.")
@click.option("--max-age", type=click.IntRange(0), default=7, show_default=True, help="Days an answer is kept.")
@click.option("--crossref", default="https://api.crossref.org", help="Another address of Crossref.", hidden=True)
@click.option("--datacite", default="https://api.datacite.org", help="Another address of DataCite.", hidden=True)
def check_sources(root: Path, mailto: str, offline: Path | None, max_age: int, crossref: str, datacite: str) -> None:
    """Ask Crossref and DataCite about every source with a DOI, and write sources-status.yml. This command goes online.

    Exits with 1 when there are notices that no one has read.
    """
    from importlib.metadata import version

    from primer.checks.check_project import check_project
    from primer.watch.ask import ask_registries, ask_table, write_status
    from primer.watch.registries import Registries
    from primer.watch.retraction_watch import read_table

    primer = check_project(root.resolve()).primer
    references, today = primer.bibliography.references, datetime.now().date()
    dois = {key: reference.doi for key, reference in references.items() if reference.doi}
    if offline:
        table = read_table(offline, dois.values())
        statuses = ask_table(dois, primer.statuses, table, today)
    else:
        agent = f"evidence-primer/{version('evidence-primer')}" + (f" (mailto:{mailto})" if mailto else "")
        registries = Registries(
            agent, primer.cache / "registries", timedelta(days=max_age), today, crossref=crossref, datacite=datacite
        )
        click.echo(f"Asking {crossref} and {datacite} ...", err=True)
        statuses = ask_registries(dois, primer.statuses, registries.ask, today, _progress)
    outcome = write_status(root, statuses, len(references) - len(dois))
    for line in outcome.lines:
        click.echo(line)
    click.echo(outcome.summary, err=True)
    sys.exit(1 if outcome.open else 0)


def _progress(number: int, count: int, key: str) -> None:
    if sys.stderr.isatty() or number % 25 == 0:
        click.echo(f"{number} of {count}: {key}", err=True)
