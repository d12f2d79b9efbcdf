"""`primer init`: the files of a new primer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import yaml

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.files import write_whole
from primer.commands.starter import WORKFLOW, index_page
from primer.project.file_names import name_problem
from primer.project.licences import LICENCES
from primer.project.primer_fields import problems_of

SCHEMA = "# yaml-language-server: $schema=site/data/schema/primer-file-1.schema.json"
"""What tells an editor the keys of `primer.yml`, once the site has been built."""


EXAMPLE = Path(__file__).parent / "example"
WORDS: Mapping[str, object] = {
    "topics": {"change": "Changing passwords", "choose": "Choosing passwords"},
    "basis": {"evidence": "evidence", "standard": "a standard", "practice": "practice"},
    "study-types": ["...", "standard"],
}
"""What the example chooses from."""


class CannotBegin(UserError):
    """The folder is not empty, or an answer is wrong."""


@dataclass(frozen=True)
class Answers:
    """What a new primer says of itself."""

    name: str
    short: str
    url: str
    language: str = "en-GB"
    licence: str = "CC-BY-4.0"
    subtitle: str = ""
    topics: tuple[str, ...] = ()
    leave: str = ""
    example: bool = False
    """Whether a small whole primer on passwords stands in it."""


def short_of(name: str) -> str:
    """Capitals for a name: its initials, or its beginning when it is one word."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    initials = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)[:4]
    return initials.upper()[:8] if len(initials) > 1 and initials[0].isalpha() else "PRIMER"


def problem_of(name: str, value: str) -> str:
    """What is wrong with the answer to a question; empty when nothing is."""
    if name == "url":
        right = re.fullmatch(r"https?://[^\s/]+(/.*)?", value)
        return "" if right else f"is '{value}', no web address. Write one that begins with https://."
    if name in ("short", "language", "licence"):
        return next((problem for _, problem in problems_of({name: value})), "")
    return ""


def begin(folder: Path, answers: Answers, day: str) -> tuple[str, ...]:
    """Write the files of a new primer into a folder, which may hold nothing but what begins with a dot; their names.

    Raises CannotBegin.
    """
    if folder.exists() and any(not path.name.startswith(".") for path in folder.iterdir()):
        raise CannotBegin(f"{folder} is not empty. Name a new folder.")
    if problem := name_problem(folder.resolve().name):
        raise CannotBegin(f"{folder}: {problem}. Name another folder.")
    for name in ("short", "language", "licence", "url"):
        if problem := problem_of(name, getattr(answers, name)):
            raise CannotBegin(f"--{name} {problem}")
    if answers.example and answers.topics:
        raise CannotBegin("--topics and --example exclude each other: the example brings its own. Leave one out.")
    files = _files(answers, day) | (dict(_example()) if answers.example else {})
    for name, text in files.items():
        write_whole(folder / name, text.encode())
    return tuple(files)


def _files(answers: Answers, day: str) -> dict[str, str]:
    return {
        "mkdocs.yml": _mkdocs(answers),
        "primer.yml": _primer(answers, answers.topics),
        "references.bib": "",
        "docs/index.md": index_page(answers.name, answers.subtitle, day),
        "docs/ledger.yml": "# Every id ever given, and what became of it. Written by `primer record`.\n",
        ".gitignore": ".cache/\n.venv/\ndist/\nsite/\n",
        "requirements.txt": f"evidence-primer[site,pdf]=={version('evidence-primer')}\n",
        ".github/workflows/pages.yml": WORKFLOW,
        "LICENSE": _licence(answers),
    }


def _example() -> Iterator[tuple[str, str]]:
    """The files of the example, in the place of empty ones."""
    for path in sorted(EXAMPLE.rglob("*")):
        if path.is_file() and path.suffix in (".md", ".yml", ".bib"):
            yield path.relative_to(EXAMPLE).as_posix(), path.read_text("utf-8")


def _mkdocs(answers: Answers) -> str:
    values = {"site_name": answers.name, "site_url": answers.url.rstrip("/") + "/"}
    return _yaml(values) + 'extra: {edition: "0.1"}\ntheme: {name: material}\nplugins: [bibliography, primer]\n'


def _primer(answers: Answers, topics: Iterable[str]) -> str:
    values: dict[str, object] = {"short": answers.short}
    if answers.subtitle:
        values["subtitle"] = answers.subtitle
    values |= {"language": answers.language, "licence": answers.licence, "indexes": "made"}
    if answers.leave:
        values["leave"] = answers.leave
    if answers.example:
        values |= WORDS
    words = {re.sub(r"[^a-z0-9]+", "-", topic.lower()).strip("-"): topic for topic in topics}
    if words := {word: topic[:1].upper() + topic[1:] for word, topic in words.items() if word}:
        values["topics"] = words
    head = f"{SCHEMA}\n# What this primer says of itself. `primer vocabulary` lists every key and word."
    return f"{head}\n{_yaml(values)}"


def _licence(answers: Answers) -> str:
    licence = LICENCES[answers.licence]
    return f"The text of {answers.name} is under {licence.name} ({licence.spdx}).\n{licence.address}\n"


def _yaml(values: object) -> str:
    return yaml.safe_dump(values, sort_keys=False, allow_unicode=True, width=110)
