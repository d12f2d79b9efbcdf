"""What pandoc is asked to format: documents of citation clusters, and the works each may draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from primer.citations import Cluster
from primer.locators import with_long_label
from primer.references import Reference

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
        """The document for `csl.lua`, but for the places of its style and its bibliography file."""
        keys = ("id", "prefix", "suffix", "mode")
        return {
            "plain": self.plain,
            "nocite": [reference.key for reference in self.references],
            "clusters": [[dict(zip(keys, item, strict=True)) for item in cluster] for cluster in self.clusters],
        }

    def bibliography(self) -> Sequence[Mapping[str, object]]:
        """Its works as CSL-JSON."""
        return [dict(reference.csl) for reference in self.references]


def items_of(cluster: Cluster, english: bool = False) -> Items:
    """A cluster's items as pandoc takes them; for an `english` locale with locator labels that it knows."""
    modes = ["SuppressAuthor" if item.suppress_author else "NormalCitation" for item in cluster.items]
    modes[0] = "AuthorInText" if cluster.narrative else modes[0]
    tails = [with_long_label(item.tail) if english else item.tail for item in cluster.items]
    items = zip(cluster.items, tails, modes, strict=True)
    return tuple((item.key, item.prefix, tail, mode) for item, tail, mode in items)


def is_narrative(items: Items) -> bool:
    """Whether the cluster's first author is part of the sentence."""
    return items[0][3] == "AuthorInText"


def narrative(key: str) -> Items:
    """The cluster that a bare `@key` is."""
    return ((key, "", "", "AuthorInText"),)
