"""BibTeX text taken apart into entries whose fields hold their text and place, strings and `#` resolved."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source

_MONTHS = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June", "jul": "July",
    "aug": "August", "sep": "September", "oct": "October", "nov": "November", "dec": "December",
}  # fmt: skip
_PIECE = re.compile(r"\s*(?:(?P<open>[{\"])|(?P<name>[^\s#{}\",]+))")
_HEAD = re.compile(r"@\s*(\w+)\s*[{(]\s*([^\s,{}()=]*)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as written, its values without their outer braces or quotes."""

    entry_type: str
    """In lower case, without `@`."""
    key: str
    fields: Mapping[str, str]
    """By name in lower case, in the order of the file; TeX is not decoded."""
    source: Source
    offset: int
    """Where its `@` stands in the source."""
    raw: str
    """The entry as it stands in the file."""
    self_contained: bool = True
    """Whether it means the same in another file: it uses no `@string` and inherits nothing."""
    csl: Mapping[str, object] | None = None
    """The work as a CSL-JSON item, when the file holds it as one."""

    def place_of(self, name: str) -> int:
        """The offset of a field's name in the source, or of the entry if it has no such field."""
        found = re.search(rf"(?im)(?:^|[,{{(\s]){re.escape(name)}\s*=", self.raw)
        return self.offset + (self.raw.lower().index(name, found.start()) if found else 0)


@dataclass(slots=True)
class Blocks:
    """What one file holds."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Keys of entries that could not be read."""
    issues: list[Issue] = field(default_factory=list)


# What bibtexparser logs is reported as issues, with better places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read_blocks(source: Source) -> Blocks:
    """Every entry of a BibTeX file, and an issue for each that cannot be read."""
    blocks, strings = Blocks(), dict(_MONTHS)
    for block in parse_string(source.text, parse_stack=[]).blocks:
        raw = block.raw or ""
        at = source.text.index(raw, source.offset((block.start_line or 0) + 1))
        if isinstance(block, model.String):
            strings[block.key.lower()] = _resolve(str(block.value), strings, blocks, source, at)
        elif isinstance(block, model.DuplicateFieldKeyBlock):
            blocks.issues.append(_doubled(block, source, at))
            _add_entry(blocks, block.ignore_error_block, strings, source, at, raw)
        elif isinstance(block, model.DuplicateBlockKeyBlock):
            _add_entry(blocks, block.ignore_error_block, strings, source, at, raw)
        elif isinstance(block, model.ParsingFailedBlock):
            _add_broken(blocks, block, source, at, raw)
        elif isinstance(block, model.Entry):
            _add_entry(blocks, block, strings, source, at, raw)
    return blocks


def _add_entry(blocks: Blocks, block: object, strings: dict[str, str], source: Source, at: int, raw: str) -> None:
    if not isinstance(block, model.Entry):
        return
    pieces = [piece for one in block.fields for piece in _pieces(str(one.value))]
    alone = all(kind == "text" or text.isdigit() or text.lower() in _MONTHS for kind, text in pieces)
    values = {
        one.key.lower(): _resolve(str(one.value), strings, blocks, source, source.offset((one.start_line or 0) + 1))
        for one in reversed(block.fields)
    }
    ordered = {name: values[name] for name in reversed(values)}
    blocks.entries.append(Entry(block.entry_type.lower(), block.key, ordered, source, at, raw, alone))


def _doubled(block: model.DuplicateFieldKeyBlock, source: Source, at: int) -> Issue:
    names = ", ".join(f"'{name}'" for name in sorted(block.duplicate_keys))
    key = getattr(block.ignore_error_block, "key", "?")
    return issue_at(source, at, "bib-doubled-field", f"Entry '{key}' has {names} twice. Keep one.")


def _add_broken(blocks: Blocks, block: model.ParsingFailedBlock, source: Source, at: int, raw: str) -> None:
    head = _HEAD.match(raw)
    if head and head[2]:
        blocks.broken.append(head[2])
    name = f"'{head[2]}'" if head and head[2] else f"beginning {_shortened(raw)!r}"
    reason = getattr(block.error, "abort_reason", "") or str(block.error)
    message = (
        f"Entry {name} is not finished: {_reason(reason)} Read as far as {_shortened(raw[-40:])!r}."
        " Close its braces and quotes, and put a comma between fields."
    )
    blocks.issues.append(issue_at(source, at, "bib-unfinished", message))


def _reason(text: str) -> str:
    return text.strip().rstrip(".").removeprefix("Unexpectedly ").capitalize() + "." if text else ""


def _shortened(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 40 else one_line[:37] + "..."


def _resolve(value: str, strings: Mapping[str, str], blocks: Blocks, source: Source, at: int) -> str:
    """A value's text: pieces in braces or quotes, numbers and string names, joined where `#` stands between them."""
    text = value.strip()
    if text.startswith("{") and text.endswith("}") and "#" not in text:
        return text[1:-1].strip()
    parts = list(_pieces(text))
    for kind, part in parts:
        if kind == "name" and not part.isdigit() and part.lower() not in strings:
            message = f"'{part}' is no @string of this file. Define it, or put the text in braces."
            blocks.issues.append(issue_at(source, max(at, source.text.find(part, at)), "bib-unknown-string", message))
    return "".join(strings.get(part.lower(), part) if kind == "name" else part for kind, part in parts).strip()


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    at = 0
    while match := _PIECE.match(text, at):
        if match["name"] is not None:
            yield "name", match["name"]
            at = match.end()
        else:
            end = _closing(text, match.end(), '"' if match["open"] == '"' else "}")
            yield "text", text[match.end() : end]
            at = end + 1
        at = text.find("#", at) + 1 or len(text)


def _closing(text: str, at: int, mark: str) -> int:
    """Where the piece that begins at `at` ends: its own mark outside of inner braces."""
    depth = 0
    for match in re.compile(r"\\.|[{}\"]", re.DOTALL).finditer(text, at):
        if depth == 0 and match[0] == mark:
            return match.start()
        depth += {"{": 1, "}": -1}.get(match[0], 0)
    return len(text)
