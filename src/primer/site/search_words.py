"""Which words of English search takes for the same: `terms_of`.

The page's script does the same with what a reader types, from the rules that the index carries.
"""

from __future__ import annotations

import re
import unicodedata

STOP_WORDS = frozenset(
    "a about after against all also am an and any anyone anything are as at be because been being both but by can "
    "could did do does dont during each even every for from get give had has have he her here him his how i if in "
    "into is it its just let like many may me more most much my need no not of on one only or other our out please "
    "put really say says see seen she should show so some somebody someone still such tell than that the their "
    "them then there these they thing this those through to too under up us use used using very want was we were "
    "what when where which while who whom why will with without would you your".split()
)
"""Words that say nothing of a subject; neither the index nor a query looks at them."""
SAME = {
    "analyses": "analysis",
    "biases": "bias",
    "children": "child",
    "crises": "crisis",
    "enquiry": "inquiry",
    "grey": "gray",
    "men": "man",
    "mum": "mom",
    "people": "person",
    "women": "woman",
}
"""Words whose other form no rule gives."""
RULES = (
    (r"(..)ies$", "$1y"),
    (r"(ch|sh|ss|x|zz)es$", "$1"),
    (r"([^sui])s$", "$1"),
    (r"(col|lab|hon|fav|behavi|neighb|rum|harb|hum|endeav|arm)our", "$1or"),
    (r"(..)is(e|ed|er|ing|ation)$", "$1iz$2"),
    (r"ys(e|ed|er|ing)$", "yz$1"),
    (r"(lic|def|off|pret)enc(e|ed)$", "$1ens$2"),
    (r"(..)ll(ed|ing|er|or)$", "$1l$2"),
    (r"(..)tre$", "$1ter"),
    (r"^(p|orthop)aed", "$1ed"),
    (r"(..)ogue$", "$1og"),
    (r"(..)amme$", "$1am"),
    (r"dgement", "dgment"),
    (r"^ageing$", "aging"),
    (r"^sceptic", "skeptic"),
)
"""Plurals, then British spelling as American; each rule is tried once, in this order, on words longer than three."""

_LONGER_THAN = 3
_COMPILED = tuple((re.compile(pattern), re.sub(r"\$(\d)", r"\\\1", form)) for pattern, form in RULES)
_MARKS = re.compile(r"[\u0300-\u036f'’ʼ]")


class _Words(dict[int, str]):
    """A table for `str.translate` that puts a space in the place of what is no letter, digit or mark of any script."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = letter if unicodedata.category(letter)[0] in "LNM" else " "
        return self[code]


_WORDS = _Words()
_FOLDED: dict[str, str] = {}


def terms_of(text: str) -> list[str]:
    """The words of a text as the index holds them: lower case, one spelling, the singular, without stop words."""
    lowered = unicodedata.normalize("NFKD", text).lower()
    words = _MARKS.sub("", lowered).translate(_WORDS).split()
    return [folded(word) for word in words if word not in STOP_WORDS]


def folded(word: str) -> str:
    """A word in the one form that stands for all its spellings, such as `organization` for "organisations"."""
    known = _FOLDED.get(word)
    if known is None:
        known = _FOLDED[word] = _fold(word)
    return known


def _fold(word: str) -> str:
    if word in SAME:
        return SAME[word]
    for pattern, form in _COMPILED:
        if len(word) > _LONGER_THAN:
            word = pattern.sub(form, word, count=1)
    return word
