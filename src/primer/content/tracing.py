"""Which words of a source carry each figure of the primer: `traced_figures`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.source import Span
from primer.content.extracts import Extract
from primer.content.field_roles import advice, frame, paths_with, states_figures
from primer.content.item_models import Evidence, Fields, Finding, Guideline, Myth
from primer.content.model import Primer, cite_fields, clusters_of, findings_of
from primer.content.page import PROSE, Page
from primer.content.sentences import Sentence, sentences_in, sentences_of
from primer.project.front_matter import Path
from primer.syntax.derived import CONSTANTS, Derived, SumError, compute
from primer.syntax.figures import NOTHING, SMALL, Figure, Numbers, figures_in, numbers_in
from primer.syntax.mentions import find_mentions

_OWN_FIELDS = frozenset(
    "population limits read verified studytype keywords retracted corrected url doi urldate abstract file".split()
)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


@dataclass(frozen=True)
class Carrier:
    """What holds a figure: an extract, or the entry of the bibliography."""

    key: str
    extract: Extract | None = None
    """None where the entry's title or date holds it."""


@dataclass(frozen=True)
class TracedFigure:
    """A figure that a page states, and what carries it."""

    sentence: Sentence
    span: Span
    """Where it stands in the file."""
    text: str
    """The figure as written; of a figure of our own an operand, or what is printed."""
    works: tuple[str, ...]
    """The sources whose words may carry it."""
    carriers: tuple[Carrier, ...]
    unseen: bool = False
    """Whether it may stand in a source whose words were not seen."""
    counted: bool = False
    """Whether it counts what the page itself lists, such as its sources."""
    derived: Derived | None = None
    """The sum that it belongs to."""
    frame: bool = False
    """Whether it stands in a field that says who, where and when."""

    @property
    def traced(self) -> bool:
        """Whether anything carries it."""
        return bool(self.carriers) or self.unseen or self.counted


@dataclass(frozen=True)
class _Claim:
    """A sentence to be traced, and the sources that may carry its figures."""

    sentence: Sentence
    works: tuple[str, ...]
    frame: bool = False
    advice: bool = False
    row: Evidence | None = None


@lru_cache(maxsize=4)
def cited_sentences(primer: Primer) -> tuple[Sentence, ...]:
    """Every sentence of the primer's prose, in order of pages."""
    return tuple(sentence for page in primer.all_pages for sentence in sentences_of(page))


@lru_cache(maxsize=4)
def traced_figures(primer: Primer) -> tuple[TracedFigure, ...]:
    """Every figure that has to be traced, in order of pages; none when the primer keeps no extracts."""
    if not primer.extracts.present:
        return ()
    tracer = _Tracer(primer)
    return tuple(found for page in primer.all_pages for found in tracer.page(page))


def works_of(primer: Primer, page: Page[Fields]) -> tuple[str, ...]:
    """The sources that a page cites, in its text, its fields and the findings that it rests on or mentions."""
    keys = [key for _, key in cite_fields(page)]
    keys += [item.key for cluster in clusters_of(page) for item in cluster.items]
    named = list(findings_of(page.fields)) if isinstance(page.fields, (Guideline, Myth)) else []
    if page.valid and not page.kind.has_id:
        named += [
            mention.id
            for mention in find_mentions(page.source.text, primer.letters.all)
            if mention.id in primer.findings
        ]
    for name in named:
        if name in primer.findings:
            keys += [row.cite for row in primer.findings[name].fields.evidence]
    return tuple(dict.fromkeys(keys))


def bibliographic_numbers(reference: Reference) -> Numbers:
    """The numbers of a source's entry: all of its title and date, of other fields the years."""
    own = " ".join(reference.fields.get(name, "") for name in ("title", "subtitle", "date", "year", "month"))
    own = re.sub(r"(\d)-(\d)", r"\1 \2", own)
    rest = " ".join(value for name, value in reference.fields.items() if name not in _OWN_FIELDS)
    return numbers_in(own) | Numbers(frozenset(Fraction(year) for year in _YEAR.findall(rest)), frozenset())


class _Tracer:
    def __init__(self, primer: Primer) -> None:
        self._primer = primer
        self._extracts = primer.extracts
        self._entries = {key: bibliographic_numbers(one) for key, one in primer.bibliography.references.items()}

    def page(self, page: Page[Fields]) -> Iterator[TracedFigure]:
        works = works_of(self._primer, page)
        small = max(len(works), 1)
        known = self._primer.bibliography.references
        for claim in self._claims(page, works):
            if any(key not in known for key in claim.works):  # That is told already.
                continue
            yield from self._sums(claim, works)
            for figure in figures_in(claim.sentence.plain):
                if not self._passed_over(claim, figure, small):
                    yield self._traced(claim, figure)

    def _claims(self, page: Page[Fields], works: tuple[str, ...]) -> Iterator[_Claim]:
        fields, kind = page.fields, type(page.fields)
        stated, frames, advised = (paths_with(kind, role) for role in (states_figures, frame, advice))
        for sentence in sentences_of(page):
            path = tuple(part for part in sentence.path if isinstance(part, str))
            if sentence.keys:
                yield _Claim(sentence, sentence.keys)
            elif path in stated:
                yield _Claim(sentence, works, advice=path in advised)
            elif path in frames:
                yield _Claim(sentence, works, frame=True)
            elif sentence.derived and sentence.path[:1] != ("evidence",):
                yield _Claim(sentence, ())
        for path in (*stated, *frames):
            if path[-1] not in PROSE:  # A line, such as the title, is no passage.
                yield from (_Claim(one, works, frame=path in frames) for one in self._field(page, path))
        if isinstance(fields, Finding):
            yield from self._rows(page, fields)

    def _rows(self, page: Page[Fields], finding: Finding) -> Iterator[_Claim]:
        for place, row in enumerate(finding.evidence):
            for name in ("note", "size", "place", "years"):
                for sentence in self._field(page, ("evidence", place, name)):
                    yield _Claim(sentence, (row.cite,), frame=name != "note", row=row)

    def _field(self, page: Page[Fields], path: Path) -> Iterator[Sentence]:
        if path in page.front.places and isinstance(page.front.value(path), str):
            yield from sentences_in(page, path, page.front.places[path])

    def _passed_over(self, claim: _Claim, figure: Figure, works: int) -> bool:
        """Whether a number is none of the sources': a small word that counts studies, or advice of our own."""
        if figure.word and figure.value <= SMALL and figure.value <= max(works, 2):
            return True
        return claim.advice and not figure.share

    def _traced(self, claim: _Claim, figure: Figure, derived: Derived | None = None) -> TracedFigure:
        start = claim.sentence.span.start
        carriers = tuple(self._carriers(claim.works, figure))
        return TracedFigure(
            claim.sentence,
            Span(start + figure.span.start, start + figure.span.end),
            figure.text,
            claim.works,
            carriers,
            not carriers and self._may_be_unseen(claim, figure),
            not carriers and _counts(claim, figure),
            derived,
            claim.frame,
        )

    def _carriers(self, works: Iterable[str], figure: Figure) -> Iterator[Carrier]:
        for key in works:
            held = [extract for extract in self._extracts.of(key) if extract.numbers.carry(figure)]
            yield from (Carrier(key, extract) for extract in held)
            if not held and self._entries.get(key, NOTHING).carry(figure):
                yield Carrier(key)

    def _may_be_unseen(self, claim: _Claim, figure: Figure) -> bool:
        """Whether a source without words may hold it; a finding's own fields need a row of evidence that says so."""
        unseen = [key for key in claim.works if key in self._extracts.unseen]
        fields = claim.sentence.page.fields
        if claim.row or claim.sentence.keys or not isinstance(fields, Finding):
            return bool(unseen)
        rows = ((row.note, row.size, row.place, row.years) for row in fields.evidence if row.cite in unseen)
        return any(numbers_in(" ".join(filter(None, row))).carry(figure) for row in rows)

    def _sums(self, claim: _Claim, works: tuple[str, ...]) -> Iterator[TracedFigure]:
        within = claim if claim.works else _Claim(claim.sentence, works)
        for derived in claim.sentence.derived:
            try:
                operands = compute(derived.sum)[1]
            except SumError:
                continue
            for operand in operands:
                if operand not in CONSTANTS:
                    yield self._traced(within, Figure(derived.span, _decimal(operand), operand), derived)


def _counts(claim: _Claim, figure: Figure) -> bool:
    """Whether a figure of a finding counts its sources."""
    fields = claim.sentence.page.fields
    if not isinstance(fields, Finding) or claim.row or claim.sentence.keys:
        return False
    return figure.value in (fields.independent, len(fields.evidence), len({row.cite for row in fields.evidence}))


def _decimal(number: Fraction) -> str:
    return f"{float(number):,.10g}"


@dataclass(frozen=True)
class Rest:
    """A sentence that rests on an extract."""

    page: Page[Fields]
    words: str


@lru_cache(maxsize=4)
def sentences_on(primer: Primer) -> Mapping[tuple[str, str], tuple[Rest, ...]]:
    """By key and letter of an extract: the sentences whose figures it carries, and those that have only it."""
    found: dict[tuple[str, str], dict[tuple[str, str], Rest]] = {}
    carried = set()
    for figure in traced_figures(primer):
        for carrier in figure.carriers:
            if carrier.extract and figure.sentence.page.valid:
                carried.add((figure.sentence.page.source.path, figure.sentence.span))
                _note(found, carrier.key, carrier.extract.id, figure.sentence)
    for sentence in cited_sentences(primer):
        for key in sentence.keys if (sentence.page.source.path, sentence.span) not in carried else ():
            only = primer.extracts.of(key)
            if len(only) == 1 and sentence.page.valid:
                _note(found, key, only[0].id, sentence)
    return {place: tuple(rests.values()) for place, rests in found.items()}


def _note(found: dict[tuple[str, str], dict[tuple[str, str], Rest]], key: str, letter: str, sentence: Sentence) -> None:
    page = sentence.page
    found.setdefault((key, letter), {})[(page.source.path, sentence.words)] = Rest(page, sentence.words)
