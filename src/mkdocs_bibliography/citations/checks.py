"""What is wrong with the citations of a text."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.citations.keys import works_meant
from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.references.bibliography import Bibliography, nearest_keys
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, Span


def check_citations(
    source: Source,
    bibliography: Bibliography,
    narrative: bool = True,
    within: Span | None = None,
    lenient: bool = False,
) -> tuple[Issue, ...]:
    """An issue for every key that no entry has and for every citation that cannot be read, in a source or a part of it.

    In the text of a link `@name` is taken for a citation only if there is such an entry; without `narrative` a bare
    `@name` is none anywhere. When `lenient`, a key may be another name of a work, and one that differs in capitals is a
    warning.
    """
    part = within or Span(0, len(source.text))
    found = parse_citations(source.cut(part))
    issues = [issue_at(source, part.start + span.start, code, message) for span, code, message in found.problems]
    for cluster in found.clusters:
        if narrative or cluster.text.startswith("["):
            issues += _unknown(source, part.start, cluster, bibliography, lenient)
    return tuple(issues)


def _unknown(
    source: Source, start: int, cluster: Cluster, bibliography: Bibliography, lenient: bool
) -> Iterator[Issue]:
    if cluster.in_link and cluster.narrative:
        return
    for item in cluster.items:
        if item.key in bibliography.references or item.key in bibliography.broken:
            continue
        works = works_meant(item.key, bibliography) if lenient else ()
        if not works or (len(works) > 1 and cluster.narrative):
            yield issue_at(source, start + item.span.start, "cite-unknown", unknown_key(item.key, bibliography))
        elif item.key not in bibliography.others:
            message = f"'{item.key}' is taken for the entry '{works[0]}'. Write '{_cited(works[0])}'."
            yield issue_at(source, start + item.span.start, "cite-unknown", message, "warning")


def unknown_key(key: str, bibliography: Bibliography) -> str:
    """What to say of a key that the bibliography does not hold: the nearest ones, and the fix."""
    if works := bibliography.others.get(key):
        cited = "; ".join(_cited(work) for work in works)
        return f"'{key}' is another name for {len(works)} of the bibliography's works. Cite '[{cited}]'."
    for longer in bibliography.references:
        if longer.startswith(key) and _cited(longer) != f"@{longer}":
            return f"The bibliography has no entry '{key}'. For the entry '{longer}' write '{_cited(longer)}'."
    nearest = nearest_keys(key, bibliography.references)
    if not nearest:
        return f"The bibliography has no entry '{key}'. Add it, or write '\\@' if no citation is meant."
    quoted = [f"'{one}'" for one in nearest]
    guess = " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)
    return f"The bibliography has no entry '{key}'. Did you mean {guess}? Cite that, or add the entry."


def _cited(key: str) -> str:
    """A key as a citation names it, in braces when it holds what ends one without."""
    clusters = parse_citations(f"@{key}").clusters
    whole = bool(clusters) and clusters[0].items[0].key == key
    return f"@{key}" if whole else f"@{{{key}}}"


def with_caret(issue: Issue, source: Source) -> str:
    """The issue, the line that it is about, and a caret under its column."""
    start = source.offset(issue.line)
    line = source.text[start:].split("\n", 1)[0]
    return f"{issue}\n    {line}\n    {' ' * (issue.column - 1)}^"
