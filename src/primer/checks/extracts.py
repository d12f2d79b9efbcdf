"""Rules about the sources' own words: the file that holds them, and what evidence takes from it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mkdocs_bibliography.citations.locators import read_locator
from mkdocs_bibliography.citations.syntax import CitationItem, parse_citations
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.checks.codes import CODES
from primer.content.extracts import LONGEST, MOST, Extract
from primer.content.item_models import Evidence, Fields, Finding
from primer.content.model import Primer, cite_fields
from primer.content.page import Page
from primer.content.tracing import cited_sentences, traced_figures
from primer.content.vocabulary import ClaimType, ReadStatus, Relation

_CAPPED = frozenset({ClaimType.PREVALENCE, ClaimType.EFFECT, ClaimType.TOOL_PERFORMANCE})
"""Claims that a summary alone makes moderately sure at most."""
_BEARING = frozenset({Relation.SUPPORTS, Relation.PARTLY_SUPPORTS})
_NO_PAGES = frozenset({ReadStatus.ABSTRACT, ReadStatus.PRESS_SUMMARY, ReadStatus.NONE})
_NO_FRONT_MATTER = frozenset("online www electronic legislation legal jurisdiction dataset".split())
"""Types of entries of what has no front matter."""
_WEB = ("web", "online", "blog", "press release", "news")


def check_lengths(primer: Primer) -> Iterator[Issue]:
    """`extract-long`, `extract-many`: an extract has at most 25 words, a source at most six extracts."""
    for key, place, extract in _each(primer):
        if extract.count > LONGEST:
            has = f"has {extract.count} words, at most {LONGEST} are allowed"
            what = f"'{key}' {extract.id} {has}. Cut it with ' ... '."
            yield issue_at(primer.extracts.source, primer.extracts.place(key, place, "words"), "extract-long", what)
    for key, found in primer.extracts.by_key.items():
        if len(found) > MOST:
            what = f"'{key}' has {len(found)} extracts, at most {MOST} are allowed. Keep those that pages rest on."
            yield issue_at(primer.extracts.source, primer.extracts.place(key), "extract-many", what)


def check_keys(primer: Primer) -> Iterator[Issue]:
    """`extract-key`: each key stands in the bibliography and in order, each letter once."""
    extracts, known = primer.extracts, primer.bibliography.references.keys() | primer.bibliography.broken
    for key in extracts.front.values if primer.bibliography_complete else ():
        if key not in known:
            what = f"'{key}' is no key of the bibliography. Fix it, or take the extracts out."
            yield issue_at(extracts.source, extracts.place(key), "extract-key", what)
    for earlier, later in pairwise(extracts.front.values):
        if later < earlier:
            what = f"'{later}' comes after '{earlier}'. Put the keys in order."
            yield issue_at(extracts.source, extracts.place(later), "extract-key", what)
    for key, found in extracts.by_key.items():
        letters = [extract.id for extract in found]
        for letter in sorted({one for one in letters if letters.count(one) > 1}):
            what = f"'{key}' has two extracts '{letter}'. Give one of them the next letter."
            yield issue_at(extracts.source, extracts.place(key), "extract-key", what)


def check_queries(primer: Primer) -> Iterator[Issue]:
    """`extract-query`: the address of the page that was read has no query string."""
    for key, place, extract in _each(primer):
        if "?" in extract.seen:
            what = f"'{extract.seen[:60]}' holds a query string. Give the address up to the '?', or another page."
            yield issue_at(primer.extracts.source, primer.extracts.place(key, place, "seen"), "extract-query", what)


def check_used(primer: Primer) -> Iterator[Issue]:
    """`extract-unused`: something rests on each extract: a row of evidence, a figure, or a sentence without figures."""
    if not primer.extracts.present:
        return
    rows = [row for page in primer.findings.values() for row in page.fields.evidence]
    used = {(row.cite, letter) for row in rows for letter in (*row.extracts, row.agrees) if letter}
    traced = traced_figures(primer)
    used |= {(carrier.key, carrier.extract.id) for figure in traced for carrier in figure.carriers if carrier.extract}
    carried = {
        (figure.sentence.span, figure.sentence.page.source.path, carrier.key)
        for figure in traced
        for carrier in figure.carriers
        if carrier.extract
    }
    loose = {
        key
        for sentence in cited_sentences(primer)
        for key in sentence.keys
        if (sentence.span, sentence.page.source.path, key) not in carried
    }
    loose |= {key for page in primer.every_page if not isinstance(page.fields, Finding) for _, key in cite_fields(page)}
    for key, place, extract in _each(primer):
        reference = primer.bibliography.references.get(key)
        kept = reference is None or "background" in reference.keywords or key in loose
        if (key, extract.id) not in used and not kept:
            what = f"nothing rests on '{key}' {extract.id}. Take it out, or name it in the 'from' of a finding."
            yield issue_at(primer.extracts.source, primer.extracts.place(key, place), "extract-unused", what)


def check_named(primer: Primer) -> Iterator[Issue]:
    """`from-missing`, `from-unknown`: each row of evidence names the extracts that it rests on, and they exist."""
    extracts = primer.extracts
    for page in primer.findings.values() if extracts.present else ():
        for place, row in enumerate(page.fields.evidence):
            if row.cite not in primer.bibliography.references:
                continue
            known = {extract.id for extract in extracts.of(row.cite)}
            if not row.extracts and row.cite not in extracts.unseen:
                what = f"the row about '{row.cite}' names no extract. Add 'from: [a]' with those that it rests on."
                if row.cite not in extracts.by_key:
                    what = f"'{row.cite}' has no entry in extracts.yml. Add its words there, then 'from: [a]' here."
                yield issue_at(page.source, page.place("evidence", place), "from-missing", what)
            for letter in (*row.extracts, *filter(None, (row.agrees,))):
                if letter not in known:
                    fix = f"It has {', '.join(sorted(known))}; name one of those."
                    if not known:
                        fix = "Write the source's words under that key in extracts.yml, or take the letter out."
                    what = f"'{row.cite}' has no extract '{letter}'. {fix}"
                    field = "from" if letter in row.extracts else "agrees"
                    yield issue_at(page.source, page.place("evidence", place, field), "from-unknown", what)


def check_unread(primer: Primer) -> Iterator[Issue]:
    """`source-unread`: what bears on a finding was read, at least in part."""
    for page in primer.findings.values():
        for place, row in enumerate(page.fields.evidence):
            reference = primer.bibliography.references.get(row.cite)
            if reference and reference.read == ReadStatus.NONE and row.relation is not Relation.BACKGROUND:
                what = (
                    f"nobody read '{row.cite}', and its relation is '{row.relation}'. Read it, or make it 'background'."
                )
                where = page.place("evidence", place, "relation")
                yield issue_at(page.source, where, "source-unread", what, CODES["source-unread"].severity)


def check_levels(primer: Primer) -> Iterator[Issue]:
    """`level-read-cap`, `level-unseen`: no level is above what was read, or rests on words that nobody saw."""
    for page in primer.findings.values():
        finding = page.fields
        rows = [row for row in finding.evidence if row.relation in _BEARING]
        references = [primer.bibliography.references.get(row.cite) for row in rows]
        read = {reference.read for reference in references if reference}
        strong = finding.level.strongest and finding.claim_type in _CAPPED
        if strong and read and ReadStatus.FULL_TEXT not in read:
            what = (
                f"no source of this claim about {finding.claim_type.label.lower()} was read in full. "
                f"Lower '{finding.level}' to '{_step(primer, 1)}', or read one."
            )
            yield issue_at(page.source, page.place("level"), "level-read-cap", what)
        for what in _unseen(primer, finding, rows):
            yield issue_at(page.source, page.place("level"), "level-unseen", what)


def _unseen(primer: Primer, finding: Finding, rows: list[Evidence]) -> Iterator[str]:
    hidden = {row.cite for row in rows if row.cite in primer.extracts.unseen}
    seen = {row.cite for row in rows} - hidden
    needed = 0 if finding.level.number < finding.level.of - 1 else 1
    if finding.level.strongest and not finding.sole_design:
        needed = 2
    if hidden and len(seen) < needed:
        names = ", ".join(sorted(hidden))
        lower = f"Lower it to '{_step(primer, 2)}', or add extracts."
        yield f"'{finding.level}' rests on words that were not seen ({names}). {lower}"


def _step(primer: Primer, below: int) -> str:
    """The level so many steps below the highest, or the lowest."""
    steps = primer.settings.taxonomy.scale.steps
    return steps[min(below, len(steps) - 1)]


def check_read(primer: Primer) -> Iterator[Issue]:
    """`read-disagrees`, `locator-impossible`: a place in a source was opened, and is one that it can have."""
    for key, place, extract in _each(primer):
        reference = primer.bibliography.references.get(key)
        for code, what in _place_problems(primer, reference, extract.where, opened=True) if reference else ():
            yield issue_at(primer.extracts.source, primer.extracts.place(key, place, "where"), code, what)
    for page in primer.findings.values() if primer.extracts.present else ():
        for number, row in enumerate(page.fields.evidence):
            reference = primer.bibliography.references.get(row.cite)
            for code, what in _place_problems(primer, reference, row.locator) if reference else ():
                yield issue_at(page.source, page.place("evidence", number, "locator"), code, what)
    for text in primer.all_pages if primer.extracts.present else ():
        for place, item in _cited(text):
            reference = primer.bibliography.references.get(item.key)
            where = str(item.locator) if item.locator else ""
            for code, what in _place_problems(primer, reference, where) if reference else ():
                yield issue_at(text.source, place, code, what)


def _cited(page: Page[Fields]) -> Iterator[tuple[int, CitationItem]]:
    """Every work that a page's prose cites, with its place in the file."""
    for passage in page.passages:
        text = page.source.cut(passage.span)
        for cluster in parse_citations(text).clusters if "@" in text else ():
            yield from ((passage.span.start + item.span.start, item) for item in cluster.items)


def _place_problems(
    primer: Primer, reference: Reference, where: str, opened: bool = False
) -> Iterator[tuple[str, str]]:
    locator, _ = read_locator(f", {where}") if where else (None, "")
    part = where.lower()
    if part == "front matter" and _is_web_page(reference):
        what = f"'{reference.key}' is a page of the web and has no front matter. Name the section, or 'full text'."
        yield "locator-impossible", what
    pages = {extract.where.lower() for extract in primer.extracts.of(reference.key)}
    unread = reference.read in _NO_PAGES and locator is not None and locator.value and (opened or part not in pages)
    if unread or (part == "full text" and reference.read != ReadStatus.FULL_TEXT):
        read = reference.read.replace("-", " ")
        what = f"'{where}' was opened, and references.bib says that the most read of '{reference.key}' is '{read}'."
        yield "read-disagrees", f"{what} Correct one of them."


def _is_web_page(reference: Reference) -> bool:
    if reference.entry_type in _NO_FRONT_MATTER or reference.fields.get("entrysubtype") == "newspaper":
        return True
    kind = " ".join(reference.fields.get(name, "") for name in ("howpublished", "note", "type")).lower()
    return reference.entry_type == "misc" and any(word in kind for word in _WEB)


def _each(primer: Primer) -> Iterator[tuple[str, int, Extract]]:
    """Every extract, with its key and its place in the list of its source."""
    for key, found in primer.extracts.by_key.items():
        places = {id_: place for place, id_ in reversed(list(enumerate(extract.id for extract in found)))}
        seen: dict[str, int] = {}
        for number, extract in enumerate(found):
            seen[extract.id] = seen.get(extract.id, -1) + 1
            yield key, places[extract.id] if not seen[extract.id] else number, extract


RULES = (check_lengths, check_keys, check_queries, check_used, check_named, check_unread, check_levels, check_read)
