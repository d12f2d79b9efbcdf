"""Rules about wording: myths, `must`, terms to avoid, sentences and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Span, replaced
from primer.content.addresses import address_of
from primer.content.anchors import headings_of
from primer.content.field_roles import fields_with, front, short_sentences
from primer.content.item_models import Fields, Finding
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.vocabulary import ClaimType, Usage
from primer.project.front_matter import Path

RUN = 6
"""A run of this many words of a claim, or the whole claim when it is shorter, counts as its wording."""
SENTENCE_WORDS = 18
"""Statements and summaries average at most this many words a sentence."""
QUOTATION_WORDS = 15
"""Quotations are shorter than this."""

_REPORTED = re.compile(
    r"^.*?\b(?:say|says|said|hold|holds|assume|assumes|describe|treat|give|claim|claims)\b(?: that)?"
)
"""How a claim in reported speech begins."""
_WORD = re.compile(r"[\w'’]+")
_QUOTED = re.compile(
    r"“(?:[^“”\n]|\n(?![ \t]*\n))*”|\"[^\"\n]{2,200}\"|‘(?:[^‘’\n]|\n(?![ \t]*\n))*’|^>[^\n]*$"
    r"|\[[^\[\]@]*@[^\[\]]*\]",
    re.M,
)
"""Words in quotation marks, lines of a block quotation, and citations."""
_QUOTATION = re.compile(r"“((?:[^“”\n]|\n(?![ \t]*\n))*)”")
_CITED = re.compile(r"(?<![\w=])\"((?:[^\"\n]|\n(?![ \t]*\n))*)\"(?=[.,;:]?\s*\[[^\[\]@]*@)")
"""Words in straight quotes are a quotation where a citation follows them; elsewhere they may be an invented label."""
_LEGAL = re.compile(r"\b(law|laws|legal|statute|court|act|directive|regulation|U\.S\.C\.|duty|duties)\b", re.I)
_SENTENCE = re.compile(r"(?<![.!?])[.!?]++(?=\s|$)")


def check_myth_wording(primer: Primer) -> Iterator[Issue]:
    """`myth-wording`: no claim's wording stands in a title, heading, summary, file name or other front of a page."""
    runs = {run: name for name, myth in primer.myths.items() for run in word_runs(myth.fields.claim)}
    sizes = sorted({len(run) for run in runs})
    for page in primer.every_page:
        for place, text in _fronts(page):
            said = (run for size in sizes for run in _windows(_words(text), size) if run in runs)
            run = next(said, None)
            if run:
                what = f"'{text}' holds the wording of the claim that {runs[run]} corrects. State the fact instead."
                yield issue_at(page.source, place, "myth-wording", what)


def word_runs(claim: str) -> set[tuple[str, ...]]:
    """The runs of words by which a claim's wording is known again."""
    said = _REPORTED.sub("", claim, count=1)
    words = _words(said) or _words(claim)
    return set(_windows(words, min(RUN, len(words))))


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _windows(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + size]) for at in range(len(words) - size + 1))


def _fronts(page: Page[Fields]) -> Iterator[tuple[int, str]]:
    """What a reader meets before the body: title, summary, file name, headings and the lines made for sharing."""
    for name in fields_with(type(page.fields), front):
        yield page.place(name), getattr(page.fields, name)
    yield 0, address_of(page).replace("-", " ")
    yield 0, page.source.path.rsplit("/", 1)[-1].replace("-", " ")
    for heading in headings_of(page):
        yield heading.place, heading.text


@dataclass(frozen=True)
class _Prose:
    """A passage with its code and quotations blanked out, so that offsets stay."""

    page: Page[Fields]
    path: Path
    span: Span
    text: str


def _prose(page: Page[Fields]) -> Iterator[_Prose]:
    for passage in page.passages:
        text = page.source.cut(passage.span)
        if passage.path and text[:1] in "'\"":
            text = " " + text[1:-1] + " "
        text = replaced(text, ((code, " " * (code.end - code.start)) for code in protected_spans(text)))
        blank = _QUOTED.sub(lambda match: " " * len(match.group()), text)
        yield _Prose(page, passage.path, passage.span, blank)


def check_must(primer: Primer) -> Iterator[Issue]:
    """`must-binds`: `must` stands only in a guideline's statement and checks, in quotations and where law is told."""
    for page in primer.all_pages:
        if isinstance(page.fields, Finding) and page.fields.claim_type is ClaimType.LAW:
            continue
        for prose in _prose(page):
            if page.kind.name == "guideline" and prose.path[:1] in (("statement",), ("checks",)):
                continue
            found = list(re.finditer(r"\bmust(?:n't)?\b", prose.text, re.I))
            ends = [match.end() for match in _SENTENCE.finditer(prose.text)] if found else []
            for match in found:
                if not _LEGAL.search(prose.text, *_sentence_around(prose.text, ends, match.start())):
                    what = (
                        "'must' binds, and only a guideline's statement and checks do. "
                        "Write 'needs to', 'has to' or 'should'."
                    )
                    yield issue_at(page.source, prose.span.start + match.start(), "must-binds", what)


def _sentence_around(text: str, ends: list[int], at: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds an offset; `ends` are those of all."""
    place = bisect_right(ends, at)
    return ends[place - 1] if place else 0, ends[place] if place < len(ends) else len(text)


def check_avoided(primer: Primer) -> Iterator[Issue]:
    """`term-avoided`: no term that the glossary says to avoid stands outside quotations, titles and claims."""
    instead = _words_instead(primer)
    if not instead:
        return
    terms = "|".join(re.escape(word) for word in sorted(instead, key=len, reverse=True)).replace(r"\ ", r"\s+")
    # The letters that terms begin with are asked for first, since few words begin with one of them.
    letters = "".join(sorted({re.escape(word[0]) for word in instead}))
    avoided = re.compile(rf"\b(?=[{letters}])(?:{terms})\b", re.I)
    for page in primer.all_pages:
        for prose in _prose(page) if page is not primer.glossary else ():
            for match in avoided.finditer(prose.text) if prose.path[:1] != ("claim",) else ():
                term = " ".join(match.group().split())
                what = f"'{term}' is a term to avoid. Write '{instead[term.casefold()]}', or quote it."
                yield issue_at(page.source, prose.span.start + match.start(), "term-avoided", what)


def _words_instead(primer: Primer) -> dict[str, str]:
    """What to write in the place of each term to avoid, and of its variants."""
    terms = primer.glossary.fields.terms if primer.glossary else ()
    avoided = [term for term in terms if term.usage is Usage.AVOID]
    return {word.casefold(): term.instead or "" for term in avoided for word in (term.term, *term.variants)}


def check_sentences(primer: Primer) -> Iterator[Issue]:
    """`sentences-long`: statements and summaries average at most 18 words a sentence."""
    for page in primer.every_page:
        for name in fields_with(type(page.fields), short_sentences):
            plain = re.sub(r"\[[^\[\]]*@[^\[\]]*\]", "", getattr(page.fields, name))
            sentences = [part for part in _SENTENCE.split(plain) if _words(part)]
            average = len(_words(plain)) / max(len(sentences), 1)
            if average > SENTENCE_WORDS:
                mean = f"average {average:.1f} words, at most {SENTENCE_WORDS} are allowed"
                what = f"the sentences of '{name}' {mean}. Split them."
                yield issue_at(page.source, page.place(name), "sentences-long", what)


def check_quotations(primer: Primer) -> Iterator[Issue]:
    """`quotation-long`: quotations have fewer than 15 words."""
    for page in primer.all_pages:
        for passage in page.passages:
            text = page.source.cut(passage.span)
            quotes = [*_QUOTATION.finditer(text), *(_CITED.finditer(text) if not passage.path else ())]
            for match in quotes:
                count = len(_words(match.group(1)))
                if count >= QUOTATION_WORDS:
                    what = f"a quotation of {count} words. Use your own words, or quote fewer than {QUOTATION_WORDS}."
                    yield issue_at(page.source, passage.span.start + match.start(), "quotation-long", what)


RULES = (check_myth_wording, check_must, check_avoided, check_sentences, check_quotations)
