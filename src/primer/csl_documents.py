"""What pandoc is asked to format: documents of citation clusters, and the works each may draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from primer.citations import Cluster
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


def items_of(cluster: Cluster) -> Items:
    """A cluster's items as pandoc takes them."""
    first, *others = cluster.items
    mode = "AuthorInText" if cluster.narrative else "SuppressAuthor" if first.suppress_author else "NormalCitation"
    return (
        (first.key, first.prefix, first.tail, mode),
        *(
            (one.key, one.prefix, one.tail, "SuppressAuthor" if one.suppress_author else "NormalCitation")
            for one in others
        ),
    )


def is_narrative(items: Items) -> bool:
    """Whether the cluster's first author is part of the sentence."""
    return items[0][3] == "AuthorInText"


def narrative(key: str) -> Items:
    """The cluster that a bare `@key` is."""
    return ((key, "", "", "AuthorInText"),)
