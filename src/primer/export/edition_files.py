"""What changed between editions, as data: JSON beside the pages, and an Atom feed for each edition that is linked."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Literal

from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.vocabulary import LedgerStatus
from primer.export.comparison import ItemChange, Reworded, compare
from primer.export.feed import FeedEntry, atom
from primer.export.record_types import ChangeRecord, Edition
from primer.export.snippets import item_url


class PieceRecord(Fields):
    """A stretch of words that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


class WordsRecord(Fields):
    """A text that was reworded, word by word."""

    part: str
    """`title`, `statement`, or the id of a check such as `G12.3`."""
    pieces: tuple[PieceRecord, ...]


class RatingRecord(Fields):
    """A level, a strength or a verdict that changed."""

    name: str
    then: str
    """Empty when the earlier edition did not give it."""
    now: str


class CheckGone(Fields):
    """A check that is no longer asked."""

    id: str
    reason: str
    replaced_by: tuple[str, ...]


class ItemChangeRecord(Fields):
    """What became of an item between two editions."""

    id: str
    url: str
    kind: Literal["new", "changed", "gone", "removed"]
    """`removed` is for safety: nothing else is said of the item then."""
    status: LedgerStatus
    title: str | None
    ratings: tuple[RatingRecord, ...] = ()
    words: tuple[WordsRecord, ...] = ()
    checks_new: tuple[str, ...] = ()
    checks_gone: tuple[CheckGone, ...] = ()
    replaced_by: tuple[str, ...] = ()
    reason: str | None = None
    notes: tuple[ChangeRecord, ...] = ()
    """The lines of its history between the two."""


class ComparisonData(Edition):
    """`since.json` and `changes.json` of an edition: what changed, level changes first."""

    since: str
    until: str
    """The later edition; the one in preparation or current where it was not released."""
    changes: tuple[ItemChangeRecord, ...]


def comparison_pairs(primer: Primer) -> Iterator[tuple[str, str, str]]:
    """Address without ending, earlier and later edition of every comparison; the later is empty for today's text."""
    for name in primer.editions:
        yield f"v/{name}/since", name, ""
    for earlier, later in pairwise(primer.editions):
        yield f"v/{later}/changes", earlier, later


def edition_files(primer: Primer, edition: Mapping[str, object]) -> dict[str, str]:
    """The JSON of every comparison, and a feed of what changed since each edition."""
    files: dict[str, str] = {}
    for address, since, until in comparison_pairs(primer):
        files[f"{address}.json"] = comparison_json(primer, since, until, edition)
        if not until:
            files[f"{address}.xml"] = since_feed(primer, since, compare(primer, since))
    return files


def comparison_json(primer: Primer, since: str, until: str, edition: Mapping[str, object]) -> str:
    """What changed from one edition to another, or to the text of today; `edition` says what the data is made from.

    Raises KeyError for an edition that was not released.
    """
    told = {"since": since, "until": until or primer.settings.edition}
    changes = tuple(_record(primer, change) for change in compare(primer, since, until))
    data = ComparisonData.model_validate({**edition, **told, "changes": changes})
    return data.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def _record(primer: Primer, change: ItemChange) -> ItemChangeRecord:
    gone = (check for check in change.checks if check.kind == "withdrawn")
    reworded = {f"{change.name}.{check.number}": check.words for check in change.checks if check.kind == "reworded"}
    return ItemChangeRecord(
        id=change.name,
        url=item_url(primer, change.name),
        kind=change.kind,
        status=change.entry.status,
        title=change.title or None,
        ratings=tuple(RatingRecord(name=name, then=then, now=now) for name, then, now in change.ratings),
        words=tuple(_words(part, words) for part, words in {**change.reworded, **reworded}.items()),
        checks_new=tuple(f"{change.name}.{check.number}" for check in change.checks if check.kind == "new"),
        checks_gone=tuple(
            CheckGone(id=f"{change.name}.{check.number}", reason=check.reason, replaced_by=check.to) for check in gone
        ),
        replaced_by=change.entry.to,
        reason=change.entry.reason,
        notes=tuple(ChangeRecord(**note.model_dump()) for note in change.notes),
    )


def _words(part: str, words: Reworded) -> WordsRecord:
    return WordsRecord(part=part, pieces=tuple(PieceRecord(kind=one.kind, text=one.text) for one in words.pieces))


def since_feed(primer: Primer, since: str, changes: tuple[ItemChange, ...]) -> str:
    """An Atom feed of what changed since an edition, an entry an item, for whoever links that edition."""
    settings, day = primer.settings, primer.editions[since].file.date
    entries = sorted(
        (_feed_entry(primer, since, change, day) for change in changes),
        key=lambda entry: (-entry.day.toordinal(), entry.address),
    )
    title = f"{settings.site_name}: {primer.strings('feed.since', edition=since)}"
    return atom(primer, f"v/{since}/since.xml", f"v/{since}/since.html", title, entries, day)


def _feed_entry(primer: Primer, since: str, change: ItemChange, day: date) -> FeedEntry:
    last = change.notes[-1].date if change.notes else day
    t = primer.strings
    lacking = t("edition.not-given")
    told = [
        t("edition.rating", name=t(f"rating.{name}"), then=then or lacking, now=now or lacking)
        for name, then, now in change.ratings
    ]
    told += [f"{t.label(note.tag)}: {note.note}" for note in change.notes]
    said = "".join(f"<li>{html.escape(line)}</li>" for line in told)
    address = f"v/{since}/since.html#{change.name.lower()}"
    word = t.label(change.entry.status) if change.kind == "gone" else t(f"feed.item-{change.kind}")
    return FeedEntry(address, f"{change.name} {change.title}".strip() + f": {word}", last, f"<ul>{said}</ul>")
