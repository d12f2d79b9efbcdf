"""The options of the `bibliography` plugin, and what they mean for the library."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.config_options import Choice, Optional, Type
from mkdocs.exceptions import ConfigurationError

from mkdocs_bibliography.text.encoding import read_bibliography_file
from mkdocs_bibliography.text.source import Source


class BibliographyConfig(Config):
    """Options; those that mkdocs-bibtex has too keep its names."""

    bib_file = Optional(Type((str, list)))
    """A BibTeX file, or a list of files in order; paths count from mkdocs.yml."""
    bib_dir = Optional(Type(str))
    """A folder whose `.bib` files are read in the order of their names."""
    duplicates = Choice(("error", "first", "last"), default="error")
    """What a key that stands twice means: an error, or that the first or the last entry is taken."""
    check = Choice(("cited", "all", "off"), default="cited")
    """Whose issues in the bibliography are reported: those of cited works, of all, or none."""
    csl = Type(str, default="apa")
    """The style: apa, chicago-author-date, chicago-notes, harvard, ieee, mla, vancouver, or the path of a .csl file."""
    csl_file = Optional(Type(str))
    """The path of a .csl file; it goes before `csl`."""
    locale = Type(str, default="en-US")
    """The language of terms such as "and" and "edited by"."""
    bib_command = Type(str, default="\\bibliography")
    """A line that stands for the list of what the page cites; `[[references]]` always does."""
    full_bib_command = Type(str, default="\\full_bibliography")
    """A line that stands for the list of all works; `[[references all]]` always does."""
    bib_by_default = Type(bool, default=True)
    """Whether pages without such a line have their list at the end."""
    list_heading = Type(str, default="References")
    """The heading over that list at the end."""
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
