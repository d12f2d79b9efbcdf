"""A project's folder: its settings and the files that the primer is made of, read once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from primer.issues import Issue
from primer.text import Source, UnreadableText, read_source
from primer.trouble import Trouble

_OURS = frozenset({".md", ".yml", ".txt"})
"""Endings of the files that the primer is made of; all others are copied as they are."""


class ProjectError(Trouble):
    """The folder cannot be read as a project."""


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says about the site; each fact has its home there."""

    site_name: str
    site_url: str
    """The address of the published site, with a slash at its end."""
    site_url_line: int
    """Where mkdocs.yml says so."""
    edition: str
    """The edition's number, in the form X.Y."""
    exit_url: str
    """Where "Leave this site" leads."""
    bib_files: tuple[str, ...]
    """The files of references, from the project's root."""
    csl: str
    """The name or file of the CSL style."""
    locale: str
    """The language tag that dates and terms follow."""

    def url(self, address: str) -> str:
        """The canonical form of an address from the root of the site."""
        return self.site_url + address


@dataclass(frozen=True)
class Project:
    """Everything that was read, as text."""

    root: Path
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
    files: frozenset[str]
    """Paths of the files under `docs/` that are copied as they are."""
    issues: tuple[Issue, ...]
    """Files that could not be read."""

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"

    @property
    def unread(self) -> frozenset[str]:
        """The paths of the files that could not be read."""
        return frozenset(issue.path for issue in self.issues)


class _SettingsLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml`, where tags such as `!!python/name:` may stand; their values are not needed here."""


_SettingsLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(root: Path) -> Settings:
    """The settings in `mkdocs.yml`.

    Raises ProjectError when the file is missing, is not YAML or lacks what every page needs.
    """
    text = _settings_text(root)
    values = _settings_values(text)
    extra, bibliography = values.get("extra") or {}, _plugin_options(values.get("plugins") or [], "bibliography")
    bib = bibliography.get("bib_file", "references.bib")
    try:
        return Settings(
            site_name=str(values["site_name"]),
            site_url=str(values["site_url"]).rstrip("/") + "/",
            site_url_line=next((n for n, line in enumerate(text.split("\n"), 1) if line.startswith("site_url:")), 1),
            edition=_edition(extra["edition"]),
            exit_url=str(extra["exit_url"]),
            bib_files=tuple(map(str, bib)) if isinstance(bib, list) else (str(bib),),
            csl=str(bibliography.get("csl", "apa")),
            locale=str(bibliography.get("locale", "en-GB")),
        )
    except KeyError as error:
        raise ProjectError(
            f"mkdocs.yml: {error} is missing. Add it (edition and exit_url stand under extra)."
        ) from error


def _settings_text(root: Path) -> str:
    path = root / "mkdocs.yml"
    try:
        return read_source(path, "mkdocs.yml").text
    except OSError as error:
        raise ProjectError(f"{path}: {error.strerror}. Run from the folder that holds mkdocs.yml.") from error
    except UnreadableText as error:
        raise ProjectError(f"mkdocs.yml: {error}. Save the file as UTF-8.") from error


def _settings_values(text: str) -> dict[str, Any]:
    try:
        values = yaml.load(text, _SettingsLoader)
    except yaml.YAMLError as error:
        raise ProjectError(f"mkdocs.yml: {str(error).splitlines()[0]}. Mend the YAML.") from error
    if not isinstance(values, dict):
        raise ProjectError("mkdocs.yml: not a mapping of settings. Write 'site_name: ...' and the others.")
    return values


def _edition(value: object) -> str:
    if not re.fullmatch(r"\d+\.\d+", str(value)):
        raise ProjectError(f"mkdocs.yml: edition '{value}' has not the form X.Y. Write it in quotes, such as \"1.0\".")
    return str(value)


def _plugin_options(plugins: Iterable[Any], name: str) -> dict[str, Any]:
    """The options of a plugin, from a list of plugins or from a mapping."""
    listed = [plugins] if isinstance(plugins, dict) else plugins
    return next((plugin[name] or {} for plugin in listed if isinstance(plugin, dict) and name in plugin), {})


def read_project(root: Path) -> Project:
    """Read every file of a project; those that cannot be read become issues."""
    settings, docs = read_settings(root), root / "docs"
    under = [path for path in sorted(docs.rglob("*")) if not _hidden(path.relative_to(docs))]
    pages = [path for path in under if path.suffix == ".md"]
    packs = sorted((docs / "workshop" / "packs").glob("*.yml"))
    bibliography = [root / name for name in settings.bib_files]
    ledger, released = docs / "ledger.yml", docs / "released.txt"
    extracts = [path for path in (root / "extracts.yml",) if path.exists()]
    found, issues = _read_files(root, (*pages, *packs, *bibliography, ledger, released, *extracts))
    unread = {issue.path for issue in issues}
    return Project(
        root,
        settings,
        tuple(found[path] for path in pages if found[path].path not in unread),
        tuple(found[path] for path in packs if found[path].path not in unread),
        tuple(found[path] for path in bibliography),
        found[ledger],
        found[released],
        next((found[path] for path in extracts), None),
        frozenset(_name(root, path) for path in under if path.is_file() and path.suffix not in _OURS),
        (*issues, *_index_missing(docs)),
    )


def _read_files(root: Path, paths: Iterable[Path]) -> tuple[dict[Path, Source], list[Issue]]:
    """Every file, an empty text for one that cannot be read, and what is wrong with those."""
    found: dict[Path, Source] = {}
    issues: list[Issue] = []
    for path in paths:
        name = _name(root, path)
        try:
            found[path] = read_source(path, name)
        except (OSError, UnreadableText) as error:
            found[path] = Source(name, "")
            issues += _unreadable(found[path], error)
    return found, issues


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
