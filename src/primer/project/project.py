"""A project's folder: its settings and the files that the primer is made of, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.latest import Latest
from mkdocs_bibliography.text.placeholders import without_placeholders
from mkdocs_bibliography.text.source import Source, UnreadableText, read_source
from primer.project.git import Revision, read_revision
from primer.project.made_pages import made_pages
from primer.project.settings import Settings, read_settings

_BESIDE = ("extracts.yml", "sources-status.yml", "reviews.txt")
"""Files beside mkdocs.yml that a primer may have."""
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
    """Read every file of a project; those that cannot be read become issues.

    A file of the same size and time as `latest` saw is not read again.
    """
    settings, docs = read_settings(root), root / "docs"
    under = [path for path in sorted(docs.rglob("*")) if not _hidden(path.relative_to(docs))]
    pages = [path for path in under if path.suffix == ".md"]
    packs = sorted((docs / "workshop" / "packs").glob("*.yml"))
    bibliography = settings.bibliography.files
    ledger, released = docs / "ledger.yml", docs / "released.txt"
    beside = [path for path in (root / name for name in _BESIDE) if path.exists()]
    frozen = {path: sorted(path.with_suffix("").glob("*.html")) for path in _editions(root)}
    kept = (*frozen, *(body for bodies in frozen.values() for body in bodies))
    wanted = (*pages, *packs, *bibliography, ledger, released, *beside, *kept)
    found, issues = _read_files(latest or Latest(), root, wanted)
    unread = {issue.path for issue in issues}
    revision = read_revision(root)
    written = (_name(root, path) for path in pages)
    made = made_pages(written, revision.day) if settings.words.makes_indexes else ()
    return Project(
        root,
        revision,
        settings,
        (*(found[path] for path in pages if found[path].path not in unread), *made),
        tuple(found[path] for path in packs if found[path].path not in unread),
        tuple(found[path] for path in bibliography),
        found[ledger],
        found[released],
        found.get(root / "extracts.yml"),
        tuple(_edition(found, path, bodies, unread) for path, bodies in frozen.items()),
        found.get(root / "sources-status.yml"),
        found.get(root / "reviews.txt"),
        frozenset(_name(root, path) for path in under if path.is_file() and path.suffix not in _OURS),
        (*settings.issues, *issues, *_index_missing(docs)),
    )


def _read_files(latest: Latest, root: Path, paths: Iterable[Path]) -> tuple[dict[Path, Source], list[Issue]]:
    """Every file, an empty text for one that cannot be read, and what is wrong with those."""
    found: dict[Path, Source] = {}
    issues: list[Issue] = []
    for path in paths:
        name = _name(root, path)
        try:
            found[path] = latest.get(path, _state(path), partial(_source, path, name))
        except (OSError, UnreadableText) as error:
            found[path] = Source(name, "")
            issues += _unreadable(found[path], error)
    return found, issues


def _state(path: Path) -> tuple[int, int, int]:
    state = path.stat()
    return state.st_mtime_ns, state.st_size, state.st_ino


def _source(path: Path, name: str) -> Source:
    return Source(name, without_placeholders(read_source(path, name).text))


def _editions(root: Path) -> list[Path]:
    """The indexes of released editions; `1.0.json` has its bodies in `1.0/`."""
    return [path for path in sorted((root / "released").glob("*.json")) if re.fullmatch(r"\d+\.\d+", path.stem)]


def _edition(found: Mapping[Path, Source], index: Path, bodies: Iterable[Path], unread: set[str]) -> EditionSources:
    texts = (found[path] for path in bodies)
    return EditionSources(found[index], {text.path: text for text in texts if text.path not in unread})


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
        return [Issue(source.path, error.line, 1, "file-unreadable", f"{error}. Save the file as UTF-8.")]
    what = f"the file cannot be read ({error.strerror}). Put it back, or take away what names it."
    return [Issue(source.path, 1, 1, "file-unreadable", what)]
