"""`primer.yml`: words of one primer that MkDocs has no setting for. A primer may have none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, UnreadableText, read_source
from primer.project.front_matter import FrontMatter, read_yaml

NAME = "primer.yml"
_KEYS = ("synonyms",)


@dataclass(frozen=True)
class PrimerFile:
    """What `primer.yml` says."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    """Lists of words for one thing, of which search takes each for all."""
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
    issues = (*read.issues, *(_issue(source, read, path, what) for path, what in _problems(read.values)))
    wrong = {path[0] for path, _ in _problems(read.values)}
    good = {name: value for name, value in read.values.items() if name not in wrong}
    return PrimerFile(tuple(map(tuple, good.get("synonyms", ()))), issues)


def _issue(source: Source, read: FrontMatter, path: tuple[str | int, ...], what: str) -> Issue:
    return issue_at(source, read.place(path), "setting-wrong", what)


def _problems(values: Any) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for name, value in values.items():
        if name not in _KEYS:
            near = get_close_matches(name, _KEYS, 1)
            advice = f"Did you mean '{near[0]}'?" if near else f"Write one of: {', '.join(_KEYS)}."
            yield (name,), f"'{name}' is no setting of primer.yml. {advice}"
        else:
            yield from _wrong_synonyms(value)


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
