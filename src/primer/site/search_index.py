"""The search index in the form that `docs/assets/js/search-words.js` reads: what cards show, and words beside it.

What a card shows travels once, and the script takes its words from there. Only words that no card shows are listed
apart, each with the numbers of its entries as distances from one to the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from primer.site.search_languages import ENGLISH
from primer.site.search_words import SearchWords

HIDDEN = ("claim", "body")
"""Fields that are searched and never shown; a claim is a wording that no card may show."""
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
"""A number is written in these, five bits each, lowest first; all but its last digit have the sixth bit set."""


@dataclass(frozen=True)
class Entry:
    """One thing that a search can find, and what its card shows."""

    address: str
    """From the root of the site; of a part of a page only the fragment, with its `#`."""
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
    also: tuple[str, ...] = ()
    """Other names, of which a card shows those that matched."""
    replaces: tuple[tuple[str, str], ...] = ()
    """Words to avoid, in whose place the title is written, each with its address."""
    hidden: Mapping[str, str] = field(default_factory=dict)
    """What is searched and never shown, by the names in HIDDEN."""
    parts: tuple[Entry, ...] = ()
    """Sections and checks of the page, which a result can lead to."""
    weight: float = 1
    """What a match in it counts beside one in a page; with 0 it is found by its id alone."""

    def shown_terms(self, words: SearchWords = ENGLISH) -> set[str]:
        """The terms of all that its card can show."""
        texts = (self.name, self.title, self.summary, *self.also, *(avoided for avoided, _ in self.replaces))
        return set(words.terms_of(" ".join(texts)))

    def hidden_terms(self, words: SearchWords = ENGLISH) -> dict[str, list[str]]:
        """The terms of each hidden field that neither the card nor an earlier field has, each once."""
        held, found = self.shown_terms(words), {}
        for name in HIDDEN:
            terms = dict.fromkeys(words.terms_of(self.hidden.get(name, "")))
            found[name] = [term for term in terms if term not in held]
            held.update(found[name])
        return found


def index_of(
    entries: Iterable[Entry],
    labels: Mapping[str, Mapping[str, str]],
    synonyms: Sequence[Sequence[str]] = (),
    words: SearchWords = ENGLISH,
) -> dict[str, Any]:
    """The index, and beside it what the script needs to read a query and to name filters.

    `labels` gives, for each facet, what readers call its values. Each of `synonyms` lists words for one thing.
    """
    cards: list[dict[str, Any]] = []
    postings: dict[str, dict[str, list[int]]] = {name: {} for name in HIDDEN}
    for entry, parent in _flattened(entries):
        for name, terms in entry.hidden_terms(words).items():
            for term in terms:
                postings[name].setdefault(term, []).append(len(cards))
        cards.append(_card(entry, parent))
    return {
        "labels": labels,
        "stop": sorted(words.stop),
        "same": words.same,
        "rules": words.rules,
        "endings": words.endings,
        "synonyms": synonyms,
        "cards": cards,
        "hidden": {name: _written(postings[name]) for name in HIDDEN},
    }


def _flattened(entries: Iterable[Entry]) -> Iterable[tuple[Entry, int | None]]:
    """Every entry, its parts after it with the number of their page."""
    number = 0
    for entry in entries:
        yield entry, None
        for part in entry.parts:
            yield part, number
        number += 1 + len(entry.parts)


def _written(postings: Mapping[str, list[int]]) -> tuple[str, str]:
    listed = sorted(postings.items())
    return " ".join(term for term, _ in listed), " ".join(_distances(numbers) for _, numbers in listed)


def _distances(numbers: Iterable[int]) -> str:
    written, last = "", 0
    for number in numbers:
        rest, last = number - last, number
        while rest > 31:
            written += DIGITS[32 + rest % 32]
            rest //= 32
        written += DIGITS[rest]
    return written


def _card(entry: Entry, parent: int | None) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "a": entry.address,
        "k": entry.kind,
        "i": entry.name,
        "t": entry.title,
        "s": entry.summary,
        "l": entry.level,
        "o": list(entry.also),
        "r": [list(one) for one in entry.replaces],
        "f": {name: list(values) for name, values in entry.facets.items() if values},
    }
    # The script reads every title: without one of them it would find nothing at all.
    card = {name: value for name, value in shown.items() if value or name == "t"}
    if entry.weight != 1:
        card["w"] = entry.weight
    return card if parent is None else {**card, "p": parent}
