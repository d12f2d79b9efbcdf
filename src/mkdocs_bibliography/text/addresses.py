"""Addresses in other people's text, and those of them that a reader may follow."""

from __future__ import annotations

import re

_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+", re.IGNORECASE)
_DOI = re.compile(r"doi:\s*(?=10\.)", re.IGNORECASE)


def followed(address: str) -> str:
    """The address, if it is one of `http`, `https` or `mailto`; that of its resolver for `doi:`; else nothing.

    A bibliography is somebody else's text. An address of any other scheme might run a script, or open a file.
    """
    text = _DOI.sub("https://doi.org/", address.strip())
    return text if _FOLLOWED.fullmatch(text) else ""


def not_followed(address: str) -> str:
    """What is said of an address that `followed` knows nothing for."""
    return f"'{address[:60]}' is no address that readers may follow. Write one that begins with https://."
