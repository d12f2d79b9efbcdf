"""Texts in the files of a project that a test may put back, and schemas filled with them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GOOD = {"guideline": "G6", "myth": "M11", "finding": "F22", "activity": "W3"}
"""Items of the small site, which edges of the hostile ones lead to."""
WORKS = ("reichert2013national", "saintfrancis2019finding")
WORK = WORKS[0]
_PLAIN = {"cite": WORK, "locator": "abstract", "topics": "support", "lifecycle": "decide", "roles": "product",
          "agrees": "a", "from": "a", "claim": "Nobody says these words of ours here."}  # fmt: skip
"""What stands in a field instead of a text that is refused."""
_MOST = 2
"""Entries of a list that are kept of an example, where no minutes have to add up."""


@dataclass
class Slot:
    """A text of a file."""

    path: str
    kind: str
    """The file's sort and the field, such as `finding evidence.note`."""
    vector: str
    """The name of the hostile text."""
    text: str
    plain: str
    refused: bool = False

    @property
    def now(self) -> str:
        """What stands in the file."""
        return self.plain if self.refused else self.text


def printed(path: str, part: str | Slot) -> str:
    if isinstance(part, str):
        return part
    if path.endswith(".bib"):
        return part.now
    if path.endswith(".md") and part.kind.endswith(" body"):
        return part.now
    return _quoted(part.now)


def _quoted(text: str) -> str:
    """A text as YAML and JSON have it, on one line."""
    inner = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in inner)


class SchemaSlots:
    """Fills the shape of a schema with slots; what the schema knows no text for keeps the example's value."""

    def __init__(self, schema: Mapping[str, Any], kind: str, name: str, vector: str, text: str) -> None:
        self._definitions = schema.get("$defs", {})
        self._schema = schema
        self._kind = kind
        self._name = name
        self._vector = vector
        self._text = text

    def filled(self, example: Any, path: tuple[str, ...] = (), schema: Mapping[str, Any] | None = None) -> Any:
        """The example's value with a slot for each text, and every field that it leaves out."""
        node = self._resolved(self._schema if schema is None else schema)
        if "properties" in node:
            given = example if isinstance(example, dict) else {}
            return {
                name: self.filled(given.get(name), (*path, name), inner)
                for name, inner in node["properties"].items()
                if not (given.get(name) is None and self._bound(inner))
            }
        if node.get("type") == "array":
            values = example if isinstance(example, list) and example else [None] * max(node.get("minItems", 0), 1)
            values = values if path[-1] in ("steps", "slots") else values[: max(node.get("minItems", 0), _MOST)]
            return [self.filled(value, path, node.get("items", {})) for value in values]
        if node.get("type") in ("integer", "boolean") or "const" in node:
            missing = node.get("default", node.get("minimum", 1))
            return node.get("const", missing if example is None else example)
        if node.get("type") == "object" and example is None:
            return {}
        if isinstance(example, dict) or not (example is None or isinstance(example, str) or path):
            return example
        return Slot(
            "", f"{self._kind} {'.'.join(path)}", self._vector, self._written(path), self._good(path, node, example)
        )

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        while "$ref" in node:
            node = self._definitions[node["$ref"].rpartition("/")[2]]
        if "anyOf" in node:
            return self._resolved(next(one for one in node["anyOf"] if one.get("type") != "null"))
        return node

    def _bound(self, node: Mapping[str, Any]) -> bool:
        """Whether a value that may be left out says something about others: a day, or an item."""
        found = self._resolved(node)
        return found.get("format") == "date" or (found.get("type") == "string" and "[1-9]" in found.get("pattern", ""))

    def _written(self, path: tuple[str, ...]) -> str:
        if path == ("claim",):
            # The wording of a claim may stand in no title: here it is one that no other field has.
            own = self._text.replace("alert(name)", "alert(self)").replace("evil.example", "wicked.example")
            return f"Nobody says these words of ours here: {own}"
        return f"{self._name} {self._text}" if path == ("title",) else self._text

    def _good(self, path: tuple[str, ...], node: Mapping[str, Any], example: Any) -> str:
        last = path[-1] if path else ""
        pattern = node.get("pattern", "")
        if path == ("title",):
            return f"A plain title {self._name}"
        if path == ("id",) and self._name:
            return self._name
        if last == "cite" and example in WORKS:
            return str(example)
        if last in _PLAIN:
            return _PLAIN[last]
        if "x-id-of" in node:
            kind = str(node["x-id-of"]).replace("item", "guideline")
            return GOOD[kind] + (".1" if "\\." in pattern else "")
        if pattern or "enum" in node or "format" in node:
            return str(example if example is not None else (node.get("enum") or ["support"])[0])
        return str(example) if last == "to" else "Plain words."


def parts_of(value: Any, path: str) -> Iterator[str | Slot]:
    """A value as JSON, a line a text, for a file of YAML."""
    if isinstance(value, Slot):
        value.path = path
        yield value
    elif isinstance(value, dict):
        yield "{\n"
        for name, inner in value.items():
            yield f"{json.dumps(str(name)) if isinstance(name, str) else name}: "
            yield from parts_of(inner, path)
            yield ",\n"
        yield "}"
    elif isinstance(value, list):
        yield "[\n"
        for inner in value:
            yield from parts_of(inner, path)
            yield ",\n"
        yield "]"
    else:
        yield json.dumps(value if isinstance(value, (int, float, bool)) or value is None else str(value))


def strict_parts(value: Any, path: str) -> Iterator[str | Slot]:
    """A value as JSON that has no comma too many."""
    parts = list(parts_of(value, path))
    for number, part in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else ""
        yield "\n" if part == ",\n" and following in ("]", "}") else part
