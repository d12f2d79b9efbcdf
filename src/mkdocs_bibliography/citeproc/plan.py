"""Which documents pandoc formats: `plan_documents`.

Disambiguation in one run grows faster than the number of works, and only works that may collide need to be in one run.
So a large site with an author-date style is shared out:

- works in groups that may collide, several groups to a document, with every cluster whose works are of one group;
- a plain document of all works, without disambiguation, that gives the order of the list and, for each other cluster,
  the order and punctuation of its items, which are themselves taken from the documents of their groups;
- clusters that hold two works of one group beside others, or a work without its author, which may leave nothing to
  print, in documents of their own with all groups concerned.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_bibliography.citations.locators import with_label_of
from mkdocs_bibliography.citations.syntax import Cluster
from mkdocs_bibliography.citeproc.collisions import collision_groups
from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.references.pandoc_items import PandocItem
from mkdocs_bibliography.references.reference import Reference

WHOLE_RUN = 200
"""Up to so many works one run takes no longer than several."""
_DOCUMENT_SIZE = 60

Place = tuple[str, str, int]
"""Page, text of a cluster, and how often that text has stood on the page before."""


Item = tuple[str, str, str, str]
"""A citation item as pandoc takes it: key, prefix, suffix, mode."""

Items = tuple[Item, ...]
"""The items of one cluster."""


@dataclass(frozen=True)
class Document:
    """One run of citeproc: works that may collide, cited together."""

    references: tuple[Reference, ...]
    """All works that it formats, in the order in which unsorted styles list them."""
    clusters: tuple[Items, ...]
    plain: bool = False
    """Whether the style is used without disambiguation, which is quick and gives order and punctuation alone."""

    @property
    def weight(self) -> float:
        """How long it takes, relative to others: disambiguation grows faster than the number of works."""
        works = len(self.references)
        return 2.0 * works if self.plain else works + works * works / 100

    def job(self) -> Mapping[str, object]:
        """The document for `citeproc.lua`, but for the places of its style and its bibliography file."""
        keys = ("id", "prefix", "suffix", "mode")
        return {
            "plain": self.plain,
            "nocite": [reference.key for reference in self.references],
            "clusters": [[dict(zip(keys, item, strict=True)) for item in cluster] for cluster in self.clusters],
        }

    def bibliography(self) -> Mapping[str, Sequence[object]]:
        """Its works: those that pandoc has read as its metadata, others as CSL-JSON."""
        items = [reference.csl for reference in self.references]
        return {
            "metadata": [item.meta for item in items if isinstance(item, PandocItem)],
            "csl": [dict(item) for item in items if not isinstance(item, PandocItem)],
        }


@dataclass(frozen=True)
class Plan:
    """Documents for pandoc, and what is asked of each."""

    documents: tuple[Document, ...]
    places: Mapping[Place, tuple[int, Items]]
    """Where each cluster stands, and what it holds; the number is the document to look in, or -1 for any."""
    references: Mapping[str, Reference]
    """All works to be listed, in the order in which they are first cited."""
    style: Style
    groups: Sequence[tuple[Reference, ...]] = ()
    """Works that may collide, when they are shared out."""


def plan_documents(
    references: Mapping[str, Reference],
    clusters: Sequence[tuple[str, Cluster]],
    style: Style,
    nocite: Sequence[str],
    whole_run: int = WHOLE_RUN,
) -> Plan:
    """Share the clusters out; those with a key that is not known are left out."""
    known = [(page, cluster) for page, cluster in clusters if all(item.key in references for item in cluster.items)]
    works = {key: references[key] for key in _keys(known, nocite) if key in references}
    if style.kind == "note":
        documents, places = _by_page(works, known, style)
        return Plan(documents, places, works, style)
    places = {("", cluster.text, 0): (-1, items_of(cluster, style.language)) for _, cluster in known}
    labels = [narrative(key) for key in works] if style.kind == "author-date" else []
    units = list(dict.fromkeys([*(unit for _, items in places.values() for unit in units_of(items, style)), *labels]))
    if style.kind == "numeric" or len(works) <= whole_run:
        return Plan((Document(tuple(works.values()), tuple(units)),), places, works, style)
    every_name = style.attributes("citation").get("givenname-disambiguation-rule", "").startswith("all-names")
    groups = collision_groups(works.values(), every_name)
    return Plan(_shared_out(works, units, groups), places, works, style, groups)


def _keys(known: Sequence[tuple[str, Cluster]], nocite: Sequence[str]) -> list[str]:
    """Works in the order in which they are first cited, then those that are only listed."""
    return list(dict.fromkeys([*(item.key for _, cluster in known for item in cluster.items), *nocite]))


def units_of(items: Items, style: Style) -> list[Items]:
    """The parts of a cluster that are formatted each by itself.

    A narrative cluster of several works is its first work and the rest: pandoc sorts the first in among the others.
    """
    if style.kind == "author-date" and is_narrative(items) and len(items) > 1:
        return [items[:1], items[1:]]
    return [items]


def _by_page(
    works: Mapping[str, Reference], known: Sequence[tuple[str, Cluster]], style: Style
) -> tuple[tuple[Document, ...], dict[Place, tuple[int, Items]]]:
    """One document with all entries, then one for each page's notes, in which "ibid." may stand."""
    pages: dict[str, list[Cluster]] = {}
    for page, cluster in known:
        pages.setdefault(page, []).append(cluster)
    documents = [Document(tuple(works.values()), ())]
    places: dict[Place, tuple[int, Items]] = {}
    for page, cited in pages.items():
        used = tuple(works[key] for key in dict.fromkeys(item.key for cluster in cited for item in cluster.items))
        seen: dict[str, int] = {}
        for cluster in cited:
            items = items_of(cluster, style.language)
            places[page, cluster.text, seen.get(cluster.text, 0)] = (len(documents), items)
            seen[cluster.text] = seen.get(cluster.text, 0) + 1
        documents.append(Document(used, tuple(items_of(cluster, style.language) for cluster in cited)))
    return tuple(documents), places


@dataclass
class _Share:
    """Groups of works that go into one document, and its clusters."""

    groups: set[int] = field(default_factory=set)
    size: int = 0
    units: dict[Items, None] = field(default_factory=dict)


def _shared_out(
    works: Mapping[str, Reference], units: Iterable[Items], groups: Sequence[tuple[Reference, ...]]
) -> tuple[Document, ...]:
    """The plain document, then those of the groups, then those of clusters that need several groups at once."""
    group_of = {work.key: index for index, group in enumerate(groups) for work in group}
    shares = _packed([{index} for index in range(len(groups))], groups)
    share_of = {index: share for share in shares for index in share.groups}
    plain: dict[Items, None] = {}
    mixed: list[Items] = []
    for unit in units:
        concerned = [group_of[item[0]] for item in unit]
        if len(set(concerned)) == 1:
            share_of[concerned[0]].units[unit] = None
        elif _can_be_joined(unit, concerned):
            plain[unit] = None
            for item, group in zip(unit, concerned, strict=True):
                share_of[group].units[(item,)] = None
        else:
            mixed.append(unit)
    shares += _shares_of(mixed, group_of, groups)
    documents = [Document(_works(share, groups), tuple(share.units)) for share in shares]
    return (Document(tuple(works.values()), tuple(plain), plain=True), *documents)


def _can_be_joined(unit: Items, concerned: Sequence[int]) -> bool:
    """Whether the cluster can be put together from its items: each of another group, and none without its author."""
    return len(set(concerned)) == len(concerned) and all(item[3] != "SuppressAuthor" for item in unit)


def _works(share: _Share, groups: Sequence[tuple[Reference, ...]]) -> tuple[Reference, ...]:
    return tuple(work for index in sorted(share.groups) for work in groups[index])


def _packed(sets: Iterable[set[int]], groups: Sequence[tuple[Reference, ...]]) -> list[_Share]:
    """Sets of groups put together, in order, until a document has its size."""
    shares: list[_Share] = []
    for one in sets:
        size = sum(len(groups[index]) for index in one)
        if not shares or shares[-1].size + size > _DOCUMENT_SIZE:
            shares.append(_Share())
        shares[-1].groups |= one
        shares[-1].size = sum(len(groups[index]) for index in shares[-1].groups)
    return shares


def _shares_of(
    units: Sequence[Items], group_of: Mapping[str, int], groups: Sequence[tuple[Reference, ...]]
) -> list[_Share]:
    """Documents for clusters that need several groups at once, similar ones together."""
    ordered = sorted(units, key=lambda unit: sorted({group_of[item[0]] for item in unit}))
    shares: list[_Share] = []
    for unit in ordered:
        one = {group_of[item[0]] for item in unit}
        size = sum(len(groups[index]) for index in one - (shares[-1].groups if shares else set()))
        if not shares or (size and shares[-1].size + size > _DOCUMENT_SIZE):
            shares.append(_Share())
            size = sum(len(groups[index]) for index in one)
        shares[-1].groups |= one
        shares[-1].size += size
        shares[-1].units[unit] = None
    return shares


def items_of(cluster: Cluster, language: str = "") -> Items:
    """A cluster's items as pandoc takes them, with locator labels that it knows in the locale of a language, if any."""
    modes = ["SuppressAuthor" if item.suppress_author else "NormalCitation" for item in cluster.items]
    modes[0] = "AuthorInText" if cluster.narrative else modes[0]
    tails = [with_label_of(item.tail, language) for item in cluster.items]
    items = zip(cluster.items, tails, modes, strict=True)
    return tuple((item.key, item.prefix, tail, mode) for item, tail, mode in items)


def is_narrative(items: Items) -> bool:
    """Whether the cluster's first author is part of the sentence."""
    return items[0][3] == "AuthorInText"


def narrative(key: str) -> Items:
    """The cluster that a bare `@key` is."""
    return ((key, "", "", "AuthorInText"),)
