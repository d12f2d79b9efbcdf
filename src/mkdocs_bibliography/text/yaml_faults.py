"""YAML that strangers wrote: what a loader raises for it, where and why, and how deep it may be."""

from __future__ import annotations

import re
from typing import Any, cast

import yaml

YAML_FAULTS = (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
"""Values that do not fit their tag raise whatever Python raises: `!!int` IndexError, `!!bool x` KeyError."""


DEEPEST = 40
"""YAML that is nested more deeply than this is not read: loaders slow down, or run out of stack."""

MERGES = 20
"""Mappings that may be taken into others by `<<`: each copies what those before it copied."""

_INDENTED = re.compile(rf"^[ ?:-]{{{DEEPEST}}}", re.M)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class TooDeep(yaml.MarkedYAMLError):
    """YAML that is nested too deeply."""


def raise_for_depth(text: str) -> None:
    """Raise TooDeep at what is nested too deeply; a text that cannot be so is not looked through."""
    if text.count("[") + text.count("{") < DEEPEST and not _INDENTED.search(text):
        return
    depth = 0
    for event in yaml.parse(text, _LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise TooDeep(problem="nested too deeply", problem_mark=cast("yaml.error.Mark | None", event.start_mark))


def load_yaml(text: str, loader: Any = _LOADER) -> Any:
    """The value of a YAML text. Raises YAML_FAULTS."""
    raise_for_depth(text)
    if text.count("<<") > MERGES:
        raise TooDeep(problem=f"'<<' stands more than {MERGES} times")
    return yaml.load(text, loader)


def place_in(error: Exception, text: str) -> int:
    """The offset of a fault; the start of the text when the loader does not say."""
    if isinstance(error, yaml.reader.ReaderError):  # Its position counts bytes.
        return max(text.find(chr(error.character)), 0)
    mark = getattr(error, "problem_mark", None)
    return min(int(mark.index), len(text)) if mark is not None else 0


def problem_of(error: Exception) -> str:
    """What is wrong, in one line."""
    if isinstance(error, yaml.reader.ReaderError):
        return f"the character U+{error.character:04X} cannot stand in YAML"
    if not isinstance(error, yaml.YAMLError):
        return "there is no such day or number"
    return str(getattr(error, "problem", None) or error).partition("\n")[0]
