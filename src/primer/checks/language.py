"""Rules about English that reads aloud well: dates, hedges, clauses, openings and figures of speech.

The numbers are those of the rules for writers. Words of a subject are none of the engine's: the glossary's advice holds
those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.citations.locators import DEPTHS
from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Span, SpanSet
from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.sentences import Sentence
from primer.content.tracing import cited_sentences
from primer.content.vocabulary import ClaimType
from primer.syntax.blocks import find_blocks


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase to avoid."""

    code: str
    pattern: str
    """A regular expression, matched in any case."""
    instead: str
    """What to write in its place."""


PHRASES = (
    # 7. No figure of speech where a verb exists.
    Phrase("phrase-metaphor", r"rest(?:s|ed|ing)? (?:only |mostly |partly |chiefly )?(?:up)?on", "'is based on'"),
    Phrase(
        "phrase-metaphor",
        r"st(?:ands?|ood|anding) (?:only |mostly |partly )?on (?!\d|(?:\w+ ){0,2}(?:pages?|lines?|lists?)\b)",
        "'is based on'",
    ),
    Phrase("phrase-metaphor", r"h(?:angs?|ung|anging) on (?:a|an|the|one|what|how|whether)", "'depends on'"),
    Phrase(
        "phrase-metaphor", r"keep(?:s|ing)? (?:good |bad |poor )?company|kept (?:good )?company", "'is repeated by'"
    ),
    Phrase("phrase-metaphor", r"open(?:s|ed|ing)? (?:a|the) door (?:to|for)|a door that opens", "'leads to'"),
    Phrase("phrase-metaphor", r"point(?:s|ed|ing)? apart", "'disagree'"),
    Phrase("phrase-metaphor", r"travel(?:s|led|ling)? (?:far|without|further)", "'is repeated'"),
    # 8. Name the actor.
    Phrase("phrase-actor", r"whoever|whomever", "a role, such as 'the reviewer'"),
    Phrase("phrase-actor", r"somebody(?!['’]s behalf| else)", "a role, such as 'the reviewer'"),
    Phrase("phrase-actor", r"the ones? who|those who", "a role, such as 'reviewers'"),
    Phrase(
        "phrase-actor",
        r"(?:nobody|no one) (?:has |had |have )?(?:ever )?(?:measured|tested|studied|counted|compared|examined)",
        "'no study has'",
    ),
)
"""Phrases of English that hide what happens, or who does it; each is one that no plain sentence needs."""

_KINDS = {"phrase-metaphor": "a figure of speech", "phrase-actor": "nobody in particular"}
_QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]{2,300}\"|‘[^’]{2,200}’")
_DATED = re.compile(
    r"\b(stud(?:y|ies)|papers?|audits?|laws?|tests?|counts?|reports?|closures?|catalogues?|reporting|critiques?|cases?"
    r"|surveys?|reviews?|rulings?|articles?|books?|evaluations?|posts?|standards?|interviews)"
    r" of (?:about |early |late )?"
    r"((?:19|20)\d\d)\b(?![,.]\d|-| (?:[a-z]+ )?(?:people|patients|children|young|cases|adults))",
    re.I,
)
_HEDGE = re.compile(r"\b(?:may|probably)\b")
_OBSERVED = frozenset({ClaimType.DESCRIPTION, ClaimType.LAW, ClaimType.LIVED_EXPERIENCE, ClaimType.TOOL_PERFORMANCE})
"""Claims that tell what was seen or written: there is nothing to hedge."""
_OPENERS = r"no|a|an|the|this|these|those|it|they|he|she|we|one|some|any|each|every|most|many|few|people|such|there"
_THAT = re.compile(
    rf"That (?:(?:{_OPENERS}) [^.?!]*? (?:is|was|are|rests|stands|remains)\b"
    r"|[a-z]+ [a-z]+s? [^.?!]*?(?:is|was|remains) (?:un\w+|not known|our inference|an inference|not shown))"
)
_BARE = re.compile(
    r"(?:It|They|Neither|Both|This|These|Those)\b(?! (?:page|pages|primer|site|list|table|glossary|guide|edition)\b)"
)
_PLAIN_START = re.compile(r"[ \t]*(?:\*\*|[*_])?(?=[A-Z])")


def check_dates(primer: Primer) -> Iterator[Issue]:
    """`date-after`: a date stands before its noun: a 2015 study."""
    for page, place, text in _texts(primer):
        for match in _DATED.finditer(text):
            what = f"'{match.group()}' puts the date after its noun. Write '{match[2]} {match[1].lower()}'."
            yield issue_at(page.source, place + match.start(), "date-after", what)


def check_hedges(primer: Primer) -> Iterator[Issue]:
    """`hedge-observed`: the title of a finding that tells what was observed has no `may` and no `probably`."""
    for page in primer.findings.values():
        found = _HEDGE.search(page.fields.title) if page.fields.claim_type in _OBSERVED else None
        if found:
            kind = page.fields.claim_type.label.lower()
            what = f"'{found.group()}' hedges a claim of type {kind}. Say in the past tense what was seen, and where."
            yield issue_at(page.source, page.place("title"), "hedge-observed", what)


def check_that(primer: Primer) -> Iterator[Issue]:
    """`that-subject`: no clause with `That` is the subject of a sentence."""
    for page, place, text in _texts(primer):
        start = len(text) - len(text.lstrip(" \t\n>|-*\"'"))
        found = _THAT.match(text, start)
        limits = page.front.places.get(("does_not_show",))  # There a sentence finishes its heading.
        if found and not (limits and limits.start <= place < limits.end):
            said = " ".join(found.group().split())[:50]
            what = f"'{said}' makes a clause the subject. Begin with who or what: 'No study ...'."
            yield issue_at(page.source, place + found.start(), "that-subject", what)


def check_openings(primer: Primer) -> Iterator[Issue]:
    """`section-opening`: the first sentence below a heading names its subject."""
    for page in primer.all_pages:
        for heading in page.headings:
            after = heading.span.end
            blank = re.compile(r"\s*").match(page.source.text, after)
            begin = _PLAIN_START.match(page.source.text, blank.end() if blank else after)
            found = _BARE.match(page.source.text, begin.end()) if begin else None
            if found:
                what = f"the section opens with '{found.group()}', which means nothing in a link. Name the subject."
                yield issue_at(page.source, found.start(), "section-opening", what)


def check_phrases(primer: Primer) -> Iterator[Issue]:
    """`phrase-metaphor`, `phrase-actor`: verbs instead of figures of speech, and actors by their names."""
    patterns = [(phrase, re.compile(rf"\b(?:{phrase.pattern})\b", re.I)) for phrase in PHRASES]
    anything = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in patterns), re.I)
    for page, place, text in _texts(primer):
        if not anything.search(text):
            continue
        for phrase, pattern in patterns:
            for match in pattern.finditer(text):
                said = " ".join(match.group().split())
                what = f"'{said}' is {_KINDS[phrase.code]}. Write {phrase.instead}."
                yield issue_at(page.source, place + match.start(), phrase.code, what)


def check_depths(primer: Primer) -> Iterator[Issue]:
    """`depth-in-text`: a citation in text says where, and not how much of the source was read."""
    for page in primer.all_pages:
        for passage in page.passages:
            text = page.source.cut(passage.span)
            for cluster in parse_citations(text).clusters if "@" in text else ():
                for item in cluster.items:
                    if item.locator and item.locator.label in DEPTHS:
                        what = f"', {item.locator.label}' tells how much was read, as the card does. Leave it out."
                        yield issue_at(page.source, passage.span.start + item.span.start, "depth-in-text", what)


def _texts(primer: Primer) -> Iterator[tuple[Page[Fields], int, str]]:
    """Every sentence of our own, with its page and place: quotations and invented examples are blanked."""
    examples: dict[str, SpanSet] = {}
    for sentence in cited_sentences(primer):
        page = sentence.page
        if page.source.path not in examples:
            examples[page.source.path] = SpanSet(_examples(page))
        if not examples[page.source.path].hold(sentence.span.start) and sentence.path[:1] != ("claim",):
            yield page, sentence.span.start, _unquoted(sentence)
    for item in primer.items.values():
        title = item.front.places.get(("title",))
        if title:
            yield item, title.start, item.source.cut(title)


def _examples(page: Page[Fields]) -> Iterator[Span]:
    blocks, _ = find_blocks(page.source, page.front.end)
    return (block.span for block in blocks if block.kind in ("example", "passage"))


def _unquoted(sentence: Sentence) -> str:
    text = sentence.text
    if sentence.path and text[:1] in "'\"":
        text = " " + text[1:]
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


RULES = (check_dates, check_hedges, check_that, check_openings, check_phrases, check_depths)
