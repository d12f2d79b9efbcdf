"""Rules that keep ids permanent: pages, ledger and the last release agree."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.content.addresses import address_of, item_address
from primer.content.history import changed_fields
from primer.content.ledger import LedgerEntry
from primer.content.model import Primer
from primer.content.vocabulary import LedgerStatus


def check_entered(primer: Primer) -> Iterator[Issue]:
    """`ledger-missing`, `ledger-retyped`: each id and each key stands in the ledger, with its type."""
    for name, page in primer.items.items():
        entry = primer.ledger.entries.get(name)
        if not primer.ledger.lists(name):
            what = f"'{name}' is not in docs/ledger.yml. Run 'primer record {name}'."
            yield issue_at(page.source, page.place("id"), "ledger-missing", what)
        elif entry and entry.type != page.kind.name:
            what = f"'{name}' is a {page.kind.name} in {page.source.path}. An id keeps its type: give the page another."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "ledger-retyped", what)
    for key, reference in primer.bibliography.references.items():
        if not primer.ledger.lists(key):
            what = f"'{key}' is not in docs/ledger.yml. Run 'primer record {key}'."
            yield Issue(reference.source_path, reference.line, 1, "ledger-missing", what)


def check_kept(primer: Primer) -> Iterator[Issue]:
    """`ledger-deleted`: every current id of the ledger still has its page or its entry in the bibliography."""
    keys = primer.bibliography.references.keys() | primer.bibliography.broken
    ids = primer.items.keys() | primer.unparsed_ids
    for name, entry in primer.ledger.entries.items():
        cited = entry.type == "reference"
        exists = (name in keys or not primer.bibliography_complete) if cited else name in ids
        if entry.status is LedgerStatus.CURRENT and not exists:
            lost = "entry in the bibliography" if cited else "page"
            what = f"'{name}' has no {lost} any more. Bring it back, or give it the status withdrawn, merged or split."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "ledger-deleted", what)


def check_addresses(primer: Primer) -> Iterator[Issue]:
    """`id-duplicate`: no page of prose has the address of an id that is gone, or of a reference."""
    taken = {item_address(name): name for name in primer.ledger.retired}
    for page in primer.pages:
        address = address_of(page)
        if address in taken or address.startswith("ref/"):
            whose = taken.get(address, "a reference")
            what = f"'{address}' is the address of {whose} for good. Rename this file."
            yield issue_at(page.source, 0, "id-duplicate", what)


def check_case(primer: Primer) -> Iterator[Issue]:
    """`ledger-case`: no two ids differ only in case, since some file systems cannot tell them apart."""
    seen: dict[str, str] = {}
    for name in primer.ledger.entries:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            what = f"'{name}' differs from '{first}' only in case. Rename one of them."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "ledger-case", what)


def check_tombstones(primer: Primer) -> Iterator[Issue]:
    """`ledger-tombstone`: an id that is gone says why, and where it went; a removal for safety keeps no text."""
    for name, entry in primer.ledger.retired.items():
        for what in _tombstone_problems(primer, name, entry):
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "ledger-tombstone", what)


def _tombstone_problems(primer: Primer, name: str, entry: LedgerEntry) -> Iterator[str]:
    if not entry.reason:
        yield f"'{name}' is {_words(entry)} without a reason. Add 'reason'."
    if entry.status in (LedgerStatus.MERGED, LedgerStatus.SPLIT) and not entry.to:
        yield f"'{name}' is {_words(entry)} into nothing. Add 'to' with the ids that took its place."
    if not entry.history:
        yield f"'{name}' has no history. Add the lines of when it was added and when it went."
    for target in entry.to:
        if target not in primer.items.keys() | primer.bibliography.references.keys() | primer.unparsed_ids:
            yield f"'{name}' went to '{target}', which is not current. Name what took its place now."
    if name in primer.bibliography.references:
        yield f"'{name}' is {_words(entry)} and still stands in the bibliography. Take its entry out there."
    if entry.status is LedgerStatus.REMOVED_FOR_SAFETY:
        if name in primer.retired:
            path = primer.retired[name].source.path
            yield f"'{name}' was removed for safety and {path} still holds its text. Delete the file."
        if entry.was:
            yield f"'{name}' was removed for safety. Take 'was' out of its entry."


def _words(entry: LedgerEntry) -> str:
    return entry.status.replace("-", " ")


def check_numbers_kept(primer: Primer) -> Iterator[Issue]:
    """`ledger-check`: the checks of a guideline are those that the ledger lists, less those it says are withdrawn."""
    for name, page in primer.guidelines.items():
        entry = primer.ledger.entries.get(name)
        if entry is None:
            continue
        asked, listed = {check.n for check in page.fields.checks}, set(entry.checks)
        for number in sorted(asked - listed):
            what = f"check {name}.{number} is not in docs/ledger.yml. Add {number} to the 'checks' of {name}."
            yield issue_at(page.source, page.place("checks"), "ledger-check", what)
        for number in sorted(listed - asked - set(entry.withdrawn_checks)):
            what = f"check {name}.{number} is gone. Bring it back, or add it to 'withdrawn_checks' with a reason."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "ledger-check", what)
        yield from _successor_problems(primer, name, entry)
        for number in sorted(asked & set(entry.withdrawn_checks)):
            what = f"check {name}.{number} was withdrawn, and no number is used twice. Give the check the next number."
            yield issue_at(page.source, page.place("checks"), "ledger-check", what)


def _successor_problems(primer: Primer, name: str, entry: LedgerEntry) -> Iterator[Issue]:
    """Only a withdrawn check went anywhere, and where it went is asked now."""
    asked = {f"{guideline}.{check.n}" for guideline, page in primer.guidelines.items() for check in page.fields.checks}
    for number, targets in entry.check_to.items():
        place = primer.ledger.place(name)
        if number not in entry.withdrawn_checks:
            what = f"'check_to' of {name} names {number}, which is not withdrawn. Add it to 'withdrawn_checks'."
            yield issue_at(primer.ledger.source, place, "ledger-check", what)
        for target in (target for target in targets if target not in asked):
            what = f"check {name}.{number} went to '{target}', which nobody asks. Name the check that took its place."
            yield issue_at(primer.ledger.source, place, "ledger-check", what)


def check_released(primer: Primer) -> Iterator[Issue]:
    """`released-missing`, `ledger-retyped`: every id of the last release stands in the ledger, with its type."""
    for name, kind in primer.released.types.items():
        entry, place = primer.ledger.entries.get(name), primer.released.places[name]
        if not primer.ledger.lists(name):
            what = f"'{name}' was released and is not in docs/ledger.yml. Bring its entry back."
            yield issue_at(primer.released.source, place, "released-missing", what)
        elif entry and entry.type != kind:
            what = f"'{name}' was released as a {kind} and is a {entry.type} now. Give the new thing another id."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "ledger-retyped", what)


def check_recorded(primer: Primer) -> Iterator[Issue]:
    """`changed-unrecorded`: what a citer relies on is what it was at the last line of the item's history."""
    for name in primer.items:
        yield from unrecorded_changes(primer, name)


def unrecorded_changes(primer: Primer, name: str) -> Iterator[Issue]:
    """`changed-unrecorded` of one item."""
    page, entry = primer.items[name], primer.ledger.entries.get(name)
    for field in changed_fields(page.fields, entry) if entry else ():
        command = f"primer record {name} --tag CLARIFIED --note '...'"
        what = f"'{field}' of {name} is not what its history says. Run \"{command}\" with the tag that fits."
        yield issue_at(page.source, page.place(field), "changed-unrecorded", what)


def check_release(primer: Primer) -> Iterator[Issue]:
    """`release-address`, `fingerprint-missing`: a release has a real address, and notices every later change."""
    if ".example" in primer.settings.site_url:
        what = f"'{primer.settings.site_url}' is a reserved address. Set site_url to the real one."
        yield Issue("mkdocs.yml", primer.settings.site_url_line, 1, "release-address", what)
    for name in primer.items:
        if name in primer.ledger.entries and not primer.ledger.entries[name].fingerprint:
            what = f"'{name}' has no fingerprint. Run 'primer record --all'."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "fingerprint-missing", what)


RULES = (
    check_entered,
    check_kept,
    check_addresses,
    check_case,
    check_tombstones,
    check_numbers_kept,
    check_released,
    check_recorded,
)
