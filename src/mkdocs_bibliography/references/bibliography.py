"""Bibliography files to references: `read_bibliography`.

Text in, values out. Whatever is wrong in a file is an issue at the author's line and column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from heapq import nlargest
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from mkdocs_bibliography.references.bibtex import Blocks, Entry, read_files
from mkdocs_bibliography.references.bibtex_writer import print_entry
from mkdocs_bibliography.references.csl_json import is_csl, read_csl
from mkdocs_bibliography.references.entry_types import REQUIRED, TYPES
from mkdocs_bibliography.references.inheritance import Inherited, inherit
from mkdocs_bibliography.references.pandoc_entries import pandoc_entries
from mkdocs_bibliography.references.pandoc_items import PandocItem, PandocItems
from mkdocs_bibliography.references.prepare import VERBATIM, bare_doi, clean_verbatim
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.references.tex import tex_to_text
from mkdocs_bibliography.text.addresses import followed, not_followed
from mkdocs_bibliography.text.issues import BIBLIOGRAPHY_CODES, Issue, issue_at, sort_issues
from mkdocs_bibliography.text.source import Source

__all__ = ["Bibliography", "Duplicates", "Reference", "nearest_keys", "read_bibliography"]

Duplicates = Literal["error", "first", "last"]
"""What to do with a key that stands twice: report it and keep the first, or keep the first or the last silently.

Two keys with one DOI are reported with the former alone.
"""


@dataclass(frozen=True)
class Bibliography:
    """The references of all bibliography files, and what is wrong in them."""

    references: Mapping[str, Reference]
    """By key, in the order of the files."""
    issues: tuple[Issue, ...]
    """Sorted by place."""
    broken: frozenset[str] = frozenset()
    """Keys of entries that could not be read, so that citing one is not reported a second time."""
    others: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The keys of the works that another key stands for: biblatex's `ids` and `@set`, and Zotero's citation key."""


def read_bibliography(
    sources: Sequence[Source],
    *,
    duplicates: Duplicates = "error",
    cache: Path | None = None,
    language: str = "en-US",
) -> Bibliography:
    """Read bibliography files in the order given: CSL-JSON and CSL-YAML by their names, all others as BibTeX.

    Pandoc is started when a reference's `csl` is first looked into; `cache` is a folder for what it then gives.
    `language` is that of titles whose entries name none; capitals of English ones are lowered.
    """
    bibtex = iter(read_files([source for source in sources if not (is_csl(source) or _is_ris(source))]))
    blocks = [_read_other(source, bibtex) for source in sources]
    issues = [issue for block in blocks for issue in block.issues]
    entries = _without_duplicates(blocks, duplicates, issues)
    inherited = inherit(entries)
    references = _references(entries, inherited, cache, language)
    checked = inherited.entries.values()
    issues += [*inherited.issues, *_check_fields(checked), *_check_addresses(checked)]
    issues += _check_dois(checked) if duplicates == "error" else ()
    broken = frozenset(key for block in blocks for key in block.broken) - references.keys()
    others = {key: works for key, works in _other_keys(entries) if key not in references}
    return Bibliography(MappingProxyType(references), sort_issues(issues), broken, MappingProxyType(others))


def _read_other(source: Source, bibtex: Iterator[Blocks]) -> Blocks:
    """What one file holds; of BibTeX files, which are read together, what comes next."""
    if is_csl(source):
        return read_csl(source)
    if not _is_ris(source):
        return next(bibtex)
    message = f"RIS is not read. Run 'pandoc -f ris -t biblatex {source.path} -o refs.bib', and name that file."
    return Blocks(issues=[issue_at(source, 0, "bib-unfinished", message)])


def _is_ris(source: Source) -> bool:
    return source.path.lower().endswith((".ris", ".nbib")) or source.text.lstrip().startswith("TY  - ")


def _other_keys(entries: Mapping[str, Entry]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for entry in entries.values():
        yield from ((alias, (entry.key,)) for alias in entry.aliases)
        if entry.entry_type == "set":
            yield entry.key, tuple(key.strip() for key in entry.fields.get("entryset", "").split(",") if key.strip())


def _without_duplicates(blocks: Iterable[Blocks], policy: Duplicates, issues: list[Issue]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for entry in (entry for block in blocks for entry in block.entries):
        first = entries.get(entry.key)
        if first is None or policy == "last":
            entries[entry.key] = entry
        elif policy == "error":
            place = f"{first.source.path}:{first.source.position(first.offset)[0]}"
            message = f"Key '{entry.key}' already stands at {place}. Give one of the two another key, or delete it."
            issues.append(issue_at(entry.source, entry.offset, "bib-duplicate-key", message))
    return entries


def _references(
    entries: Mapping[str, Entry], inherited: Inherited, cache: Path | None, language: str
) -> dict[str, Reference]:
    works = {key: entry for key, entry in inherited.entries.items() if entry.entry_type not in {"xdata", "set"}}
    plain = {key: _PlainFields(entry.fields) for key, entry in works.items()}
    items = PandocItems(pandoc_entries(entries, inherited, plain), cache, language)
    return {
        key: Reference(
            key=key,
            entry_type=entry.entry_type,
            fields=plain[key],
            csl=PandocItem(items, key) if entry.csl is None or entry.is_markdown else MappingProxyType(dict(entry.csl)),
            source_path=entry.source.path,
            line=entry.source.position(entry.offset)[0],
            raw=entry.raw if entry.self_contained else _printed(entry),
        )
        for key, entry in works.items()
    }


class _PlainFields(Mapping[str, str]):
    """Fields as plain text, each decoded when it is first asked for."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        self._fields = fields
        self._plain: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._plain:
            value = self._fields[name]
            self._plain[name] = clean_verbatim(value) if name in VERBATIM else tex_to_text(value)
        return self._plain[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)


def _printed(entry: Entry) -> str:
    """The entry with everything that it takes from strings and parents written out."""
    own = {name: value for name, value in entry.fields.items() if name not in {"crossref", "xdata"}}
    return print_entry(entry.entry_type, entry.key, own)


def _check_addresses(entries: Iterable[Entry]) -> Iterable[Issue]:
    for entry in entries:
        address = clean_verbatim(entry.fields.get("url", ""))
        if address and not followed(address):
            yield issue_at(entry.source, entry.place_of("url"), "bib-address", not_followed(address), "warning")


def _check_fields(entries: Iterable[Entry]) -> Iterable[Issue]:
    for entry in (entry for entry in entries if entry.csl is None):
        missing = [
            names for names in REQUIRED.get(entry.entry_type, ()) if not any(entry.fields.get(one) for one in names)
        ]
        for names in missing:
            wanted = " or ".join(f"'{name}'" for name in names)
            message = f"Entry '{entry.key}' (@{entry.entry_type}) has no {wanted}. Add it."
            yield _reported(entry, "bib-field-missing", message)
        if entry.entry_type not in TYPES and entry.entry_type not in {"xdata", "set"}:
            message = f"@{entry.entry_type} is no known type. Use one such as @misc, @report or @online."
            yield _reported(entry, "bib-unknown-type", message)


def _reported(entry: Entry, code: str, message: str) -> Issue:
    return issue_at(entry.source, entry.offset, code, message, BIBLIOGRAPHY_CODES[code].severity)


def _check_dois(entries: Iterable[Entry]) -> Iterable[Issue]:
    seen: dict[str, Entry] = {}
    for entry in entries:
        doi = bare_doi(clean_verbatim(entry.fields.get("doi", ""))).lower()
        if not doi:
            continue
        first = seen.setdefault(doi, entry)
        if first is not entry:
            place = f"{first.source.path}:{first.source.position(first.offset)[0]}"
            message = f"Entry '{entry.key}' has the DOI of '{first.key}' ({place}). Keep one entry for one work."
            yield issue_at(entry.source, entry.place_of("doi"), "bib-duplicate-doi", message)


def nearest_keys(key: str, references: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """The keys most like a wrong one, the nearest first; none that has little in common with it."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(key.lower())

    def likeness(other: str) -> float:
        matcher.set_seq1(other.lower())
        return matcher.ratio() if matcher.real_quick_ratio() >= 0.6 and matcher.quick_ratio() >= 0.6 else 0.0

    scored = ((likeness(other), other) for other in references)
    return tuple(other for score, other in nlargest(n, scored, key=lambda pair: pair[0]) if score >= 0.6)
