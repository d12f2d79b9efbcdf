"""What an author can get wrong, and how it is said.

An `Issue` is one slip at one place. Every code that an issue may carry is declared in `CODES`, with the line that the
documentation prints for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from primer.text import Source

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of slip."""

    explanation: str
    """One line: what is wrong when this code is printed."""
    scope: str
    """The files or fields that are looked at."""
    severity: Severity = "error"
    """An error stops the build; a warning does not."""


@dataclass(frozen=True, order=True, slots=True)
class Issue:
    """One slip of an author, at one place."""

    path: str
    """Path from the project's root."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1."""
    code: str
    """A key of `CODES`."""
    message: str
    """What is wrong, quoted, and how to mend it, as an order."""
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.code}]"


def issue_at(source: Source, offset: int, code: str, message: str) -> Issue:
    """The issue at an offset of a source, with the severity that its code declares."""
    line, column = source.position(offset)
    return Issue(source.path, line, column, code, message, CODES[code].severity)


def sort_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Issues by place, each once."""
    return tuple(sorted(set(issues)))


CODES: dict[str, Code] = {}
"""Every code by its name."""
