"""`primer init`, `primer theme` and `primer vocabulary`: what a new primer begins with."""

from __future__ import annotations

import shlex
import sys
from datetime import datetime
from pathlib import Path

import click

from primer.commands.options import examples, in_root
from primer.project.git import COMMIT
from primer.strings import FOLDERS, LANGUAGES

AT_ONCE = f"git init && {COMMIT}"
"""What gives a new primer its first commit, by which its pages are dated."""
TOPICS = "Topics that pages are sorted by, with commas between; none for now"


@click.command(
    "init",
    epilog=examples(
        "primer init passwords",
        "primer init passwords --yes --example",
        "primer init passwords --yes --name 'Passwords that work' --url https://me.github.io/passwords/",
    ),
)
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", help="The name of the primer.")
@click.option("--short", help="Two to eight capitals for files and ids; else the initials of the name.")
@click.option("--url", help="The address of the site, when it is published.")
@click.option("--language", help="The language of the text and of the interface, as in de-DE.")
@click.option("--licence", help="The licence of the text by its SPDX name; CC-BY-4.0 unless given.")
@click.option("--subtitle", default="", help="One line for covers.")
@click.option("--topics", help="What items are about, with commas between.")
@click.option("--leave", default="", help="Where a button 'Leave this site' leads; without it there is none.")
@click.option(
    "--example", is_flag=True, help="With two guidelines, two findings and a myth on passwords, to begin from."
)
@click.option("--yes", is_flag=True, help="Ask nothing: take the defaults for all that is not given.")
def init(folder: Path, yes: bool, example: bool, subtitle: str, leave: str, **given: str | None) -> None:
    """Write the files of a new primer into FOLDER, which must be new or empty."""
    from primer.commands.init import Answers, begin, short_of

    asked = not yes and sys.stdin.isatty()

    def answer(key: str, question: str, default: str) -> str:
        value = given[key]
        if value is None:
            value = ask(key, question, default) if asked else default
        return value.strip()

    name = answer("name", "Name of the primer", folder.name.replace("-", " ").capitalize())
    answers = Answers(
        name=name,
        short=answer("short", "Short name, two to eight capitals that begin the names of files", short_of(name)),
        url=answer("url", "Address that readers will use; it can be changed later", "https://example.org/"),
        language=answer("language", "Language, as in en-GB or de-DE", "en-GB"),
        licence=answer("licence", "Licence of the text, by its SPDX name", "CC-BY-4.0"),
        subtitle=subtitle,
        topics=tuple(
            part.strip()
            for part in (given["topics"] or "" if example else answer("topics", TOPICS, "")).split(",")
            if part.strip()
        ),
        leave=leave,
        example=example,
    )
    files = begin(folder, answers, f"{datetime.now():%Y-%m-%d}")
    click.echo(f"Wrote {len(files)} files: {', '.join(files)}.")
    if example and not answers.language.startswith("en"):
        click.echo(
            f"The example's pages are in English, and the site says '{answers.language}'. Replace them.", err=True
        )
    click.echo(f"Next: cd {shlex.quote(str(folder))} && {AT_ONCE} && primer build", err=True)


def ask(key: str, question: str, default: str) -> str:
    """The answer to one question, which is asked again until it can be taken."""
    from primer.commands.init import problem_of

    while True:
        value: str = click.prompt(question, default=default, err=True)
        problem = problem_of(key, value.strip())
        if not problem:
            return value
        click.echo(f"The answer {problem}", err=True)


@click.group(epilog=examples("primer theme list", "primer theme eject header"))
def theme() -> None:
    """The look of the site."""


@theme.command("eject", epilog=examples("primer theme eject header", "primer theme eject byb.css"))
@in_root
@click.argument("name")
def eject(root: Path, name: str) -> None:
    """Copy one part of the theme into the project, to change it there. `primer theme list` prints their names."""
    from primer.commands.eject import eject_part

    click.echo(eject_part(root, name))


@theme.command("list", epilog=examples("primer theme list"))
def list_parts() -> None:
    """Print the parts that `primer theme eject` copies."""
    from primer.theme import HERE, parts

    for name, path in sorted(parts().items()):
        click.echo(f"{name:24} {path.relative_to(HERE).as_posix()}")


@click.command("doctor", epilog=examples("primer doctor", "primer doctor --root ../passwords"))
@in_root
def doctor(root: Path) -> None:
    """Say what this machine and this folder lack of what a primer needs. Exits with 1 when something is to do."""
    from primer.commands.doctor import examine

    found = []
    for one in examine(root):
        click.echo(one.line)
        found.append(one.right)
    sys.exit(0 if all(found) else 1)


@click.command("vocabulary", epilog=examples("primer vocabulary", "primer vocabulary --root ../passwords"))
@in_root
def vocabulary(root: Path) -> None:
    """List the keys of primer.yml, and the words that front matter may hold."""
    from primer.commands.vocabulary import vocabulary_lines

    for line in vocabulary_lines(root):
        click.echo(line)


@click.command("strings", epilog=examples("primer strings > francais.yml", "primer strings de"))
@click.argument("language", default="en", type=click.Choice(LANGUAGES))
def strings(language: str) -> None:
    """Print the words of the interface, to say them otherwise under `strings` in primer.yml."""
    click.echo("\n".join((folder / f"{language}.yml").read_text("utf-8") for folder in FOLDERS), nl=False)
