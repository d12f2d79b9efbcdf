"""A page's text as the `bibliography` plugin takes it, and what its author has to look at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_bibliography.citations.keys import works_meant
from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.references.bibliography import Bibliography
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Source, Span, SpanSet, replaced

_COMMA = re.compile(r"@(?:\{[^{}\s]+\}|\w[\w:.#$%&+?<>~/-]*)(,[ \t]*)(?=-?@)")


def moved_text(text: str, bibliography: Bibliography, options: Mapping[str, str]) -> str:
    """A page as it is to be.

    Works have semicolons between them, commands have lines of their own, notes that were works are citations, keys are
    those of the bibliography, and other `@` are escaped.
    """
    text = replaced(text, list(_commas(text)))
    changes = [*_commands(text, options), *_notes(text, bibliography), *_keys(text, bibliography)]
    return replaced(text, sorted(changes))


def _commands(text: str, options: Mapping[str, str]) -> Iterator[tuple[Span, str]]:
    """Commands inside a line, which get a line of their own; the lines before and after are left as they are."""
    code = _code(text)
    for command in (
        options.get("bib_command", "\\bibliography"),
        options.get("full_bib_command", "\\full_bibliography"),
    ):
        for match in re.finditer(rf"{re.escape(command)}(?![\w])", text):
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            before, after = text[start : match.start()], text[match.end() : end if end >= 0 else len(text)]
            if (before.strip() or after.strip()) and not code.hold(match.start()):
                left = match.start() - (len(before) - len(before.rstrip()))
                right = match.end() + len(after) - len(after.lstrip())
                lead, tail = "\n\n" if before.strip() else before, "\n\n" if after.strip() else ""
                yield Span(left if before.strip() else start, right), f"{lead}{command}{tail}"


def _notes(text: str, bibliography: Bibliography) -> Iterator[tuple[Span, str]]:
    """`[^key]`, by which pages could point at the notes that mkdocs-bibtex wrote."""
    code = _code(text)
    defined = set(re.findall(r"^[ \t]*\[\^([^\]\s]+)\]:", text, re.MULTILINE))
    for match in re.finditer(r"\[\^([^\]\s]+)\](?!:)", text):
        works = works_meant(match[1], bibliography) if match[1] not in defined else ()
        if len(works) == 1 and not code.hold(match.start()):
            yield Span(*match.span()), f"[{_cited(works[0])}]"


def _keys(text: str, bibliography: Bibliography) -> Iterator[tuple[Span, str]]:
    """Keys in other capitals, which mkdocs-bibtex found too; and each `@` that begins no work."""
    code = _code(text)
    for match in re.finditer(r"\[@(?![\w{])", text):
        if not code.hold(match.start()):
            yield Span(match.start() + 1, match.start() + 1), "\\"
    for cluster in parse_citations(text).clusters:
        first = cluster.items[0]
        is_bare = not cluster.text.startswith("[")
        if is_bare and not cluster.in_link and not works_meant(first.key, bibliography):
            at = text.index("@", first.span.start)
            yield Span(at, at), "\\"
            continue
        for item in cluster.items if not (is_bare and cluster.in_link) else ():
            works = works_meant(item.key, bibliography)
            if item.key not in bibliography.references and item.key not in bibliography.others and works:
                yield item.span, ("-" if item.suppress_author else "") + _cited(works[0])


def _commas(text: str) -> Iterator[tuple[Span, str]]:
    """Commas alone between two keys, where semicolons were meant."""
    for cluster in parse_citations(text).clusters:
        for match in _COMMA.finditer(cluster.text if cluster.text.startswith("[") else ""):
            yield Span(cluster.span.start + match.start(1), cluster.span.start + match.end(1)), "; "


def _cited(key: str) -> str:
    """A key as a citation names it, in braces when it holds what ends one without."""
    clusters = parse_citations(f"@{key}").clusters
    return f"@{key}" if clusters and clusters[0].items[0].key == key else f"@{{{key}}}"


def _code(text: str) -> SpanSet:
    """The stretches that are no prose."""
    return SpanSet(protected_spans(text))


def text_notices(source: Source, bibliography: Bibliography, is_raised: bool) -> Iterator[str]:
    """Where a page will read otherwise: names in the sentence, and citations that stand close to a word."""
    for cluster in parse_citations(source.text).clusters:
        item = cluster.items[0]
        if cluster.in_link or item.key not in bibliography.references:
            continue
        place = ":".join(map(str, (source.path, *source.position(cluster.span.start))))
        if cluster.narrative:
            yield f"{place}: '@{item.key}' was printed as the whole reference; now as author and year."
        elif not is_raised and re.search(
            r"[^\s(\[\"'“‘—–/]\Z", source.text[max(0, cluster.span.start - 1) : cluster.span.start]
        ):
            yield f"{place}: no space stands before '{cluster.text}', which is no longer a raised number. Write one."
