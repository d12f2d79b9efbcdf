"""Moves a site from mkdocs-bibtex to the `bibliography` plugin: `migrate_mkdocs_bibtex`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from mkdocs_bibliography.citeproc.style import Style, StyleNotFound
from mkdocs_bibliography.migrate.config import DROPPED, NAMES, PluginBlock, docs_folders, find_plugin
from mkdocs_bibliography.migrate.pages import moved_text, text_notices
from mkdocs_bibliography.references.bibliography import Bibliography, read_bibliography
from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.source import Source, read_source


@dataclass(frozen=True, order=True)
class Change:
    """A line that becomes another, or goes."""

    path: str
    line: int
    """From 1, in the file as it was."""
    before: str
    after: str

    def __str__(self) -> str:
        added = "".join(f"\n  + {line}" for line in self.after.split("\n")) if self.after else ""
        return f"{self.path}:{self.line}\n  - {self.before}{added}"


@dataclass(frozen=True)
class Migration:
    """What moving a site changes, and what its author has to look at."""

    changes: tuple[Change, ...]
    notices: tuple[str, ...]
    written: bool
    """Whether the files have been changed."""
    block: tuple[str, str] = ("", "")
    """The plugin's entry in `mkdocs.yml`, as it was and as it is."""

    def __str__(self) -> str:
        done = "changed" if self.written else "would change"
        lines = "line" if len(self.changes) == 1 else "lines"
        head = f"{len(self.changes)} {lines} {done}, {len(self.notices)} to look at."
        end = (
            []
            if self.written or not self.changes
            else ["Nothing was written. Run it again with --write to write this."]
        )
        return "\n".join([head, *map(str, self.changes), *self._beside(), *self.notices, *end])

    def _beside(self) -> Iterator[str]:
        """The old and the new entry side by side."""
        before, after = (text.rstrip().split("\n") for text in self.block)
        width = max(len(line) for line in (*before, "before"))
        if self.block[0]:
            yield f"{'before':<{width}}  |  after"
            yield from (f"{old:<{width}}  |  {new}".rstrip() for old, new in zip_longest(before, after, fillvalue=""))


class NotAnMkdocsSite(UserError):
    """The folder has no mkdocs.yml that lists the plugin `bibtex`."""


def migrate_mkdocs_bibtex(folder: Path, write: bool) -> Migration:
    """Change a site's mkdocs.yml and Markdown files; without `write` only say what would change.

    Raises NotAnMkdocsSite, and OSError for files that cannot be read.
    """
    config = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if config is None:
        raise NotAnMkdocsSite(f"{folder / NAMES[0]} is not there. Name the folder that holds mkdocs.yml.")
    before = read_source(config, config.name)
    block = find_plugin(before.text)
    if block is None:
        raise NotAnMkdocsSite(f"{config} does not list the plugin 'bibtex', so there is nothing to move.")
    bibliography, added = _bibliography(folder, block)
    moved = block.moved(added)
    text = before.text[: block.span.start] + moved + before.text[block.span.end :]
    after = {config: (before, text)}
    notices = [f"{config.name}: {notice}" for notice in _option_notices(block.options, added)]
    is_raised = _is_raised(folder, block.options)
    for page in _pages(config, before.text):
        source = read_source(page, page.relative_to(folder).as_posix())
        after[page] = (source, moved_text(source.text, bibliography, block.options))
        notices += text_notices(source, bibliography, is_raised)
    changes = [change for source, text in after.values() for change in _changes(source, text)]
    if write:
        _write(after)
    return Migration(tuple(changes), tuple(notices), write, (before.cut(block.span), moved))


def _pages(config: Path, text: str) -> Sequence[Path]:
    folders = dict.fromkeys(docs_folders(config, text))
    return list(dict.fromkeys(page for folder in folders for page in sorted(folder.rglob("*.md"))))


def _write(after: Mapping[Path, tuple[Source, str]]) -> None:
    for page, (source, text) in after.items():
        if text != source.text:
            crlf = b"\r\n" in page.read_bytes()
            page.write_text(text, "utf-8", newline="\r\n" if crlf else "\n")


def _bibliography(folder: Path, block: PluginBlock) -> tuple[Bibliography, dict[str, str]]:
    """The works of the site's files, as far as they are there, and the options that keep their meaning."""
    options = block.options
    paths = [folder / options["bib_file"]] if options.get("bib_file") else []
    paths += sorted((folder / options["bib_dir"]).rglob("*.bib")) if options.get("bib_dir") else []
    once = {path.resolve(): path for path in paths if path.is_file()}
    sources = [read_source(path, path.name) for path in once.values()]
    codes = Counter(issue.code for issue in read_bibliography(sources).issues)
    added = {"duplicates": "last"} if codes["bib-duplicate-key"] or codes["bib-duplicate-doi"] else {}
    return read_bibliography(sources, duplicates="last"), added


def _is_raised(folder: Path, options: Mapping[str, str]) -> bool:
    """Whether the style prints marks that stand close to a word."""
    try:
        style = Style(str(folder / options["csl_file"])) if options.get("csl_file") else Style()
        return style.kind == "note" or style.citation_layout().get("vertical-align") == "sup"
    except (StyleNotFound, OSError):
        return False


def _option_notices(options: Mapping[str, str], added: Mapping[str, str]) -> Iterator[str]:
    for name, reason in DROPPED.items():
        if name in options:
            yield f"'{name}' is taken away: {reason}."
    for name in ("bib_file", "csl_file"):
        if options.get(name, "").startswith(("http://", "https://")):
            yield f"'{name}' is an address. Download the file and name it here; a build uses no network."
    if "csl_file" not in options:
        yield "no 'csl_file' is named, so citations are printed in APA style. Write 'csl: ieee' or another."
    if "duplicates" in added:
        yield "keys or DOIs stand twice in the bibliography. 'duplicates: last' takes the last of a key, as before."
    if options.get("cite_inline") != "true":
        yield "citations were numbers that led to notes; now they read as the style prints them, and lead to the list."
    if options.get("bib_by_default") != "false":
        yield "each list of references now has a heading. Write 'list_heading: \"\"' for none."


def _changes(source: Source, text: str) -> Iterator[Change]:
    """Line by line, as a reader compares them."""
    before, after = source.text.split("\n"), text.split("\n")
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(source.path, start + 1, "\n".join(before[start:end]), "\n".join(after[new_start:new_end]))
