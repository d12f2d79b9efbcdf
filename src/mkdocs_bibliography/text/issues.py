"""What an author can get wrong, and how it is said.

An `Issue` is one error at one place. Every code that an issue may carry is declared as a `Code`, with the line that the
documentation prints for it; those of bibliographies and citations stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mkdocs_bibliography.text.escape import annotation
from mkdocs_bibliography.text.source import Source

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of error."""

    explanation: str
    """One line: what is wrong when this code is printed."""
    scope: str
    """The files or fields that are looked at."""
    severity: Severity = "error"
    """An error stops the build; a warning does not."""


@dataclass(frozen=True, order=True, slots=True)
class Issue:
    """One error of an author, at one place."""

    path: str
    """Path from the project's root."""
    line: int
    """Line, from 1."""
    column: int
    """Column, from 1."""
    code: str
    """The name of a `Code`."""
    message: str
    """What is wrong, quoted, and how to fix it, as an order."""
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message} [{self.code}]"


_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Signs in an author's words that would break a message's line, or tell a terminal what to do."""


def issue_at(source: Source, offset: int, code: str, message: str, severity: Severity = "error") -> Issue:
    """The issue at an offset of a source; `severity` is the one that its code declares."""
    line, column = source.position(offset)
    return Issue(source.path, line, column, code, _UNSHOWN.sub(" ", message), severity)


def issue_line(issue: Issue) -> str:
    """An issue as people read it, wherever it is printed."""
    return f"{issue}" if issue.severity == "error" else f"{issue} (warning)"


def github_line(issue: Issue, end: tuple[int, int] | None = None) -> str:
    """An issue as an annotation in GitHub's log; `end` is the line and column at which its words end, if known."""
    lines = f"line={issue.line}" + (f",endLine={end[0]}" if end else "")
    columns = f"col={issue.column}" + (f",endColumn={end[1]}" if end else "")
    place = f"file={annotation(issue.path, ':,')},{lines},{columns}"
    return f"::{issue.severity} {place}::{annotation(f'{issue.message} [{issue.code}]')}"


def sort_issues(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Issues by place, each once."""
    return tuple(sorted(set(issues)))


BIBLIOGRAPHY_CODES: dict[str, Code] = {
    "bib-address": Code(
        "A work's address is none of http, https, mailto or doi, so it is no link.", "bibliography files", "warning"
    ),
    "bib-doubled-field": Code("An entry of the bibliography has the same field twice.", "bibliography files"),
    "bib-duplicate-doi": Code("Two entries of the bibliography have the same DOI.", "bibliography files"),
    "bib-duplicate-key": Code("Two entries of the bibliography have the same key.", "bibliography files"),
    "bib-field-missing": Code("An entry lacks a field that its type needs.", "bibliography files", "warning"),
    "bib-missing-comma": Code("A field of the bibliography goes on after the end of its value.", "bibliography files"),
    "bib-too-large": Code("A part of a bibliography is larger or deeper than any work needs.", "bibliography files"),
    "bib-unfinished": Code("An entry of the bibliography cannot be read to its end.", "bibliography files"),
    "bib-unknown-parent": Code(
        "`crossref` or `xdata` names an entry that is not there, or the entry itself.", "bibliography files"
    ),
    "bib-unknown-string": Code("A value stands without braces and is no `@string`.", "bibliography files"),
    "bib-unknown-type": Code(
        "An entry's type is not one that BibTeX or biblatex knows.", "bibliography files", "warning"
    ),
    "cite-malformed": Code("A citation has a form that cannot be read.", "body text"),
    "cite-unknown": Code("A citation names a key that the bibliography does not hold.", "body text"),
}
"""Every code of bibliographies and citations, by its name."""
