"""How issues are told: a line each, and a summary."""

from __future__ import annotations

import json
from collections.abc import Iterator

from mkdocs_bibliography.text.escape import annotation
from mkdocs_bibliography.text.issues import Issue


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
            place = f"file={annotation(issue.path, ':,')},line={issue.line},col={issue.column}"
            yield f"::{issue.severity} {place}::{annotation(f'{issue.message} [{issue.code}]')}"
        else:
            yield issue_line(issue)


def issue_line(issue: Issue) -> str:
    """An issue as people read it, wherever it is printed."""
    return f"{issue}" if issue.severity == "error" else f"{issue} (warning)"
