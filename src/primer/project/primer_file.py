"""`primer.yml`: words and addresses of one primer that MkDocs has no setting for. A primer may have none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, UnreadableText, read_source
from primer.project.front_matter import FrontMatter, read_yaml
from primer.project.identity import IDENTITY_KEYS, Identity, identity_problems, read_identity
from primer.project.taxonomy import LISTS, Taxonomy, read_taxonomy

NAME = "primer.yml"
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
KEYS = ("tracker", "indexes", "leave", "synonyms", *IDENTITY_KEYS, *LISTS)


@dataclass(frozen=True)
class PrimerFile:
    """What `primer.yml` says."""

    tracker: str = ""
    """The address of the form in which readers report an error; empty where there is none."""
    leave: str = ""
    """Where "Leave this site" leads; empty where there is no such button."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Lists of words for one thing, of which search takes each for all."""
    makes_indexes: bool = False
    """Whether index pages that no file has are made."""
    identity: Identity = field(default_factory=Identity)
    """Whose primer it is."""
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    """Its topics, stages and roles."""
    issues: tuple[Issue, ...] = ()
    """What is wrong with the file."""


def read_primer_file(root: Path) -> PrimerFile:
    """The file at the root of a project; without one, what a primer without such words has."""
    try:
        source = read_source(root / NAME, NAME)
    except FileNotFoundError:
        return PrimerFile()
    except (OSError, UnreadableText) as error:
        what = f"the file cannot be read ({error}). Save it as UTF-8."
        return PrimerFile(issues=(Issue(NAME, 1, 1, "file-unreadable", what),))
    read = read_yaml(source)
    problems = tuple(_problems(read.values))
    issues = (*read.issues, *(_issue(source, read, path, what) for path, what in problems))
    wrong = {path[0] for path, _ in problems}
    good = {name: value for name, value in read.values.items() if name not in wrong}
    return PrimerFile(
        tracker=good.get("tracker", ""),
        leave=good.get("leave", ""),
        synonyms=tuple(map(tuple, good.get("synonyms", ()))),
        makes_indexes=good.get("indexes") == "made",
        identity=read_identity(good),
        taxonomy=read_taxonomy(good),
        issues=issues,
    )


def _issue(source: Source, read: FrontMatter, path: tuple[str | int, ...], what: str) -> Issue:
    return issue_at(source, read.place(path), "setting-wrong", what)


def _problems(values: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, value in values.items():
        if name not in KEYS:
            near = get_close_matches(name, KEYS, 1)
            advice = f"Did you mean '{near[0]}'?" if near else f"Write one of: {', '.join(KEYS)}."
            yield (name,), f"'{name}' is no setting of primer.yml. {advice}"
        elif name in ("tracker", "leave") and not (
            isinstance(value, str) and value.startswith(("https://", "http://"))
        ):
            yield (name,), f"'{value}' is no web address. Write one that begins with https://, or delete the line."
        elif name == "synonyms":
            yield from _wrong_synonyms(value)
        elif name == "indexes" and value not in ("made", "written"):
            yield (name,), f"'{value}' is neither 'made' nor 'written'. Write one of the two, or delete the line."
        elif name in LISTS:
            yield from _wrong_words(name, value)
        elif name in IDENTITY_KEYS:
            yield from (((name,), what) for what in identity_problems(name, value))


def _wrong_words(name: str, value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not isinstance(value, dict) or not value:
        yield (
            (name,),
            "not a mapping of words to labels. Write lines such as 'second-factors: Second factors'.",
        )
        return
    for word, label in value.items():
        if not isinstance(word, str) or not _WORD.fullmatch(word):
            yield (name, word), f"'{word}' is not small letters and digits with hyphens between. Write it so."
        elif not isinstance(label, str) or not label.strip():
            yield (name, word), f"'{word}' has no label. Write what readers see."


def _wrong_synonyms(value: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not isinstance(value, list):
        yield ("synonyms",), "not a list of lists. Write lines such as '- [car, automobile]'."
        return
    for place, group in enumerate(value):
        if not isinstance(group, list) or len(group) < 2 or not all(isinstance(word, str) and word for word in group):
            yield (
                ("synonyms", place),
                "no two words for one thing. Write a line such as '- [car, automobile]'.",
            )
