"""A project's folder: its settings and the files that the primer is made of, read once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.latest import Latest
from mkdocs_bibliography.text.placeholders import without_placeholders
from mkdocs_bibliography.text.source import Source, UnreadableText, read_source
from primer.project.git import Revision, read_revision
from primer.project.limits import limits_of, raise_for_markup
from primer.project.made_pages import made_pages
from primer.project.settings import ProjectError, Settings, read_settings
from primer.project.states import state_of, states_of

_BESIDE = ("extracts.yml", "sources-status.yml", "reviews.txt")
"""Files beside mkdocs.yml that a primer may have."""
_SETTINGS = ("mkdocs.yml", "primer.yml")
_TRIES = 5
_REFERENCES = frozenset({".bib", ".json", ".yaml", ".yml"})
_MISNAMED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029]")
"""Control characters, and bytes that are no UTF-8."""
_OURS = frozenset({".md", ".yml", ".txt"})
"""Endings of the files that the primer is made of; all others are copied as they are."""


@dataclass(frozen=True)
class EditionSources:
    """The files that a release wrote."""

    index: Source
    """`released/1.0.json`."""
    bodies: Mapping[str, Source]
    """`released/1.0/*.html`, by path."""


@dataclass(frozen=True)
class Project:
    """Everything that was read, as text."""

    root: Path
    revision: Revision
    settings: Settings
    pages: tuple[Source, ...]
    """Every Markdown file of `docs/`, by path."""
    packs: tuple[Source, ...]
    """`docs/workshop/packs/*.yml`, by path."""
    bibliography: tuple[Source, ...]
    ledger: Source
    released: Source
    extracts: Source | None
    """`extracts.yml`; a primer may have none."""
    editions: tuple[EditionSources, ...]
    """What `released/` keeps of each edition."""
    status: Source | None
    """`sources-status.yml`; there is none before `primer check-sources`."""
    reviews: Source | None
    """`reviews.txt`; there is none before `primer review`."""
    files: frozenset[str]
    """Paths of the files under `docs/` that are copied as they are."""
    issues: tuple[Issue, ...]
    """Files that could not be read."""

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @property
    def cache(self) -> Path:
        """Where what can be made again is kept between builds."""
        return self.root / ".cache"

    @property
    def unread(self) -> frozenset[str]:
        """The paths of the files that could not be read."""
        return frozenset(issue.path for issue in self.issues)


def read_project(root: Path, latest: Latest | None = None) -> Project:
    """Read every file of a project, all in one state; those that cannot be read become issues.

    A file of the same size and time as `latest` saw is not read again. Raises ProjectError when the folder cannot be
    read as a project, or when its files change again and again.
    """
    latest = latest or Latest()
    for _ in range(_TRIES):
        with contextlib.suppress(FileNotFoundError):  # A folder went away while it was listed.
            before = states_of(root / name for name in _SETTINGS)
            settings = read_settings(root)
            files = _listed(root, settings)
            states = {**before, **states_of(files.wanted)}
            project = _read(root, settings, files, latest)
            if _listed(root, settings) == files and states_of(states) == states:
                return project
    raise ProjectError(f"{root}: files change while they are read. Wait until they are written, then run again.")


@dataclass(frozen=True)
class _Files:
    """The files that a project consists of, by path."""

    under: tuple[Path, ...]
    """Whatever is in `docs/`."""
    misnamed: tuple[Path, ...]
    """What else is there, under names that not every system can read."""
    packs: tuple[Path, ...]
    bibliography: tuple[Path, ...]
    ledger: Path
    released: Path
    beside: tuple[Path, ...]
    frozen: Mapping[Path, Sequence[Path]]
    """The index of each released edition, and its bodies."""

    @property
    def pages(self) -> list[Path]:
        return [path for path in self.under if path.suffix == ".md"]

    @property
    def wanted(self) -> tuple[Path, ...]:
        """All that are read as text."""
        kept = (*self.frozen, *(body for bodies in self.frozen.values() for body in bodies))
        return (*self.pages, *self.packs, *self.bibliography, self.ledger, self.released, *self.beside, *kept)


def _listed(root: Path, settings: Settings) -> _Files:
    docs = root / "docs"
    under = [path for path in sorted(docs.rglob("*")) if not _hidden(path.relative_to(docs))]
    return _Files(
        tuple(path for path in under if not _MISNAMED.search(str(path.relative_to(docs)))),
        tuple(path for path in under if _MISNAMED.search(str(path.relative_to(docs)))),
        tuple(sorted((docs / "workshop" / "packs").glob("*.yml"))),
        settings.bibliography.files,
        docs / "ledger.yml",
        docs / "released.txt",
        tuple(path for path in (root / name for name in _BESIDE) if path.exists()),
        {path: sorted(path.with_suffix("").glob("*.html")) for path in _editions(root)},
    )


def _read(root: Path, settings: Settings, files: _Files, latest: Latest) -> Project:
    found, issues = _read_files(latest, root, files.wanted)
    unread = {issue.path for issue in issues}
    revision = read_revision(root)
    written = (_name(root, path) for path in files.pages)
    made = made_pages(written, settings.strings, revision.day) if settings.words.makes_indexes else ()
    return Project(
        root,
        revision,
        settings,
        (*(found[path] for path in files.pages if found[path].path not in unread), *made),
        tuple(found[path] for path in files.packs if found[path].path not in unread),
        tuple(found[path] for path in files.bibliography),
        found[files.ledger],
        found[files.released],
        found.get(root / "extracts.yml"),
        tuple(_edition(found, path, bodies, unread) for path, bodies in files.frozen.items()),
        found.get(root / "sources-status.yml"),
        found.get(root / "reviews.txt"),
        frozenset(_name(root, path) for path in files.under if path.is_file() and path.suffix not in _OURS),
        (*settings.issues, *issues, *_misnamed(root, files), *_index_missing(root / "docs")),
    )


def is_text_of_primer(path: Path, root: Path) -> bool:
    """Whether `read_project` reads a file that may lie in a project."""
    inside = path.relative_to(root) if path.is_relative_to(root) else path
    if inside.parts[0] == "docs":
        return path.suffix in _OURS
    return inside.parts[0] == "released" or inside.as_posix() in _BESIDE or path.suffix in _REFERENCES


def _read_files(latest: Latest, root: Path, paths: Iterable[Path]) -> tuple[dict[Path, Source], list[Issue]]:
    """Every file, an empty text for one that cannot be read, and what is wrong with those."""
    found: dict[Path, Source] = {}
    issues: list[Issue] = []
    for path in paths:
        name = _name(root, path)
        try:
            found[path] = latest.get(path, state_of(path), partial(_source, path, name))
        except (OSError, UnreadableText) as error:
            found[path] = Source(name, "")
            issues += _unreadable(found[path], error)
    return found, issues


def _source(path: Path, name: str) -> Source:
    source = read_source(path, name, limits_of(path.name))
    if path.suffix == ".md":
        raise_for_markup(source.text)
    return Source(name, without_placeholders(source.text))


def _editions(root: Path) -> list[Path]:
    """The indexes of released editions; `1.0.json` has its bodies in `1.0/`."""
    return [path for path in sorted((root / "released").glob("*.json")) if re.fullmatch(r"\d+\.\d+", path.stem)]


def _edition(found: Mapping[Path, Source], index: Path, bodies: Iterable[Path], unread: set[str]) -> EditionSources:
    texts = (found[path] for path in bodies)
    return EditionSources(found[index], {text.path: text for text in texts if text.path not in unread})


def _misnamed(root: Path, files: _Files) -> Iterable[Issue]:
    for path in files.misnamed:
        name = _MISNAMED.sub("?", _name(root, path))
        what = "the name holds a sign that not every system can read, shown as '?'. Rename it."
        yield Issue(name, 1, 1, "file-unreadable", what)


def _index_missing(docs: Path) -> Iterable[Issue]:
    if not any((docs / name).exists() for name in ("index.md", "README.md")):
        what = "the file is missing. Write it: it is the page that readers meet first."
        yield Issue("docs/index.md", 1, 1, "file-unreadable", what)


def _name(root: Path, path: Path) -> str:
    """What messages call a file: its path from the root, or the whole path of one that stands elsewhere."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _unreadable(source: Source, error: OSError | UnreadableText) -> list[Issue]:
    if isinstance(error, FileNotFoundError) and source.path == "docs/released.txt":
        return []  # Before the first release nothing has been promised.
    if isinstance(error, UnreadableText):
        return [Issue(source.path, error.line, 1, "file-unreadable", f"{error}. {error.fix}")]
    what = f"the file cannot be read ({error.strerror}). Put it back, or take away what names it."
    return [Issue(source.path, 1, 1, "file-unreadable", what)]
