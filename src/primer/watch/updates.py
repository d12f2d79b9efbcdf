"""A notice that changes what a work is worth: a retraction, a correction, an expression of concern."""

from __future__ import annotations

from dataclasses import dataclass

RETRACTIONS = frozenset({"retraction", "partial-retraction", "withdrawal", "removal"})
CORRECTIONS = frozenset({"correction", "corrigendum", "erratum", "addendum", "clarification", "expression-of-concern"})
"""Kinds of notice as Crossref names them, with hyphens; other kinds, such as a new version, change no evidence."""


@dataclass(frozen=True, order=True)
class Update:
    """One notice about a work."""

    date: str
    """The day of the notice in the form 2026-11-24, as far as it is known."""
    kind: str
    """One of `RETRACTIONS` or `CORRECTIONS`."""
    notice: str = ""
    """The DOI of the notice."""
    source: str = ""
    """Who says so: `publisher`, `retraction-watch`, `datacite`."""
    reason: str = ""

    @property
    def retracts(self) -> bool:
        """Whether the work should no longer be relied on."""
        return self.kind in RETRACTIONS

    @property
    def words(self) -> str:
        """The notice for readers, after its day: "Expression of concern, doi.org/10.1/x. Data unavailable"."""
        where = f"https://doi.org/{self.notice}" if self.notice else ""
        parts = (self.kind.replace("-", " ").capitalize(), where)
        return ", ".join(part for part in parts if part) + (f". {self.reason}" if self.reason else "")


def kind_of(word: str) -> str:
    """A registry's word in the form used here: `expression_of_concern` and `Expression of concern` are the same."""
    return word.strip().lower().replace("_", "-").replace(" ", "-")


def matters(kind: str) -> bool:
    """Whether a notice of this kind changes what a work is worth as evidence."""
    return kind in RETRACTIONS or kind in CORRECTIONS


def bare_doi(text: str) -> str:
    """A DOI without a resolver's address, in lower case: DOIs that differ in case are one."""
    text = text.strip().lower()
    for start in ("https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"):
        text = text.removeprefix(start)
    return text.strip()
