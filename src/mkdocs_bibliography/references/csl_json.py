"""Bibliographies that come as CSL-JSON or CSL-YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import yaml

from mkdocs_bibliography.references.bibtex import Blocks, Entry
from mkdocs_bibliography.references.bibtex_writer import bibtex_of_csl, print_entry
from mkdocs_bibliography.references.csl_item import LONGEST, clean_item
from mkdocs_bibliography.text.addresses import followed, not_followed
from mkdocs_bibliography.text.issues import issue_at
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.yaml_faults import place_in, problem_of

DEEPEST = 40
"""Lists and mappings inside each other; a CSL item has five."""
_LARGEST = 10_000
"""Values that the aliases of a file may add to those that it holds."""
_ENDINGS = (".json", ".yaml", ".yml")
_NOTHING = {"", "~", "null", "Null", "NULL"}


class _Unreadable(Exception):
    """What is wrong, and the offset of it."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def is_csl(source: Source) -> bool:
    """Whether the file's name says that it holds CSL-JSON or CSL-YAML."""
    return source.path.endswith(_ENDINGS)


def read_csl(source: Source) -> Blocks:
    """Every work of a CSL file as an entry, and an issue for each that cannot be read."""
    blocks = Blocks()
    try:
        data = _load(source)
        items = data.get("references", data.get("items")) if isinstance(data, Mapping) else data
        if not isinstance(items, list):
            message = "This is no list of CSL items. Write a list, or a mapping with the list under 'references'."
            raise _Unreadable(message)
        _read_items(source, items, blocks)
    except _Unreadable as error:
        blocks.issues.append(issue_at(source, error.offset, "bib-unfinished", str(error)))
    return blocks


def _load(source: Source) -> object:
    """The file's value, no deeper and no larger than a bibliography can be. Raises _Unreadable."""
    is_json = source.path.endswith(".json")
    try:
        data, size = (_json(source.text), len(source.text)) if is_json else _yaml(source.text)
    except json.JSONDecodeError as error:
        problem, offset = _problem_of_json(error, source.text)
        raise _Unreadable(f"Invalid JSON: {problem}. Fix it.", offset) from error
    except yaml.YAMLError as error:
        raise _Unreadable(f"Invalid YAML: {problem_of(error)}. Fix it.", place_in(error, source.text)) from error
    return _Copy(size + _LARGEST).of(data)


def _json(text: str) -> object:
    """JSON whose numbers are small enough for Python."""
    try:
        return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < 16 else digits)
    except RecursionError as error:
        raise _too_deep() from error


def _problem_of_json(error: json.JSONDecodeError, text: str) -> tuple[str, int]:
    """What is wrong and its offset, the same on every Python: 3.13 began to name a trailing comma."""
    before = text[: error.pos].rstrip()
    kind = {"}": "object", "]": "array"}.get(text[error.pos : error.pos + 1])
    if kind and before.endswith(","):
        return f"Illegal trailing comma before end of {kind}", len(before) - 1
    return error.msg, error.pos


def _yaml(text: str) -> tuple[object, int]:
    """YAML with every scalar as text, and its size: no other type is needed, and a date stays as it is written."""
    depth, size = 0, 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        size += 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST:
            raise _too_deep(event.start_mark.index if event.start_mark else 0)
    return yaml.load(text, Loader=yaml.CBaseLoader), size


def _too_deep(offset: int = 0) -> _Unreadable:
    return _Unreadable(
        f"Lists and mappings stand more than {DEEPEST} deep in each other. Take the inner ones out.", offset
    )


class _Copy:
    """A copy of a value in which nothing is shared, within the limits."""

    def __init__(self, largest: int) -> None:
        self._left = largest

    def of(self, value: object, depth: int = 0) -> object:
        """The copy of one value. Raises _Unreadable."""
        self._left -= 1
        if self._left < 0:
            raise _Unreadable(f"Aliases stand for more than {_LARGEST:,} values. Write them out.")
        if depth > DEEPEST:
            raise _too_deep()
        if isinstance(value, Mapping):
            return {str(key): self.of(one, depth + 1) for key, one in value.items()}
        if isinstance(value, list):
            return [self.of(one, depth + 1) for one in value]
        return value


def _read_items(source: Source, items: list[object], blocks: Blocks) -> None:
    places = _places(source)
    for number, item in enumerate(items, 1):
        key = _key(item)
        if not key or not isinstance(item, Mapping):
            message = f"Item {number} has no 'id'. Give it one; citations name it by that."
            blocks.issues.append(issue_at(source, 0, "bib-unfinished", message))
            continue
        place = next(places.get(key, iter(())), 0)
        blocks.entries.append(_entry(source, key, item, place))
        given = next((value for name, value in item.items() if str(name).lower() == "url"), None)
        if isinstance(given, str) and given not in _NOTHING and not followed(given):
            blocks.issues.append(issue_at(source, place, "bib-address", not_followed(given), "warning"))
        for name in (name for name, value in item.items() if isinstance(value, str) and len(value) > LONGEST):
            message = f"'{name}' of item '{key}' has more than {LONGEST:,} characters. The rest is cut off. Shorten it."
            blocks.issues.append(issue_at(source, place, "bib-too-large", message))


def _key(item: object) -> str:
    key = item.get("id") if isinstance(item, Mapping) else None
    text = str(key).encode("utf-8", "replace").decode().strip() if isinstance(key, str | int | float) else ""
    return "" if text in _NOTHING else text


def _places(source: Source) -> dict[str, Iterator[int]]:
    """The offsets at which each id is declared."""
    found: dict[str, list[int]] = {}
    for match in re.finditer(r"\bid[\"']?\s*:\s*[\"']?([^\"',\s}]+)", source.text):
        found.setdefault(match[1], []).append(match.start())
    return {key: iter(offsets) for key, offsets in found.items()}


def _entry(source: Source, key: str, item: Mapping[object, object], offset: int) -> Entry:
    """The item as an entry; text of YAML is Markdown, which pandoc reads later."""
    is_yaml = not source.path.endswith(".json")
    if is_yaml:
        item = {name: value for name, value in item.items() if not isinstance(value, str) or value not in _NOTHING}
    csl = clean_item(item, key)
    alias = str(csl.get("citation-key", ""))
    entry_type, fields = bibtex_of_csl(csl)
    raw = print_entry(entry_type, key, fields)
    aliases = (alias,) if alias and alias != key else ()
    return Entry(entry_type, key, fields, source, offset, raw, csl=csl, is_markdown=is_yaml, aliases=aliases)
