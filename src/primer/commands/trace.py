"""`primer trace`: the figures of an item with the words that carry each, or every place that states a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.source import Span
from primer.commands.show import UnknownId, find_id
from primer.content.addresses import address_of
from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.tracing import Carrier, TracedFigure, cited_sentences, traced_figures
from primer.content.wording import in_quotes
from primer.export.plain import plain
from primer.strings import read_strings
from primer.syntax.figures import SMALL, figures_in


class NoExtracts(UserError):
    """The primer keeps no extracts, so there is nothing to trace to."""


class NoFigure(UserError):
    """What was asked for is no single number."""


def trace_item(primer: Primer, asked: str) -> Iterator[str]:
    """For each figure of an item: where it stands, the sentence, and the words that carry it.

    Raises UnknownId for what is no current item, NoExtracts for a primer without extracts.
    """
    name = find_id(primer, asked).partition(".")[0]
    if name not in primer.items:
        raise UnknownId(f"'{name}' is no current item. Ids look like {primer.letters.examples}.")
    page = primer.items[name]
    yield f"{name} {page.fields.title}"
    found = [figure for figure in (*_traced(primer), *_uncited(primer)) if figure.sentence.page is page]
    yield from _lines(primer, found)
    if not found:
        yield "It states no figure."


def trace_figure(primer: Primer, asked: str) -> Iterator[str]:
    """Every place that states a figure, with the words that carry it there.

    Raises NoFigure when what is asked for is no single number.
    """
    wanted = figures_in(f" {asked} ")
    if len(wanted) != 1:
        raise NoFigure(f"'{asked}' is no single figure. Write one such as 20.2, 1,450 or 'one in five'.")
    same = [figure for figure in (*_traced(primer), *_uncited(primer)) if _is(figure, wanted[0].value)]
    pages: dict[str, list[TracedFigure]] = {}
    for figure in same:
        pages.setdefault(_name(figure.sentence.page), []).append(figure)
    for name, figures in pages.items():
        yield name
        yield from _lines(primer, figures)
    if not same:
        yield f"No sentence states {asked}."


def _traced(primer: Primer) -> tuple[TracedFigure, ...]:
    if not primer.extracts.present:
        raise NoExtracts(
            "There is no extracts.yml beside the bibliography. Write it: under a source's key a list of '- id: a' with "
            "'where', 'seen', 'on' and 'words'."
        )
    return traced_figures(primer)


def _uncited(primer: Primer) -> Iterator[TracedFigure]:
    """The figures of sentences that cite nothing, and that no rule holds against a source."""
    known = {(figure.sentence.page.source.path, figure.span.start) for figure in traced_figures(primer)}
    for sentence in cited_sentences(primer):
        for figure in figures_in(sentence.plain) if not sentence.keys and sentence.page.valid else ():
            if figure.word and figure.value <= SMALL:
                continue
            span = Span(sentence.span.start + figure.span.start, sentence.span.start + figure.span.end)
            if (sentence.page.source.path, span.start) not in known:
                yield TracedFigure(sentence, span, figure.text, (), ())


def _is(figure: TracedFigure, value: object) -> bool:
    texts = (figure.text, figure.derived.printed if figure.derived else "")
    return any(one.value == value for text in texts for one in figures_in(f" {text} "))


def _name(page: Page[Fields]) -> str:
    name = str(getattr(page.fields, "id", "") or address_of(page))
    return f"{name} {getattr(page.fields, 'title', '')}"


def _lines(primer: Primer, figures: Iterable[TracedFigure]) -> Iterator[str]:
    for figure in sorted(figures, key=lambda one: one.span):
        page = figure.sentence.page
        line, column = page.source.position(figure.span.start)
        text = " ".join(figure.text.split())
        shown = f"{text} (in {figure.derived.printed}, our sum: {figure.derived.shown_sum})" if figure.derived else text
        yield f"\n  {shown}  {page.source.path}:{line}:{column}"
        yield f"    {plain(primer, figure.sentence.words)}"
        yield from (f"    {said}" for said in _carried(figure))


def _carried(figure: TracedFigure) -> Iterator[str]:
    for carrier in figure.carriers:
        yield _carrier(carrier)
    if figure.unseen:
        yield f"Words not seen: {', '.join(figure.works)}"
    elif figure.counted:
        yield "A count of the finding's own sources"
    elif not figure.traced and figure.works:
        yield f"UNTRACED: stands in no extract of {', '.join(figure.works)}"
    elif not figure.traced:
        yield "No source is cited in this sentence"


def _carrier(carrier: Carrier) -> str:
    if carrier.extract is None:
        return f"{carrier.key}: its title or date"
    said = in_quotes(read_strings(), carrier.extract)  # What commands say is English.
    return f"In the source's words, {carrier.key} {carrier.extract.id}: {said}"
