"""Moves a site from mkdocs-bibtex to the `bibliography` plugin: `migrate_mkdocs_bibtex`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Source, Span, read_source

_PLUGIN = re.compile(r"^(?P<lead>\s*(?:-\s*)?)bibtex(?P<tail>\s*(?::.*)?)$", re.MULTILINE)
_DROPPED = {
    "cite_inline": "citations always stand in the text",
    "footnote_format": "notes are numbered by the page",
    "csl_file_encoding": "styles are read as UTF-8",
    "unescape_for_arithmatex": "references are never read as Markdown",
}
_OPTION = re.compile(r"\b(?P<name>\w+)[ \t]*:[ \t]*(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^,}#\n]+)")


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

    def __str__(self) -> str:
        done = "changed" if self.written else "would change"
        lines = "line" if len(self.changes) == 1 else "lines"
        head = f"{len(self.changes)} {lines} {done}, {len(self.notices)} to look at."
        end = (
            []
            if self.written or not self.changes
            else ["Nothing was written. Run it again with --write to write this."]
        )
        return "\n".join([head, *map(str, self.changes), *self.notices, *end])


class NotAnMkdocsSite(UserError):
    """The folder has no mkdocs.yml that lists the plugin `bibtex`."""


def migrate_mkdocs_bibtex(folder: Path, write: bool) -> Migration:
    """Change a site's mkdocs.yml and Markdown files; without `write` only say what would change.

    Raises NotAnMkdocsSite, and OSError for files that cannot be read.
    """
    path = folder / "mkdocs.yml"
    if not path.is_file():
        raise NotAnMkdocsSite(f"{path} is not there. Name the folder that holds mkdocs.yml.")
    before = read_source(path, "mkdocs.yml")
    block = _plugin_block(before.text)
    if block is None:
        raise NotAnMkdocsSite(f"{path} does not list the plugin 'bibtex', so there is nothing to move.")
    options = {m["name"]: m["value"].strip(" \"'") for m in _OPTION.finditer(before.cut(block))}
    after = {path: (before, _new_config(before.text, block))}
    references = _references(folder, options)
    docs = folder / _docs_dir(before.text)
    notices = list(_option_notices(options))
    for page in sorted(docs.rglob("*.md")):
        source = read_source(page, page.relative_to(folder).as_posix())
        after[page] = (source, _new_text(source.text, references, options))
        notices += _text_notices(source, references)
    changes = [change for source, text in after.values() for change in _changes(source, text)]
    for page, (source, text) in after.items():
        if write and text != source.text:
            crlf = b"\r\n" in page.read_bytes()
            page.write_text(text, "utf-8", newline="\r\n" if crlf else "\n")
    return Migration(tuple(changes), tuple(notices), write)


def _plugin_block(text: str) -> Span | None:
    """The plugin's entry in mkdocs.yml, with the lines of its options."""
    head = _PLUGIN.search(text)
    if head is None:
        return None
    indent = len(head["lead"].replace("-", " ").expandtabs())
    end = head.end() + 1
    for line in text[end:].splitlines(keepends=True):
        deeper = len(line.expandtabs()) - len(line.expandtabs().lstrip())
        if line.strip() and deeper <= indent - (2 if "-" in head["lead"] else 0):
            break
        end += len(line)
    return Span(head.start(), min(end, len(text)))


def _new_config(text: str, block: Span) -> str:
    inside = _PLUGIN.sub(r"\g<lead>bibliography\g<tail>", text[block.start : block.end], count=1)
    for name in _DROPPED:
        inside = re.sub(rf"^[ \t]+{name}[ \t]*:.*\n", "", inside, flags=re.MULTILINE)
        inside = re.sub(rf",[ \t]*{name}[ \t]*:[^,}}\n]*|\b{name}[ \t]*:[^,}}\n]*,[ \t]*", "", inside)
    return text[: block.start] + inside + text[block.end :]


def _docs_dir(text: str) -> str:
    found = re.search(r"^docs_dir:[ \t]*[\"']?([^\"'\n#]+)", text, re.MULTILINE)
    return found[1].strip() if found else "docs"


def _references(folder: Path, options: Mapping[str, str]) -> Mapping[str, Reference]:
    """The works of the site's bibliography files, as far as they are there."""
    paths = [folder / options["bib_file"]] if options.get("bib_file") else []
    paths += sorted((folder / options["bib_dir"]).rglob("*.bib")) if options.get("bib_dir") else []
    sources = [read_source(path, path.name) for path in paths if path.is_file()]
    return read_bibliography(sources, duplicates="last").references


def _new_text(text: str, references: Mapping[str, Reference], options: Mapping[str, str]) -> str:
    """A page's text: commands on lines of their own, notes that were works made citations, other `@` signs escaped."""
    changes = [*_commands(text, options), *_notes(text, references), *_other_signs(text, references)]
    parts, at = [], 0
    for span, new in sorted(changes):
        parts += [text[at : span.start], new]
        at = span.end
    return "".join([*parts, text[at:]])


def _commands(text: str, options: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    commands = [options.get("bib_command", "\\bibliography"), options.get("full_bib_command", "\\full_bibliography")]
    for command in commands:
        for match in re.finditer(rf"(?P<before>[^\n]*?){re.escape(command)}(?![\w])(?P<after>[^\n]*)", text):
            if (match["before"].strip() or match["after"].strip()) and _is_prose(text, match.start()):
                yield (
                    Span(*match.span()),
                    "\n\n".join(p for p in (match["before"].rstrip(), command, match["after"].strip()) if p),
                )


def _notes(text: str, references: Mapping[str, Reference]) -> Iterator[tuple[Span, str]]:
    """`[^key]`, by which pages could point at the notes that mkdocs-bibtex wrote."""
    defined = set(re.findall(r"^[ \t]*\[\^([^\]\s]+)\]:", text, re.MULTILINE))
    for match in re.finditer(r"\[\^([^\]\s]+)\](?!:)", text):
        if match[1] in references and match[1] not in defined and _is_prose(text, match.start()):
            yield Span(*match.span()), f"[@{match[1]}]"


def _other_signs(text: str, references: Mapping[str, Reference]) -> Iterator[tuple[Span, str]]:
    for cluster in parse_citations(text).clusters:
        first = cluster.items[0]
        if not cluster.text.startswith("[") and not cluster.in_link and first.key not in references:
            at = text.index("@", first.span.start)
            yield Span(at, at), "\\"


def _is_prose(text: str, offset: int) -> bool:
    return not any(span.start <= offset < span.end for span in protected_spans(text))


def _option_notices(options: Mapping[str, str]) -> Iterator[str]:
    for name, reason in _DROPPED.items():
        if name in options:
            yield f"mkdocs.yml: '{name}' is taken away: {reason}."
    for name in ("bib_file", "csl_file"):
        if options.get(name, "").startswith(("http://", "https://")):
            yield f"mkdocs.yml: '{name}' is an address. Download the file and name it here; a build uses no network."
    if "csl_file" not in options:
        yield "mkdocs.yml: no 'csl_file' is named, so citations are printed in APA style. Write 'csl: ieee' or another."


def _text_notices(source: Source, references: Mapping[str, Reference]) -> Iterator[str]:
    for cluster in parse_citations(source.text).clusters:
        item = cluster.items[0]
        if cluster.narrative and not cluster.in_link and item.key in references:
            line, column = source.position(item.span.start)
            place = f"{source.path}:{line}:{column}"
            yield f"{place}: '@{item.key}' was printed as the whole reference; now as author and year."


def _changes(source: Source, text: str) -> Iterator[Change]:
    """Line by line, as a reader compares them."""
    before, after = source.text.split("\n"), text.split("\n")
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Change(source.path, start + 1, "\n".join(before[start:end]), "\n".join(after[new_start:new_end]))
