"""How to cite an item of the primer itself: plain, BibTeX, CSL-JSON and RIS."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from mkdocs_bibliography.text.escape import one_line, tex
from mkdocs_bibliography.text.strings import Strings

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


@dataclass(frozen=True, slots=True)
class ItemCitation:
    """What a citation of one item or check says."""

    name: str
    """The id, such as `G12.3`."""
    title: str
    """Begins with the id, since citation styles have no place for one."""
    whole: str
    """The work that the item stands in."""
    edition: str
    day: date
    """When the item was last reviewed."""
    url: str
    contributors: str
    """Who wrote it."""
    slug: str
    """The short name of the primer, in small letters."""
    strings: Strings
    """In whose language the plain form is."""

    @property
    def author(self) -> str:
        """Whom to name."""
        return self.contributors

    @property
    def key(self) -> str:
        """What citations name it by."""
        return f"{self.slug}-{self.name.lower()}"

    @property
    def plain(self) -> str:
        """One line of plain text."""
        title = self.title if self.title.endswith(("?", "!", ".")) else f"{self.title}."
        told = self.strings("copy.cited", title=title, whole=self.whole, edition=self.edition)
        return one_line(f"{self.author}. {told} {self.strings.day(self.day)}. {self.url}")

    @property
    def bibtex(self) -> str:
        """An entry that BibTeX and biblatex both read."""
        fields = {
            "author": f"{{{_tex(self.author)}}}",
            "title": f"{{{_tex(self.title)}}}",
            "booktitle": f"{{{_tex(self.whole)}}}",
            "edition": _tex(self.edition),
            "year": str(self.day.year),
            "url": self.url,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
        lines.insert(-1, f"  month = {_MONTHS[self.day.month - 1]},")
        return "\n".join([f"@incollection{{{self.key},", *lines, "}"]) + "\n"

    @property
    def csl_json(self) -> str:
        """An array of one CSL-JSON item."""
        item = {
            "id": self.key,
            "type": "webpage",
            "author": [{"literal": self.author}],
            "title": self.title,
            "container-title": self.whole,
            "edition": self.edition,
            "issued": {"date-parts": [[self.day.year, self.day.month, self.day.day]]},
            "URL": self.url,
        }
        return json.dumps([item], ensure_ascii=False, indent=2) + "\n"

    @property
    def ris(self) -> str:
        """A record in RIS, lines ended as its readers expect."""
        lines = [
            ("TY", "ELEC"),
            ("ID", self.key),
            ("AU", f"{self.author},"),
            ("TI", self.title),
            ("T2", self.whole),
            ("ET", self.edition),
            ("PY", str(self.day.year)),
            ("DA", f"{self.day:%Y/%m/%d}"),
            ("UR", self.url),
            ("ER", ""),
        ]
        return "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines)


def _tex(text: str) -> str:
    return tex(one_line(text))
