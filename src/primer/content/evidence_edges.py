"""Edges of evidence: what rests on what, and which of them nobody has looked at since one end changed.

A finding rests on its sources, a guideline and a corrected myth on their findings, a check on its guideline. Of each
end counts what the other relies on: statement and level, the extracts that are used, a retraction.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mkdocs_bibliography.references.dates import day
from primer.content.digests import digest_of
from primer.content.edge_reviews import EdgeName, Signature
from primer.content.item_models import Check, Evidence, Fields, Finding, Guideline, Myth
from primer.content.model import Primer, findings_of
from primer.content.page import Page
from primer.project.front_matter import Path


@dataclass(frozen=True)
class EvidenceEdge:
    """One thing that rests on another."""

    name: EdgeName
    ends: tuple[str, str]
    """The digests of both ends as they are."""
    page: Page[Fields]
    """The page that says so."""
    path: Path
    """Where it says so."""

    def touches(self, asked: str) -> bool:
        """Whether an item, a check or a source is one of the ends; an item is also an end where its checks are."""
        return asked in self.name or any(end.partition(".")[0] == asked for end in self.name)


@dataclass(frozen=True)
class SuspectEdge:
    """An edge whose ends are not what they were when it was signed."""

    edge: EvidenceEdge
    signature: Signature | None
    """None for an edge that nobody has signed."""

    @property
    def changed(self) -> tuple[str, ...]:
        """The ends that changed since."""
        then = self.signature.ends if self.signature else self.edge.ends
        return tuple(end for end, old, new in zip(self.edge.name, then, self.edge.ends, strict=True) if old != new)

    @property
    def words(self) -> str:
        """What happened to it, in a sentence."""
        rests, on = self.edge.name
        if self.signature is None:
            return f"nobody has held {rests} against {on}, on which it is based."
        return f"{rests} is based on {on}, and {' and '.join(self.changed)} changed since {day(self.signature.on)}."


@lru_cache(maxsize=2)
def evidence_edges(primer: Primer) -> tuple[EvidenceEdge, ...]:
    """Every edge, by the item that rests; an edge that is said twice counts once."""
    edges = (*_of_guidelines(primer), *_of_myths(primer), *_of_findings(primer))
    return tuple({edge.name: edge for edge in reversed(edges)}.values())[::-1]


def suspect_edges(primer: Primer) -> tuple[SuspectEdge, ...]:
    """The edges that wait for somebody to look; none where the primer keeps no reviews."""
    if not primer.reviews.present:
        return ()
    signed = primer.reviews.signatures
    pairs = ((edge, signed.get(edge.name)) for edge in evidence_edges(primer))
    return tuple(SuspectEdge(edge, one) for edge, one in pairs if one is None or one.ends != edge.ends)


def _of_guidelines(primer: Primer) -> Iterator[EvidenceEdge]:
    for name, page in primer.guidelines.items():
        fields = page.fields
        own = digest_of([_words(fields.statement), fields.need.level, fields.effect.level])
        for finding in findings_of(fields):
            if finding in primer.findings:
                yield EvidenceEdge((name, finding), (own, _finding(primer, finding)), page, _place_of(page, finding))
        asks = digest_of([_words(fields.statement), fields.strength])
        for at, check in enumerate(fields.checks):
            ends = (digest_of(_asked(check)), asks)
            yield EvidenceEdge((f"{name}.{check.n}", name), ends, page, ("checks", at))


def _of_myths(primer: Primer) -> Iterator[EvidenceEdge]:
    for name, page in primer.myths.items():
        own = digest_of([_words(page.fields.answer), page.fields.level, page.fields.disputed])
        for finding in findings_of(page.fields):
            if finding in primer.findings:
                yield EvidenceEdge((name, finding), (own, _finding(primer, finding)), page, _place_of(page, finding))


def _of_findings(primer: Primer) -> Iterator[EvidenceEdge]:
    for name, page in primer.findings.items():
        own = _finding(primer, name)
        for at, entry in enumerate(page.fields.evidence):
            if entry.cite in primer.bibliography.references:
                said = digest_of([own, entry.relation, entry.locator])
                yield EvidenceEdge((name, entry.cite), (said, _source(primer, entry)), page, ("evidence", at))


def _finding(primer: Primer, name: str) -> str:
    fields: Finding = primer.findings[name].fields
    messages = [_words(message) for message in fields.key_messages]
    return digest_of([_words(fields.statement), messages, fields.level, fields.disputed])


def _source(primer: Primer, entry: Evidence) -> str:
    """What a row of evidence relies on in its source: the extracts that it names, and that it stands."""
    extracts = [extract.words for extract in primer.extracts.of(entry.cite) if extract.id in entry.extracts]
    reference = primer.bibliography.references[entry.cite]
    return digest_of([extracts, reference.retracted, reference.fields.get("corrected", "")])


def _asked(check: Check) -> list[object]:
    return [_words(check.text), _words(check.passes_if), _words(check.fails_if), check.gate]


def _place_of(page: Page[Guideline] | Page[Myth], finding: str) -> Path:
    listed = [edge.ref for edge in page.fields.findings]
    return ("findings", listed.index(finding)) if finding in listed else ("need",)


def _words(text: str) -> str:
    return " ".join(text.split())
