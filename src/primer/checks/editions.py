"""Rules that keep released editions as they were released."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.content.editions import ReleasedEdition, body_path, digest_of_body
from primer.content.model import Primer
from primer.content.vocabulary import LedgerStatus


def check_frozen(primer: Primer) -> Iterator[Issue]:
    """`frozen-changed`, `frozen-missing`, `frozen-stray`: each body of a released edition is what was released."""
    for edition in primer.editions.values():
        for name, item in edition.file.items.items():
            path = body_path(edition.name, name)
            body = edition.bodies.get(name)
            if body is None:
                what = f"edition {edition.name} holds {name}, and the file is missing. Run 'git checkout -- {path}'."
                yield Issue(path, 1, 1, "frozen-missing", what)
            elif digest_of_body(body.text) != item.sha256:
                what = f"this is not {name} as edition {edition.name} was released. Run 'git checkout -- {path}'."
                yield issue_at(body, 0, "frozen-changed", what)
        yield from _strays(edition)


def _strays(edition: ReleasedEdition) -> Iterator[Issue]:
    for name, body in edition.bodies.items():
        if name not in edition.file.items:
            why = "had its text removed for safety" if name in edition.file.removed else "is not in the edition"
            yield issue_at(body, 0, "frozen-stray", f"{name} {why} ({edition.source.path}). Delete this file.")


def check_edition_files(primer: Primer) -> Iterator[Issue]:
    """`edition-wrong`: an edition's file is named like it, and the ledger lists all that it holds."""
    for edition in primer.editions.values():
        if not edition.source.path.endswith(f"/{edition.name}.json"):
            what = f"this file says that it is edition {edition.name}. Give it that name."
            yield issue_at(edition.source, 0, "edition-wrong", what)
        for name in (*edition.file.items, *edition.file.removed):
            if not primer.ledger.lists(name):
                place = max(edition.source.text.find(f'"{name}"'), 0)
                what = f"'{name}' was released and is not in docs/ledger.yml. Bring its entry back."
                yield issue_at(edition.source, place, "released-missing", what)


def check_removed(primer: Primer) -> Iterator[Issue]:
    """`safety-kept`: no edition holds the text of an item that was removed for safety."""
    for name, entry in primer.ledger.retired.items():
        kept = [one for one in primer.editions.values() if name in one.file.items or name in one.bodies]
        if entry.status is LedgerStatus.REMOVED_FOR_SAFETY and kept:
            where = f"'{name}' was removed for safety and stands in edition {', '.join(one.name for one in kept)}"
            what = f"{where}. Run \"primer remove-frozen {name} --note '...'\"."
            yield issue_at(primer.ledger.source, primer.ledger.place(name), "safety-kept", what)


def check_next_edition(primer: Primer) -> Iterator[Issue]:
    """`edition-released`: what is new since the last release belongs to another edition."""
    edition = primer.editions.get(primer.settings.edition)
    if edition is None:
        return
    for name, page in primer.items.items():
        if not edition.holds(name):
            what = f"edition {edition.name} is released without {name}. Set 'edition' in mkdocs.yml to the next one."
            yield issue_at(page.source, page.place("id"), "edition-released", what)


RULES = (check_frozen, check_edition_files, check_removed, check_next_edition)
