"""The words of the interface, one file a language: on pages, on paper and in what the site's scripts say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from mkdocs_bibliography.text.strings import (
    BIBLIOGRAPHY,
    ENGLISH,
    Strings,
    Text,
    base_language,
    bibliography_strings,
    languages,
    read_texts,
)

FOLDER = Path(__file__).parent
FOLDERS = (FOLDER, BIBLIOGRAPHY)
"""The folders of the catalogue: that of primers, and that of the bibliography."""
LANGUAGES = languages(FOLDER)
"""The languages that come with the package."""


def read_strings(tag: str = ENGLISH, own: Mapping[str, Text] | None = None) -> Strings:
    """The strings of a language, those of the bibliography with them; English where the package has no others.

    `own` are strings that a primer says otherwise.
    """
    language = base_language(tag)
    ours = bibliography_strings(language)
    known = language if language in LANGUAGES else ENGLISH
    return replace(ours, language=known, texts={**ours.texts, **read_texts(FOLDER, language), **(own or {})})
