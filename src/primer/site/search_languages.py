"""What search knows of a language: words that say nothing, and spellings and endings that make no difference."""

from __future__ import annotations

from primer.site.search_words import SearchWords

_STOP_WORDS = frozenset(
    "a about after against all also am an and any anyone anything are as at be because been being both but by can "
    "could did do does dont during each even every for from get give had has have he her here him his how i if in "
    "into is it its just let like many may me more most much my need no not of on one only or other our out please "
    "put really say says see seen she should show so some somebody someone still such tell than that the their "
    "them then there these they thing this those through to too under up us use used using very want was we were "
    "what when where which while who whom why will with without would you your".split()
)
_SAME = {
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
_RULES = (
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
"""Plurals, then British spelling as American."""
ENGLISH = SearchWords(_STOP_WORDS, _SAME, _RULES, r"(?:ations?|ions?|ings?|ers?|ed|ate|acy|cy|ance|ence|ment|ly|y|e)$")

_GERMAN_STOP_WORDS = frozenset(
    "aber all alle allem allen aller alles als also am an andere anderen anderer anderes auch auf aus bei beim bin "
    "bis bitte da dadurch dafür dagegen daher damit danach dann daran darauf daraus darf darin darüber darum das "
    "dass davon dazu dem den denen denn der deren des dessen dich die dies diese diesem diesen dieser dieses dir "
    "doch dort du durch dürfen ein eine einem einen einer eines einige er es etwa etwas euch euer für gegen gibt "
    "hab habe haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja je jede "
    "jedem jeden jeder jedes kann kein keine keinem keinen keiner können könnte man mein meine mich mir mit muss "
    "müssen nach nicht nichts noch nur ob oder ohne sehr sein seine seinem seinen seiner seit sich sie sind so "
    "solche solchen soll sollen sollte sollten sondern sonst soweit über um und uns unser unsere unter vom von vor "
    "wann war waren warum was weil welche welchem welchen welcher welches wenn wer werden wie wieder will wir wird "
    "wo wollen worden wurde wurden würde würden zu zum zur zwar zwischen".split()
)
_GERMAN_RULES = (
    (r"(^|[^aeq])ue", "$1u"),
    (r"ae", "a"),
    (r"oe", "o"),
    (r"niss(e|en|es)$", "nis"),
    (r"innen$", "in"),
    (r"(....[bdfghklmnrt])s$", "$1"),
    (r"(...[elr])n$", "$1"),
    (r"(....)(em|en|er|es|e)$", "$1"),
)
"""An umlaut without its dots as in a keyboard without it, then the endings of nouns and adjectives."""
GERMAN = SearchWords(_GERMAN_STOP_WORDS, {}, _GERMAN_RULES, r"(?:ung|heit|keit|lich|isch|ig|bar|los)$")

_LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def search_words(language: str) -> SearchWords:
    """What is known of a language such as `de`; nothing of one that is not listed, whose words count as they stand."""
    return _LANGUAGES.get(language, SearchWords())
