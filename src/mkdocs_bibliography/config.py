"""The options of the `bibliography` plugin, and what they mean for the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.config_options import Choice, Optional, Type
from mkdocs.exceptions import ConfigurationError
from mkdocs.theme import Theme

from mkdocs_bibliography.text.encoding import read_bibliography_file
from mkdocs_bibliography.text.locales import locale_of
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import Strings, bibliography_strings, own_texts


class BibliographyConfig(Config):
    """Options; those that mkdocs-bibtex has too keep its names."""

    bib_file = Optional(Type((str, list)))
    """A BibTeX file, or a list of files in order; paths count from mkdocs.yml."""
    bib_dir = Optional(Type(str))
    """A folder whose `.bib` files are read in the order of their names."""
    duplicates = Choice(("error", "first", "last"), default="error")
    """What a key that stands twice means: an error, or that the first or the last entry is taken.

    Two entries with one DOI are an error with the former alone.
    """
    check = Choice(("cited", "all", "off"), default="cited")
    """Whose issues in the bibliography are reported: those of cited works, of all, or none."""
    csl = Type(str, default="apa")
    """The style: apa, chicago-author-date, chicago-notes, harvard, ieee, mla, vancouver, or the path of a .csl file."""
    csl_file = Optional(Type(str))
    """The path of a .csl file, in place of `csl`."""
    locale = Type(str, default="")
    """The language of terms such as "and" and "edited by"; empty for the style's own, which is mostly en-US."""
    language = Type(str, default="")
    """The language of the words round citations, such as `de`; empty for that of the theme."""
    strings = Type(dict, default={})
    """Some of those words said otherwise, by their keys in the catalogue."""
    disambiguate = Choice(("site", "page"), default="site")
    """Whether letters after years, and numbers, hold on the whole `site` or begin anew on each `page`."""
    bib_command = Type(str, default="\\bibliography")
    """A line that stands for the list of what the page cites; `[[references]]` always does."""
    full_bib_command = Type(str, default="\\full_bibliography")
    """A line that stands for the list of all works; `[[references all]]` always does."""
    bib_by_default = Type(bool, default=True)
    """Whether pages without such a line have their list at the end."""
    list_heading = Optional(Type(str))
    """The heading over that list at the end; the one of the language when it is left out."""
    enable_inline_citations = Type(bool, default=True)
    """Whether a bare `@key` is a citation; in brackets it always is."""
    nocite = Optional(Type((str, list)))
    """Works to be listed without being cited: a list of keys, or '@*' for all."""
    cards = Type(bool, default=True)
    """Whether a citation opens a card with the full reference."""
    reference_pages = Type(bool, default=False)
    """Whether every work has a page of its own, to which citations lead."""
    exports = Type(bool, default=True)
    """Whether lists and the site offer BibTeX, CSL-JSON and RIS."""
    class_prefix = Type(str, default="byb-")
    """Begins the class names of everything that the plugin writes."""
    cache_dir = Type(str, default=".cache/bibliography")
    """Where formatted citations are kept between builds."""
    cite_inline = Optional(Type(bool))
    footnote_format = Optional(Type(str))
    csl_file_encoding = Optional(Type(str))
    unescape_for_arithmatex = Optional(Type(bool))

    _given: frozenset[str] = frozenset()

    def load_dict(self, patch: dict[str, object]) -> None:
        """Take options over, and keep which were named."""
        super().load_dict(patch)
        self._given |= patch.keys()

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """What is wrong, and what is odd; an option that does not exist, or contradicts another, is wrong."""
        errors, warnings = super().validate()
        unknown = [name for name in self.data if name not in self._schema_keys]
        warnings = [(name, what) for name, what in warnings if name not in unknown]
        errors += [(name, ConfigurationError(_unknown(name, self._schema_keys))) for name in unknown]
        errors += [(name, ConfigurationError(what)) for name, what in self._contradictions()]
        return errors, warnings

    def words(self) -> Strings:
        """The words round citations."""
        return bibliography_strings(self.language, own_texts(self.strings, bibliography_strings().texts))

    def style_locale(self) -> str:
        """The CSL locale of references: the one that is named, else that of the language; empty for the style's own."""
        return self.locale or locale_of(self.language)

    def _contradictions(self) -> Iterator[tuple[str, str]]:
        given = self._given
        if isinstance(self.language, str) and not re.fullmatch(r"([a-z]{2,3}(-\w+)*)?", self.language):
            yield "language", f"'{self.language}' is no language. Write it as in 'de' or 'de-AT'."
        try:
            own_texts(self.strings if isinstance(self.strings, dict) else {}, bibliography_strings().texts)
        except ValueError as error:
            yield "strings", f"It {error}"
        if {"csl", "csl_file"} <= given:
            yield "csl", "Both 'csl' and 'csl_file' name a style. Delete one."
        if self.bib_command and self.bib_command == self.full_bib_command:
            yield "full_bib_command", "It is the same as 'bib_command'. Give each list a line of its own."
        if "list_heading" in given and not self.bib_by_default:
            yield "list_heading", "'bib_by_default: false' takes away the list that it heads. Delete one of the two."


def _unknown(name: str, known: Iterable[str]) -> str:
    nearest = get_close_matches(name, known, 1)
    guess = f" Did you mean '{nearest[0]}'?" if nearest else ""
    return f"There is no such option.{guess} Rename it, or delete it."


def theme_language(theme: Theme) -> str:
    """The language that a theme names: `language` as Material has it, else `locale` as MkDocs' own themes do."""
    return str(theme.get("language") or theme.locale).replace("_", "-")


def style_text(options: BibliographyConfig, root: Path) -> str:
    """The text of a style that is a file of the site; empty for one that comes with the package."""
    path = root / (options.csl_file or options.csl)
    return path.read_text("utf-8", errors="replace") if path.is_file() else ""


def read_options(values: Mapping[str, object]) -> tuple[BibliographyConfig, dict[str, str]]:
    """The options of a mapping, and what is wrong with those that are wrong, by name."""
    options = BibliographyConfig()
    options.load_dict(dict(values))
    errors, warnings = options.validate()
    return options, {name: str(problem) for name, problem in (*errors, *warnings)}


def bibliography_paths(options: BibliographyConfig, root: Path) -> list[Path]:
    """The bibliography files in the order of reading. Raises ConfigurationError for an address."""
    named = options.bib_file if isinstance(options.bib_file, list) else [options.bib_file] if options.bib_file else []
    refuse_address("bib_file", named)
    paths = [root / str(name) for name in named]
    if options.bib_dir:
        paths += sorted((root / options.bib_dir).rglob("*.bib"))
    return list({path.resolve(): path for path in reversed(paths)}.values())[::-1]


def watched_paths(options: BibliographyConfig, root: Path) -> list[Path]:
    """The files and folders of whose changes a preview is made again."""
    folders = [root / options.bib_dir] if options.bib_dir else []
    style = root / (options.csl_file or options.csl)
    return [*bibliography_paths(options, root), *folders, *([style] if style.is_file() else [])]


def bibliography_files(options: BibliographyConfig, root: Path) -> list[Source]:
    """The bibliography files, read. Raises ConfigurationError when none is named, OSError when one is not there."""
    paths = bibliography_paths(options, root)
    if not paths:
        raise ConfigurationError(
            "bibliography: no bibliography file is named. Write 'bib_file: refs.bib' under the plugin."
        )
    return [read_bibliography_file(path, _name(path, root)) for path in paths]


def refuse_address(option: str, values: Iterable[object]) -> None:
    """Raise ConfigurationError for a value that would have to be fetched."""
    for value in values:
        if str(value).startswith(("http://", "https://")):
            way_out = "A build uses no network. Download the file, keep it beside mkdocs.yml and name it here."
            raise ConfigurationError(f"bibliography: '{option}' is an address. {way_out}")


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
