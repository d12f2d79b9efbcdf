"""Where and how works are used: `backlinks_in`, the material of backlinks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from mkdocs_bibliography.citations.syntax import Cluster
from mkdocs_bibliography.citeproc.formatted import Formatted
from mkdocs_bibliography.html.citations import CitationPage, placed_clusters
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.placeholders import HELD
from mkdocs_bibliography.text.strings import Strings, bibliography_strings

_PASSAGE = re.compile(r"\n(?:[ \t>]*\n|(?=[ \t>]*(?:[-*+]|\d+[.)])[ \t])|(?=#)|(?=///))|^#[^\n]*\n|\|", re.MULTILINE)
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(\[]*[A-Z0-9{HELD.start}])")
_CLUSTER = re.compile(HELD.pattern(r"\d+"))
_CITED_ALONE = re.compile(rf"(?:{HELD.pattern(r'[0-9]+')}[\s.;]*)+(?=$|[\"“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|cf|vs|al|pp?|ch|sec|fig|nos?|vol|Dr|Mrs?|Ms|St|[A-Z])\.)$")
_MARKDOWN = (
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"<!--.*?-->|</?[A-Za-z][^<>]*>|\{:[^{}]*\}", re.DOTALL), ""),
    (re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)]|#+|!!!.*$)[ \t]*", re.MULTILINE), ""),
    (re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!@-])"), r"\1"),
    (re.compile(r"[ \t\n>]*\n[ \t>]*|[ \t]+"), " "),
)


@dataclass(frozen=True, slots=True)
class Backlink:
    """One use of a work on one page."""

    key: str
    page_address: str
    page_title: str
    anchor: str
    """The id of the place in the page."""
    locator: str
    """Where in the work, as printed: "p. 14", "abstract"; empty when the citation names no place."""
    relation: str
    """How the work is used, such as `supports`; empty when the text does not say."""
    sentence: str
    """The sentence that holds the citation, as plain text."""


def backlinks_in(
    page: CitationPage,
    references: Mapping[str, Reference],
    formatted: Formatted | None = None,
    narrative: bool = True,
    strings: Strings | None = None,
) -> tuple[Backlink, ...]:
    """Every use in a page's text, in its order. With `formatted` the sentences show citations as printed.

    `strings` name the places in works, in English when they are left out.
    """
    words = strings or bibliography_strings()
    placed = placed_clusters(page.every_text, references, narrative)
    clusters = [cluster for cluster, _ in placed]
    sentences = _sentences(page, clusters, formatted)
    return tuple(
        Backlink(
            item.key,
            page.address,
            page.title,
            item.anchor,
            cited.locator.words(words) if cited.locator else "",
            "",
            sentence,
        )
        for (cluster, items), sentence in zip(placed, sentences, strict=True)
        if not cluster.in_link
        for item, cited in zip(items, cluster.items, strict=True)
    )


def _sentences(page: CitationPage, clusters: Sequence[Cluster], formatted: Formatted | None) -> list[str]:
    """The sentence that holds each cluster."""
    if not clusters:
        return []
    text = page.every_text
    breaks = [0, *(match.end() for match in _PASSAGE.finditer(text)), len(text)]
    passages: dict[int, list[int]] = {}
    for index, cluster in enumerate(clusters):
        passages.setdefault(bisect_right(breaks, cluster.span.start) - 1, []).append(index)
    shown = _shown(page, clusters, formatted)
    found = [""] * len(clusters)
    for passage, inside in passages.items():
        end = max(breaks[passage + 1], clusters[inside[-1]].span.end)
        marked = _marked(text, breaks[passage], end, clusters, inside)
        for sentence in _split(_plain(marked)):
            for index in (int(number) for number in _CLUSTER.findall(sentence)):
                found[index] = _CLUSTER.sub(lambda match: shown[int(match[1])], sentence).strip()
    return found


def _marked(text: str, start: int, end: int, clusters: Sequence[Cluster], inside: Sequence[int]) -> str:
    """A passage with each cluster replaced by its number between marks that no text holds."""
    parts, at = [], start
    for index in inside:
        parts += [text[at : clusters[index].span.start], HELD.around(index)]
        at = clusters[index].span.end
    return "".join([*parts, text[at:end]])


def _shown(page: CitationPage, clusters: Sequence[Cluster], formatted: Formatted | None) -> list[str]:
    """Each cluster as a reader sees it: printed, or as written when there is nothing printed."""
    if formatted is None or formatted.notes:
        return [cluster.text for cluster in clusters]
    own = formatted.on(page.address)
    return [own.citation(cluster.text, page.address).text for cluster in clusters]


def _plain(markdown: str) -> str:
    """A passage without markup."""
    for pattern, replacement in _MARKDOWN:
        markdown = pattern.sub(replacement, markdown)
    return unescape(markdown).strip(" |")


def _split(text: str) -> list[str]:
    """Sentences; a full stop after an abbreviation or an initial ends none, and a citation after it belongs before."""
    sentences: list[str] = []
    at = 0
    for match in _SENTENCE_END.finditer(text):
        if match.start() < at or _ABBREVIATION.search(text[at : match.start()][-8:]):
            continue
        alone = _CITED_ALONE.match(text, match.end())
        sentences.append(text[at : alone.end() if alone else match.end()].rstrip())
        at = alone.end() if alone else match.end()
    return [*sentences, text[at:]]
