"""What a site can choose, read from its configuration: `read_settings`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mkdocs_bibliography.text.addresses import followed, not_followed
from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.source import UnreadableText, read_source
from mkdocs_bibliography.text.strings import Strings
from mkdocs_bibliography.text.yaml_faults import YAML_FAULTS, load_yaml, problem_of
from primer.project.identity import Identity
from primer.project.limits import PAGE
from primer.project.look import SHEET
from primer.project.options import BibliographySettings, bibliography_settings
from primer.project.primer_file import PrimerFile, read_primer_file
from primer.project.taxonomy import Taxonomy
from primer.theme import STYLES


class ProjectError(UserError):
    """The folder cannot be read as a project."""


@dataclass(frozen=True)
class Settings:
    """What `mkdocs.yml` and `primer.yml` say about the site; each fact has its home there."""

    site_name: str
    site_url: str
    """The address of the published site, with a slash at its end."""
    site_url_line: int
    """Where mkdocs.yml says so."""
    edition: str
    """The edition's number, in the form X.Y."""
    exit_url: str
    """Where "Leave this site" leads; empty where there is no such button."""
    bibliography: BibliographySettings
    """The files of references, their style and its language."""
    styles: tuple[str, ...] = ()
    """The addresses of the stylesheets of every page, from the root of the site."""
    menu: tuple[tuple[str, str], ...] = ()
    """The pages of the navigation's first level, each with its title there and its path in `docs/`."""
    words: PrimerFile = field(default_factory=PrimerFile)
    """What `primer.yml` adds."""
    issues: tuple[Issue, ...] = ()
    """Settings that are wrong, or that nothing here honours."""

    @property
    def strings(self) -> Strings:
        """The words of the interface, in the language of the primer."""
        return self.words.strings

    @property
    def identity(self) -> Identity:
        """Whose primer it is."""
        return self.words.identity

    @property
    def taxonomy(self) -> Taxonomy:
        """The topics, stages and roles of this primer."""
        return self.words.taxonomy

    @property
    def contributors(self) -> str:
        """Whom to name as the author of an item."""
        return self.identity.contributors or self.strings("site.contributors", site=self.site_name)

    def url(self, address: str) -> str:
        """The canonical form of an address from the root of the site."""
        return self.site_url + address


class _SettingsLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml`, where tags such as `!!python/name:` may stand; their values are not needed here."""


_SettingsLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_settings(root: Path) -> Settings:
    """The settings in `mkdocs.yml`.

    Raises ProjectError when the file is missing, is not YAML or lacks what every page needs.
    """
    text = _settings_text(root)
    values = _settings_values(text)
    extra = values.get("extra") or {}
    words = read_primer_file(root)
    bibliography, issues = bibliography_settings(root, text, values, words.identity.language)
    look = (SHEET,) if words.look.css else ()
    try:
        return Settings(
            site_name=str(values["site_name"]),
            site_url=str(values["site_url"]).rstrip("/") + "/",
            site_url_line=next((n for n, line in enumerate(text.split("\n"), 1) if line.startswith("site_url:")), 1),
            edition=_edition(extra["edition"]),
            exit_url=words.leave or followed(str(extra.get("exit_url") or "")),
            bibliography=bibliography,
            styles=tuple(dict.fromkeys((*STYLES, *look, *(str(path) for path in values.get("extra_css") or ())))),
            menu=tuple(_menu(values.get("nav"))),
            words=words,
            issues=(*issues, *_exit_issues(str(extra.get("exit_url") or "")), *words.issues),
        )
    except KeyError as error:
        raise ProjectError(f"mkdocs.yml: {error} is missing. Add it (edition stands under extra).") from error


def _exit_issues(address: str) -> Iterator[Issue]:
    if address and not followed(address):
        yield Issue("mkdocs.yml", 1, 1, "setting-wrong", f"exit_url: {not_followed(address)}")


def _menu(nav: Any) -> Iterator[tuple[str, str]]:
    """The entries of `nav` that are pages with a title; sections and bare paths have no place in a header."""
    for entry in nav if isinstance(nav, list) else ():
        for title, page in entry.items() if isinstance(entry, dict) else ():
            if isinstance(page, str) and page.endswith(".md"):
                yield str(title), page


def require_project(root: Path) -> None:
    """Raise ProjectError when a folder holds no project, before anything is written into it."""
    try:
        (root / "mkdocs.yml").stat()
    except OSError as error:
        raise _no_project(root, error) from error


def _no_project(root: Path, error: OSError) -> ProjectError:
    return ProjectError(f"{root / 'mkdocs.yml'}: {error.strerror}. Run from the folder that holds mkdocs.yml.")


def _settings_text(root: Path) -> str:
    try:
        return read_source(root / "mkdocs.yml", "mkdocs.yml", PAGE).text
    except OSError as error:
        raise _no_project(root, error) from error
    except UnreadableText as error:
        raise ProjectError(f"mkdocs.yml:{error.line}: {error}. {error.fix}") from error


def _settings_values(text: str) -> dict[str, Any]:
    try:
        values = load_yaml(text, _SettingsLoader)
    except YAML_FAULTS as error:
        raise ProjectError(f"mkdocs.yml: {problem_of(error)}. Fix the YAML.") from error
    if not isinstance(values, dict):
        raise ProjectError("mkdocs.yml: not a mapping of settings. Write 'site_name: ...' and the others.")
    return values


def _edition(value: object) -> str:
    if not re.fullmatch(r"\d+\.\d+", str(value)):
        raise ProjectError(f"mkdocs.yml: edition '{value}' has not the form X.Y. Write it in quotes, such as \"1.0\".")
    return str(value)
