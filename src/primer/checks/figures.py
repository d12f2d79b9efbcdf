"""Rules that hold each sentence against the words of the sources that it cites: figures, sums and causes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_bibliography.text.issues import Issue, issue_at
from primer.content.item_models import Finding
from primer.content.model import Primer
from primer.content.sentences import Sentence
from primer.content.tracing import TracedFigure, cited_sentences, traced_figures
from primer.syntax.derived import SumError, compute, rounds_to

_DESCRIBING = frozenset(
    (
        *("administrative-data", "dataset", "journalism", "mixed-methods", "probability-survey", "qualitative"),
        *("quantitative-observational", "report"),
    )
)
"""Designs that cannot tell a cause; of one that a primer names itself, nothing is known."""
_CAUSE = re.compile(r"\b(?P<word>reduced|led to|cut|because of|thanks to|drove|caused|fell under)\b(?!-)", re.I)
_STEMS = {
    "reduced": r"reduc", "led to": r"le(?:a)?d(?:s|ing)? to", "cut": r"cut", "because of": r"because|due to",
    "thanks to": r"thanks to|due to", "drove": r"dr[io]ve", "caused": r"caus", "fell under": r"f[ae]ll\w* under",
}  # fmt: skip
"""What a source's words hold when they say the same."""
_DOUBT = re.compile(
    r"\b(?:not|no|cannot|never|nor|neither|whether|if|without|nobody|none|may|might|could)\b|n['’]t\b", re.I
)
_NOUN_CUT = re.compile(r"\b(?:a|the|each|every|any|this|that|of|budget|pay|price) cut\b", re.I)
_TOLD = frozenset({"title", "summary", "statement", "key_messages"})


def check_figures(primer: Primer) -> Iterator[Issue]:
    """`figure-untraced`, `frame-untraced`: each number stands in an extract of a work cited with it."""
    for figure in traced_figures(primer):
        if not figure.traced:
            code = "frame-untraced" if figure.frame and not figure.derived else "figure-untraced"
            yield issue_at(figure.sentence.page.source, figure.span.start, code, _untraced(figure))


def _untraced(figure: TracedFigure) -> str:
    works = ", ".join(figure.works[:3]) + (" ..." if len(figure.works) > 3 else "") or "any work cited on this page"
    if figure.derived:
        what = f"'{figure.text}' in the sum '{figure.derived.sum}' stands in no extract of {works}"
        return f"{what}. Add the extract that holds it, or correct the sum."
    text = " ".join(figure.text.split())
    what = f"'{text}' stands in no extract of {works}. Add the extract that holds it, correct the figure"
    return f"{what}, or declare a sum of ours: '{{={text}: ...}}'."


def check_sums(primer: Primer) -> Iterator[Issue]:
    """`derived-wrong`: a figure of our own is what its sum gives, rounded."""
    from_fields = {id(figure.sentence): figure.sentence for figure in traced_figures(primer)}.values()
    seen: set[tuple[str, int]] = set()
    for sentence in (*cited_sentences(primer), *from_fields):
        for derived in sentence.derived:
            place = sentence.span.start + derived.span.start
            if (sentence.page.source.path, place) in seen:
                continue
            seen.add((sentence.page.source.path, place))
            try:
                result = compute(derived.sum)[0]
            except SumError as error:
                what = f"the sum '{derived.sum}' {error}. Write it as in '{{=7.7: 542/7039*100}}'."
                yield issue_at(sentence.page.source, place, "derived-wrong", what)
                continue
            if not rounds_to(result, derived.printed):
                what = f"'{derived.sum}' is {float(result):,.4g}, not '{derived.printed}'. Correct one of them."
                yield issue_at(sentence.page.source, place, "derived-wrong", what)


def check_causes(primer: Primer) -> Iterator[Issue]:
    """`cause-word`: a word of cause stands only where a cited design can tell causes, or the source's words say it."""
    for sentence in cited_sentences(primer) if primer.extracts.present else ():
        works = sentence.keys or _evidence(sentence)
        found = _CAUSE.search(_NOUN_CUT.sub(lambda match: " " * len(match.group()), sentence.text)) if works else None
        if found is None or _DOUBT.search(sentence.text[: found.start()]) or not _all_describe(primer, works):
            continue
        word = " ".join(found["word"].lower().split())
        said = (extract.words for key in works for extract in primer.extracts.of(key))
        if not any(re.search(_STEMS[word], words, re.I) for words in said):
            what = (
                f"'{found['word']}' tells a cause, and {', '.join(works[:3])} only describes. Write what was seen "
                "('was lower after'), or add the extract that says so."
            )
            yield issue_at(sentence.page.source, sentence.span.start + found.start(), "cause-word", what)


def _evidence(sentence: Sentence) -> tuple[str, ...]:
    """For a sentence of a finding that cites nothing, the sources of the finding."""
    fields = sentence.page.fields
    if not isinstance(fields, Finding) or not sentence.path or sentence.path[0] not in _TOLD:
        return ()
    return tuple(dict.fromkeys(row.cite for row in fields.evidence))


def _all_describe(primer: Primer, works: tuple[str, ...]) -> bool:
    references = [primer.bibliography.references.get(key) for key in works]
    return all(reference is not None and reference.studytype in _DESCRIBING for reference in references)


RULES = (check_figures, check_sums, check_causes)
