"""The form of what is published, and of `primer.yml` and `extracts.yml`, as JSON Schema; a copy is in `/data/schema/`.

The files are made from `record_types.py`, and from the classes that read those two files, by
`python -m primer.export.schema`; a test fails when they differ.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from primer.content.extracts import ExtractsFile
from primer.export.edition_files import ComparisonData
from primer.export.ids import IdsData
from primer.export.interventions import InterventionsData
from primer.export.record_types import DATA_VERSION, AnyRecord, ChangesData, CheckRecord, PrimerData
from primer.project.primer_fields import PrimerFields

HERE = Path(__file__).parent
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MAJOR = DATA_VERSION.partition(".")[0]
_FORMS: dict[str, Any] = {
    "primer": PrimerData,
    "item": AnyRecord,
    "check": CheckRecord,
    "ids": IdsData,
    "changes": ChangesData,
    "comparison": ComparisonData,
    "interventions": InterventionsData,
}
_READ: dict[str, type[BaseModel]] = {"primer-file": PrimerFields, "extracts-file": ExtractsFile}
"""Files that authors write."""


def schema_files() -> dict[str, str]:
    """Every schema by its file name, made from the classes."""
    made = {form: _schema(fields) for form, fields in _FORMS.items()}
    made |= {form: {"$schema": _DRAFT, **fields.model_json_schema()} for form, fields in _READ.items()}
    return {f"{form}-{_MAJOR}.schema.json": _text(whole) for form, whole in made.items()}


def published_schemas(site_url: str) -> dict[str, str]:
    """Every schema by its file name as a site publishes it, with its address there."""
    files = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(HERE.glob("*.schema.json"))}
    addresses = {name: f"{site_url}data/schema/{name}" for name in files}
    return {name: _text({"$schema": _DRAFT, "$id": addresses[name], **whole}) for name, whole in files.items()}


def _schema(fields: Any) -> dict[str, Any]:
    return {"$schema": _DRAFT, **TypeAdapter(fields).json_schema(mode="serialization"), "x-version": DATA_VERSION}


def _text(whole: dict[str, Any]) -> str:
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")
