"""The contract: the schema files are those that the code makes, and every example keeps to its own."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.each import each
from support.paths import TESTS
from support.real_primer import checked_primer

from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.text.source import read_source
from primer.content.ledger import read_ledger
from primer.content.page import read_page
from primer.content.page_types import ITEM_TYPES, PAGE_TYPES
from primer.content.schema import EXAMPLES, HERE, all_schemas, write_schemas
from primer.project.front_matter import read_front_matter, read_yaml

SCHEMAS = all_schemas()
DOCS = TESTS.parent / "docs"


def plain(value: Any) -> Any:
    """A value as JSON has it: days as text."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def validate(name: str, value: Any) -> None:
    jsonschema.validate(plain(value), SCHEMAS[f"{name}.schema.json"], jsonschema.Draft202012Validator)


def test_the_schema_files_are_those_that_the_code_makes(tmp_path: Path) -> None:
    write_schemas(tmp_path)
    made = {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_text("utf-8") for path in HERE.glob("*.json")}


@each("name", lambda: SCHEMAS)
def test_every_schema_is_a_schema_and_describes_its_fields(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert json.loads((HERE / name).read_text("utf-8")) == SCHEMAS[name]


@each("name", lambda: PAGE_TYPES)
def test_the_example_of_a_page_type_keeps_to_its_schema(name: str) -> None:
    source = read_source(EXAMPLES / f"{name}.md", f"{name}.md")
    page, issues = read_page(source)
    assert issues == ()
    assert page.kind is PAGE_TYPES[name]
    validate(name, page.front.values)


@each("kind", lambda: ITEM_TYPES)
def test_the_example_of_an_item_has_every_section_that_its_type_needs(kind: Any) -> None:
    page, _ = read_page(read_source(EXAMPLES / f"{kind.name}.md", "example.md"))
    assert {part.heading for part in kind.sections if part.required} <= {part.heading for part in page.sections}


def test_the_examples_of_ledger_pack_and_reference_keep_to_their_schemas() -> None:
    ledger = read_source(EXAMPLES / "ledger.yml", "ledger.yml")
    assert read_ledger(ledger)[1] == ()
    validate("ledger", read_yaml(ledger).values)
    validate("extracts", read_yaml(read_source(EXAMPLES / "extracts.yml", "extracts.yml")).values)
    validate("pack", read_yaml(read_source(EXAMPLES / "pack.yml", "pack.yml")).values)
    entries = read_bibliography([read_source(EXAMPLES / "reference.bib", "reference.bib")])
    assert entries.issues == ()
    assert len(entries.references) == 1


@each("path", lambda: sorted(DOCS.rglob("*.md")))
def test_the_front_matter_of_every_real_page_keeps_to_its_schema(path: Path) -> None:
    values = read_front_matter(read_source(path, path.name)).values
    validate(str(values["type"]), values)


def test_a_title_that_is_too_long_breaks_the_schema_as_it_breaks_the_check() -> None:
    values = dict(read_front_matter(read_source(EXAMPLES / "guideline.md", "g.md")).values)
    with pytest.raises(jsonschema.ValidationError, match="is too long"):
        validate("guideline", values | {"title": "x" * 61})


@each("kind", lambda: ITEM_TYPES)
def test_the_example_of_an_item_is_a_real_page(kind: Any) -> None:
    name = re.search(r"^id: (\w+)$", (EXAMPLES / f"{kind.name}.md").read_text("utf-8"), re.M)
    assert name
    assert checked_primer().items[name[1]].kind is kind
