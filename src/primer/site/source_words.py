"""The sources' own words where readers meet them: in cards, under rows of evidence, on the page of a source."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_bibliography.text.escape import attributes, inert, relative
from primer.content.addresses import address_of
from primer.content.extracts import Extract
from primer.content.item_models import Evidence, Fields
from primer.content.model import Primer, cite_fields, clusters_of
from primer.content.page import Page
from primer.content.tracing import Rest, sentences_on
from primer.content.vocabulary import ReadStatus
from primer.content.wording import seen_at
from primer.export.plain import plain


def reading_note(primer: Primer, page: Page[Fields]) -> str:
    """How many of a page's sources were read in full: `Of 7 sources here, 1 was read in full.`"""
    keys = {key for _, key in cite_fields(page)}
    keys |= {item.key for cluster in clusters_of(page) for item in cluster.items}
    read = [primer.bibliography.references[key].read for key in keys if key in primer.bibliography.references]
    if not read:
        return ""
    whole = read.count(ReadStatus.FULL_TEXT)
    if len(read) == 1:
        return primer.strings("source.one-read" if whole else "source.one-unread")
    return primer.strings("source.read" if whole else "source.none-read", count=len(read), n=whole)


def words_fold(primer: Primer, entry: Evidence) -> str:
    """The words that a row of evidence rests on, folded into one line of HTML; empty where nothing is kept."""
    extracts = primer.extracts
    if entry.cite in extracts.unseen:
        return f' <span class="byb-unseen">{_unseen(primer, entry.cite)}</span>'
    words = "".join(f"<li>{_quoted(primer, one)}</li>" for one in extracts.of(entry.cite) if one.id in entry.extracts)
    if not words:
        return ""
    own = inert(primer.strings("extract.own"))
    return f'<details class="byb-words"><summary>{own}</summary><ul>{words}</ul></details>'


def card_words(primer: Primer) -> Mapping[str, str]:
    """What the card of each source shows of its words, as HTML."""
    seen = {
        key: f'<p class="byb-card__words">{inert(primer.strings("extract.own"))}:</p><ul class="byb-card__words">'
        + "".join(f"<li>{_quoted(primer, one)}</li>" for one in found)
        + "</ul>"
        for key, found in primer.extracts.by_key.items()
        if found
    }
    unseen = {
        key: f'<p class="byb-card__words byb-unseen">{_unseen(primer, key)}</p>' for key in primer.extracts.unseen
    }
    return {**seen, **unseen}


def words_section(primer: Primer, key: str, address: str) -> str:
    """A section for the page of a source: each extract, and under it the sentences that rest on it."""
    extracts = primer.extracts
    if key in extracts.unseen:
        said = f'<p class="byb-unseen">{_unseen(primer, key)}</p>'
    elif extracts.of(key):
        resting = sentences_on(primer)
        parts = (_extract(primer, one, resting.get((key, one.id), ()), address) for one in extracts.of(key))
        said = "\n\n".join(parts)
    else:
        return ""
    return f"## {primer.strings('extract.own')} {{#words}}\n\n{said}"


def _extract(primer: Primer, extract: Extract, resting: tuple[Rest, ...], address: str) -> str:
    seen = attributes({"href": extract.seen})
    where, day = f"<a {seen}>{inert(extract.where)}</a>", inert(primer.strings.day(extract.on))
    place = primer.strings("extract.seen", where=where, day=day)
    quote = f'<p class="byb-extract" id="words-{extract.id}">{_marked(primer, extract)} ({place})</p>'
    rows = "".join(
        f"<li>{_link(primer, rest, address)}&#58; {inert(plain(primer, rest.words))}</li>" for rest in resting
    )
    return f'{quote}\n\n<ul class="byb-rests">{rows}</ul>' if rows else quote


def _link(primer: Primer, rest: Rest, address: str) -> str:
    href = relative(address_of(rest.page), address)
    fields = rest.page.fields
    name = str(getattr(fields, "id", "") or getattr(fields, "title", ""))
    return f"<a {attributes({'href': href})}>{inert(name)}</a>"


def _unseen(primer: Primer, key: str) -> str:
    return f"{primer.strings('extract.not-seen')}. {inert(primer.extracts.unseen[key])}"


def _quoted(primer: Primer, extract: Extract) -> str:
    return f"{_marked(primer, extract)} ({inert(seen_at(primer.strings, extract))})"


def _marked(primer: Primer, extract: Extract) -> str:
    """The words in the quotation marks of the primer's language."""
    return primer.strings("extract.quoted", words=inert(extract.words))
