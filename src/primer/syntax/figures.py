"""Numbers in running text, compared as numbers: `12.3 per cent` and `12.3%`, `1,450`, `twelve`, `one in five`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from mkdocs_bibliography.text.source import Span, SpanSet

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_SMALL = {word: number for number, word in enumerate([*_UNITS, "seventeen", "eighteen", "nineteen"], 1)}
_TENS = {word: 10 * ten for ten, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    word + ending: part
    for part, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth".split(), 3)
    for ending in ("", "s")
}
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}

_TENS_WORD = rf"(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[:9])}))?"
_SMALL_WORD = "|".join(sorted(_SMALL, key=len, reverse=True))
_SCALE = rf"(?:\s+(?:{'|'.join(_SCALES)}))?"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3}){1,12}(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?|(?<![\w.])\.\d+"
_TOKEN = re.compile(
    rf"(?P<digits>{_DIGITS})(?:\s+(?P<scale>hundred|thousand|million|billion)\b)?"
    rf"|\b(?P<words>(?:{_TENS_WORD}|{_SMALL_WORD}){_SCALE})\b",
    re.I,
)
_COUNT = rf"(?:\d+|{_SMALL_WORD}|{'|'.join(_TENS)}|(?:a |one )?(?:hundred|thousand))"
_RATIO = re.compile(
    rf"\b(?P<part>{_COUNT})(?P<noun>(?:\s+(?!in\b|out\b)[a-z-]+){{0,2}}?)\s+(?:in|out\s+of)\s+(?:every\s+)?"
    rf"(?P<whole>{_COUNT})\b(?!,\d|\.\d|\s*(?:%|per\s?cent))",
    re.I,
)
_WHOLES = frozenset({*range(2, 21), 25, 30, 40, 50, 100, 1000, 10_000})
"""What a share is told of: `in five`, and not `in 2019`."""
_FRACTION = re.compile(rf"\b(?:(?P<part>{_COUNT})[- ])?(?P<whole>{'|'.join(_PARTS)})\b", re.I)
_PERCENT = re.compile(r"\s*(?:%|per\s?cent\b|percentage points?\b)", re.I)
_LABELLED = re.compile(
    r"(?:\b(?:sections?|articles?|titles?|chapters?|pages?|pp?\.|parts?|no\.|nos\.|recitals?|round|version|edition|tier"
    r"|step|checks?|tables?|figures?|annex|appendix|volume|vol\.|bill|directive|regulation|resolution|code|rule|goal)"
    r"|(?<!§)§+)\s*(?:\([A-Z]+\)\s*)?\d[\w.:/-]*(?:\([a-z0-9]+\))*"
    r"(?:(?: and| or| to|\s*[–-])\s*\d[\w.:/-]*(?:\([a-z0-9]+\))*)*"
    r"|\b\d+\s+U\.?\s?S\.?\s?C\.?(?:\s*§*\s*\d\w*)?|\b(?:Public Law|P\.L\.)\s*[\d-]+|\bH\.\s?R\.\s?\d+\b|\bS\.\s?\d+\b"
    r"|\(\d of 4\)|^[ \t]*(?:[-*+][ \t]+)?\d+[.)]\s",
    re.I | re.M,
)
"""Names that hold a number: `section 230`, `18 U.S.C. 1591`, `H.R. 1865`, the number of an entry of a list."""
_IN_A_NAME = re.compile(r"[A-Za-z_#@&]$|\d[./]$|\b[A-Za-z]*[A-Z][A-Za-z]*[-–]$")
_FOLD = re.compile(r"[- ]?fold\b")
_NO_NUMBER = re.compile(r"/\d|(?:st|nd|rd|th)\b|(?!s\b)[A-Za-z]")
_OR_OVER = re.compile(r"\s+(?:or|and) (?:over|older)")
_DECADE = re.compile(r"s\b")
_JOINED = re.compile(r"\b(?:mid|pre|post|under|over)[-–]$", re.I)
_NONE = re.compile(r"\b(?:no|none|zero)\b", re.I)
_MINORS = re.compile(r"\b(?:minors?|juveniles?|child(?:ren)?|underage|youths?|adults?|adulthood)\b", re.I)
_LAWFUL_AGE = re.compile(
    r"\b(?:under|below|over|before|after|until|turn(?:s|ed|ing)?|reach(?:es|ed|ing)?|than|age|aged)[ -]$", re.I
)

_LONGEST = 40
"""Of a number with more signs only these are read: nobody states one, and Python refuses to read 5,000 digits."""

SMALL = 3
"""Number words up to this one count studies, groups and sides as often as people."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a sentence states."""

    span: Span
    """Where it stands in the text."""
    text: str
    """As it is written."""
    value: Fraction
    """What it counts; of `one in five` the share."""
    whole: int = 0
    """Of `one in five` the five; 0 of a plain number."""
    noun: bool = False
    """Whether words stand between the two numbers of a share, as in `three studies in four countries`."""
    word: bool = False
    """Whether it is written in letters."""
    share: bool = False
    """Whether it is a share or a measurement: a percentage, a decimal, `one in five`."""
    lawful_age: bool = False
    """Whether it is the age at which childhood ends: `under 18`."""
    decade: bool = False
    """Whether it is ten years: `1990s`."""

    @property
    def part(self) -> int:
        """Of `one in five` the one."""
        return int(self.value * self.whole)

    @property
    def year(self) -> bool:
        """Whether it can be a year."""
        return self.value.denominator == 1 and 1800 <= self.value < 2100 and len(self.text) == 4


@dataclass(frozen=True, slots=True)
class Numbers:
    """Every number that a text holds, in every form in which it can be said again."""

    values: frozenset[Fraction]
    shares: frozenset[Fraction]
    """Shares that are written out: `one in five`, `1 in 5`, `one-fifth`."""
    minors: bool = False
    """Whether it speaks of minors or adults, which is to say of the age of 18."""

    def carry(self, figure: Figure) -> bool:
        """Whether the text says the same number."""
        if not figure.whole:
            within = figure.decade and any(value // 10 == figure.value // 10 for value in self.values)
            return within or figure.value in self.values or (figure.lawful_age and self.minors)
        if figure.value in self.shares:
            return True
        part = Fraction(figure.part)
        return Fraction(figure.whole) in self.values and (part in self.values or (figure.noun and part == 1))

    def __or__(self, other: Numbers) -> Numbers:
        return Numbers(self.values | other.values, self.shares | other.shares, self.minors or other.minors)


NOTHING = Numbers(frozenset(), frozenset())


def figures_in(text: str) -> tuple[Figure, ...]:
    """The numbers that a text of our own states, in order: no ordinals, no `one` alone, no number in a name."""
    clear = _LABELLED.sub(lambda match: " " * len(match.group()), text)
    found: list[Figure] = []
    taken: list[Span] = []
    for match in _RATIO.finditer(clear):
        part, whole = _count(match["part"]), _count(match["whole"])
        if whole in _WHOLES and part < whole and not _glued(clear, match):
            span = Span(*match.span())
            taken.append(span)
            noun = bool(match["noun"].strip())
            found.append(Figure(span, match.group(), Fraction(part, whole), whole, noun, share=not noun))
    told = SpanSet(taken)
    for match in _TOKEN.finditer(clear):
        if not told.hold(match.start()):
            found += _figure(clear, match)
    return tuple(sorted(found, key=lambda figure: figure.span))


def _glued(text: str, match: re.Match[str]) -> bool:
    return text[match.start() - 1 : match.start()] in {".", ",", "-", "/"} if match.start() else False


def _figure(text: str, match: re.Match[str]) -> Iterator[Figure]:
    before, end = text[max(0, match.start() - 24) : match.start()], match.end()
    span = Span(*match.span())
    if match["words"]:
        if _spelled(match["words"]) != 1 and not _FOLD.match(text, end):
            yield Figure(span, match.group(), Fraction(_spelled(match["words"])), word=True)
        return
    if _IN_A_NAME.search(before) and not _JOINED.search(before[-8:]):
        return
    if _NO_NUMBER.match(text, end) or _FOLD.match(text, end):
        return
    value = _number(match["digits"]) * _SCALES.get((match["scale"] or "").lower(), 1)
    if value < 100 and "." not in match["digits"] and (century := re.search(r"\b((?:19|20)\d\d)[-–/]$", before[-6:])):
        value = Fraction(int(century[1][:2] + str(int(value)).zfill(2)))
    percent = bool(_PERCENT.match(text, end))
    lawful = value == 18 and bool(_LAWFUL_AGE.search(before[-12:]) or _OR_OVER.match(text, end))
    decade = bool(_DECADE.match(text, end))
    yield Figure(
        span, match.group(), value, 0, share=percent or "." in match["digits"], lawful_age=lawful, decade=decade
    )


@lru_cache(maxsize=2**13)
def numbers_in(words: str) -> Numbers:
    """The numbers that a source's words hold, ordinals and fractions included."""
    values: set[Fraction] = set()
    shares: set[Fraction] = set()
    for match in _TOKEN.finditer(words):
        if match["words"]:
            values.add(Fraction(_spelled(match["words"])))
            continue
        value = _number(match["digits"]) * _SCALES.get((match["scale"] or "").lower(), 1)
        values.add(value)
        century = re.search(r"\b((?:19|20)\d\d)[-–/]$", words[max(0, match.start() - 5) : match.start()])
        if century and value < 100 and value.denominator == 1:
            values.add(Fraction(int(century[1][:2] + str(int(value)).zfill(2))))
    for match in _RATIO.finditer(words):
        if 0 < _count(match["part"]) < _count(match["whole"]):
            shares.add(Fraction(_count(match["part"]), _count(match["whole"])))
    for match in _FRACTION.finditer(words):
        shares.add(Fraction(_count(match["part"]) if match["part"] else 1, _PARTS[match["whole"].lower()]))
    values |= {Fraction(number) for word, number in _ORDINALS.items() if re.search(rf"\b{word}\b", words, re.I)}
    values |= {100 * share for share in shares}
    values |= {Fraction(0)} if _NONE.search(words) else set()
    return Numbers(frozenset(values), frozenset(shares), bool(_MINORS.search(words)))


def _count(text: str) -> int:
    words = text.lower().split()
    if text.isdigit():
        return int(text[:_LONGEST])
    return _SCALES[words[-1]] if words[-1] in _SCALES else _spelled(text)


def _spelled(text: str) -> int:
    total = 0
    for word in re.split(r"[\s-]+", text.lower()):
        total = total * _SCALES[word] if word in _SCALES else total + _SMALL.get(word, _TENS.get(word, 0))
    return total


def _number(digits: str) -> Fraction:
    plain = re.sub(r"[,\u00a0\u202f]", "", digits)
    return Fraction("0" + plain[:_LONGEST])
