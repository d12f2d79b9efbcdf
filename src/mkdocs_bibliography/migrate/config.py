"""The plugin's block in `mkdocs.yml`, and the parts of a site that the file names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_bibliography.text.source import Span

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What the file may be called; the first that is there is read."""
DROPPED = {
    "cite_inline": "citations always stand in the text",
    "footnote_format": "notes are numbered by the page",
    "csl_file_encoding": "styles are read as UTF-8",
    "unescape_for_arithmatex": "references are never read as Markdown",
}
"""Options of mkdocs-bibtex that say nothing here, and why."""
_PLUGIN = re.compile(r"^(?P<lead>\s*(?:-\s*)?)(?P<quote>[\"']?)bibtex(?P=quote)(?P<tail>\s*(?::.*)?)$", re.MULTILINE)
_OPTION = re.compile(r"\b(?P<name>\w+)[ \t]*:[ \t]*(?P<value>\"[^\"\n]*\"|'[^'\n]*'|[^,{}#\n]+)")
_INCLUDE = re.compile(r"[!*]include[ \t]+[\"']?([^\"'\n#]+?)[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)


@dataclass(frozen=True)
class PluginBlock:
    """The entry of mkdocs-bibtex in a `mkdocs.yml`."""

    text: str
    """The whole file."""
    span: Span
    """The entry, with the lines of its options."""

    @property
    def options(self) -> Mapping[str, str]:
        """Its options as written, without quotes; a list is its first line."""
        block = self.text[self.span.start : self.span.end]
        return {m["name"]: m["value"].strip(" \"'") for m in _OPTION.finditer(block) if m["name"] != "bibtex"}

    def moved(self, added: Mapping[str, str]) -> str:
        """The entry as our plugin's, with options that mean the same and those that are added."""
        inside = _PLUGIN.sub(r"\g<lead>bibliography\g<tail>", self.text[self.span.start : self.span.end], count=1)
        for name in DROPPED:
            inside = re.sub(rf"^[ \t]+{name}[ \t]*:.*(?:\n|\Z)", "", inside, flags=re.MULTILINE)
            inside = re.sub(rf",[ \t]*{name}[ \t]*:[^,}}\n]*|\b{name}[ \t]*:[^,}}\n]*,[ \t]*", "", inside)
        for name, value in added.items():
            inside = _with_option(inside, name, value)
        return inside


def _with_option(block: str, name: str, value: str) -> str:
    """The entry with one more option, written as the others are."""
    if "{" in block.split("\n")[0]:
        return block.replace("}", f", {name}: {value}}}", 1)
    first, _, rest = block.partition("\n")
    found = re.match(r"[ \t]*", rest)
    column = len(first) - len(first.lstrip(" -"))
    indent = found[0] if found and found[0] else " " * (column + 2)
    head = first if first.rstrip().endswith(":") else f"{first.rstrip()}:"
    return f"{head}\n{indent}{name}: {value}\n{rest}"


def find_plugin(text: str) -> PluginBlock | None:
    """The entry of mkdocs-bibtex in the text of a `mkdocs.yml`; None when there is none."""
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
    return PluginBlock(text, Span(head.start(), min(end, len(text))))


def docs_folders(config: Path, text: str) -> Iterator[Path]:
    """The folder of a site's pages, and those of the projects that it includes by mkdocs-monorepo-plugin."""
    found = re.search(r"^docs_dir:[ \t]*[\"']?([^\"'\n#]+)", text, re.MULTILINE)
    yield config.parent / (found[1].strip() if found else "docs")
    for include in _INCLUDE.finditer(text):
        for path in sorted(config.parent.glob(include[1].strip().removeprefix("./"))):
            if path.is_file() and path != config:
                yield from docs_folders(path, path.read_text("utf-8", errors="replace"))
