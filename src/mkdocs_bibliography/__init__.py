"""Pandoc citations in Markdown: bibliography files to references, citations in a text, both as a CSL style prints them.

Every public name is here; other paths may change. A name's module is loaded when the name is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from primer.bibliography import Bibliography, read_bibliography
    from primer.citations import CitationItem, Citations, Cluster, parse_citations
    from primer.csl import PandocUnavailable, format_citations
    from primer.formatted import Formatted, FormattedCitation, FormattedEntry
    from primer.issues import Issue
    from primer.references import Reference
    from primer.render.citation_formats import bibtex, csl_json, ris
    from primer.styles import Style, StyleNotFound, bundled_styles
    from primer.text import Source, read_source

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
    "Bibliography": "primer.bibliography",
    "CitationItem": "primer.citations",
    "Citations": "primer.citations",
    "Cluster": "primer.citations",
    "Formatted": "primer.formatted",
    "FormattedCitation": "primer.formatted",
    "FormattedEntry": "primer.formatted",
    "Issue": "primer.issues",
    "PandocUnavailable": "primer.csl",
    "Reference": "primer.references",
    "Source": "primer.text",
    "Style": "primer.styles",
    "StyleNotFound": "primer.styles",
    "bibtex": "primer.render.citation_formats",
    "bundled_styles": "primer.styles",
    "csl_json": "primer.render.citation_formats",
    "format_citations": "primer.csl",
    "parse_citations": "primer.citations",
    "read_bibliography": "primer.bibliography",
    "read_source": "primer.text",
    "ris": "primer.render.citation_formats",
}
"""The module that defines each public name."""

if not TYPE_CHECKING:  # A type checker takes the names from the imports above, and reports any other.

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
