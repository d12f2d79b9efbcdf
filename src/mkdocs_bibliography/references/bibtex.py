"""BibTeX text taken apart into entries whose fields hold their text and place, strings and `#` resolved."""

from __future__ import annotations

import logging
import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bibtexparser import model
from bibtexparser.entrypoint import parse_string

from mkdocs_bibliography.references.bibtex_values import MONTHS, Value, read_value
from mkdocs_bibliography.references.tex import DEEPEST, depth
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.placeholders import BRACE
from mkdocs_bibliography.text.source import Source

_HEAD = re.compile(r"@\s*(\w+)\s*[{(]\s*([^\s,{}()=]*)")
_NEXT = re.compile(r"\n\s*@\w+\s*[{(]")
_LONGEST = 100_000
"""Characters of a field."""
_FORMULAS = 200
"""Formulas of a field."""
_SWALLOWED = 100
"""Fields that are read after one whose comma is missing."""
_HIDDEN = BRACE
"""Stands for a backslash before a brace while braces are counted as BibTeX counts them."""


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
    is_markdown: bool = False
    """Whether text in `csl` is Markdown."""
    aliases: tuple[str, ...] = ()
    """Other keys that it may be cited by."""

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


@dataclass(frozen=True, slots=True)
class _Block:
    """A block of a file, and where it stands."""

    block: model.Block
    source: Source
    offset: int
    raw: str
    first_line: int = 0
    """The line, from 0, at which the text stands that the block's own lines are counted in."""

    def line_start(self, line: int | None) -> int:
        """The offset of one of the block's own lines, from 0."""
        return self.source.offset(self.first_line + (line or 0) + 1)


# What bibtexparser logs is reported as issues, with better places.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


def read_files(sources: Sequence[Source]) -> list[Blocks]:
    """Every entry of BibTeX files, and an issue for each that cannot be read; `@string`s hold in all files."""
    parsed = [list(_blocks(source)) for source in sources]
    shared: dict[str, str] = {}
    for blocks in [*parsed, *parsed]:  # Twice, since one file's string may use another's.
        own = dict(MONTHS)
        for one in blocks:
            if isinstance(one.block, model.String):
                own[one.block.key.lower()] = read_value(str(one.block.value), ChainMap(own, shared)).text[:_LONGEST]
        shared |= own
    return [_read(blocks, shared) for blocks in parsed]


def _blocks(source: Source) -> Iterator[_Block]:
    done = 0
    for block in parse_string(source.text, parse_stack=[]).blocks:
        raw = block.raw or ""
        at = source.text.index(raw, max(done, source.offset((block.start_line or 0) + 1)))
        failed = type(block) is model.ParsingFailedBlock
        done = at + (1 if failed else len(raw))  # What failed may reach into the next block.
        again = _read_again(source, at) if failed else None
        yield again or _Block(block, source, at, raw)


def _read_again(source: Source, at: int) -> _Block | None:
    """A block as BibTeX reads it, for which `\\}` closes a group; None when that helps nothing."""
    end = _NEXT.search(source.text, at + 1)
    text = source.text[at : end.start() if end else len(source.text)]
    if "\\{" not in text and "\\}" not in text:
        return None
    blocks = parse_string(re.sub(r"\\(?=[{}])", _HIDDEN, text), parse_stack=[]).blocks
    if not blocks or not isinstance(blocks[0], model.Entry):
        return None
    raw = text[: len(blocks[0].raw or "")]
    return _Block(blocks[0], source, at, raw, source.position(at)[0] - 1)


def _read(blocks: Sequence[_Block], shared: dict[str, str]) -> Blocks:
    found, strings = Blocks(), dict(MONTHS)
    for one in blocks:
        block = one.block
        if isinstance(block, model.String):
            value = read_value(str(block.value), ChainMap(strings, shared))
            strings[block.key.lower()] = value.text[:_LONGEST]
            found.issues += _value_issues(one, value, one.offset)
        elif isinstance(block, model.DuplicateFieldKeyBlock):
            found.issues.append(_doubled(block, one))
            _add_entry(found, block.ignore_error_block, ChainMap(strings, shared), one)
        elif isinstance(block, model.DuplicateBlockKeyBlock):
            _add_entry(found, block.ignore_error_block, ChainMap(strings, shared), one)
        elif isinstance(block, model.ParsingFailedBlock):
            _add_broken(found, block, one)
        elif isinstance(block, model.Entry):
            _add_entry(found, block, ChainMap(strings, shared), one)
    return found


def _add_entry(blocks: Blocks, block: object, strings: Mapping[str, str], one: _Block) -> None:
    if not isinstance(block, model.Entry):
        return
    if not block.key:
        message = f"Entry beginning {_shortened(one.raw)!r} has no key. Write one after its first brace."
        blocks.issues.append(issue_at(one.source, one.offset, "bib-unfinished", message))
        return
    fields: dict[str, str] = {}
    alone = True
    for part in block.fields:
        name, written = part.key.lower(), str(part.value)
        place = one.line_start(part.start_line)
        for _ in range(_SWALLOWED):
            if not name:
                break
            value = read_value(written, strings)
            blocks.issues += _value_issues(one, value, place, name, block.key)
            alone = alone and value.self_contained
            fields.setdefault(name, value.text.strip().replace(_HIDDEN, "\\") if _fits(value) else "")
            name, written = value.swallowed
    aliases = tuple(alias.strip() for alias in fields.get("ids", "").split(",") if alias.strip())
    kind = block.entry_type.lower()
    blocks.entries.append(Entry(kind, block.key, fields, one.source, one.offset, one.raw, alone, aliases=aliases))


def _fits(value: Value) -> bool:
    """Whether pandoc reads the value in seconds."""
    if value.text.count("$") > 2 * _FORMULAS:
        return False
    return len(value.text) <= _LONGEST and (value.text.count("{") <= DEEPEST or depth(value.text) <= DEEPEST)


def _value_issues(one: _Block, value: Value, at: int, name: str = "", key: str = "") -> Iterator[Issue]:
    """What is wrong with a value of a field, or of a string when no field is named."""
    place, end = at, one.offset + len(one.raw)
    for unknown in value.unknown:
        message = f"'{unknown}' is no @string of these files. Define it, or put the text in braces."
        place = max(place, one.source.text.find(unknown, place, end))
        yield issue_at(one.source, place, "bib-unknown-string", message)
    if not _fits(value):
        limits = f"more than {_LONGEST:,} characters or {_FORMULAS} formulas, or braces over {DEEPEST} deep"
        what = f"Field '{name}' of entry '{key}'" if name else "A @string"
        message = f"{what} has {limits}. It is left out. Shorten it."
        yield issue_at(one.source, at, "bib-too-large", message)
    if value.rest and name:
        message = f"Entry '{key}' goes on after the end of '{name}' with {_shortened(value.rest)!r}. Put a comma there."
        place = one.source.text.find(value.rest[:40].replace(_HIDDEN, "\\"), at, end)
        yield issue_at(one.source, max(at, place), "bib-missing-comma", message)


def _doubled(block: model.DuplicateFieldKeyBlock, one: _Block) -> Issue:
    names = ", ".join(f"'{name}'" for name in sorted(block.duplicate_keys))
    key = getattr(block.ignore_error_block, "key", "?")
    return issue_at(one.source, one.offset, "bib-doubled-field", f"Entry '{key}' has {names} twice. Keep one.")


def _add_broken(blocks: Blocks, block: model.ParsingFailedBlock, one: _Block) -> None:
    head = _HEAD.match(one.raw)
    if head and head[2]:
        blocks.broken.append(head[2])
    name = f"'{head[2]}'" if head and head[2] else f"beginning {_shortened(one.raw)!r}"
    reason = getattr(block.error, "abort_reason", "") or str(block.error)
    message = (
        f"Entry {name} is not finished: {_reason(reason)} Read as far as {_shortened(one.raw[-40:])!r}."
        " Close its braces and quotes, and put a comma between fields."
    )
    blocks.issues.append(issue_at(one.source, one.offset, "bib-unfinished", message))


def _reason(text: str) -> str:
    return " ".join(text.split()).rstrip(".").removeprefix("Unexpectedly ").capitalize() + "." if text else ""


def _shortened(text: str) -> str:
    one_line = " ".join(text[:200].split())
    return one_line if len(one_line) <= 40 else one_line[:37] + "..."
