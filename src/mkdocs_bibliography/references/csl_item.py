"""A BibTeX or biblatex entry as a CSL-JSON item."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_bibliography.references.dates import CslDate, parse_date, year_and_month
from mkdocs_bibliography.references.latex import decode
from mkdocs_bibliography.references.names import Name, parse_names
from mkdocs_bibliography.references.sentence_case import sentence_case

TYPES = {
    "article": "article-journal", "book": "book", "mvbook": "book", "booklet": "pamphlet", "collection": "book",
    "mvcollection": "book", "reference": "book", "mvreference": "book", "inbook": "chapter", "bookinbook": "chapter",
    "suppbook": "chapter", "incollection": "chapter", "suppcollection": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference", "proceedings": "book",
    "mvproceedings": "book", "manual": "report", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "report": "report", "techreport": "report", "unpublished": "manuscript", "online": "webpage", "www": "webpage",
    "electronic": "webpage", "misc": "document", "dataset": "dataset", "software": "software", "patent": "patent",
    "periodical": "periodical", "suppperiodical": "article-journal", "review": "review", "legislation": "legislation",
    "legal": "legislation", "jurisdiction": "legal_case", "standard": "standard", "image": "graphic",
    "artwork": "graphic", "audio": "song", "music": "song", "video": "motion_picture", "movie": "motion_picture",
    "letter": "personal_communication", "performance": "performance", "commentary": "document", "bibnote": "document",
}  # fmt: skip
"""Entry type to CSL type; an unknown type is a `document`."""

NAME_FIELDS = {
    "author": "author", "editor": "editor", "translator": "translator", "bookauthor": "container-author",
    "holder": "author", "director": "director",
}  # fmt: skip
"""Fields that hold names, and their CSL names."""

_TITLES = {"title": "title", "booktitle": "container-title", "eventtitle": "event-title", "shorttitle": "title-short"}
_TEXTS = {
    "journal": "container-title", "journaltitle": "container-title", "maintitle": "container-title",
    "series": "collection-title", "volume": "volume", "edition": "edition", "chapter": "chapter-number",
    "version": "version", "note": "note", "volumes": "number-of-volumes", "pagetotal": "number-of-pages",
    "abstract": "abstract", "annote": "annote", "annotation": "annote", "publisher": "publisher",
    "institution": "publisher", "school": "publisher", "organization": "publisher", "howpublished": "publisher",
    "address": "publisher-place", "location": "publisher-place", "venue": "event-place", "pubstate": "status",
    "shortjournal": "container-title-short",
}  # fmt: skip
_VERBATIM = {"doi": "DOI", "url": "URL", "isbn": "ISBN", "issn": "ISSN", "pmid": "PMID", "pmcid": "PMCID"}
_DATES = {"urldate": "accessed", "eventdate": "event-date", "origdate": "original-date"}
_GENRES = {
    "phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis", "mathesis": "Master’s thesis",
    "candthesis": "Candidate thesis", "techreport": "Technical report", "resreport": "Research report",
    "software": "Computer software", "datacd": "Data CD", "audiocd": "Audio CD",
}  # fmt: skip
_PARTS = {"article-journal", "article-magazine", "article-newspaper", "review", "periodical"}
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/", "jstor": "https://www.jstor.org/stable/",
    "pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/", "hdl": "https://hdl.handle.net/",
    "googlebooks": "https://books.google.com/?id=",
}  # fmt: skip
_LANGUAGES = {
    "english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB",
    "canadian": "en-CA", "australian": "en-AU", "german": "de", "ngerman": "de", "austrian": "de-AT", "french": "fr",
    "francais": "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "brazilian": "pt-BR", "dutch": "nl",
    "danish": "da", "norsk": "nb", "swedish": "sv", "finnish": "fi", "polish": "pl", "czech": "cs", "russian": "ru",
    "greek": "el", "turkish": "tr", "hungarian": "hu", "japanese": "ja", "chinese": "zh", "korean": "ko",
}  # fmt: skip


def csl_item(key: str, entry_type: str, fields: Mapping[str, str]) -> dict[str, object]:
    """The CSL-JSON item of an entry whose fields hold undecoded TeX."""
    kind = _csl_type(entry_type, fields)
    language = _language(fields)
    english = language.startswith("en") or not language
    item: dict[str, object] = {"id": key, "type": kind}
    item |= _people(fields)
    item |= {csl: decode(fields[name]).marked for name, csl in reversed(_TEXTS.items()) if fields.get(name)}
    titles = {csl: _title(fields, name, english) for name, csl in _TITLES.items() if fields.get(name)}
    item = titles | item if kind in _PARTS else item | titles
    item |= {csl: clean_verbatim(fields[name]) for name, csl in _VERBATIM.items() if fields.get(name)}
    item |= _numbers(kind, fields) | _dates(fields) | _eprint(fields)
    if "DOI" in item:
        item["DOI"] = bare_doi(str(item["DOI"]))
    genre = fields.get("type", "") or (entry_type if entry_type in _GENRES and kind != "report" else "")
    if genre:
        item["genre"] = _GENRES.get(genre, decode(genre).marked)
    return item | ({"language": language} if language else {})


def _people(fields: Mapping[str, str]) -> dict[str, list[Name]]:
    """Names by role; with biblatex's option `useprefix` a particle is never dropped."""
    people = {csl: list(parse_names(fields[name])) for name, csl in reversed(NAME_FIELDS.items()) if fields.get(name)}
    if re.search(r"\buseprefix(?!\s*=\s*false)", fields.get("options", "")):
        renamed = {"dropping-particle": "non-dropping-particle"}
        people = {
            csl: [{renamed.get(part, part): text for part, text in name.items()} for name in names]
            for csl, names in people.items()
        }
    return people


def _csl_type(entry_type: str, fields: Mapping[str, str]) -> str:
    subtype = fields.get("entrysubtype", "").lower()
    if entry_type in {"article", "periodical", "suppperiodical"} and subtype in {"magazine", "newspaper"}:
        return f"article-{subtype}"
    return TYPES.get(entry_type, "document")


def _language(fields: Mapping[str, str]) -> str:
    """The tag (such as `en-GB`) of `langid`, `hyphenation` or `language`; empty when none is known."""
    name = (
        next((fields[one] for one in ("langid", "hyphenation", "language") if fields.get(one)), "").strip("{} ").lower()
    )
    tag = re.fullmatch(r"([a-z]{2,3})(?:[-_]([a-z]{2}))?", name)
    if name in _LANGUAGES or tag is None:
        return _LANGUAGES.get(name, "")
    return f"{tag[1]}-{tag[2].upper()}" if tag[2] else tag[1]


def _title(fields: Mapping[str, str], name: str, english: bool) -> str:
    """A title with its subtitle and addon; English ones in sentence case."""
    subtitle = fields.get({"title": "subtitle", "booktitle": "booksubtitle"}.get(name, ""), "")
    addon = fields.get(f"{name}addon", "")
    mark = " " if fields[name].rstrip()[-1:] in "?!" else ": "
    text = fields[name] + (mark + subtitle if subtitle else "") + (f". {addon}" if addon else "")
    marked = decode(text).marked
    return sentence_case(marked) if english else marked


def clean_verbatim(value: str) -> str:
    """A field that holds no TeX, such as a URL: only the escapes that exporters add are taken away."""
    return re.sub(r"\\([%&_#~{}$])", r"\1", value.strip()).removeprefix("\\url{").strip("{} \n")


def bare_doi(text: str) -> str:
    """A DOI without the address of a resolver before it."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.IGNORECASE)


def _numbers(kind: str, fields: Mapping[str, str]) -> dict[str, object]:
    """Pages, and the number that is an issue, a report's number or a place in a series."""
    item: dict[str, object] = {}
    if fields.get("pages"):
        item["page"] = re.sub(r"\s*(?:--+|[–—-]*[–—][–—-]*)\s*", "-", decode(fields["pages"]).plain)
    elif fields.get("eid"):
        item["page"] = decode(fields["eid"]).plain
    number, issue = decode(fields.get("number", "")).plain, decode(fields.get("issue", "")).plain
    if kind in _PARTS:
        item |= {"issue": ", ".join(one for one in (number, issue) if one)} if number or issue else {}
    elif number:
        item["collection-number" if kind in {"book", "chapter"} or fields.get("series") else "number"] = number
    return item


def _dates(fields: Mapping[str, str]) -> dict[str, CslDate]:
    issued = parse_date(fields["date"]) if fields.get("date") else None
    if issued is None:
        issued = year_and_month(decode(fields.get("year", "")).plain, fields.get("month", ""), fields.get("day", ""))
    if issued is None and fields.get("date"):
        issued = {"literal": decode(fields["date"]).plain}
    read = {csl: parse_date(fields[name]) for name, csl in _DATES.items() if fields.get(name)}
    found = {"issued": issued} | read
    return {csl: date for csl, date in found.items() if date is not None}


def _eprint(fields: Mapping[str, str]) -> dict[str, object]:
    """The address of an eprint, when the entry has no address or DOI of its own."""
    kind = (fields.get("eprinttype") or fields.get("archiveprefix", "")).strip().lower()
    if not fields.get("eprint") or kind not in _EPRINTS or fields.get("url") or fields.get("doi"):
        return {}
    return {"URL": _EPRINTS[kind] + clean_verbatim(fields["eprint"])}
