"""Pandoc citations in Markdown: bibliography files to references, citations in a text, both as a CSL style prints them.

Every public name is here; other paths may change. A name's module is loaded when the name is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_bibliography.citations.syntax import CitationItem, Citations, Cluster, parse_citations
    from mkdocs_bibliography.citeproc.format import format_citations
    from mkdocs_bibliography.citeproc.formatted import Formatted, FormattedCitation, FormattedEntry
    from mkdocs_bibliography.citeproc.style import Style, StyleNotFound, bundled_styles
    from mkdocs_bibliography.references.bibliography import Bibliography, read_bibliography
    from mkdocs_bibliography.references.export import bibtex, csl_json, ris
    from mkdocs_bibliography.references.pandoc import PandocUnavailable
    from mkdocs_bibliography.references.reference import Reference
    from mkdocs_bibliography.text.issues import Issue
    from mkdocs_bibliography.text.source import Source, read_source

__all__ = [
    "Bibliography",
    "CitationItem",
    "Citations",
    "Cluster",
    "Formatted",
    "FormattedCitation",
    "FormattedEntry",
    "Issue",
    "PandocUnavailable",
    "Reference",
    "Source",
    "Style",
    "StyleNotFound",
    "bibtex",
    "bundled_styles",
    "csl_json",
    "format_citations",
    "parse_citations",
    "read_bibliography",
    "read_source",
    "ris",
]

_MODULES = {
    "Bibliography": "mkdocs_bibliography.references.bibliography",
    "CitationItem": "mkdocs_bibliography.citations.syntax",
    "Citations": "mkdocs_bibliography.citations.syntax",
    "Cluster": "mkdocs_bibliography.citations.syntax",
    "Formatted": "mkdocs_bibliography.citeproc.formatted",
    "FormattedCitation": "mkdocs_bibliography.citeproc.formatted",
    "FormattedEntry": "mkdocs_bibliography.citeproc.formatted",
    "Issue": "mkdocs_bibliography.text.issues",
    "PandocUnavailable": "mkdocs_bibliography.references.pandoc",
    "Reference": "mkdocs_bibliography.references.reference",
    "Source": "mkdocs_bibliography.text.source",
    "Style": "mkdocs_bibliography.citeproc.style",
    "StyleNotFound": "mkdocs_bibliography.citeproc.style",
    "bibtex": "mkdocs_bibliography.references.export",
    "bundled_styles": "mkdocs_bibliography.citeproc.style",
    "csl_json": "mkdocs_bibliography.references.export",
    "format_citations": "mkdocs_bibliography.citeproc.format",
    "parse_citations": "mkdocs_bibliography.citations.syntax",
    "read_bibliography": "mkdocs_bibliography.references.bibliography",
    "read_source": "mkdocs_bibliography.text.source",
    "ris": "mkdocs_bibliography.references.export",
}
"""The module that defines each public name."""

if not TYPE_CHECKING:  # A type checker takes the names from the imports above, and reports any other.

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
