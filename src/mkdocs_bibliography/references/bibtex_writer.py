"""Entries written as BibTeX: those that cannot stand as their authors wrote them, and those that came as CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import cast

from mkdocs_bibliography.references.markup import plain_text
from mkdocs_bibliography.references.names import Name
from mkdocs_bibliography.text.escape import one_line, tex

_TYPES = {
    "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
    "chapter": "incollection", "paper-conference": "inproceedings", "thesis": "phdthesis", "report": "techreport",
    "webpage": "online", "dataset": "dataset", "software": "software", "manuscript": "unpublished",
    "pamphlet": "booklet", "patent": "patent", "legislation": "legislation", "legal_case": "jurisdiction",
    "standard": "standard", "motion_picture": "video", "entry-encyclopedia": "inreference",
    "entry-dictionary": "inreference",
}  # fmt: skip
_FIELDS = {
    "title": "title", "title-short": "shorttitle", "volume": "volume", "issue": "number", "number": "number",
    "page": "pages", "edition": "edition", "publisher-place": "address", "collection-title": "series",
    "version": "version", "chapter-number": "chapter", "event-title": "eventtitle", "DOI": "doi", "URL": "url",
    "ISBN": "isbn", "ISSN": "issn", "PMID": "pmid", "PMCID": "pmcid", "genre": "type", "note": "note",
    "abstract": "abstract", "language": "langid", "keyword": "keywords", "status": "pubstate",
}  # fmt: skip
_OWN = ("studytype", "population", "limits", "read", "verified", "retracted", "corrected")
_NAMES = ("author", "editor", "translator")
_VERBATIM = {"doi", "url"}
_MARKUP = {"<i>": "\\emph{", "<b>": "\\textbf{", "<sup>": "\\textsuperscript{", "<sub>": "\\textsubscript{"}


def print_entry(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry whose values are TeX already."""
    lines = "".join(f",\n  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{entry_type}{{{key}{lines}\n}}"


def bibtex_of_csl(item: Mapping[str, object]) -> tuple[str, dict[str, str]]:
    """A CSL-JSON item as a BibTeX type and fields of TeX; titles keep their capitals in braces."""
    kind = str(item.get("type", ""))
    fields = {role: _names(cast("Sequence[Name]", item[role])) for role in _NAMES if item.get(role)}
    fields |= {name: _value(name, str(item[csl])) for csl, name in _FIELDS.items() if item.get(csl)}
    custom = item.get("custom")
    own = {**item, **custom} if isinstance(custom, Mapping) else item
    fields |= {name: _tex(str(own[name])) for name in _OWN if own.get(name)}
    if "title" in fields:
        fields["title"] = f"{{{fields['title']}}}"
    if item.get("container-title"):
        container = "journal" if kind.startswith("article") else "booktitle"
        fields[container] = f"{{{_value(container, str(item['container-title']))}}}"
    if item.get("publisher"):
        publisher = {"thesis": "school", "report": "institution"}.get(kind, "publisher")
        fields[publisher] = _value(publisher, str(item["publisher"]))
    dates = ((name, _date(item[csl])) for csl, name in (("issued", "date"), ("accessed", "urldate")) if item.get(csl))
    return _TYPES.get(kind, "misc"), fields | {name: date for name, date in dates if date}


def _value(name: str, text: str) -> str:
    if name in _VERBATIM:
        return re.sub(r"[{}\\\\]", lambda found: f"%{ord(found[0]):02X}", one_line(text))
    if name == "pages":
        return _tex(text).replace("-", "--")
    return _tex(text)


def _tex(text: str) -> str:
    """Text with markup as TeX."""
    text = tex(one_line(text))
    for tag, command in _MARKUP.items():
        text = text.replace(tag, command).replace(tag.replace("<", "</"), "}")
    return plain_text(text)


def _names(names: Sequence[Name]) -> str:
    return " and ".join(_name(name) for name in names)


def _name(name: Name) -> str:
    if "literal" in name:
        return name["literal"] if name["literal"] == "others" else f"{{{_tex(name['literal'])}}}"
    particle = name.get("non-dropping-particle") or name.get("dropping-particle", "")
    family = f"{particle} {name.get('family', '')}".strip()
    return _tex(", ".join(part for part in (family, name.get("suffix", ""), name.get("given", "")) if part))


def _date(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    parts = cast("Sequence[Sequence[int]]", value.get("date-parts") or [])
    sides = ["-".join(f"{part:02d}" if index else f"{part:04d}" for index, part in enumerate(side)) for side in parts]
    return "/".join(sides) if sides else _tex(str(value.get("literal", "")))
