"""What a run found, as people and programs read it: text, JSON, SARIF 2.1.0 and GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

from mkdocs_bibliography.text.escape import annotation
from primer.lint.files import Finding, Report
from primer.lint.ids import Ids
from primer.lint.judge import LINT_CODES

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def summary(report: Report) -> str:
    """The run in one line."""
    errors = sum(finding.fault.severity == "error" for finding in report.findings)
    warnings = len(report.findings) - errors
    counts = [_count(errors, "error"), _count(warnings, "warning")]
    fixed = [f"{report.fixed} fixed in {_count(len(report.fixed_files), 'file')}"] if report.fixed else []
    binary = f", {report.binary} left out as no text" if report.binary else ""
    return f"{', '.join(counts + fixed)} ({_count(report.files, 'file')} read{binary})"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _text(report: Report, ids: Ids) -> Iterator[str]:
    for finding in report.findings:
        yield str(finding) + (" (warning)" if finding.fault.severity == "warning" else "")


def _github(report: Report, ids: Ids) -> Iterator[str]:
    for one in report.findings:
        path = annotation(one.path, ":,")
        place = f"file={path},line={one.line},endLine={one.end_line},col={one.column},endColumn={one.end_column}"
        yield f"::{one.fault.severity} {place}::{annotation(f'{one.fault.message} [{one.fault.code}]')}"


def _json(report: Report, ids: Ids) -> Iterator[str]:
    issues = [
        {
            "path": one.path,
            "line": one.line,
            "column": one.column,
            "end_line": one.end_line,
            "end_column": one.end_column,
            "code": one.fault.code,
            "severity": one.fault.severity,
            "message": one.fault.message,
            "text": one.text,
            "fixable": bool(one.fault.edits),
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
        "startLine": one.line,
        "startColumn": one.column,
        "endLine": one.end_line,
        "endColumn": one.end_column,
        "snippet": {"text": one.text},
    }
    return {
        "ruleId": one.fault.code,
        "ruleIndex": list(LINT_CODES).index(one.fault.code),
        "level": one.fault.severity,
        "message": {"text": one.fault.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(one.path)}, "region": region}}],
    }


REPORTS: dict[str, Callable[[Report, Ids], Iterator[str]]] = {
    "text": _text,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
"""How a run can be told, by name."""
