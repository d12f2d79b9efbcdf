"""Where in a work: CSL's locator terms, and the words that say which part of a work was read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_bibliography.text.strings import ENGLISH, Strings, base_language, bibliography_strings

TERMS: dict[str, tuple[str, ...]] = {
    "act": ("act", "acts"),
    "appendix": ("appendix", "appendices", "app.", "apps."),
    "article-locator": ("article", "articles", "art.", "arts."),
    "book": ("book", "books", "bk.", "bks."),
    "canon": ("canon", "canons", "can.", "cann."),
    "chapter": ("chapter", "chapters", "chap.", "chaps.", "ch.", "chs."),
    "column": ("column", "columns", "col.", "cols."),
    "elocation": ("location", "locations", "loc.", "locs."),
    "equation": ("equation", "equations", "eq.", "eqs."),
    "figure": ("figure", "figures", "fig.", "figs."),
    "folio": ("folio", "folios", "fol.", "fols."),
    "issue": ("number", "numbers", "no.", "nos.", "issue", "issues"),
    "line": ("line", "lines", "l.", "ll."),
    "note": ("note", "notes", "n.", "nn."),
    "opus": ("opus", "opera", "op.", "opp."),
    "page": ("page", "pages", "p.", "pp."),
    "paragraph": ("paragraph", "paragraphs", "para.", "paras.", "par.", "¶¶", "¶"),
    "part": ("part", "parts", "pt.", "pts."),
    "rule": ("rule", "rules", "r.", "rr."),
    "scene": ("scene", "scenes", "sc.", "scs."),
    "section": ("section", "sections", "sec.", "secs.", "§§", "§"),
    "sub-verbo": ("sub verbo", "sub verbis", "s.v.", "s.vv."),
    "supplement": ("supplement", "supplements", "supp.", "supps."),
    "table": ("table", "tables", "tbl.", "tbls."),
    "timestamp": ("timestamp", "timestamps"),
    "title-locator": ("title", "titles", "tit.", "tits."),
    "verse": ("verse", "verses", "v.", "vv."),
    "volume": ("volume", "volumes", "vol.", "vols."),
}
"""CSL's locator labels and how each is written, whole and short, for one and for many."""

PARTS_READ = (
    "abstract", "front matter", "press summary", "press release", "full text", "web page", "executive summary",
    "summary", "preface", "foreword", "introduction", "conclusion", "discussion", "methods", "results", "preamble",
    "title page",
)  # fmt: skip
"""Parts of a work that stand for a place when no page was seen; they are printed as written."""


DEPTHS = frozenset({"abstract", "front matter", "press summary", "full text"})
"""Parts that say how much of a work was read: a card and a list tell that, and the running text does not."""


def place_in_text(locator: str | None) -> str:
    """A locator as the running text prints it: empty where it only says how much was read."""
    return "" if locator is None or locator.lower() in DEPTHS else locator


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work."""

    label: str
    """A key of `TERMS`, or one of `PARTS_READ`."""
    value: str
    """Numbers and ranges as written, such as "33-35"; empty for a part that was read."""

    def __str__(self) -> str:
        if not self.value:
            return self.label
        forms = [form for form in TERMS.get(self.label, (self.label,)) if form.endswith((".", "§", "¶"))]
        several = _several(self.value)
        short = forms[1 if several and len(forms) > 1 and self.label != "chapter" else 0] if forms else self.label
        return f"{short} {self.value}"

    def words(self, strings: Strings) -> str:
        """The place as a text in another language names it."""
        if not self.value:
            return strings.word("part-read", self.label.replace(" ", "-"))
        return f"{strings(f'locator.{self.label}', n=2 if _several(self.value) else 1)} {self.value}"


_LABELS = {form: label for label, forms in TERMS.items() for form in forms}
_FORMS = "|".join(re.escape(form) for form in sorted(_LABELS, key=len, reverse=True))
_UNIT = r"(?:[A-Za-z]{0,3}[.:/]?\d[\w.:/]*(?<![.:/])|[ivxlcdm]+\b|[IVXLCDM]+\b)"
_VALUE = rf"{_UNIT}(?:\s*(?:[-–—,&]|--|\band\b)\s*{_UNIT})*"
_PART = re.compile(
    rf"\s*,?\s*(?P<part>{'|'.join(sorted(PARTS_READ, key=len, reverse=True))})\b(?=\s*(?:[,.;]|$))", re.IGNORECASE
)
_PLAIN = re.compile(
    rf"\s*,?\s*(?:(?P<label>{_FORMS})\s*(?P<value>{_VALUE})|(?P<page>(?<=[\s,]){_UNIT}(?<=\d)(?:\s*[-–—,]\s*{_UNIT})*))",
    re.IGNORECASE,
)
_LONG = (
    "book",
    "chapter",
    "column",
    "figure",
    "folio",
    "line",
    "note",
    "opus",
    "page",
    "paragraph",
    "part",
    "section",
    "verse",
)
_BRACED = re.compile(r"\s*,?\s*\{(?P<inner>[^{}]*)\}")
_INNER = re.compile(rf"\s*(?P<label>{_FORMS})?\s*(?P<value>.*?)\s*$", re.IGNORECASE | re.DOTALL)


def read_locator(tail: str) -> tuple[Locator | None, str]:
    """The locator at the beginning of what follows a key, and the rest; `{ch. 2}` marks one off from other words."""
    if braced := _BRACED.match(tail):
        inner = _INNER.match(braced["inner"])
        if inner and (inner["label"] or inner["value"]):
            label = _LABELS.get((inner["label"] or "page").lower(), "page")
            return Locator(label, inner["value"]), tail[braced.end() :]
    if part := _PART.match(tail):
        return Locator(part["part"].lower(), ""), tail[part.end() :]
    if plain := _PLAIN.match(tail):
        label = _LABELS[plain["label"].lower()] if plain["label"] else "page"
        return Locator(label, plain["value"] or plain["page"]), tail[plain.end() :]
    return None, tail


def with_label_of(tail: str, language: str) -> str:
    """What follows a key with its locator's label in a form that pandoc knows in a locale of the language.

    Pandoc knows a label only in the forms of its locale: "ch." in en-GB but not in en-US, "S." for a page in German.
    Where we have no words of the language, a page loses its label, since pandoc takes a bare number for one.
    """
    if not language:
        return tail
    strings = bibliography_strings(language)
    foreign = base_language(language) != strings.language
    if part := None if foreign or strings.language == ENGLISH else _PART.match(tail):
        return f"{tail[: part.start('part')]}{Locator(part['part'].lower(), '').words(strings)}{tail[part.end() :]}"
    plain = _PLAIN.match(tail)
    if plain is None or not plain["label"]:
        return tail
    label = _LABELS[plain["label"].lower()]
    if foreign:
        word = "" if label == "page" else f"{plain['label']} "
    elif strings.language != ENGLISH:
        word = f"{strings(f'locator.{label}', n=2 if _several(plain['value']) else 1)} "
    else:
        word = {"volume": "volume ", "issue": "no. "}.get(label, f"{label if label in _LONG else plain['label']} ")
    return f"{tail[: plain.start('label')]}{word}{tail[plain.start('value') :]}"


def _several(value: str) -> bool:
    return re.search(r"[-–,&]", value) is not None
