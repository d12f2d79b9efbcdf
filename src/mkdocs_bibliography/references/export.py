"""References in the formats of other programs: BibTeX, CSL-JSON, RIS, COinS, and Highwire tags for a page itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast
from urllib.parse import urlencode

from mkdocs_bibliography.references.markup import plain_text
from mkdocs_bibliography.references.names import Name
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import inert, one_line

_RIS_TYPES = {
    "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK",
    "chapter": "CHAP", "paper-conference": "CPAPER", "thesis": "THES", "report": "RPRT", "webpage": "ELEC",
    "dataset": "DATA", "software": "COMP", "patent": "PAT", "legislation": "STAT", "legal_case": "CASE",
    "manuscript": "UNPB", "motion_picture": "MPCT", "pamphlet": "PAMP", "standard": "STAND",
    "entry-encyclopedia": "ENCYC",
}  # fmt: skip
_RIS_TEXTS = (
    ("TI", "title"), ("T2", "container-title"), ("T3", "collection-title"), ("VL", "volume"), ("IS", "issue"),
    ("M1", "number"), ("ET", "edition"), ("PB", "publisher"), ("CY", "publisher-place"), ("SN", "ISBN"), ("SN", "ISSN"),
    ("DO", "DOI"), ("UR", "URL"), ("AB", "abstract"), ("N1", "note"), ("LA", "language"),
)  # fmt: skip
_GENRES = {
    "article-journal": "article", "chapter": "bookitem", "paper-conference": "proceeding", "report": "report",
    "book": "book",
}  # fmt: skip


def bibtex(references: Iterable[Reference]) -> str:
    """The entries as their authors wrote them, so that reading them again gives the same works."""
    return "\n\n".join(reference.raw.strip() for reference in references) + "\n"


def csl_json(references: Iterable[Reference]) -> str:
    """The works as an array of CSL-JSON items."""
    return json.dumps([_noted(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def ris(references: Iterable[Reference]) -> str:
    """The works in RIS, lines ended as its readers expect."""
    return "\r\n".join(line for reference in references for line in [*_ris_lines(reference), ""]) + "\r\n"


def _noted(reference: Reference) -> dict[str, object]:
    """The work as CSL, with its retraction in its note: CSL and RIS have no other field for it."""
    own = str(reference.csl.get("note", ""))
    note = f"{reference.notice.rstrip('.')}. {own}" if reference.notice and own else reference.notice or own
    return {**reference.csl, **({"note": note} if note else {})}


def _ris_lines(reference: Reference) -> list[str]:
    item = _noted(reference)
    lines = [("TY", _RIS_TYPES.get(str(item.get("type")), "GEN")), ("ID", reference.key)]
    for tag, role in (("AU", "author"), ("ED", "editor"), ("A4", "translator")):
        lines += [(tag, inverted(name)) for name in _names(reference, role)]
    lines += [("PY", year)] if (year := _year(reference)) else []
    lines += [("DA", "/".join(f"{part:02d}" for part in parts))] if len(parts := _date_parts(reference)) > 1 else []
    lines += [(tag, _flat(item[name])) for tag, name in _RIS_TEXTS if item.get(name)]
    first, _, last = str(item.get("page", "")).partition("-")
    lines += [(tag, page) for tag, page in (("SP", first), ("EP", last)) if page]
    lines += [("KW", word) for word in reference.keywords]
    return [f"{tag}  - {one_line(value)}" for tag, value in lines] + ["ER  - "]


def _flat(value: object) -> str:
    return one_line(plain_text(str(value)))


def _names(reference: Reference, role: str) -> Sequence[Name]:
    return [name for name in cast("Sequence[Name]", reference.csl.get(role, ())) if name.get("literal") != "others"]


def inverted(name: Name) -> str:
    """A name as "Family, Given, Suffix"; a corporate name as it is."""
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    family = name.get("literal") or f"{particle} {name.get('family', '')}".strip()
    return ", ".join(part for part in (family, name.get("given", ""), name.get("suffix", "")) if part)


def _date_parts(reference: Reference) -> Sequence[int]:
    issued = cast("Mapping[str, Sequence[Sequence[int]]]", reference.csl.get("issued", {}))
    parts = issued.get("date-parts") or [[]]
    return parts[0]


def _year(reference: Reference) -> str:
    parts = _date_parts(reference)
    return str(parts[0]) if parts else ""


def coins(reference: Reference) -> str:
    """A COinS span, from which reference managers save the work; for pages about works, never for pages that cite."""
    item = reference.csl
    kind = str(item.get("type"))
    is_article = kind == "article-journal"
    schema = "journal" if is_article else "dissertation" if kind == "thesis" else "book"
    schema = schema if kind in {*_GENRES, "thesis"} else "dc"
    title = {"journal": "rft.atitle", "book": "rft.atitle" if item.get("container-title") else "rft.btitle"}.get(
        schema, "rft.title"
    )
    start, _, end = str(item.get("page", "")).partition("-")
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{schema}"),
        ("rfr_id", "info:sid/evidence-primer"),
        ("rft.genre" if schema != "dc" else "rft.type", _GENRES.get(kind, "document" if schema != "dc" else kind)),
        (title, reference.title),
        ("rft.jtitle" if is_article else "rft.btitle", _flat(item.get("container-title", ""))),
        ("rft.date", "-".join(f"{part:02d}" for part in _date_parts(reference))),
        ("rft.volume", _flat(item.get("volume", ""))),
        ("rft.issue", _flat(item.get("issue", ""))),
        ("rft.spage", start),
        ("rft.epage", end),
        ("rft.pub" if schema != "dc" else "rft.publisher", _flat(item.get("publisher", ""))),
        ("rft.isbn", _flat(item.get("ISBN", ""))),
        ("rft.issn", _flat(item.get("ISSN", ""))),
        ("rft_id", f"info:doi/{reference.doi}" if reference.doi else ""),
        ("rft.identifier", reference.url if schema == "dc" else ""),
        *_coins_names(reference, schema),
    ]
    query = urlencode([(name, value) for name, value in fields if value])
    return f'<span class="Z3988" title="{inert(query)}"></span>'


def _coins_names(reference: Reference, schema: str) -> list[tuple[str, str]]:
    names = _names(reference, "author") or _names(reference, "editor")
    if schema == "dc":
        return [("rft.creator", inverted(name)) for name in names]
    first = [("rft.aulast", names[0].get("family", "")), ("rft.aufirst", names[0].get("given", ""))] if names else []
    return [
        *first,
        *(
            ("rft.au", f"{name.get('given', '')} {name.get('literal') or name.get('family', '')}".strip())
            for name in names
        ),
    ]


def highwire(title: str, authors: Sequence[str], date: str, address: str, publisher: str = "") -> str:
    """Highwire `citation_*` tags that describe a page itself; `date` as YYYY-MM-DD, authors as they are printed."""
    pairs = [
        ("citation_title", title),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", date.replace("-", "/")),
        ("citation_public_url", address),
        ("citation_publisher", publisher),
    ]
    return "\n".join(f'<meta name="{name}" content="{_attribute(value)}">' for name, value in pairs if value)


def _attribute(value: str) -> str:
    return re.sub(r"[^\w .,;:/-]", lambda found: f"&#{ord(found[0])};", value)
