"""What a YAML loader raises for a text that it cannot read, where the fault stands, and what it is."""

from __future__ import annotations

import yaml

YAML_FAULTS = (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
"""Values that do not fit their tag raise whatever Python raises: `!!int` IndexError, `!!bool x` KeyError."""


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
