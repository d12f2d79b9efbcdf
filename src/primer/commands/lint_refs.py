"""`primer lint-refs`: references to a primer in other people's files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from primer.commands.options import examples


@click.command(
    "lint-refs",
    epilog=examples(
        "primer lint-refs docs .github",
        "primer lint-refs . --format sarif > refs.sarif",
        "primer lint-refs notes.md --ids ids.json --fix",
    ),
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--ids", "file", type=click.Path(path_type=Path), help="A primer's data/ids.json; else the one in this package."
)
@click.option("--prefix", "prefixes", multiple=True, help="What stands before an id; else what ids.json says, as BYB.")
@click.option("--bare", is_flag=True, help="Also take ids that stand alone, as G12 or F1, for references.")
@click.option("--fix", is_flag=True, help="Repair what needs no thought: addresses, and ids with one successor.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How issues are printed.",
)
@click.option("--exclude", multiple=True, metavar="GLOB", help="Names or paths to leave out.")
@click.option(
    "--fail-on",
    type=click.Choice(["warning", "error", "never"]),
    default="warning",
    show_default=True,
    help="From which severity the exit code is 1.",
)
def lint_refs(
    paths: tuple[Path, ...],
    file: Path | None,
    prefixes: tuple[str, ...],
    bare: bool,
    fix: bool,
    form: str,
    exclude: tuple[str, ...],
    fail_on: str,
) -> None:
    """Find ids and addresses of a primer in other people's files, and say which lead nowhere or mean something else.

    A line with the words "lint-refs: ignore" is left alone. Nothing is fetched; exits with 1 when something is wrong.
    """
    from primer.lint.files import lint, walk
    from primer.lint.ids import read_ids
    from primer.lint.report import REPORTS, summary
    from primer.lint.scan import Scanner

    ids = read_ids(file)
    report = lint(Scanner(ids, prefixes or (ids.prefix,), bare), walk(paths, exclude), fix=fix)
    for line in REPORTS[form](report, ids):
        click.echo(line)
    click.echo(f"{summary(report)}.", err=True)
    severities = {finding.issue.severity for finding in report.findings}
    sys.exit(1 if fail_on in severities or (fail_on == "warning" and severities) else 0)
