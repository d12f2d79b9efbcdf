"""What pandoc is asked to format: documents of citation clusters, and the works each may draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from primer.citations import Cluster
from primer.references import Reference

Item = tuple[str, str, str, str]
"""A citation item as pandoc takes it: key, prefix, suffix, mode."""


@dataclass(frozen=True)
class Document:
    """One run of citeproc: works that may collide, cited together."""

    references: tuple[Reference, ...]
    """All works that it formats, in the order in which unsorted styles list them."""
    clusters: tuple[tuple[Item, ...], ...]

    def job(self) -> Mapping[str, object]:
        """The document for `csl.lua`, but for the place of its bibliography file."""
        keys = ("id", "prefix", "suffix", "mode")
        return {
            "nocite": [reference.key for reference in self.references],
            "clusters": [[dict(zip(keys, item, strict=True)) for item in cluster] for cluster in self.clusters],
        }

    def bibliography(self) -> Sequence[Mapping[str, object]]:
        """Its works as CSL-JSON."""
        return [dict(reference.csl) for reference in self.references]


def items_of(cluster: Cluster) -> tuple[Item, ...]:
    """A cluster's items as pandoc takes them."""
    first, *others = cluster.items
    mode = "AuthorInText" if cluster.narrative else "SuppressAuthor" if first.suppress_author else "NormalCitation"
    return (
        (first.key, first.prefix, first.tail, mode),
        *((one.key, one.prefix, one.tail, "SuppressAuthor" if one.suppress_author else "NormalCitation") for one in others),
    )


def narrative(key: str) -> tuple[Item, ...]:
    """The cluster that a bare `@key` is."""
    return ((key, "", "", "AuthorInText"),)
