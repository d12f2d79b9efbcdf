"""The machine interface: everything under `/data/`, and each item as `/g12.json` and `/g12.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.references.reference import Reference, slug_of
from mkdocs_bibliography.text.escape import in_script, pasted
from primer.content.history import ListedLine, listed_lines, title_of
from primer.content.model import Primer
from primer.content.page_types import ITEM_TYPES
from primer.content.wording import csl_with_words
from primer.export.edition_files import edition_files
from primer.export.feed import atom_feed
from primer.export.ids import ids_data
from primer.export.interventions import interventions_data, interventions_table
from primer.export.item_markdown import item_markdown
from primer.export.record_types import ChangesData, ListedChange, PrimerData
from primer.export.records import (
    activity_record,
    finding_record,
    guideline_record,
    myth_record,
    reference_record,
    retired_names,
    retired_record,
    uses_of_references,
)
from primer.export.review import review_files
from primer.export.schema import published_schemas
from primer.export.snippets import item_url
from primer.export.tables import checks_table, claims_table, guidelines_table, references_table


def data_files(primer: Primer) -> Mapping[str, bytes]:
    """Every file of the machine interface by its address."""
    edition = edition_of(primer)
    data = primer_data(primer, edition)
    references = primer.bibliography.references.values()
    interventions = interventions_data(primer, edition)
    texts = {
        "data/primer.json": _json(data),
        "data/primer.js": script(f"{primer.settings.identity.short}_PRIMER", data),
        "data/ids.json": _json(ids_data(primer, edition, data)),
        "data/changes.json": _json(changes_data(primer, edition)),
        "data/changes.xml": atom_feed(primer, edition["date"]),
        "data/what-works.json": _json(interventions),
        "data/references.bib": bibtex(references),
        "data/references.csl.json": csl_json([_with_words(primer, one) for one in references]),
        "data/references.ris": ris(references),
        f"data/{primer.settings.identity.slug}-links.md": link_definitions(primer),
        "data/autolinks.json": autolinks(primer),
    }
    tables = {
        "data/guidelines.csv": guidelines_table(data),
        "data/checks.csv": checks_table(data),
        "data/claims.csv": claims_table(data),
        "data/references.csv": references_table(data),
        "data/what-works.csv": interventions_table(interventions),
    }
    texts |= {**item_files(primer, data), **review_files(primer), **edition_files(primer, edition)}
    made = {name: text.encode() for name, text in texts.items()}
    schemas = published_schemas(primer.settings.site_url)
    return {**made, **tables, **{f"data/schema/{name}": text.encode() for name, text in schemas.items()}}


def _with_words(primer: Primer, reference: Reference) -> Reference:
    return replace(reference, csl=csl_with_words(primer.strings, reference.csl, primer.extracts.of(reference.key)))


def edition_of(primer: Primer) -> dict[str, Any]:
    """What a file of data says that it was made from."""
    settings, revision = primer.settings, primer.revision
    return {
        "site": settings.site_url,
        "edition": settings.edition,
        "commit": revision.commit,
        "date": revision.day,
    }


def primer_data(primer: Primer, edition: Mapping[str, Any]) -> PrimerData:
    """Everything, as one record."""
    uses = uses_of_references(primer)
    retired = [name for kind in ITEM_TYPES for name in retired_names(primer, kind.name)]
    return PrimerData(
        **edition,
        guidelines=tuple(guideline_record(primer, name) for name in primer.guidelines),
        myths=tuple(myth_record(primer, name) for name in primer.myths),
        findings=tuple(finding_record(primer, name) for name in primer.findings),
        activities=tuple(activity_record(primer, name) for name in primer.activities),
        references=tuple(reference_record(primer, key, uses) for key in primer.bibliography.references),
        retired=tuple(retired_record(primer, name) for name in (*retired, *retired_names(primer, "reference"))),
    )


def changes_data(primer: Primer, edition: Mapping[str, Any]) -> ChangesData:
    """Every history line, newest first."""
    return ChangesData(**edition, changes=tuple(_listed(primer, line) for line in listed_lines(primer)))


def _listed(primer: Primer, line: ListedLine) -> ListedChange:
    return ListedChange(
        **line.change.model_dump(),
        id=line.name,
        qualified_id=f"v{line.change.edition}-{line.name}",
        type=line.entry.type,
        title=title_of(primer, line.name),
        url=primer.settings.url(line.address),
    )


def item_files(primer: Primer, data: PrimerData) -> Mapping[str, str]:
    """Each item, current or not, as JSON and as Markdown; each source as JSON."""
    items = (*data.guidelines, *data.myths, *data.findings, *data.activities)
    files: dict[str, str] = {}
    for record in (*items, *(record for record in data.retired if record.type != "reference")):
        files[f"{record.id.lower()}.json"] = _json(record)
        files[f"{record.id.lower()}.md"] = item_markdown(primer, record.id)
    return files | {f"ref/{slug_of(record.id)}.json": _json(record) for record in data.references}


def link_definitions(primer: Primer) -> str:
    """Reference-style link definitions: pasted into a document, they make `[G12]` and `[G12.3]` links."""
    ids = primer.letters
    lines = [
        f"<!-- {primer.settings.site_name}: paste at the end of a document, then write"
        f" [{ids.guideline}12], [{ids.guideline}12.3], [{ids.myth}7] or [{ids.finding}21]. -->",
        "",
    ]
    for name, page in primer.items.items():
        title = pasted(page.fields.title).replace('"', '\\"')
        lines.append(f'[{name}]: {item_url(primer, name)} "{title}"')
        checks = getattr(page.fields, "checks", ())
        lines += [f"[{name}.{check.n}]: {item_url(primer, f'{name}.{check.n}')}" for check in checks]
    return "\n".join(lines) + "\n"


def autolinks(primer: Primer) -> str:
    """The bodies of the calls that set up GitHub's autolinks, one a type."""
    rules = [
        {
            "key_prefix": f"{primer.settings.identity.short}-{primer.letters.of(kind.name)}",
            "url_template": primer.settings.url(f"{primer.letters.of(kind.name).lower()}<num>.html"),
            "is_alphanumeric": False,
        }
        for kind in ITEM_TYPES
    ]
    return json.dumps(rules, indent=2) + "\n"


def script(name: str, record: BaseModel) -> str:
    """A record as a script that sets a variable, for pages that cannot fetch, such as those opened from a folder."""
    text = in_script(record.model_dump_json())
    return f"var {name} = {text};\n"


def _json(record: BaseModel) -> str:
    return record.model_dump_json(indent=2) + "\n"
