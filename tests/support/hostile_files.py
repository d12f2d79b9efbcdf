"""The files of the hostile site: for each sort of file the texts in each of its fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from support.slots import WORK, SchemaSlots, Slot, parts_of, strict_parts
from support.small_site import SMALL

from primer.content.page_types import ITEM_TYPES, PAGE_TYPES, PageType
from primer.content.schema import EXAMPLES, all_schemas, page_schema
from primer.project.letters import Letters
from primer.project.primer_fields import PrimerFields
from primer.syntax.directives import INDEXES

LETTERS = Letters()
Files = dict[str, list[str | Slot]]
"""Every file by its path, as fixed text and the texts that may be put back."""

BIBTEX = (
    "title", "author", "editor", "translator", "journal", "booktitle", "series", "publisher", "institution", "school",
    "organization", "address", "edition", "volume", "number", "pages", "chapter", "howpublished", "note", "annote",
    "addendum", "url", "doi", "eprint", "file", "isbn", "issn", "language", "langid", "month", "year", "date",
    "urldate", "abstract", "keywords", "shorttitle", "subtitle", "titleaddon", "location", "version", "type", "venue",
    "eventtitle", "eventdate", "origdate", "pubstate", "crossref", "related", "relatedstring", "options", "key",
    "studytype", "population", "limits", "read", "verified", "retracted", "corrected", "unknownfield",
)  # fmt: skip
"""Fields of BibTeX, biblatex and our own."""
CSL = (
    "title", "title-short", "container-title", "collection-title", "publisher", "publisher-place", "page", "volume",
    "issue", "number", "edition", "genre", "medium", "archive", "call-number", "note", "annote", "abstract", "URL",
    "DOI", "ISBN", "ISSN", "PMID", "language", "keyword", "source", "status", "version", "event-title", "type",
    "citation-label", "jurisdiction", "section", "scale", "references", "dimensions", "unknown",
)  # fmt: skip
"""Variables of CSL that hold text."""
NAMES = ("author", "editor", "translator")
OF_MKDOCS = ("site_name", "site_description", "copyright")
OF_EXTRA = ("tracker", "exit_url", "contact")
_WORDS = {
    "topics": ("support", "boys-lgbtq", "detection", "networks", "privacy"),
    "stages": ("decide", "design", "operate", "build"), "roles": ("product", "lead", "engineer", "funder"),
    "basis": ("evidence", "rights", "practice", "law"),
}  # fmt: skip
"""Lists of words in primer.yml, with those that other files name."""
_FORMS = {
    "short": "BYB", "language": "en-GB", "licence": "CC-BY-4.0", "tracker": "https://a.example/", "day": "2026-11-24",
    "leave": "https://a.example/", "contact": "a@primer.example", "logo": "a.svg", "icon": "a.svg",
    "indexes": "written",
}  # fmt: skip
"""Settings that have a form of their own, with a text that has it."""


def files_of(vectors: Mapping[str, str]) -> Files:
    """Every file, with every text in every field."""
    files: Files = {}
    _add_indexes(files)
    for number, (vector, text) in enumerate(vectors.items()):
        for kind in PAGE_TYPES.values():
            _add_page(files, kind, number, vector, text)
        _add_pack(files, number, vector, text)
    _add_ledger(files, vectors)
    _add_bibliographies(files, vectors)
    _add_extracts(files, vectors)
    _add_settings(files, vectors)
    return files


def _add_page(files: Files, kind: PageType, number: int, vector: str, text: str) -> None:
    # An agenda needs an activity that is there, for as long as it takes.
    example = SMALL / "docs/workshop/agenda-60.md" if kind.name == "agenda" else EXAMPLES / f"{kind.name}.md"
    _, front, _ = example.read_text("utf-8").split("---\n", 2)
    name = f"{LETTERS.of(kind.name)}{200 + number}" if kind.has_id else ""
    path = f"docs/{kind.folder or 'more'}/{name.lower() or f'{kind.name}-{number}'}.md"
    schema = SchemaSlots(page_schema(kind), kind.name, name or f"{kind.name} {number}", vector, text)
    fields = schema.filled(yaml.safe_load(front))
    files[path] = ["---\n", *parts_of(fields, path), "\n---\n\n", *_body(kind, path, vector, text)]


def _body(kind: PageType, path: str, vector: str, text: str) -> Iterator[str | Slot]:
    """The headings of a type, and below the first the text in every form that a body knows."""

    def slot(plain: str, written: str = "{}") -> Slot:
        return Slot(path, f"{kind.name} body", vector, written.format(text), plain.format("Plain words."))

    headings = [part.heading for part in kind.sections] or ["A heading"]
    for heading in headings:
        yield f"## {heading}\n\n"
        yield "" if kind.name == "source" else "Plain words come first.\n\n"
        if heading != headings[0]:
            continue
        inside = kind.name == "source"
        yield "/// passage | read\n" if inside else ""
        forms = ("{}", "A word {} a word", "- {}", "> {}", "| a | b |\n| --- | --- |\n| {} | y |", "x\n: {}", "`{}`",
                 "[{}](../method.md)", "![{}](../a.svg)", "1. {}", "    {}", "**{}**", "```\n{}\n```")  # fmt: skip
        for form in (one for one in forms if not (kind.has_id and one[0] == "!")):
            yield slot("{}", form.replace("{", "{{").replace("}", "}}").replace("{{}}", "{}"))
            yield "\n\n"
        yield "///\n\n" if inside else ""
        if not inside:
            yield "/// example | "
            yield slot("Plain")
            yield "\nPlain words.\n///\n\n"
        yield slot("### Plain", "### {}")
        yield "\n\n"


def _add_pack(files: Files, number: int, vector: str, text: str) -> None:
    schema = SchemaSlots(all_schemas()["pack.schema.json"], "pack", f"pack {number}", vector, text)
    path = f"docs/workshop/packs/pack-{number}.yml"
    files[path] = [*parts_of(schema.filled(yaml.safe_load((EXAMPLES / "pack.yml").read_text("utf-8"))), path), "\n"]


def _add_ledger(files: Files, vectors: Mapping[str, str]) -> None:
    """The entries of the small site, those of the hostile items, and one that is gone for each text."""
    path = "docs/ledger.yml"
    parts: list[str | Slot] = [(SMALL / path).read_text("utf-8")]
    schema = all_schemas()["ledger.schema.json"]
    entry = {"$defs": schema["$defs"], **schema["$defs"]["LedgerEntry"]}
    line = {"date": "2026-11-24", "edition": "1.0", "tag": "ADDED", "note": "x"}
    for number, (vector, text) in enumerate(vectors.items()):
        for kind in ITEM_TYPES:
            letter, numbers = LETTERS.of(kind.name), [1, 2, 3, 4, 5, 6] if kind.name == "guideline" else []
            gone = {"type": kind.name, "since": "1.0", "status": "withdrawn", "to": [f"{letter}{200 + number}"],
                    "reason": "x", "was": "x", "history": [line, {**line, "tag": "WITHDRAWN"}]}  # fmt: skip
            live = {"type": kind.name, "since": "1.0", "status": "current", "checks": numbers, "history": [line, line]}
            for name, example in (
                (f"{letter}{200 + number}", live),
                (f"{letter}{600 + number}", gone),
            ):
                filled = SchemaSlots(entry, "ledger", "", vector, text).filled(example)
                filled["to"] = filled["to"] if "to" in example else []
                if kind.name == "guideline" and example is live:
                    filled["checks"] = [1, 2, 3, 9]
                    filled["withdrawn_checks"] = {
                        9: Slot(path, "ledger withdrawn_checks", vector, text, "Plain words.")
                    }
                parts += [f"{name}: ", *parts_of(filled, path), "\n"]
    for number in range(len(vectors)):
        parts += [f"{name}{number}: {{type: reference, since: '1.0'}}\n" for name in ("bib", "json", "yaml")]
    files[path] = parts


def _add_bibliographies(files: Files, vectors: Mapping[str, str]) -> None:
    bib: list[str | Slot] = [(SMALL / "references.bib").read_text("utf-8"), "\n"]
    json_items: list[Any] = []
    yaml_items: list[Any] = []
    for number, (vector, text) in enumerate(vectors.items()):
        bib += [f"\n@{('misc', 'article', 'book', 'incollection')[number % 4]}{{bib{number},\n"]
        for name in BIBTEX:
            if name in _PLAIN_OF_BIBTEX and _PLAIN_OF_BIBTEX[name] is None and number % 2:
                continue
            slot = Slot("references.bib", f"bib {name}", vector, text, _PLAIN_OF_BIBTEX.get(name) or "Plain")
            if name == "doi":
                slot.text, slot.plain = f"10.1000/bib{number}{text}", f"10.1000/bib{number}"
            bib += [f"  {name} = {{", slot, "},\n"]
        bib.append("}\n")
        for items, file in ((json_items, "works.json"), (yaml_items, "works.yaml")):

            def slot_of(
                name: str, file: str = file, vector: str = vector, text: str = text, number: int = number
            ) -> Slot:
                own = f"10.1000/{file}{number}" if name == "DOI" else ""
                return Slot(file, f"{file.rpartition('.')[2]} {name}", vector, own + text, own or "plain")

            item: dict[str, Any] = {"id": f"{file.rpartition('.')[2]}{number}", **{name: slot_of(name) for name in CSL}}
            item |= {
                name: [{"family": slot_of(name), "given": slot_of(name)}, {"literal": slot_of(name)}] for name in NAMES
            }
            item["issued"] = {"literal": slot_of("issued")} if number % 2 else {"date-parts": [[2020]]}
            items.append(item)
    cited = "".join(f" [@{name}{number}]." for number in range(len(vectors)) for name in ("bib", "json", "yaml"))
    about = "---\ntype: page\ntitle: Every hostile work\nsummary: Works cited.\nreviewed: 2026-11-24\n---\n\nCited:"
    files["docs/more/cited.md"] = [f"{about}{cited}\n"]
    files["references.bib"] = bib
    files["works.json"] = list(strict_parts(json_items, "works.json"))
    files["works.yaml"] = [*parts_of({"references": yaml_items}, "works.yaml"), "\n"]


_PLAIN_OF_BIBTEX: Mapping[str, str | None] = {
    "studytype": "report", "population": "People.", "limits": "Few.", "read": "abstract", "verified": "yes",
    "retracted": "2024-03-01: Plain", "corrected": "2024-03-01: Plain", "year": "2020", "date": None, "url": "https://a.example/",
    "doi": "10.1000/1", "month": "jan", "keywords": "background", "crossref": WORK,
}  # fmt: skip


def _add_extracts(files: Files, vectors: Mapping[str, str]) -> None:
    schema = all_schemas()["extracts.schema.json"]
    keys = sorted(f"bib{number}" for number in range(len(vectors)))
    texts = list(vectors.items())
    path = "extracts.yml"
    entries: dict[str, list[Any]] = {}
    for key in keys:
        vector, text = texts[int(key[3:])]
        example = {"id": "a", "where": "abstract", "seen": "https://a.example/", "on": "2026-11-24", "words": "Plain."}
        seen = SchemaSlots({"$defs": schema["$defs"], **schema["$defs"]["Extract"]}, "extract", "", vector, text)
        unseen = {"id": "a", "words": None, "why": Slot(path, "extract why", vector, text, "Plain words.")}
        entries[key] = [seen.filled(example)] if int(key[3:]) % 2 else [unseen]
    head, _, rest = (SMALL / path).read_text("utf-8").partition("reichert2013national:")
    listed: list[str | Slot] = [head]
    for key, value in entries.items():
        listed += [f"{key}: ", *parts_of(value, path), "\n"]
    files[path] = [*listed, f"reichert2013national:{rest}"]


def _add_settings(files: Files, vectors: Mapping[str, str]) -> None:
    """Each setting holds all texts, one behind another; a list of words has a word for each."""
    every, name = " ".join(vectors.values()), "every"
    parts: list[str | Slot] = []
    for word, known in _WORDS.items():
        parts += [f"{word}:\n", *(f"  {one}: Known\n" for one in known)]
        for number, (vector, text) in enumerate(vectors.items()):
            parts += [f"  {word}-{number}: ", Slot("primer.yml", f"setting {word}", vector, text, "Plain"), "\n"]
    parts.append("synonyms:\n")
    for vector, text in vectors.items():
        parts += ["  - [plain, ", Slot("primer.yml", "setting synonyms", vector, text, "simple"), "]\n"]
    for setting, form in PrimerFields.model_json_schema()["properties"].items():
        if form.get("type") != "string":
            continue
        address = setting in ("tracker", "leave")
        text = 'https://a.example/"onmouseover="alert(name)"autofocus/onfocus="alert(name)' if address else every
        slot = Slot("primer.yml", f"setting {setting}", name, text, _FORMS.get(setting, "Plain"))
        parts += [f"{setting}: ", slot, "\n"]
    files["primer.yml"] = parts
    configured: list[str | Slot] = []
    for setting in OF_MKDOCS:
        configured += [f"{setting}: ", Slot("mkdocs.yml", f"setting {setting}", name, every, "Plain"), "\n"]
    configured += ["site_url: https://small.example/\nuse_directory_urls: false\nextra:\n  edition: '1.0'\n"]
    for setting in OF_EXTRA:
        text = 'javascript:alert(name)//" autofocus onfocus="alert(name)'
        configured += [
            f"  {setting}: ",
            Slot("mkdocs.yml", f"setting extra.{setting}", name, text, "https://a.example/"),
            "\n",
        ]
    configured += ["theme: {name: material, font: false}\nnav:\n"]
    for page in ("index.md", "method.md"):
        configured += ["  - ? ", Slot("mkdocs.yml", "setting nav", name, every, "Plain"), f"\n    : {page}\n"]
    configured += ["  - ? ", Slot("mkdocs.yml", "setting nav", name, every, "Plain"), "\n    : [{Start: index.md}]\n"]
    configured += ["plugins:\n  - bibliography: {bib_file: [references.bib, works.json, works.yaml]}\n  - primer\n"]
    files["mkdocs.yml"] = configured


def _add_indexes(files: Files) -> None:
    """A page for each list that a page can hold and the small site has none for."""
    for name in sorted(set(INDEXES) - {path.stem for path in (SMALL / "docs").glob("*.md")}):
        front = f"type: page\ntitle: The list of {name}\nsummary: A list of {name}.\nreviewed: 2026-11-24\n"
        files[f"docs/{name}.md"] = [f"---\n{front}---\n\n[[index {name}]]\n"]
