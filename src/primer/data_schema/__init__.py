"""The form of the published data as JSON Schema; a copy stands in `/data/schema/` of the site.

The files are made from `data_fields.py` by `python -m primer.data_schema`; a test fails when they differ.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from primer.data_fields import DATA_VERSION, AnyRecord, ChangesData, CheckRecord, IdsData, PrimerData

HERE = Path(__file__).parent
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_MAJOR = DATA_VERSION.partition(".")[0]
_FORMS: dict[str, Any] = {
    "primer": PrimerData,
    "item": AnyRecord,
    "check": CheckRecord,
    "ids": IdsData,
    "changes": ChangesData,
}


def schema_files(site_url: str = "") -> dict[str, str]:
    """Every schema by its file name; with an address, each says where it is published."""
    return {name: _text(name, form, site_url) for form, name in _names().items()}


def _names() -> dict[str, str]:
    return {form: f"{form}-{_MAJOR}.schema.json" for form in _FORMS}


def _text(name: str, form: str, site_url: str) -> str:
    place = {"$id": f"{site_url}data/schema/{name}"} if site_url else {}
    schema = TypeAdapter(_FORMS[form]).json_schema(mode="serialization")
    whole = {"$schema": _DRAFT, **place, **schema, "x-version": DATA_VERSION}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")
