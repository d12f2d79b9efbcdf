"""A project's folder: its settings and the files that the primer is made of, read once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from primer.issues import Issue
from primer.text import Source, UnreadableText, read_source


class ProjectError(Exception):
    """The folder cannot be read as a project; the message is one line with the mend."""


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` says about the site; each fact has its home there."""

    site_name: str
    site_url: str
    """The address of the published site, with a slash at its end."""
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
    issues: tuple[Issue, ...]
    """Files that could not be read."""

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / "docs"


class _SettingsLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml`, where tags such as `!!python/name:` may stand; their values are not needed here."""


_SettingsLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(root: Path) -> Settings:
    """The settings in `mkdocs.yml`.

    Raises ProjectError when the file is missing, is not YAML or lacks what every page needs.
    """
    path = root / "mkdocs.yml"
    try:
        values = yaml.load(path.read_text("utf-8"), _SettingsLoader) or {}  # noqa: S506
    except OSError as error:
        raise ProjectError(f"{path}: {error.strerror}. Run from the folder that holds mkdocs.yml.") from error
    except yaml.YAMLError as error:
        raise ProjectError(f"mkdocs.yml: {str(error).splitlines()[0]}. Mend the YAML.") from error
    extra, bibliography = values.get("extra") or {}, _plugin_options(values.get("plugins") or [], "bibliography")
    bib = bibliography.get("bib_file", "references.bib")
    try:
        return Settings(
            site_name=str(values["site_name"]),
            site_url=str(values["site_url"]).rstrip("/") + "/",
            edition=str(extra["edition"]),
            exit_url=str(extra["exit_url"]),
            bib_files=tuple(bib) if isinstance(bib, list) else (str(bib),),
            csl=str(bibliography.get("csl", "apa")),
            locale=str(bibliography.get("locale", "en-GB")),
        )
    except KeyError as error:
        raise ProjectError(f"mkdocs.yml: {error} is missing. Add it (edition and exit_url stand under extra).") from error


def _plugin_options(plugins: Iterable[Any], name: str) -> dict[str, Any]:
    for plugin in plugins:
        if isinstance(plugin, dict) and name in plugin:
            return plugin[name] or {}
    return {}


def read_project(root: Path) -> Project:
    """Read every file of a project; those that cannot be read become issues."""
    settings, docs, issues = read_settings(root), root / "docs", []
    found: dict[str, Source] = {}
    wanted = [*sorted(docs.rglob("*.md")), *sorted((docs / "workshop" / "packs").glob("*.yml"))]
    wanted += [root / name for name in settings.bib_files] + [docs / "ledger.yml", docs / "released.txt"]
    for path in wanted:
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
        try:
            found[name] = read_source(path, name)
        except (OSError, UnreadableText) as error:
            found[name] = Source(name, "")
            issues += _unreadable(found[name], error)
    return Project(
        root,
        settings,
        tuple(source for name, source in found.items() if name.endswith(".md") and source.text),
        tuple(source for name, source in found.items() if name.endswith(".yml") and "/packs/" in name),
        tuple(found[name] for name in settings.bib_files),
        found["docs/ledger.yml"],
        found["docs/released.txt"],
        tuple(issues),
    )


def _unreadable(source: Source, error: OSError | UnreadableText) -> list[Issue]:
    if isinstance(error, FileNotFoundError) and source.path == "docs/released.txt":
        return []  # Before the first release nothing has been promised.
    if isinstance(error, UnreadableText):
        return [Issue(source.path, error.line, 1, "file-unreadable", f"{error}. Save the file as UTF-8.")]
    what = f"the file cannot be read ({error.strerror}). Put it back, or take away what names it."
    return [Issue(source.path, 1, 1, "file-unreadable", what)]
