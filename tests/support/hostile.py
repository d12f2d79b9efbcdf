"""Input that is nearly right: real files with hostile pieces put in, taken out and swapped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from mkdocs_bibliography.text.issues import Issue

SIGNS = (
    *("", " ", "\n", "\n\n", "\t", "\r", "\0", "\ufeff", "\u2028", "\u202e", "\xa0", "é", "e\u0301", "\U0001f512"),
    *(
        "[",
        "]",
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        "&",
        '"',
        "'",
        "`",
        "\\",
        "$",
        "%",
        "#",
        "@",
        ";",
        ":",
        ",",
        "|",
        "-",
        "*",
    ),
    *("<!--", "-->", "<script>", "&amp;", "```", "---\n", "\n---\n", "../", "0", "-1", "1e999", "٣", "²", "9" * 5000),
)
"""Pieces that any format may trip over."""
YAML = (
    *(
        "!!int ",
        "!!int ''",
        "!!float ''",
        "!!bool x",
        "!!timestamp x",
        "!!null x",
        "!!binary x",
        "!!set {a}",
        "!x ",
        "!!",
    ),
    *("&a ", "*a", "<<: ", "? ", "- ", ": ", ":\n", "|\n", ">-\n", "%YAML 1.1\n", "...\n", "null", "~", "yes", ".inf"),
    *(
        ".nan",
        "0x",
        "0b",
        "1:60:60",
        "2026-02-30",
        "2026-11-24T25:00:00",
        "[]",
        "{}",
        "[[",
        "{a: b}",
        "{? a}",
        "- [",
        "  ",
    ),
    *("[" * 60, "'", "%", "\x85", "\x07", "12:30:45.5", "0o8", "1_000", "=", "2026-11-24 10:00:00 +99:99"),
)
"""Pieces of YAML that loaders are known to stumble on."""


def many(examples: int) -> Callable[[Any], Any]:
    """So many examples in every run, the same ones each time; twenty times as many, at random, with
    `--hypothesis-profile release`.
    """
    factor, known = settings.default.max_examples // 100, settings.default.max_examples <= 100
    checks = list(HealthCheck)
    return settings(max_examples=max(examples * factor, 1), derandomize=known, suppress_health_check=checks)


def damaged(texts: Sequence[str], pieces: Iterable[str] = ()) -> st.SearchStrategy[str]:
    """One of some texts with up to six parts replaced by a piece, or by a part of itself."""
    tokens = st.one_of(st.sampled_from((*SIGNS, *pieces)), st.text(max_size=4))
    place = st.integers(0, 10_000)
    length = st.sampled_from((0, 0, 0, 1, 1, 2, 5, 20, 200))
    edit = st.tuples(place, length, st.one_of(tokens, st.tuples(place, st.integers(1, 80))))
    return st.builds(_edited, st.sampled_from(texts), st.lists(edit, max_size=6))


def _edited(text: str, edits: Iterable[tuple[int, int, str | tuple[int, int]]]) -> str:
    for place, length, new in edits:
        at = place % (len(text) + 1)
        if not isinstance(new, str):
            start = new[0] % (len(text) + 1)
            new = text[start : start + new[1]]
        text = text[:at] + new + text[at + length :]
    # What reading a file makes of line ends.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def assert_placed(issues: Iterable[Issue], **texts: str) -> None:
    """Each issue is one line, and stands at a line and column that its file has."""
    for issue in issues:
        assert re.fullmatch(r"[^\n]+:\d+:\d+: [^\n]+ \[[a-z-]+\]", str(issue)), issue
        lines = next((text for name, text in texts.items() if issue.path.startswith(name)), None)
        if lines is not None:
            rows = lines.split("\n")
            assert 1 <= issue.line <= len(rows), issue
            assert 1 <= issue.column <= len(rows[issue.line - 1]) + 1, issue
