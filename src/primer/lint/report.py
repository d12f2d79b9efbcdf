"""What a run found, as people and programs read it: text, JSON, SARIF 2.1.0 and GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from mkdocs_bibliography.text.issues import github_line, issue_line
from primer.lint.files import Finding, Report
from primer.lint.ids import Ids
from primer.lint.judge import LINT_CODES

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def summary(report: Report) -> str:
    """The run in one line."""
    errors = sum(finding.issue.severity == "error" for finding in report.findings)
    warnings = len(report.findings) - errors
    counts = [_count(errors, "error"), _count(warnings, "warning")]
    fixed = [f"{report.fixed} fixed in {_count(len(report.fixed_files), 'file')}"] if report.fixed else []
    binary = f", {report.binary} left out as no text" if report.binary else ""
    return f"{', '.join(counts + fixed)} ({_count(report.files, 'file')} read{binary})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _text(report: Report, ids: Ids) -> Iterator[str]:
    return (issue_line(finding.issue) for finding in report.findings)


def _github(report: Report, ids: Ids) -> Iterator[str]:
    return (github_line(finding.issue, finding.end) for finding in report.findings)


def _json(report: Report, ids: Ids) -> Iterator[str]:
    issues = [
        {
            "path": one.issue.path,
            "line": one.issue.line,
            "column": one.issue.column,
            "end_line": one.end[0],
            "end_column": one.end[1],
            "code": one.issue.code,
            "severity": one.issue.severity,
            "message": one.issue.message,
            "text": one.text,
            "fixable": bool(one.edits),
        }
        for one in report.findings
    ]
    run = {"files": report.files, "binary": report.binary, "fixed": report.fixed}
    yield json.dumps({"version": "1.0", "site": ids.site, "edition": ids.edition, **run, "issues": issues}, indent=2)


def _sarif(report: Report, ids: Ids) -> Iterator[str]:
    rules = [
        {
            "id": name,
            "shortDescription": {"text": code.explanation},
            "defaultConfiguration": {"level": code.severity},
        }
        for name, code in LINT_CODES.items()
    ]
    driver = {"name": "primer lint-refs", "informationUri": ids.site, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in report.findings],
    }
    yield json.dumps({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _result(one: Finding) -> dict[str, Any]:
    region = {
        "startLine": one.issue.line,
        "startColumn": one.issue.column,
        "endLine": one.end[0],
        "endColumn": one.end[1],
        "snippet": {"text": one.text},
    }
    return {
        "ruleId": one.issue.code,
        "ruleIndex": list(LINT_CODES).index(one.issue.code),
        "level": one.issue.severity,
        "message": {"text": one.issue.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(one.issue.path)}, "region": region}}],
    }


REPORTS: dict[str, Callable[[Report, Ids], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
"""How a run can be told, by name."""
