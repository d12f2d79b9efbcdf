"""Items as calls of our Typst functions: what a page of paper says, in the order that the templates lay out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mkdocs_bibliography.citations.locators import place_in_text
from mkdocs_bibliography.text.strings import Strings
from primer.content.field_roles import fields_with, is_prose, printed
from primer.content.item_models import (
    Activity,
    Check,
    Effect,
    Evidence,
    Finding,
    FindingEdge,
    Guideline,
    Item,
    Myth,
    Need,
)
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.wording import in_quotes, one_of, section_title, sure, upper_first
from primer.paper.markdown import PaperText
from primer.paper.markup import Call, Content, plain
from primer.project.levels import Level


def item(primer: Primer, text: PaperText, name: str) -> Call:
    """The whole of one item as markup."""
    if name in primer.guidelines:
        return guideline(primer, text, primer.guidelines[name])
    if name in primer.myths:
        return myth(primer, text, primer.myths[name])
    if name in primer.findings:
        return finding(primer, text, primer.findings[name])
    return activity(primer, text, primer.activities[name])


def guideline(primer: Primer, text: PaperText, page: Page[Guideline]) -> Call:
    """A guideline with its checks, reasons and evidence."""
    g = page.fields
    brief = g.in_brief
    return Call.of(
        "guideline",
        **_head(text, page, g.id),
        said=_said(text, g),
        strength=primer.strings.label(g.strength),
        basis=", ".join(map(primer.strings.label, g.basis)),
        levels=levels_of(primer.strings, g),
        need=_ground(primer, text, g.need),
        effect=_ground(primer, text, g.effect),
        checks=[_check(text, check) for check in g.checks],
        brief=[text.field(line) for line in (brief.do, brief.why)],
        why=text.body(page, "why"),
        how=text.body(page, "how"),
        limits=text.body(page, "limits"),
        evidence=edges(primer, text, g.findings),
        myths=titles(primer, primer.myths_answered[g.id]),
        near=titles(primer, primer.related_guidelines[g.id]),
        workshop=text.body(page, "workshop"),
        activities=titles(primer, primer.activities_for.get(g.id, ())),
    )


def myth(primer: Primer, text: PaperText, page: Page[Myth]) -> Call:
    """A fact, and the claim that it corrects in one block with the fact."""
    m = page.fields
    return Call.of(
        "myth",
        **_head(text, page, m.id),
        said=_said(text, m),
        level=level(m.level, m.disputed),
        research=text.body(page, "research"),
        prefix=m.verdict.prefix,
        met_in=[text.field(_with_source(met.where, met.cite, met.locator)) for met in m.met_in],
        technique=primer.strings("list.and").join(map(primer.strings.label, m.technique)),
        misleads=text.body(page, "misleads"),
        design=text.body(page, "design"),
        guidelines=titles(primer, primer.guidelines_answering.get(m.id, ())),
        evidence=edges(primer, text, m.findings),
    )


def finding(primer: Primer, text: PaperText, page: Page[Finding]) -> Call:
    """What research shows, how sure that is, and what it does not show."""
    f = page.fields
    used = (primer.guidelines_on, primer.myths_citing, primer.activities_for)
    return Call.of(
        "finding",
        **_head(text, page, f.id),
        said=_said(text, f),
        kind=primer.strings.label(f.claim_type),
        level=level(f.level, f.disputed),
        law=_law(primer.strings, f),
        independent=f.independent,
        searched=primer.strings.day(f.searched),
        notes=text.body(page, "notes") if page.part("notes") else None,
        evidence=[_evidence(primer, text, entry) for entry in f.evidence],
        used=titles(primer, [name for edge in used for name in edge.get(f.id, ())]),
    )


def activity(primer: Primer, text: PaperText, page: Page[Activity]) -> Call:
    """Something that a group does, with what whoever leads needs to know."""
    w = page.fields
    return Call.of(
        "activity",
        **_head(text, page, w.id),
        said=_said(text, w),
        minutes=w.minutes,
        group=primer.strings("activity.people", least=w.group.least, most=w.group.most),
        steps=[{"minutes": step.minutes, "text": text.field(step.text)} for step in w.steps],
        remote=text.field(w.adaptations.remote),
        without_cards=text.field(w.adaptations.without_cards),
        practised=titles(primer, (*w.guidelines, *w.findings)),
        handout=text.body(page, "handout") if page.part("handout") else None,
    )


def _check(text: PaperText, check: Check) -> dict[str, object]:
    told = {"passes": text.field(check.passes_if), "fails": text.field(check.fails_if)}
    return {"n": check.n, "text": text.field(check.text), "gate": check.gate, **told}


def _head(text: PaperText, page: Page[Item], name: str) -> dict[str, object]:
    fields, t = page.fields, text.strings
    note = text.field(fields.content_note) if fields.content_note else None
    heads = {part.anchor: plain(section_title(t, page, part.heading, short=True)) for part in page.kind.sections}
    told = {"id": name, "title": plain(fields.title), "reviewed": t.day(fields.reviewed)}
    return {**told, "note": note, "heads": heads}


def _said(text: PaperText, fields: Item) -> dict[str, object]:
    """What an item's own page of paper says in sentences, by the names of the fields."""
    known = type(fields).model_fields
    writers = {name: text.field if is_prose(known[name]) else plain for name in fields_with(type(fields), printed)}
    return {name: _content(write, getattr(fields, name)) for name, write in writers.items()}


def _content(write: Callable[[str], Content], told: str | tuple[str, ...] | None) -> object:
    if told is None:
        return None
    return write(told) if isinstance(told, str) else [write(line) for line in told]


def level(one: Level, disputed: bool) -> dict[str, object]:
    """A level of evidence for the squares and the words."""
    return {"number": one.number if one.rated else None, "of": one.of, "label": one.label, "disputed": disputed}


def levels_of(strings: Strings, fields: Guideline) -> dict[str, object]:
    """The two levels of a guideline, in words alone."""
    return {"number": None, "label": sure(strings, fields), "disputed": False}


def _ground(primer: Primer, text: PaperText, ground: Need | Effect) -> dict[str, object]:
    """A level of a guideline with its reason and its findings."""
    return {
        "label": ground.level.word,
        "reason": text.field(ground.reason),
        "findings": titles(primer, ground.findings),
    }


def titles(primer: Primer, names: Iterable[str]) -> list[dict[str, object]]:
    """Items to name: id and title."""
    return [{"id": name, "title": plain(primer.items[name].fields.title)} for name in names if name in primer.items]


def edges(primer: Primer, text: PaperText, found: Iterable[FindingEdge]) -> list[dict[str, object]]:
    """The findings that carry a page: each with its level and what it carries there."""
    rows: list[dict[str, object]] = []
    for edge in found:
        fields = primer.findings[edge.ref].fields
        told = {"level": level(fields.level, fields.disputed), "why": text.field(edge.why)}
        rows.append({"id": edge.ref, "title": plain(fields.title), **told})
    return rows


def _evidence(primer: Primer, text: PaperText, entry: Evidence) -> dict[str, object]:
    reference = primer.bibliography.references[entry.cite]
    facts = ", ".join(part for part in (entry.size, entry.place, entry.years) if part)
    study = ": ".join(part for part in (one_of(primer.strings, "studytype", reference.studytype or ""), facts) if part)
    return {
        "source": text.field(f"@{{{entry.cite}}}"),
        "note": text.field(entry.note) if entry.note else None,
        "study": upper_first(study),
        "relation": primer.strings.label(entry.relation),
        "where": entry.locator,
        "read": one_of(primer.strings, "readstatus", reference.read or ""),
        "words": [plain(line) for line in _words(primer, entry)],
    }


def _words(primer: Primer, entry: Evidence) -> list[str]:
    """The source's own words that a row rests on, or that they were not seen."""
    if entry.cite in primer.extracts.unseen:
        return [f"{primer.strings('extract.not-seen')}. {primer.extracts.unseen[entry.cite]}"]
    return [in_quotes(primer.strings, one) for one in primer.extracts.of(entry.cite) if one.id in entry.extracts]


def _law(strings: Strings, fields: Finding) -> str | None:
    if fields.jurisdiction and fields.as_of:
        return strings("finding.as-of", place=fields.jurisdiction, day=strings.day(fields.as_of))
    return None


def _with_source(where: str, cite: str | None, locator: str | None) -> str:
    place = place_in_text(locator)
    return f"{where} [@{{{cite}}}{f', {place}' if place else ''}]" if cite else where
