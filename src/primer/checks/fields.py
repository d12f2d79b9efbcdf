"""Rules about one page's fields that its schema cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.checks.codes import CODES
from primer.content.model import Primer
from primer.content.vocabulary import ClaimType, HelpStatus, ReadStatus, Usage, Verified

START = "docs/index.md"
"""A new primer can be built and looked at before its start page is written."""
HELP_DAYS = 92
"""A help entry is stale after this many days."""

_TODO = re.compile(r"(?<![`\w])TODO\b(?!`)")
"""As a word of its own; in code it is only spoken of."""


def check_numbers(primer: Primer) -> Iterator[Issue]:
    """`check-number`: the checks of a guideline have rising numbers."""
    for page in primer.guidelines.values():
        for place, (earlier, later) in enumerate(pairwise(check.n for check in page.fields.checks), 1):
            if later <= earlier:
                what = f"check {later} comes after check {earlier}. Give each check its own number, in rising order."
                yield issue_at(page.source, page.place("checks", place, "n"), "check-number", what)


def check_gates(primer: Primer) -> Iterator[Issue]:
    """`gate-count`: one check of each guideline is its gate: a no stops a launch."""
    for page in primer.guidelines.values():
        gates = [f"{page.fields.id}.{check.n}" for check in page.fields.checks if check.gate]
        if len(gates) != 1:
            has = f"{len(gates)} gate checks ({', '.join(gates)}). Keep one" if gates else "no gate check. Mark one"
            what = f"the guideline has {has} with 'gate: true'."
            yield issue_at(page.source, page.place("checks"), "gate-count", what)


def check_law(primer: Primer) -> Iterator[Issue]:
    """`law-undated`: a claim of law says where, and as of when."""
    for page in primer.findings.values():
        finding = page.fields
        if finding.claim_type is ClaimType.LAW and not (finding.jurisdiction and finding.as_of):
            what = "a claim of law without 'jurisdiction' and 'as_of'. Add both."
            yield issue_at(page.source, page.place("claim_type"), "law-undated", what)


def check_minutes(primer: Primer) -> Iterator[Issue]:
    """`minutes-wrong`: steps and slots add up to the minutes that the page promises."""
    for page in primer.activities.values():
        total = sum(step.minutes for step in page.fields.steps)
        if total != page.fields.minutes:
            what = f"the steps add up to {total} minutes, not {page.fields.minutes}. Fix one or the other."
            yield issue_at(page.source, page.place("minutes"), "minutes-wrong", what)
        if page.fields.group.least > page.fields.group.most:
            yield issue_at(page.source, page.place("group"), "group-wrong", "'least' is above 'most'. Exchange them.")
    for agenda in primer.agendas:
        total = sum(slot.minutes for slot in agenda.fields.slots)
        if total != agenda.fields.minutes:
            what = f"the slots add up to {total} minutes, not {agenda.fields.minutes}. Fix one or the other."
            yield issue_at(agenda.source, agenda.place("minutes"), "minutes-wrong", what)


def check_slots(primer: Primer) -> Iterator[Issue]:
    """`slot-short`: an agenda gives an activity the minutes that it needs."""
    for agenda in primer.agendas:
        for number, slot in enumerate(agenda.fields.slots):
            activity = primer.activities.get(slot.activity or "")
            if activity and slot.minutes < activity.fields.minutes:
                needed = activity.fields.minutes
                what = f"{slot.activity} needs {needed} minutes and gets {slot.minutes}. Give it more time."
                yield issue_at(agenda.source, agenda.place("slots", number, "minutes"), "slot-short", what)


def check_terms(primer: Primer) -> Iterator[Issue]:
    """`term-incomplete`, `term-duplicate`: a term to avoid says what to write; each term and anchor stands once."""
    page = primer.glossary
    if page is None:
        return
    seen: set[str] = set()
    for number, term in enumerate(page.fields.terms):
        if term.usage is Usage.AVOID and not term.instead:
            what = f"'{term.term}' is to be avoided. Add 'instead' with what to write."
            yield issue_at(page.source, page.place("terms", number), "term-incomplete", what)
        if term.id in seen:
            what = f"the anchor '{term.id}' is taken by a term above. Give it another."
            yield issue_at(page.source, page.place("terms", number, "id"), "term-duplicate", what)
        seen.add(term.id)


def check_help(primer: Primer) -> Iterator[Issue]:
    """`help-unconfirmed`: an entry that is not verified says what was not confirmed."""
    page = primer.help
    if page is None:
        return
    for number, entry in enumerate(page.fields.entries):
        if entry.status is not HelpStatus.VERIFIED and not entry.not_confirmed:
            what = f"'{entry.name}' is not verified. Add 'not_confirmed' with what could not be confirmed."
            yield issue_at(page.source, page.place("entries", number, "status"), "help-unconfirmed", what)


def check_help_age(primer: Primer, as_of: date) -> Iterator[Issue]:
    """`help-stale`: each entry was checked in the last 92 days."""
    page = primer.help
    if page is None:
        return
    for number, entry in enumerate(page.fields.entries):
        days = (as_of - entry.checked).days
        if days > HELP_DAYS:
            what = f"'{entry.name}' was checked {days} days before {as_of}, more than {HELP_DAYS}. Check it again."
            place = page.place("entries", number, "checked")
            yield issue_at(page.source, place, "help-stale", what, CODES["help-stale"].severity)


def check_todo(primer: Primer) -> Iterator[Issue]:
    """`todo-left`, `start-unwritten`: nothing that a new page left to be written is still there, nor in a source."""
    for page in primer.all_pages:
        for match in _TODO.finditer(page.source.text):
            what = f"'{_line_at(page.source.text, match.start())}' is still to be written. Write it, or delete it."
            code = "start-unwritten" if page.source.path == START else "todo-left"
            yield issue_at(page.source, match.start(), code, what, CODES[code].severity)
    for name, page in primer.items.items():
        for place, topic in enumerate(page.fields.topics):
            if topic == "todo":
                what = f"'todo' of {name} is no topic yet. Write one, or list topics in primer.yml to choose from."
                yield issue_at(page.source, page.place("topics", place), "todo-left", what)
    for key, reference in primer.bibliography.references.items():
        if any(_TODO.search(value) for value in reference.fields.values()):
            what = f"the entry '{key}' is still to be written. Replace each 'TODO', or delete the entry."
            yield Issue(reference.source_path, reference.line, 1, "todo-left", what)


def check_sources(primer: Primer) -> Iterator[Issue]:
    """`field-wrong`: what an entry says of its source is one of the words for it."""
    words = {"studytype": primer.settings.taxonomy.study_types, "read": tuple(ReadStatus), "verified": tuple(Verified)}
    for reference in primer.bibliography.references.values():
        for name, known in words.items():
            value = reference.fields.get(name, "")
            if value and value not in known and not _TODO.search(value):
                choices = ", ".join(repr(str(one)) for one in known)
                own = " A new word goes under 'study-types' in primer.yml." if name == "studytype" else ""
                what = f"'{name}' of '{reference.key}' is '{value}'. Write one of: {choices}.{own}"
                yield Issue(reference.source_path, reference.line, 1, "field-wrong", what)


def _line_at(text: str, start: int) -> str:
    return text[start:].partition("\n")[0][:40].strip(" '\"")


RULES = (
    *(check_numbers, check_gates, check_law, check_minutes, check_slots, check_terms, check_help),
    *(check_todo, check_sources),
)
