"""The contract between content and engine, as JSON Schema: one file a page type, the ledger, packs and extracts.

The files are made from `item_models.py`, `page_models.py`, `page_types.py` and `ledger.py` by
`python -m primer.content.schema`; a test fails when they differ. `examples/` holds one whole, real page of each type.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from primer.content.extracts import ExtractsFile
from primer.content.ledger import LedgerFile
from primer.content.page_models import Pack
from primer.content.page_types import PAGE_TYPES, PageType
from primer.content.reference_entry import ReferenceFields

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def page_schema(kind: PageType) -> dict[str, Any]:
    """The schema of a page type: its front matter, with `x-body` and `x-anchors` for the rest of the page."""
    schema = kind.fields.model_json_schema()
    body = [
        {"heading": f"## {part.heading}", "anchor": part.anchor, "required": part.required, "holds": part.holds}
        for part in kind.sections
    ]
    return {"$schema": _DRAFT, **schema, "title": kind.label, "x-body": body, "x-anchors": list(kind.anchors)}


def all_schemas() -> dict[str, dict[str, Any]]:
    """Every schema by its file name."""
    pages = {f"{name}.schema.json": page_schema(kind) for name, kind in PAGE_TYPES.items()}
    others: dict[str, type[BaseModel]] = {"pack": Pack, "ledger": LedgerFile, "reference": ReferenceFields}
    others["extracts"] = ExtractsFile
    return pages | {
        f"{name}.schema.json": {"$schema": _DRAFT, **fields.model_json_schema()} for name, fields in others.items()
    }


def write_schemas(folder: Path) -> None:
    """Write every schema into a folder."""
    for name, schema in all_schemas().items():
        (folder / name).write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
