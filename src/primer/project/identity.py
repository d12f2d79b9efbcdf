"""Whose primer it is: name, short name, words on covers, language, licence. All of it stands in `primer.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from primer.project.licences import LICENCES, Licence

_SHORT = re.compile(r"[A-Z][A-Z0-9]{1,7}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


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

    @property
    def terms(self) -> str:
        """The licences in one line for covers."""
        return f"Text {self.licence.name} ({self.licence.place}), code {self.code_licence}."


_KEYS = {one.name for one in fields(Identity)}
IDENTITY_KEYS = tuple(sorted(name.replace("_", "-") for name in _KEYS))
"""The keys of `primer.yml` that say whose primer it is."""


def read_identity(values: Mapping[str, Any]) -> Identity:
    """The identity that the right values of a file give."""
    given = {name.replace("-", "_"): str(value) for name, value in values.items() if name.replace("-", "_") in _KEYS}
    licence = LICENCES[given.pop("licence", Identity.licence.spdx)]
    return Identity(licence=licence, **given)


def identity_problems(name: str, value: Any) -> Iterator[str]:
    """What is wrong with the value of one of `IDENTITY_KEYS`."""
    if not isinstance(value, str) or not value.strip():
        yield f"'{value}' is no text. Write some, or delete the line."
    elif name == "short" and not _SHORT.fullmatch(value):
        yield f"'{value}' is not two to eight capitals and digits. Write it as in 'BYB'."
    elif name == "language" and not _LANGUAGE.fullmatch(value):
        yield f"'{value}' is no language. Write it as in 'de' or 'de-DE'."
    elif name == "licence" and value not in LICENCES:
        yield f"'{value}' is none of the licences that are known here: {', '.join(LICENCES)}."
