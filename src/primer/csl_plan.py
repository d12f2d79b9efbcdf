"""Which documents to format, and how their results become one: `plan_documents`, then `assemble`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from primer.citations import Cluster
from primer.csl_documents import Document, Item, items_of, narrative
from primer.formatted import Formatted, FormattedCitation, read_citation, read_entries
from primer.formatted_text import Node
from primer.references import Reference
from primer.styles import Style

Place = tuple[str, str, int]
"""Page, text of a cluster, and how often that text has stood on the page before."""


@dataclass(frozen=True)
class Plan:
    """Documents for pandoc, and what each of their clusters is."""

    documents: tuple[Document, ...]
    places: tuple[tuple[Place, ...], ...]
    """For each document, the places of its first clusters; the clusters after them are labels."""
    references: Mapping[str, Reference]
    keys: tuple[str, ...]
    """All works to be listed, in the order in which they are first cited."""
    style: Style


def plan_documents(
    references: Mapping[str, Reference], clusters: Sequence[tuple[str, Cluster]], style: Style, nocite: Sequence[str]
) -> Plan:
    """Share the clusters out to documents: all in one, or for notes one a page."""
    known = [(page, cluster) for page, cluster in clusters if all(item.key in references for item in cluster.items)]
    cited = [item.key for _, cluster in known for item in cluster.items]
    keys = tuple(dict.fromkeys([*cited, *(key for key in nocite if key in references)]))
    works = {key: references[key] for key in keys}
    if style.kind == "note":
        documents, places = _by_page(works, known)
    else:
        documents, places = _in_one(works, known, style)
    return Plan(documents, places, works, keys, style)


def _in_one(
    works: Mapping[str, Reference], known: Sequence[tuple[str, Cluster]], style: Style
) -> tuple[tuple[Document, ...], tuple[tuple[Place, ...], ...]]:
    """Each text once: in a style without notes it reads alike wherever it stands."""
    texts: dict[str, tuple[Item, ...]] = {}
    for _, cluster in known:
        texts.setdefault(cluster.text, items_of(cluster))
    labels = [narrative(key) for key in works] if style.kind == "author-date" else []
    document = Document(tuple(works.values()), (*texts.values(), *labels))
    return (document,), (tuple(("", text, 0) for text in texts),)


def _by_page(
    works: Mapping[str, Reference], known: Sequence[tuple[str, Cluster]]
) -> tuple[tuple[Document, ...], tuple[tuple[Place, ...], ...]]:
    """One document with all entries, then one for each page's notes, in which "ibid." may stand."""
    pages: dict[str, list[Cluster]] = {}
    for page, cluster in known:
        pages.setdefault(page, []).append(cluster)
    documents, places = [Document(tuple(works.values()), ())], [tuple[Place, ...]()]
    for page, cited in pages.items():
        used = tuple(works[key] for key in dict.fromkeys(item.key for cluster in cited for item in cluster.items))
        documents.append(Document(used, tuple(items_of(cluster) for cluster in cited)))
        places.append(tuple(_places(page, cited)))
    return tuple(documents), tuple(places)


def _places(page: str, clusters: Sequence[Cluster]) -> list[Place]:
    seen: dict[str, int] = {}
    found = []
    for cluster in clusters:
        found.append((page, cluster.text, seen.get(cluster.text, 0)))
        seen[cluster.text] = seen.get(cluster.text, 0) + 1
    return found


def assemble(plan: Plan, results: Sequence[Sequence[Node]]) -> Formatted:
    """What the documents gave, as one."""
    citations: dict[Place, FormattedCitation] = {}
    labels = {key: f"{work.authors_short} ({work.year})" for key, work in plan.references.items()}
    entries = {key: entry for blocks in results[:1] for key, entry in read_entries(blocks).items()}
    for document, places, blocks in zip(plan.documents, plan.places, results, strict=True):
        for place, cluster, block in zip(places, document.clusters, blocks, strict=False):
            citations[place] = read_citation(block, plan.references, cluster[0][3] == "AuthorInText")
        for cluster, block in zip(document.clusters[len(places) :], blocks[len(places) :], strict=False):
            labels[cluster[0][0]] = read_citation(block, plan.references, True).text
    return Formatted(citations, entries, tuple(entries), labels, plan.style.kind == "note")
