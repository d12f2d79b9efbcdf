"""The steps that every command starts with: read, parse, join, check."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from primer.checks import check_primer
from primer.issues import Issue, sort_issues
from primer.join import join_primer
from primer.model import Primer
from primer.project import read_project
from primer.trouble import Trouble


@dataclass(frozen=True, eq=False)
class Checked:
    """A project that was read; the rules run when what they find is first asked for."""

    primer: Primer
    """Holds what is right; while there are errors it is incomplete."""
    misread: tuple[Issue, ...]
    """What was found in reading alone."""
    as_of: date
    """The day by which things are called stale."""
    release: bool = False

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Every issue, sorted by place."""
        return sort_issues((*self.misread, *check_primer(self.primer, self.as_of, release=self.release)))

    @property
    def failed(self) -> bool:
        """Whether any issue is an error."""
        return any(issue.severity == "error" for issue in self.issues)

    def require(self) -> None:
        """Raise Slips when any issue is an error."""
        if self.failed:
            raise Slips(self.issues)


class Slips(Trouble):
    """A project has errors that stop what was asked for."""

    exit_code = 1

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(f"{summary_of(issues)}. Mend them and run again.")
        self.issues = issues
        """Every issue, errors and warnings."""

    @property
    def details(self) -> tuple[str, ...]:
        """Each issue as a line."""
        return tuple(issue_lines(self.issues, "text"))


def check_project(root: Path, as_of: date | None = None, *, release: bool = False) -> Checked:
    """Read a project's folder to be checked, as of the day of its commit unless another is given.

    Raises ProjectError when the folder cannot be read as a project at all.
    """
    primer, found = join_primer(read_project(root))
    return Checked(primer, found, as_of or primer.revision.day, release)


def summary_of(issues: tuple[Issue, ...]) -> str:
    """How many issues there are, in words."""
    errors = sum(issue.severity == "error" for issue in issues)
    warnings = len(issues) - errors
    return f"{errors} error{'' if errors == 1 else 's'}, {warnings} warning{'' if warnings == 1 else 's'}"


def issue_lines(issues: tuple[Issue, ...], form: str) -> Iterator[str]:
    """Issues as lines: `text` for people, `github` for annotations, `json` for programs (a stable form)."""
    if form == "json":
        fields = ("path", "line", "column", "code", "severity", "message")
        yield json.dumps([{name: getattr(issue, name) for name in fields} for issue in issues], indent=2)
        return
    for issue in issues:
        if form == "github":
            place = f"file={_escaped(issue.path, ':,')},line={issue.line},col={issue.column}"
            yield f"::{issue.severity} {place}::{_escaped(f'{issue.message} [{issue.code}]')}"
        else:
            yield issue_line(issue)


def issue_line(issue: Issue) -> str:
    """An issue as people read it, wherever it is printed."""
    return f"{issue}" if issue.severity == "error" else f"{issue} (warning)"


def _escaped(text: str, more: str = "") -> str:
    """Text for an annotation of GitHub's, whose signs are `%` and a number."""
    return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + more else letter for letter in text)
