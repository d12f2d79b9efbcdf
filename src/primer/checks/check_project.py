"""The steps that every command starts with: read, parse, join, check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.issues import Issue, sort_issues
from mkdocs_bibliography.text.latest import Latest
from primer.checks import check_primer
from primer.checks.report import issue_lines, summary_of
from primer.content.join import join_primer
from primer.content.model import Primer
from primer.project.project import read_project


@dataclass(frozen=True, eq=False)
class CheckedProject:
    """A project that was read; the rules run when what they find is first asked for."""

    primer: Primer
    """Holds what is right; while there are errors it is incomplete."""
    parse_issues: tuple[Issue, ...]
    """What was found in reading alone."""
    as_of: date
    """The day by which things are called stale."""
    release: bool = False

    @cached_property
    def issues(self) -> tuple[Issue, ...]:
        """Every issue, sorted by place."""
        return sort_issues((*self.parse_issues, *check_primer(self.primer, self.as_of, release=self.release)))

    @property
    def failed(self) -> bool:
        """Whether any issue is an error."""
        return any(issue.severity == "error" for issue in self.issues)

    def raise_for_errors(self) -> None:
        """Raise CheckFailed when any issue is an error."""
        if self.failed:
            raise CheckFailed(self.issues)


class CheckFailed(UserError):
    """A project has errors that stop what was asked for."""

    exit_code = 1

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(f"{summary_of(issues)}. Fix them and run again.")
        self.issues = issues
        """Every issue, errors and warnings."""

    @property
    def details(self) -> tuple[str, ...]:
        """Each issue as a line."""
        return tuple(issue_lines(self.issues, "text"))


def check_project(
    root: Path, as_of: date | None = None, *, release: bool = False, latest: Latest | None = None
) -> CheckedProject:
    """Read a project's folder to be checked, as of the day of its commit unless another is given.

    `latest` holds what was read, for whoever reads the project again and again.
    Raises ProjectError when the folder cannot be read as a project at all.
    """
    primer, found = join_primer(read_project(root, latest), latest)
    return CheckedProject(primer, found, as_of or primer.revision.day, release)
