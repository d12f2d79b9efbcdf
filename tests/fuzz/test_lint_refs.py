"""Other people's files, and files of ids, with anything in them: findings with a place, or one line that says why."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from hypothesis import example, given
from support.hostile import damaged, many

from primer.lint.files import lint
from primer.lint.ids import Ids, IdsUnreadable, read_ids
from primer.lint.scan import Scanner

WORDS = ("BYB-G12", "BYB-v1.0-G12.3", "v1.0-G12", "G6", ".html", "#c3", "v/1.0/", "lint-refs: ignore", "https://",
         "beforeyoubuild.example/g6.html", "%2e", "?x=", "[G6](", "ref/a.html", "BYB-G0", "BYB-G9999.999")  # fmt: skip
TEXT = """\
See [BYB-G6](https://beforeyoubuild.example/g6.html#c3), BYB-v1.0-G1.2 and http://beforeyoubuild.example/M11
<!-- lint-refs: ignore --> BYB-F999, https://beforeyoubuild.example/v/1.0/f21.html#size, BYB-W3.
"""
ONE = (
    '{"version": "1.0", "site": "https://x.example/", "prefix": "X", "edition": "1.0", '
    '"editions": [{"edition": "1.0"}], "pages": ["index.html"], "anchors": {"finding": ["a"]}, '
    '"ids": {"F1": {"type": "finding", "address": "f1.html", '
    '"title": "T", "status": "current", "since": "1.0", "replaced_by": [], "reason": null, "checks": [1], '
    '"checks_gone": {"2": {"reason": "r", "replaced_by": ["F1"]}}, "meaning": {}, "editions": {}, "removed_in": []}}}'
)


@functools.cache
def given_ids() -> Ids:
    return read_ids()


def linted(ids: Ids, text: str) -> None:
    """Lint a text, repair it, and find that a second repair changes nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        scanner = Scanner(ids, (ids.prefix,), bare=True)
        lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
        for finding in lint(scanner, [path]).findings:
            assert 1 <= finding.issue.line <= len(lines)
            assert 1 <= finding.issue.column <= len(lines[finding.issue.line - 1]) + 1
            assert lines[finding.issue.line - 1][finding.issue.column - 1 :].startswith(finding.text.split("\n")[0])
        lint(scanner, [path], fix=True)
        once = path.read_bytes()
        assert lint(scanner, [path], fix=True).fixed == 0
        assert path.read_bytes() == once


@many(250)
@given(damaged([TEXT], WORDS))
def test_other_peoples_files(text: str) -> None:
    linted(given_ids(), text)


@example("[" * 100_000)
@example(ONE.replace("https://", "https://[]"))
@example(ONE.replace('"X"', "1"))
@many(250)
@given(damaged([ONE], ("[]", "{}", "null", "true", "1", '"x"', "[1]", '{"a": 1}', '"\\ud800"')))
def test_a_file_of_ids(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ids.json"
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            ids, said = read_ids(path), ""
        except IdsUnreadable as error:
            ids, said = None, str(error)
    assert "\n" not in said
    if ids is None:
        return
    linted(ids, TEXT + "X-F1.2 X-F1 https://x.example/f1.html#a [X-F1](https://x.example/F1)")
