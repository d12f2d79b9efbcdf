"""What mkdocs.yml asks of the bibliography beside the primer: each option is honoured, or refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from mkdocs_bibliography.config import BibliographyConfig, bibliography_paths, read_options
from mkdocs_bibliography.references.bibliography import Duplicates
from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.locales import locale_of

_DEFAULTS = BibliographyConfig()
HONOURED = frozenset({"bib_file", "bib_dir", "duplicates", "csl", "csl_file", "locale"})
"""Options that mean the same beside the primer; the templates of the primer settle what the others would."""


@dataclass(frozen=True)
class BibliographySettings:
    """What the primer takes from the options of the bibliography."""

    files: tuple[Path, ...]
    """The files of references, in the order of reading."""
    duplicates: Duplicates
    """What a key that stands twice means: `error`, `first` or `last`."""
    csl: str
    """The name of a CSL style, or its path."""
    locale: str
    """The language tag that dates and terms follow."""


def bibliography_settings(
    root: Path, text: str, values: Mapping[str, Any], language: str
) -> tuple[BibliographySettings, list[Issue]]:
    """What `mkdocs.yml` says of the bibliography, and what in it is wrong or cannot be honoured.

    `text` is the file and `values` what it holds; `language` is that of the primer.
    """
    given = plugin_options(values.get("plugins") or [], "bibliography")
    options, wrong = read_options(given)
    problems = dict(_problems(root, options, given, wrong))
    places = _Places(text)
    issues = [Issue("mkdocs.yml", *places.of(name), "setting-wrong", what) for name, what in problems.items()]
    if values.get("docs_dir", "docs") != "docs":
        what = f"docs_dir is '{values['docs_dir']}', and a primer's pages stand in 'docs'. Delete the line."
        issues.append(Issue("mkdocs.yml", *places.of("docs_dir"), "setting-wrong", what))
    valid = options if not {"bib_file", "bib_dir"} & problems.keys() else BibliographyConfig()
    files = bibliography_paths(valid, root) or [root / "references.bib"]
    style = root / (options.csl_file or options.csl)
    name = str(style) if style.is_file() else options.csl
    duplicates = "error" if "duplicates" in wrong else options.duplicates
    return BibliographySettings(
        tuple(files), cast("Duplicates", duplicates), name, options.locale or locale_of(language)
    ), issues


def _problems(
    root: Path, options: BibliographyConfig, given: Mapping[str, Any], wrong: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if name in wrong:
            advice = " Delete it, or correct its value." if name in _DEFAULTS else ""  # What is unknown says it itself.
            yield name, f"'{name}' of bibliography: {wrong[name].rstrip('.')}.{advice}"
        elif name not in HONOURED and value != _DEFAULTS[name]:
            yield name, f"'{name}' of bibliography has no effect beside the primer. Delete it."
    if "csl_file" in given and "csl_file" not in wrong and not (root / str(options.csl_file)).is_file():
        yield "csl_file", f"'{options.csl_file}' is not there. Correct the path, or name a style with 'csl'."
    for name in ("bib_file", "bib_dir"):
        named = given.get(name) or []
        for value in named if isinstance(named, list) else [named]:
            if str(value).startswith(("http://", "https://")):
                yield name, f"'{name}' is an address. Download the file, and name it here."


def plugin_options(plugins: Iterable[Any], name: str) -> dict[str, Any]:
    """The options of a plugin, from a list of plugins or from a mapping."""
    listed = [plugins] if isinstance(plugins, dict) else plugins
    return next((plugin[name] or {} for plugin in listed if isinstance(plugin, dict) and name in plugin), {})


class _Places:
    """Where the keys of `mkdocs.yml` stand."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, name: str) -> tuple[int, int]:
        """Line and column, from 1, of an option of the bibliography or of a key at the top."""
        root = yaml.compose(self._text, yaml.SafeLoader)
        options = _entries(_plugin(root)) if name != "docs_dir" else _entries(root)
        mark = next((key.start_mark for key, _ in options if key.value == name), None)
        return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _entries(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    return node.value if isinstance(node, yaml.MappingNode) else []


def _plugin(root: yaml.Node | None) -> yaml.Node | None:
    plugins = next((value for key, value in _entries(root) if key.value == "plugins"), None)
    listed = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    found = (value for node in listed for key, value in _entries(node) if key.value == "bibliography")
    return next(found, None)
