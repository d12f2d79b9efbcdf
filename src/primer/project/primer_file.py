"""`primer.yml`: words and addresses of one primer that MkDocs has no setting for. A primer may have none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, UnreadableText, read_source
from mkdocs_bibliography.text.strings import Strings, base_language
from primer.project.file_names import leaves
from primer.project.front_matter import FrontMatter, read_yaml
from primer.project.identity import Identity
from primer.project.letters import Letters
from primer.project.levels import read_scale
from primer.project.licences import LICENCES
from primer.project.limits import PAGE
from primer.project.look import Look
from primer.project.primer_fields import PAPER_SETS, PrimerFields, key_meanings
from primer.project.reports import Reports
from primer.project.taxonomy import STUDY_TYPES, Taxonomy, default_words
from primer.project.validation import field_issues
from primer.project.words import words_of
from primer.strings import LANGUAGES, read_strings

NAME = "primer.yml"


@dataclass(frozen=True)
class PrimerFile:
    """What `primer.yml` says."""

    reports: Reports = field(default_factory=Reports)
    """Where readers tell what is wrong."""
    leave: str = ""
    """Where "Leave this site" leads; empty where there is no such button."""
    synonyms: tuple[tuple[str, ...], ...] = ()
    """Lists of words for one thing, of which search takes each for all."""
    makes_indexes: bool = False
    """Whether index pages that no file has are made."""
    identity: Identity = field(default_factory=Identity)
    """Whose primer it is."""
    taxonomy: Taxonomy = field(default_factory=Taxonomy)
    """Its topics, stages, roles, levels and other words."""
    look: Look = field(default_factory=Look)
    """How its pages differ from the theme."""
    paper: tuple[str, ...] = PAPER_SETS
    """The sets that are printed."""
    book_pages: tuple[str, ...] = ()
    """Pages of its own that the book prints, as their paths under `docs/`."""
    strings: Strings = field(default_factory=read_strings)
    """The words of the interface in its language."""
    issues: tuple[Issue, ...] = ()
    """What is wrong with the file."""


def read_primer_file(root: Path) -> PrimerFile:
    """The file at the root of a project; without one, what a primer without such words has."""
    try:
        source = read_source(root / NAME, NAME, PAGE)
    except FileNotFoundError:
        return PrimerFile()
    except UnreadableText as error:
        return PrimerFile(issues=(Issue(NAME, error.line, 1, "file-unreadable", f"{error}. {error.fix}"),))
    except OSError as error:
        what = f"the file cannot be read ({error.strerror}). Let it be read, or take it away."
        return PrimerFile(issues=(Issue(NAME, 1, 1, "file-unreadable", what),))
    read = read_yaml(source)
    unknown = tuple(_unknown(source, read))
    known = {name: value for name, value in read.values.items() if name in key_meanings()}
    said, wrong = _validated(source, read, known)
    look = Look(**{one.name: getattr(said, one.name) for one in fields(Look)})
    strings = read_strings(said.language, said.strings)
    issues = (*read.issues, *unknown, *wrong, *_absent(root, source, read, said, look), *_no_words(source, read, said))
    return PrimerFile(
        reports=Reports(said.tracker, said.contact),
        leave=said.leave,
        synonyms=said.synonyms,
        makes_indexes=said.indexes == "made",
        identity=_identity(said),
        taxonomy=_taxonomy(said, strings),
        strings=strings,
        look=look,
        paper=said.paper,
        book_pages=said.book_pages,
        issues=issues,
    )


def _unknown(source: Source, read: FrontMatter) -> tuple[Issue, ...]:
    """A key that means nothing here, with the nearest one that does."""
    known = key_meanings()
    return tuple(
        issue_at(source, read.keys[(name,)].start, "setting-wrong", f"'{name}' is no setting of primer.yml. {advice}")
        for name in read.values
        if name not in known
        for near in [get_close_matches(name, known, 1)]
        for advice in [f"Did you mean '{near[0]}'?" if near else f"Write one of: {', '.join(known)}."]
    )


def _validated(source: Source, read: FrontMatter, values: Mapping[str, Any]) -> tuple[PrimerFields, tuple[Issue, ...]]:
    """What the right keys say, and what is wrong with the others, which are taken as if they were not there."""
    try:
        return PrimerFields.model_validate(values), ()
    except ValidationError as error:
        wrong = {str(one["loc"][0]) for one in error.errors(include_url=False)}
        right = {name: value for name, value in values.items() if name not in wrong}
        return PrimerFields.model_validate(right), field_issues(source, read, error, code="setting-wrong")


def _absent(root: Path, source: Source, read: FrontMatter, said: PrimerFields, look: Look) -> Iterator[Issue]:
    """A file that is named and not there, or elsewhere."""
    pages = ((("book-pages", place), path) for place, path in enumerate(said.book_pages))
    docs = root / "docs"
    for where, path in (*look.files, *pages):
        if ".." in Path(path).parts or leaves(docs, docs / path):
            what = f"'{path}' leads out of docs/. Put the file there, and name it from there."
            yield issue_at(source, read.place(where), "setting-wrong", what)
        elif not (docs / path).is_file():
            what = f"there is no file docs/{path}. Add it, or correct the path."
            yield issue_at(source, read.place(where), "setting-wrong", what)


def _no_words(source: Source, read: FrontMatter, said: PrimerFields) -> Iterator[Issue]:
    """A language of which the package has no words, while the primer does not say them either."""
    language = base_language(said.language)
    if language not in LANGUAGES and len(said.strings) < len(read_strings().texts):
        what = (
            f"there are no words of the interface in '{language}', so those that 'strings' does not hold are English. "
            "'primer strings' prints what to put there in your language."
        )
        yield issue_at(source, read.place(("language",)), "strings-missing", what, "warning")


def _identity(said: PrimerFields) -> Identity:
    given = {one.name: getattr(said, one.name) for one in fields(Identity)}
    return Identity(**{**given, "licence": LICENCES[said.licence]})


def _taxonomy(said: PrimerFields, strings: Strings) -> Taxonomy:
    words = {name: getattr(said, name) for name in ("topics", "stages", "roles", "basis")}
    given: dict[str, Any] = {name: words_of(labels) for name, labels in words.items() if labels}
    given |= {name: default_words(name, strings) for name in ("stages", "roles", "basis") if name not in given}
    designs = (one for word in said.study_types for one in (STUDY_TYPES if word == "..." else (word,)))
    return Taxonomy(
        **given,
        study_types=tuple(dict.fromkeys(designs)),
        letters=Letters(**said.letters),
        scale=read_scale(said.levels, strings),
    )
