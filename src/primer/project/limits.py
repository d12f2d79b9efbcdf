"""How large the files of a primer may be. What is larger is refused before anything looks into it."""

from __future__ import annotations

from mkdocs_bibliography.text.source import FILE, Limits

PAGE = Limits(size=500_000, line=20_000)
"""Of a page, and of the files of settings: a page of a book has 3,000 characters."""
DATA = Limits(size=5_000_000, line=500_000)
"""Of the ledger, the extracts and other files of YAML, which grow with the primer."""


def limits_of(name: str) -> Limits:
    """The limits of a file by its name; a bibliography may be larger than what a primer holds itself."""
    if name.endswith(".md"):
        return PAGE
    return FILE if name.endswith((".bib", ".json", ".yaml")) else DATA
