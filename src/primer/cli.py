"""The `primer` command: one function a subcommand, each a hand-over to the module that does the work."""

from __future__ import annotations

import gc
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO, cast

import click

from primer.commands.check_sources import check_sources
from primer.commands.editions import compare, release, remove_frozen
from primer.commands.formats import CHECKLISTS, SHOW_FORMS
from primer.commands.lint_refs import lint_refs
from primer.commands.migrate import migrate
from primer.commands.options import examples, in_root
from primer.commands.review import review
from primer.commands.start import doctor, init, strings, theme, vocabulary
from primer.content.vocabulary import ChangeTag

SLIPS = 1
"""Exit code when an author's errors stop the command."""
TROUBLE = 2
"""Exit code when the command cannot work here at all."""
INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells have it."""


class _Messages:
    """Standard error that stops no work where it cannot be written, as on a full disk: the rest is dropped."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError:
            return self._drop(len(text))

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError:
            self._drop(0)

    def _drop(self, count: int) -> int:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), self._stream.fileno())
        return count


def _run_in_utf8() -> None:
    """Begin anew in Python's UTF-8 mode where the locale's encoding would garble names of files, as Latin-1 does."""
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode and sys.stderr is sys.__stderr__:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "primer", *sys.argv[1:]])


class _Group(click.Group):
    """Ends every command that cannot go on with one line and an exit code, never with a traceback."""

    def invoke(self, context: click.Context) -> Any:
        from mkdocs_bibliography.text.errors import UserError

        _run_in_utf8()
        if sys.stderr is None:  # Closed by whoever started the command: nobody reads what it says.
            sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
        elif sys.stderr is sys.__stderr__:
            sys.stderr = cast("TextIO", _Messages(cast("TextIO", sys.stderr)))
        # Most objects of a run live to its end; looking through them again and again took up to a fifth of its time.
        gc.set_threshold(100_000, 50, 1000)
        try:
            return super().invoke(context)
        except UserError as error:
            for line in error.details:
                click.echo(line)
            click.echo(str(error), err=True)
            context.exit(error.exit_code)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("primer"):
                raise
            click.echo(
                f"{error.name} is not installed. Install 'evidence-primer[site,pdf]', or print no PDFs with "
                "'primer build --no-pdf', for which 'evidence-primer[site]' is enough.",
                err=True,
            )
            context.exit(TROUBLE)
        except (MemoryError, ImportError) as error:
            if isinstance(error, ImportError) and "map segment" not in str(error):
                raise
            click.echo("There is not enough memory. End other programs, or build with --no-pdf.", err=True)
            context.exit(TROUBLE)
        except KeyboardInterrupt:
            click.echo("Interrupted; the last good site is as it was.", err=True)
            context.exit(INTERRUPTED)
        except BrokenPipeError:
            # Whoever reads the output, such as `head`, has seen enough; what is left is written nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            context.exit(SLIPS)
        except OSError as error:
            what = f"{error.filename or 'output'}: {error.strerror}. Free space or fix the rights, then run again."
            click.echo(what, err=True)
            context.exit(TROUBLE)


@click.group(cls=_Group, epilog=examples("primer build", "primer check --format github", "primer new finding"))
@click.version_option(package_name="evidence-primer", prog_name="primer")
def main() -> None:
    """Build, check and share the primer."""


@main.command(epilog=examples("primer build", "primer build --no-pdf", "primer build --root ../other-primer"))
@in_root
@click.option("--no-pdf", is_flag=True, help="Make no PDFs, and offer none on the site.")
def build(root: Path, no_pdf: bool) -> None:
    """Build the PDFs into dist/ and the site into site/, beside the last good one until it is whole."""
    from primer.commands.build import build_all

    click.echo(build_all(root.resolve(), paper=not no_pdf))


@main.command(epilog=examples("primer clean", "primer clean && primer build"))
@in_root
def clean(root: Path) -> None:
    """Throw away what is kept between builds in .cache/; the next build makes everything anew."""
    from primer.commands.clean import remove_kept

    click.echo(remove_kept(root.resolve()))


@main.command(
    epilog=examples(
        "primer pdf",
        "primer pdf --book a4",
        "primer pdf --ids G3,G6,M7",
        "primer pdf --topic data --role engineer",
    )
)
@in_root
@click.option("--pack", "file", type=click.Path(path_type=Path), help="A YAML file that names what goes into the pack.")
@click.option("--ids", default="", help="Ids for a pack, with commas between them.")
@click.option("--topic", "topics", multiple=True, help="Items on this topic.")
@click.option(
    "--stage",
    "stages",
    multiple=True,
    help="Guidelines for this stage.",
)
@click.option("--role", "roles", multiple=True, help="Guidelines for this role.")
@click.option("--title", help="What the cover of the pack says.")
@click.option("--book", type=click.Choice(["a4", "letter"]), help="Only the book, on this paper.")
@click.option(
    "--dist", type=click.Path(path_type=Path, file_okay=False), help="Where the PDFs go; else dist/ beside mkdocs.yml."
)
def pdf(root: Path, dist: Path | None, file: Path | None, **chosen: Any) -> None:
    """Print the book, handouts, cards and packs into dist/, or one pack by choice into dist/packs/."""
    from primer.commands.pdf import print_choice

    for line in print_choice(root.resolve(), dist, file, **chosen):
        click.echo(line)


@main.command(epilog=examples("primer serve", "primer serve --address 127.0.0.1:9000"))
@in_root
@click.option("--address", default="127.0.0.1:8000", help="Host and port of the preview.")
def serve(root: Path, address: str) -> None:
    """Serve a live preview that keeps the last good page after an error."""
    from primer.project.git import read_revision
    from primer.project.settings import read_settings
    from primer.publish.mkdocs_build import serve_site

    read_settings(root)
    click.echo(f"Preparing the preview on http://{address}/ (Ctrl-C stops)", err=True)
    serve_site(root.resolve(), address, read_revision(root).epoch)


@main.command(
    epilog=examples("primer check", "primer check --format json", "primer check --as-of 2027-01-31 --release")
)
@in_root
@click.option(
    "--format", "form", type=click.Choice(["text", "github", "json"]), default="text", help="How issues are printed."
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day by which things are called stale.")
@click.option("--release", is_flag=True, help="Also what stops a release.")
def check(root: Path, form: str, as_of: datetime | None, release: bool) -> None:
    """Print every issue, sorted by place, and build nothing. Exits with 1 when there are errors."""
    from primer.checks.check_project import check_project
    from primer.checks.report import counted, issue_lines, summary_of

    checked = check_project(root, as_of.date() if as_of else None, release=release)
    for line in issue_lines(checked.issues, form):
        click.echo(line)
    pages, references = len(checked.primer.all_pages), len(checked.primer.bibliography.references)
    counts = f"{counted(pages, 'page')}, {counted(references, 'reference')}"
    click.echo(f"{counts}: {summary_of(checked.issues)}.", err=True)
    sys.exit(SLIPS if checked.failed else 0)


@main.command(epilog=examples("primer stage staged", "primer stage staged && zensical build"))
@in_root
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def stage(root: Path, folder: Path) -> None:
    """Write the site as plain Markdown into FOLDER, for any other engine to build."""
    from primer.publish.stage import stage_project

    click.echo(f"{stage_project(root.resolve(), folder)} files in {folder}")


@main.command(epilog=examples("primer new finding", "primer new guideline --title 'Say who reads the inbox'"))
@in_root
@click.argument("kind", type=click.Choice(["guideline", "myth", "finding", "activity", "reference"]))
@click.option("--title", help="The page's title; for a reference its key.")
def new(root: Path, kind: str, title: str | None) -> None:
    """Write a file from the example of its type, with the next free id and its lines in the ledger.

    The check fails until its sentences are your own.
    """
    from primer.checks.check_project import check_project
    from primer.commands.new import create
    from primer.commands.record import ledger_turn

    with ledger_turn(root):
        checked = check_project(root)
        click.echo(create(checked.primer, root, kind, title, datetime.now().date()))
    click.echo("Next: write what stands after each TODO, then run: primer check", err=True)


@main.command(
    epilog=examples(
        "primer record F101",
        "primer record --all",
        "primer record G12 --tag CLARIFIED --note 'Says who preserves the evidence.'",
        "primer record G3 --tag MERGED_TO --to G4 --note 'Both asked for the same agreement.'",
    )
)
@in_root
@click.argument("ids", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Also take the fingerprint of all that no release holds.")
@click.option("--tag", type=click.Choice(list(ChangeTag)), help="What happened to IDS; needs --note.")
@click.option("--note", default="", help="The line of the history that readers see.")
@click.option("--to", multiple=True, help="The id that took the place of a merged or split one.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day of the change; today unless given.")
def record(root: Path, ids: tuple[str, ...], everything: bool, **event: Any) -> None:
    """Enter IDS into docs/ledger.yml, or all that it lacks; with --tag and --note add a line to their history."""
    from primer.commands.record import Event, record_ids

    if bool(event["tag"]) != bool(event["note"]) or (event["tag"] and not ids):
        raise click.UsageError("--tag, --note and at least one of IDS go together.")
    day = (event["day"] or datetime.now()).date()
    change = Event(ChangeTag(event["tag"]), event["note"], day, event["to"]) if event["tag"] else None
    click.echo(record_ids(root, ids, change, everything=everything))


@main.command(epilog=examples("primer show G12", "primer show G12.3 --format comment", "primer show F21 --format json"))
@in_root
@click.argument("name", metavar="ID")
@click.option("--format", "form", type=click.Choice(SHOW_FORMS), default="text", help="How it is printed.")
def show(root: Path, name: str, form: str) -> None:
    """Print an item, a check or a source: to read, as data, or in any form that its page can copy."""
    from primer import load
    from primer.commands.show import show_item

    colour = False if os.environ.get("NO_COLOR") else None
    click.echo(show_item(load(root), name, form), nl=False, color=colour)


@main.command(epilog=examples("primer trace F33", "primer trace --figure 20.2", "primer trace --figure 'one in five'"))
@in_root
@click.argument("name", metavar="[ID]", required=False)
@click.option("--figure", help="A number: every place that states it.")
def trace(root: Path, name: str | None, figure: str | None) -> None:
    """Print each figure of an item with the source's words that carry it, or where a figure is used."""
    from primer.checks.check_project import check_project
    from primer.commands.trace import trace_figure, trace_item

    if bool(name) == bool(figure):
        raise click.UsageError("Give an ID or --figure.")
    primer = check_project(root).primer
    for line in trace_item(primer, name) if name else trace_figure(primer, figure or ""):
        click.echo(line)


@main.command(epilog=examples("primer audit --sample 40 --seed 7 > sheet.csv", "primer audit --read sheet.csv"))
@in_root
@click.option("--sample", type=click.IntRange(1), help="How many cited sentences the sheet holds.")
@click.option("--seed", type=int, default=1, show_default=True, help="The number that chooses them.")
@click.option("--read", "sheet", type=click.Path(path_type=Path), help="A sheet whose verdicts are to be counted.")
def audit(root: Path, sample: int | None, seed: int, sheet: Path | None) -> None:
    """Print a blind sheet of cited sentences (CSV), or the table that a filled sheet makes.

    A reader opens each source without our extracts and writes as verdict: right, more, wrong or not-found.
    """
    from primer.checks.check_project import check_project
    from primer.commands.audit import blind_sheet, read_sheet

    if bool(sample) == bool(sheet):
        raise click.UsageError("Give --sample or --read.")
    click.echo(read_sheet(sheet) if sheet else blind_sheet(check_project(root).primer, sample or 0, seed), nl=False)


@main.command(
    epilog=examples(
        "primer checklist --lifecycle design --role engineer",
        "primer checklist --ids G4,G12 --format issue-form",
        "primer checklist --topic privacy --format csv",
    )
)
@in_root
@click.option("--ids", default="", help="Guidelines that are wanted in any case, with commas between them.")
@click.option("--topic", "topics", multiple=True, help="One of its topics.")
@click.option("--lifecycle", multiple=True, help="One of its stages.")
@click.option("--role", "roles", multiple=True, help="One of its roles.")
@click.option("--format", "form", type=click.Choice(CHECKLISTS), default="github", help="How it is printed.")
def checklist(root: Path, form: str, **choice: Any) -> None:
    """Print the checks of the guidelines that fit, or of all; words of one kind widen the choice, kinds narrow it."""
    from primer import load
    from primer.export.checklist import choose, read_choice, render_checklist

    primer = load(root)
    click.echo(render_checklist(primer, choose(primer, read_choice(**choice)), form), nl=False)


for command in (
    init,
    doctor,
    theme,
    vocabulary,
    strings,
    check_sources,
    lint_refs,
    migrate,
    compare,
    release,
    remove_frozen,
    review,
):
    main.add_command(command)
