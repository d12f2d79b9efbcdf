"""One work of the bibliography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from mkdocs_bibliography.references.dates import CslDate, day, year_of
from mkdocs_bibliography.references.markup import plain_text
from mkdocs_bibliography.references.names import Name, short_names


@dataclass(frozen=True)
class Reference:
    """A work that can be cited."""

    key: str
    """What citations name it by."""
    entry_type: str
    """BibTeX's type in lower case, such as `article`."""
    fields: Mapping[str, str]
    """Every field by name in lower case, as text without TeX; `doi`, `url` and `file` as written."""
    csl: Mapping[str, object]
    """The work as a CSL-JSON item; of a BibTeX entry it is made by pandoc when it is first looked into."""
    source_path: str
    """The file that it stands in, from the project's root."""
    line: int
    """Its line in that file, from 1."""
    raw: str
    """The entry as written."""

    def _field(self, name: str) -> str:
        return self.fields.get(name, "")

    @property
    def studytype(self) -> str:
        """How the work was done, one word of the project's list; empty when not given."""
        return self._field("studytype")

    @property
    def population(self) -> str:
        """Who or what was studied, where and when; empty when not given."""
        return self._field("population")

    @property
    def limits(self) -> str:
        """What the work cannot support; empty when not given."""
        return self._field("limits")

    @property
    def read(self) -> str:
        """The most that was read of it, such as `abstract`; empty when not given."""
        return self._field("read")

    @property
    def verified(self) -> str:
        """Whether every bibliographic field shown was seen: `yes`, `partly`, `no`; empty when not given."""
        return self._field("verified")

    @property
    def retracted(self) -> str:
        """When and why it was retracted, such as `2024-03-01: reason`; empty when it was not."""
        return self._field("retracted")

    @property
    def retraction(self) -> str:
        """The same for readers: "Retracted on 1 March 2024: reason"; empty when it was not retracted."""
        return retraction_note(self.retracted) if self.retracted else ""

    @property
    def corrected(self) -> str:
        """When and how it was corrected, in the same form; empty when it was not."""
        return self._field("corrected")

    @property
    def notice(self) -> str:
        """For readers, what was said of the work after it appeared: its retraction, else its correction."""
        return self.retraction or (retraction_note(self.corrected, "Corrected") if self.corrected else "")

    @property
    def keywords(self) -> tuple[str, ...]:
        """Its keywords in the order written."""
        return tuple(word.strip() for word in re.split("[,;]", self._field("keywords")) if word.strip())

    @property
    def doi(self) -> str:
        """The DOI without a resolver's address; empty when there is none."""
        return str(self.csl.get("DOI", ""))

    @property
    def url(self) -> str:
        """The address given, else the DOI's; empty when there is neither."""
        return str(self.csl.get("URL", "")) or (f"https://doi.org/{self.doi}" if self.doi else "")

    @property
    def title(self) -> str:
        """The title as CSL has it, without markup."""
        return plain_text(str(self.csl.get("title", "")))

    @property
    def year(self) -> str:
        """The year of publication, a literal such as "in press", or "n.d."."""
        return year_of(cast("CslDate | None", self.csl.get("issued"))) or "n.d."

    @property
    def authors_short(self) -> str:
        """Who made it, for a running text: "Mitchell et al."; a title in quotes when nobody is named."""
        for role in ("author", "editor", "director", "translator"):
            if names := cast("list[Name]", self.csl.get(role, [])):
                return short_names(tuple(names))
        return plain_text(str(self.csl.get("publisher", ""))) or f"“{self.title}”"

    @property
    def slug(self) -> str:
        """The part of an address that names it; keys that differ have slugs that differ."""
        return slug_of(self.key)


@lru_cache(maxsize=2**12)
def slug_of(key: str) -> str:
    """The slug of a key, also of one whose work is gone."""
    return "".join(_kept(letter) for letter in key)


def _kept(letter: str) -> str:
    if re.fullmatch("[a-z0-9-]", letter):
        return letter
    return "".join(f"_{byte:02x}" for byte in letter.encode("utf-8"))


RETRACTED = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}: \S"
"""The form of the field: a day, a colon, the reason."""


def retraction_day(field: str) -> date | None:
    """The day that a field gives; None when the field has another form or names no day of the calendar."""
    with suppress(ValueError):
        return date.fromisoformat(field[:10]) if re.match(RETRACTED, field) else None
    return None


def retraction_note(field: str, word: str = "Retracted") -> str:
    """The field for readers: "Retracted on 1 March 2024: reason"; also one of a wrong form is said."""
    when = retraction_day(field)
    return f"{word} on {day(when)}: {field[11:].strip()}" if when else f"{word}: {field}"
