"""Whose primer it is: name, short name, words on covers, language, licence. All of it stands in `primer.yml`."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_bibliography.text.strings import Strings
from primer.project.licences import LICENCES, Licence


@dataclass(frozen=True)
class Identity:
    """What a primer says of itself; everything but the name may be left out."""

    short: str = "PRIMER"
    """Capitals that stand before ids in other people's texts, and in small letters before names of files."""
    subtitle: str = ""
    """What the cover and the list for language models say below the name."""
    brief: str = ""
    """What the two-page brief says below the name; the subtitle unless given."""
    contributors: str = ""
    """The author of every item; "NAME contributors" unless given."""
    language: str = "en-GB"
    """The language of text, pages and PDFs, as in `de-DE`."""
    licence: Licence = LICENCES["CC-BY-4.0"]
    """Of the text."""
    code_licence: str = "MIT"
    """Of what is no text, as its SPDX name."""
    cover_note: str = ""
    """What covers warn of."""
    danger_note: str = ""
    """What the foot of pages and the brief say beside the link to the page of help."""

    @property
    def slug(self) -> str:
        """The short name as files have it."""
        return self.short.lower()

    def terms(self, strings: Strings) -> str:
        """The licences in one line for covers and the foot of pages."""
        return strings("site.terms", text=self.licence.shown, code=self.code_licence)
