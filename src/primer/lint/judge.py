"""What is wrong with a reference to a primer, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from mkdocs_bibliography.text.issues import Code, Severity
from primer.lint.ids import Ids, Record
from primer.lint.scan import Addressed, Named, Reference

_FILE = "other people's files"
LINT_CODES: dict[str, Code] = {
    "ref-unknown": Code("An id that the primer never had.", _FILE),
    "ref-check-unknown": Code("A check that the guideline never had.", _FILE),
    "ref-withdrawn": Code("An item or a check that the primer no longer has.", _FILE, "warning"),
    "ref-split": Code("An item or a check that became several.", _FILE, "warning"),
    "ref-removed": Code("An item whose text was removed for safety.", _FILE),
    "ref-changed": Code("What was cited says something else since the edition that is named.", _FILE, "warning"),
    "ref-edition": Code("An edition that the primer never had, or that lacks the item.", _FILE),
    "ref-address": Code("An address of the primer that leads to no page.", _FILE),
    "ref-anchor": Code("A place in a page that the primer does not keep.", _FILE, "warning"),
    "ref-mismatch": Code("The words of a link name one item, its address another.", _FILE),
}
"""Every code that `primer lint-refs` prints, by its name."""

_STEP = re.compile(r"step-[0-9]+")
_CHECK = re.compile(r"(?:cite-)?c([0-9]+)")
_TWINS = (".md", ".json")


@dataclass(frozen=True)
class Edit:
    """Words to put in the place of a span."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with one reference."""

    start: int
    end: int
    code: str
    message: str
    edits: tuple[Edit, ...] = ()
    """A repair that no one has to think about; none when someone has to."""

    @property
    def severity(self) -> Severity:
        """As its code declares it."""
        return LINT_CODES[self.code].severity


def judge(ids: Ids, reference: Reference) -> Iterator[Fault]:
    """The faults of a reference; none when it leads where it says."""
    if isinstance(reference, Named):
        yield from _judge_named(ids, reference)
    else:
        yield from _judge_address(ids, reference)


def _judge_named(ids: Ids, named: Named) -> Iterator[Fault]:
    said = _said(named)
    record = ids.records.get(named.name)
    if record is None:
        message = f"'{said}' is no id of the primer. Look for the right one at {ids.site}."
        yield Fault(named.start, named.end, "ref-unknown", message)
        return
    yield from _judge_record(ids, record, named, said, named.check)


def _judge_record(ids: Ids, record: Record, at: Reference, said: str, check: int | None) -> Iterator[Fault]:
    """The faults of a reference to an item that the primer has, or had."""
    if at.edition and not ids.knows(at.edition):
        known = ", ".join(dict.fromkeys((*ids.editions, ids.edition)))
        message = f"'{said}' names edition {at.edition}, and there is none. Name one of: {known}."
        yield Fault(at.start, at.end, "ref-edition", message)
        return
    if record.status == "removed-for-safety" or (at.edition and at.edition in record.removed_in):
        message = f"The text of '{said}' was removed for safety. Take the reference out."
        yield Fault(at.start, at.end, "ref-removed", message)
    elif check is not None and check not in record.checks:
        asked = ", ".join(f"{record.name}.{number}" for number in sorted(record.checks - set(record.gone)))
        message = f"'{said}' names a check that {record.name} never had. It has {asked or 'none'}."
        yield Fault(at.start, at.end, "ref-check-unknown", message)
    elif at.edition and at.edition in ids.editions and at.edition not in record.editions:
        message = f"Edition {at.edition} has no '{record.name}'; it came with edition {record.since}. Name that one."
        yield Fault(at.start, at.end, "ref-edition", message)
    else:
        yield from _judge_lasting(ids, record, at, said, check)


def _judge_lasting(ids: Ids, record: Record, at: Reference, said: str, check: int | None) -> Iterator[Fault]:
    gone = record.gone.get(check) if check is not None else None
    if not record.current:
        edits = _succeeded(ids, at, record.replaced_by) if record.status == "merged" else ()
        yield _gone(at, said, record.status, record.reason, record.replaced_by, edits)
    elif gone:
        status = "split" if len(gone.replaced_by) > 1 else "withdrawn"
        yield _gone(at, said, status, gone.reason, gone.replaced_by, _succeeded(ids, at, gone.replaced_by))
    elif at.edition and (changed := _changed(record, at.edition, check)):
        now = f"{ids.site}{record.address}" + (f"#c{check}" if check else "")
        message = f"'{said}' has changed since edition {at.edition}: {', '.join(changed)}."
        how = f"Read {now}, then name the edition that you mean."
        yield Fault(at.start, at.end, "ref-changed", f"{message} {how}")


def _gone(
    at: Reference, said: str, status: str, reason: str | None, successors: tuple[str, ...], edits: tuple[Edit, ...]
) -> Fault:
    word = {"split": "became several", "merged": "was merged"}.get(status, "was withdrawn")
    why = f" ({reason.rstrip('.')})" if reason else ""
    how = (
        f"Write {' or '.join(successors)}." if successors else "Take the reference out, or name an edition that has it."
    )
    code = "ref-split" if status == "split" else "ref-withdrawn"
    return Fault(at.start, at.end, code, f"'{said}' {word}{why}. {how}", edits)


def _succeeded(ids: Ids, at: Reference, successors: tuple[str, ...]) -> tuple[Edit, ...]:
    """The only successor in the place of what it took over; what names an edition stays as it is."""
    if at.edition or len(successors) != 1:
        return ()
    name, _, check = successors[0].partition(".")
    if isinstance(at, Named):
        return (Edit(at.bare, at.end, successors[0]),)
    if name not in ids.records or (at.label and at.label.edition):
        return ()
    address = f"{ids.site}{ids.records[name].address}" + (f"#c{check}" if check else "")
    return (*((Edit(at.label.bare, at.label.end, successors[0]),) if at.label else ()), Edit(at.start, at.end, address))


def _changed(record: Record, edition: str, check: int | None) -> list[str]:
    """The parts that say something else now than in an edition, in words."""
    then = record.editions.get(edition)
    if then is None:
        return []
    parts = ("statement", f"c{check}") if check is not None else sorted({*then, *record.meaning} - {"title"})
    return [_part(part) for part in parts if part in then and then[part] != record.meaning.get(part)]


def _part(part: str) -> str:
    names = {"statement": "the statement", "ratings": "how sure it is"}
    return names.get(part) or (f"check {part[1:]}" if re.fullmatch(r"c[0-9]+", part) else part)


def _judge_address(ids: Ids, at: Addressed) -> Iterator[Fault]:
    path = at.path or "index.html"
    said = path + (f"#{at.anchor}" if at.anchor else "")
    better = _page(ids, path)
    if better is None:
        if _judged(path):
            near = difflib.get_close_matches(path.lower(), [*ids.by_address, *ids.pages], 1)
            hint = f"Did you mean '{near[0]}'?" if near else "Search for it there."
            yield Fault(at.start, at.end, "ref-address", f"'{said}' is no page of {ids.site}. {hint}")
        return
    wrong = better != path
    if wrong or (at.scheme and at.scheme != urlsplit(ids.site).scheme):
        folder = f"v/{at.edition}/" if at.edition else ""
        fix = f"{ids.site}{folder}{better}{at.query}" + (f"#{at.anchor}" if at.anchor else "")
        why = "is not the page's address" if wrong else "is not how the site is reached"
        edits = (Edit(at.start, at.end, fix),)
        yield Fault(at.start, at.end, "ref-address", f"'{said}' {why}. Write {fix}.", edits)
    record = ids.by_address.get(_html(better))
    if record is None:
        return
    check = int(match[1]) if (match := _CHECK.fullmatch(at.anchor)) else None
    yield from _judge_record(ids, record, at, said, check)
    kept = ids.anchors.get(record.type)
    if at.anchor and check is None and kept and at.anchor not in kept and not _STEP.fullmatch(at.anchor):
        message = f"'{said}' names a place that the page does not keep. Use one of: {', '.join(sorted(kept))}."
        yield Fault(at.start, at.end, "ref-anchor", message)
    yield from _judge_label(record, at, check)


def _judge_label(record: Record, at: Addressed, check: int | None) -> Iterator[Fault]:
    """A label that names something else than its address; a label without its check may lead to the check."""
    label = at.label
    if label is None or not re.fullmatch(r"[A-Z]+[0-9]+", record.name):
        return
    edition = at.edition and label.edition and at.edition != label.edition
    if label.name != record.name or (label.check and check and label.check != check) or edition:
        leads = (f"edition {at.edition}'s " if edition else "") + record.name + (f".{check}" if check else "")
        message = f"The link says '{_said(label)}' and leads to {leads}. Make them one."
        yield Fault(label.start, label.end, "ref-mismatch", message)


def _page(ids: Ids, path: str) -> str | None:
    """A page's address as it should be written, when it is plain which page is meant."""
    for candidate in (path, path.rstrip("/"), path.rstrip("/") + ".html", path.rstrip("/") + "/index.html"):
        for form in (candidate, candidate.lower()):
            if _html(form) in ids.pages or _html(form) in ids.by_address:
                return form
    return ids.by_folded_address.get(path.casefold())


def _html(path: str) -> str:
    """The address of the page that a file is another form of."""
    for ending in _TWINS:
        if path.endswith(ending):
            return path.removesuffix(ending) + ".html"
    return path


def _judged(path: str) -> bool:
    """Whether a path names a page; what is offered for programs and for print has no list here."""
    folder, _, name = path.rpartition("/")
    return folder.partition("/")[0] in {"", "ref"} and ("." not in name or name.endswith((".html", *_TWINS)))


def _said(named: Named) -> str:
    edition = f"v{named.edition}-" if named.edition else ""
    return edition + named.name + (f".{named.check}" if named.check is not None else "")
