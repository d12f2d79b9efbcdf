"""How issues are told: a line each, and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, github_line, issue_line


def summary_of(issues: tuple[Issue, ...]) -> str:
    """How many issues there are, in words."""
    errors = sum(issue.severity == "error" for issue in issues)
    warnings = len(issues) - errors
    return f"{counted(errors, 'error')}, {counted(warnings, 'warning')}"


def counted(number: int, noun: str) -> str:
    """A number with its noun, such as `1 error` and `2 errors`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def issue_lines(issues: tuple[Issue, ...], form: str) -> Iterator[str]:
    """Issues as lines: `text` for people, `github` for annotations, `json` for programs (a stable form)."""
    if form == "json":
        fields = ("path", "line", "column", "code", "severity", "message")
        yield json.dumps([{name: getattr(issue, name) for name in fields} for issue in issues], indent=2)
        return
    for issue in issues:
        yield github_line(issue) if form == "github" else issue_line(issue)
