"""What is wrong with the citations of a text."""

from __future__ import annotations

from collections.abc import Iterator

from primer.bibliography import Bibliography, nearest_keys
from primer.citations import Cluster, parse_citations
from primer.issues import Issue, issue_at
from primer.text import Source


def check_citations(source: Source, bibliography: Bibliography, narrative: bool = True) -> tuple[Issue, ...]:
    """An issue for every key that no entry has and for every citation that cannot be read.

    In the text of a link `@name` is taken for a citation only if there is such an entry; without `narrative` a bare
    `@name` is none anywhere.
    """
    found = parse_citations(source.text)
    issues = [issue_at(source, span.start, code, message) for span, code, message in found.problems]
    nearest: dict[str, tuple[str, ...]] = {}
    for cluster in found.clusters:
        if not narrative and not cluster.text.startswith("["):
            continue
        issues += _unknown(source, cluster, bibliography, nearest)
    return tuple(issues)


def _unknown(
    source: Source, cluster: Cluster, bibliography: Bibliography, nearest: dict[str, tuple[str, ...]]
) -> Iterator[Issue]:
    if cluster.in_link and cluster.narrative:
        return
    for item in cluster.items:
        if item.key in bibliography.references or item.key in bibliography.broken:
            continue
        if item.key not in nearest:
            nearest[item.key] = nearest_keys(item.key, bibliography.references)
        yield issue_at(source, item.span.start, "cite-unknown", _message(item.key, nearest[item.key]))


def _message(key: str, nearest: tuple[str, ...]) -> str:
    if not nearest:
        return f"The bibliography has no entry '{key}'. Add it, or write '\\@' if no citation is meant."
    quoted = [f"'{one}'" for one in nearest]
    guess = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
    return f"The bibliography has no entry '{key}'. Did you mean {guess}? Cite that, or add the entry."


def with_caret(issue: Issue, source: Source) -> str:
    """The issue, the line that it is about, and a caret under its column."""
    start = source.offset(issue.line)
    line = source.text[start:].split("\n", 1)[0]
    return f"{issue}\n    {line}\n    {' ' * (issue.column - 1)}^"
