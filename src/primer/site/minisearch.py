"""An index in the form that MiniSearch loads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("name", "title", "also", "claim", "checks", "summary", "body")
"""What is searched, from the part that weighs most to the one that weighs least; `also` holds aliases."""
STOP_WORDS = frozenset(
    "a about after all also an and any are as at be because been but by can do does for from has have how if in into "
    "is it its may more most no not of on one only or other our out say says so some such than that the their them "
    "then there these they this those to up was we were what when where which who whom with would you your".split()
)
"""Words that the index leaves out, and a query too."""
SERIALISATION = 2
"""The version of MiniSearch's serialised form that is written here."""

_MARKS = re.compile(r"[\u0300-\u036f]")


@dataclass(frozen=True)
class Entry:
    """One thing that a search can find, and what its card shows."""

    address: str
    kind: str
    """The type as the card's badge says it."""
    name: str
    """The permanent id; empty for what has none."""
    title: str
    summary: str
    level: str = ""
    """How sure the evidence makes us, in words and number."""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The values by which a result can be filtered: `type`, `topic`, `role`, `level`."""
    words: Mapping[str, str] = field(default_factory=dict)
    """What is searched beside id, title and summary, by the names in FIELDS; never shown."""

    def terms(self, name: str) -> list[str]:
        """The terms of one searched field; of the body those that no other field has, so that the index stays small."""
        own = {"name": self.name, "title": self.title, "summary": self.summary}
        found = terms_of(own.get(name) or self.words.get(name, ""))
        if name != "body":
            return found
        above = {term for other in FIELDS if other != "body" for term in self.terms(other)}
        return [term for term in dict.fromkeys(found) if term not in above]


def terms_of(text: str) -> list[str]:
    """The words of a text as the index holds them: lower case, without accents, stop words or punctuation."""
    folded = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
    return [term for term in re.split(r"[^a-z0-9]+", folded) if term and term not in STOP_WORDS]


def index_of(entries: Iterable[Entry], labels: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """The index in MiniSearch's serialised form, and beside it what the cards and filters need.

    `labels` gives, for each facet, what readers call its values.
    """
    listed = list(entries)
    terms: dict[str, dict[str, dict[str, int]]] = {}
    lengths: dict[str, list[int | None]] = {}
    averages: list[float] = []
    for number, entry in enumerate(listed):
        lengths[str(number)] = []
        for place, name in enumerate(FIELDS):
            found = entry.terms(name)
            lengths[str(number)].append(len(set(found)) if found else None)
            averages = _averaged(averages, place, number, len(set(found))) if found else averages
            for term in found:
                counts = terms.setdefault(term, {}).setdefault(str(place), {})
                counts[str(number)] = counts.get(str(number), 0) + 1
    return {
        "labels": labels,
        "stop": sorted(STOP_WORDS),
        "index": {
            "documentCount": len(listed),
            "nextId": len(listed),
            "documentIds": {str(number): number for number in range(len(listed))},
            "fieldIds": {name: place for place, name in enumerate(FIELDS)},
            "fieldLength": {number: _trimmed(row) for number, row in lengths.items()},
            "averageFieldLength": averages,
            "storedFields": {str(number): _card(entry) for number, entry in enumerate(listed)},
            "dirtCount": 0,
            "index": sorted(terms.items()),
            "serializationVersion": SERIALISATION,
        },
    }


def _averaged(averages: list[float], place: int, earlier: int, length: int) -> list[float]:
    """The averages after one more text, in the library's own arithmetic: it counts entries without the field too."""
    filled = averages + [0.0] * (place + 1 - len(averages))
    filled[place] = (filled[place] * earlier + length) / (earlier + 1)
    return filled


def _trimmed(row: list[int | None]) -> list[int | None]:
    while row and row[-1] is None:
        row = row[:-1]
    return row


def _card(entry: Entry) -> dict[str, Any]:
    shown = {
        "a": entry.address,
        "k": entry.kind,
        "i": entry.name,
        "t": entry.title,
        "s": entry.summary,
        "l": entry.level,
    }
    facets = {name: list(values) for name, values in entry.facets.items() if values}
    return {name: value for name, value in {**shown, "f": facets}.items() if value}
