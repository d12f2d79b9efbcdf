"""The search index as a script file: what MiniSearch would make of the same entries, written without it.

An id typed exactly comes first: that rule and the weights of the fields stand in `docs/assets/js/search.js`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from primer.claims import Page
from primer.fields import Fields, Finding, Guideline, Item, Myth, PageFields
from primer.model import Primer, address_of
from primer.vocabulary import Level, Role, Topic, Usage

if TYPE_CHECKING:
    from primer.render.site import Rendered

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

_MARKUP = re.compile(r"\[@[^\]]*\]|\]\([^)]*\)|\{#[^}]*\}|^/// ?\w*|https?://\S+", re.M)
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


def search_script(rendered: Rendered) -> dict[str, bytes]:
    """The script file that holds the index; the page's script loads it when a reader first searches."""
    entries = [*_entries(rendered.checked.primer), *_references(rendered)]
    data = json.dumps(index_of(entries), ensure_ascii=False, separators=(",", ":"))
    return {"assets/js/search-index.js": f"window.bybIndex={data}\n".encode()}


def items_script(rendered: Rendered) -> dict[str, bytes]:
    """The title of every item by its id, as a script for the page that says what a wrong address may have meant."""
    titles = {name: page.fields.title for name, page in rendered.checked.primer.items.items()}
    data = json.dumps(titles, ensure_ascii=False, separators=(",", ":"))
    return {"assets/js/items.js": f"window.bybItems={data}\n".encode()}


def index_of(entries: Iterable[Entry]) -> dict[str, Any]:
    """The index in MiniSearch's serialised form, and beside it what the cards and filters need."""
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
        "labels": _labels(),
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


def _labels() -> dict[str, dict[str, str]]:
    return {
        "topic": {topic.value: topic.label for topic in Topic},
        "role": {role.value: role.label for role in Role},
        "level": {level.value: level.label for level in Level} | {"disputed": "Studies disagree"},
    }


def _entries(primer: Primer) -> Iterator[Entry]:
    for page in primer.every_page:
        yield _item(primer, page) if isinstance(page.fields, Item) else _page(page)
    yield from _terms(primer)
    for name, entry in primer.ledger.gone.items():
        if entry.type != "reference":
            yield Entry(f"{name.lower()}.html", "No longer current", name, f"{name} is no longer current", "")


def _item(primer: Primer, page: Page[Fields]) -> Entry:
    fields = page.fields
    assert isinstance(fields, Item)
    name, kind = str(getattr(fields, "id", "")), page.kind.name
    levels: tuple[str, ...] = ()
    level = ""
    if isinstance(fields, Guideline):
        level, levels = fields.sure, (fields.need.level,)
    elif isinstance(fields, Finding | Myth):
        level, levels = fields.level.label, (fields.level, *(("disputed",) if fields.disputed else ()))
    if getattr(fields, "disputed", False):
        level += ". Studies disagree"
    facets = {
        "type": (kind,),
        "topic": tuple(fields.topics),
        "role": tuple(getattr(fields, "roles", ())),
        "level": levels,
    }
    words = {
        "also": " ".join(fields.aliases),
        "claim": f"{getattr(fields, 'claim', '')} {fields.question if isinstance(fields, Myth) else ''}".strip(),
        "checks": " ".join(check.text for check in getattr(fields, "checks", ())),
        "body": _plain(" ".join((*_prose_fields(fields), page.body_text))),
    }
    summary = f"{fields.question} {fields.summary}" if isinstance(fields, Myth) else fields.summary
    return Entry(address_of(page), page.kind.label, name, fields.title, summary, level, facets, words)


def _prose_fields(fields: Fields) -> Iterator[str]:
    for name in (
        "statement",
        "answer",
        "true_part",
        "say_instead",
        "population",
        "setting",
        "does_not_show",
        "goal",
        "question",
    ):
        yield str(getattr(fields, name, ""))


def _page(page: Page[Fields]) -> Entry:
    fields = page.fields
    assert isinstance(fields, PageFields)
    words = {"also": " ".join(fields.aliases), "body": _plain(page.body_text)}
    return Entry(
        address_of(page), page.kind.label, "", fields.title, fields.summary, facets={"type": ("page",)}, words=words
    )


def _terms(primer: Primer) -> Iterator[Entry]:
    """Terms of the glossary; a term to avoid is shown as what to write in its place."""
    if not primer.glossary:
        return
    home = address_of(primer.glossary)
    for term in primer.glossary.fields.terms:
        shown = term.instead if term.usage is Usage.AVOID and term.instead else term.term
        words = {"also": " ".join((term.term, *term.variants))}
        yield Entry(
            f"{home}#term-{term.id}",
            "Term",
            "",
            shown,
            _plain(term.definition),
            facets={"type": ("term",)},
            words=words,
        )


def _references(rendered: Rendered) -> Iterator[Entry]:
    for key, reference in rendered.checked.primer.bibliography.references.items():
        title = f"{rendered.cited.formatted.label(key)}: {reference.title}"
        words = {"also": f"{key} {reference.doi}", "body": " ".join(reference.keywords)}
        address = f"ref/{reference.slug}.html"
        yield Entry(address, "Reference", "", title, "", facets={"type": ("reference",)}, words=words)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", _MARKUP.sub(" ", text)).replace("*", "").strip()
