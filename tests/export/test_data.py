"""The machine interface: valid against its schemas, complete, and the same thing in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import bibtexparser
import pypandoc
import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from markdown_it import MarkdownIt
from support.each import each
from support.paths import TESTS
from support.real_primer import checked_primer
from support.small_site import SMALL, copy_small, write

from primer.checks.check_project import CheckedProject, check_project
from primer.commands.record import Event, record_ids
from primer.content.addresses import data_addresses
from primer.content.matrix_models import Intervention
from primer.content.vocabulary import ChangeTag
from primer.export.data_files import data_files, script
from primer.export.plain import plain
from primer.export.schema import HERE, schema_files
from primer.export.tables import IDENTITY
from primer.site.linked_data import item_data, reference_data
from primer.site.model import SiteFiles
from primer.site.pages import render_pages
from primer.site.site import render_site, write_stage

ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def published() -> Mapping[str, bytes]:
    """The files that the real primer publishes."""
    return data_files(checked_primer())


def item_files() -> list[str]:
    return [f"{name.lower()}.json" for name in checked_primer().items]


def source_files() -> list[str]:
    return [name for name in published() if name.startswith("ref/")]


def load(name: str, files: Mapping[str, bytes] | None = None) -> Any:
    return json.loads((files or published())[name])


def rows(name: str, files: Mapping[str, bytes] | None = None) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((files or published())[name].decode(), newline="")))


def validate(name: str, schema: str, files: Mapping[str, bytes] | None = None) -> None:
    whole = load(f"data/schema/{schema}-1.schema.json", files)
    Draft202012Validator.check_schema(whole)
    Draft202012Validator(whole, format_checker=FormatChecker()).validate(load(name, files))


def test_the_files_are_those_that_pages_may_link_to() -> None:
    primer = checked_primer()
    own = {
        name
        for name in published()
        if re.fullmatch(r"[gmfw]\d+\.(json|md)|ref/[^/]+\.json|v/\d+\.\d+/(since|changes)\.(json|xml)", name)
    }
    assert published().keys() - own == data_addresses(primer.settings.identity)
    compared = {f"v/{name}/since.{end}" for name in primer.editions for end in ("json", "xml")}
    compared |= {f"v/{name}/changes.json" for name in list(primer.editions)[1:]}
    ids = [name for name, entry in primer.ledger.entries.items() if entry.type != "reference"]
    assert {*primer.items} <= {*ids}
    assert own == {f"{name.lower()}.{end}" for name in ids for end in ("json", "md")} | set(source_files()) | compared
    assert len(source_files()) == len(primer.bibliography.references)


@pytest.mark.parametrize("form", ["primer", "ids", "changes"])
def test_each_file_is_valid_against_its_published_schema(form: str) -> None:
    validate(f"data/{form}.json", form)


def test_the_file_of_each_item_and_source_is_valid_against_its_published_schema() -> None:
    schema = load("data/schema/item-1.schema.json")
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    for name in (*item_files(), *source_files()):
        assert list(validator.iter_errors(load(name))) == [], name


def test_a_schema_refuses_a_record_that_lacks_its_status() -> None:
    record = load("g6.json")
    del record["status"]
    schema = load("data/schema/item-1.schema.json")
    assert list(Draft202012Validator(schema).iter_errors(record))


def test_the_schemas_in_the_package_are_made_from_the_classes() -> None:
    assert {path.name: path.read_text("utf-8") for path in HERE.glob("*.json")} == schema_files()


def test_a_published_schema_says_its_address_and_version() -> None:
    for name in (name for name in published() if name.startswith("data/schema/")):
        schema = load(name)
        assert schema["$id"] == checked_primer().settings.site_url + name
        assert schema.get("x-version") == (None if "-file-" in name else load("data/primer.json")["version"])


def test_the_whole_holds_each_item_as_its_own_file_does() -> None:
    primer = checked_primer()
    data = load("data/primer.json")
    for kind in ("guidelines", "myths", "findings", "activities"):
        assert [record["id"] for record in data[kind]] == list(getattr(primer, kind))
        assert all(load(f"{record['id'].lower()}.json") == record for record in data[kind])
    assert [record["id"] for record in data["references"]] == list(primer.bibliography.references)


def test_the_script_sets_the_same_data_and_cannot_close_its_element() -> None:
    text = published()["data/primer.js"].decode()
    assert "<" not in text
    value = text.removeprefix("var BYB_PRIMER = ").removesuffix(";\n")
    assert json.loads(value) == load("data/primer.json")


def test_a_script_escapes_what_ends_a_line_or_an_element() -> None:
    from primer.export.record_types import EdgeRecord

    text = script("X", EdgeRecord(id="F1", why="a\u2028b</script>\u2029"))
    assert text == 'var X = {"id":"F1","why":"a\\u2028b\\u003c/script>\\u2029"};\n'


def matrix_rows() -> tuple[Intervention, ...]:
    page = checked_primer().matrix
    assert page
    return page.fields.interventions


def test_a_row_that_compares_an_intervention_says_the_same_as_json_and_as_csv() -> None:
    validate("data/what-works.json", "interventions")
    records = load("data/what-works.json")["interventions"]
    for record, row, line in zip(records, matrix_rows(), rows("data/what-works.csv"), strict=True):
        assert record["name"] == line["name"] == row.name
        for column, one in row.cells:
            assert record[column]["label"] == line[column] == one.level.label
            assert record[column]["text"] == line[f"{column}_text"]
            assert "; ".join(record[column]["findings"]) == line[f"{column}_findings"] == "; ".join(one.findings)


def ids_of_tables() -> list[tuple[str, list[str]]]:
    """For each table, the ids that are current."""
    primer = checked_primer()
    checks = [f"{name}.{check.n}" for name, page in primer.guidelines.items() for check in page.fields.checks]
    return [
        ("guidelines", list(primer.guidelines)),
        ("checks", checks),
        ("claims", [*primer.findings, *primer.myths]),
        ("references", list(primer.bibliography.references)),
        ("what-works", [row.id for row in matrix_rows()]),
    ]


@each("name, ids", ids_of_tables)
def test_a_table_has_a_row_an_item_with_id_address_and_status(name: str, ids: list[str]) -> None:
    primer = checked_primer()
    found = rows(f"data/{name}.csv")
    assert tuple(found[0])[:4] == IDENTITY
    assert [row["id"] for row in found if row["status"] == "current"] == ids
    assert {row["id"] for row in found if row["status"] != "current"}.isdisjoint(ids)
    for row in found:
        assert row["qualified_id"] == f"v{primer.settings.edition}-{row['id']}"
        assert row["url"].startswith(primer.settings.site_url)
        assert None not in row.values()


def test_tables_end_lines_as_the_standard_says_and_are_utf_8_without_a_mark() -> None:
    for name in (name for name in published() if name.endswith(".csv")):
        assert published()[name].startswith(b"qualified_id,id,url,status")
        assert published()[name].endswith(b"\r\n")
        published()[name].decode("utf-8")


@pytest.mark.site
def test_bibtex_csl_and_ris_hold_every_source() -> None:
    keys = set(checked_primer().bibliography.references)
    library = bibtexparser.parse_string(published()["data/references.bib"].decode())
    assert library.failed_blocks == []
    assert {entry.key for entry in library.entries} == keys
    for name, kind in (("references.csl.json", "csljson"), ("references.ris", "ris"), ("references.bib", "biblatex")):
        items = json.loads(pypandoc.convert_text(published()[f"data/{name}"].decode(), "csljson", format=kind))
        assert {item["id"] for item in items} == keys, name


def test_ids_holds_every_id_of_the_ledger_and_the_anchors_that_pages_keep() -> None:
    primer = checked_primer()
    data = load("data/ids.json")
    assert list(data["ids"]) == list(primer.ledger.entries)
    pages = {page.address: page.text for page in render_pages(primer)}
    for name, record in data["ids"].items():
        address = record["url"].removeprefix(primer.settings.site_url)
        assert address in pages or record["type"] == "reference", name
    assert "checks" in data["anchors"]["guideline"]
    assert data["ids"]["G6"]["checks"] == [check.n for check in primer.guidelines["G6"].fields.checks]


def test_every_edge_shows_at_both_ends() -> None:
    data = load("data/primer.json")
    records = {record["id"]: record for kind in ("guidelines", "myths", "findings") for record in data[kind]}
    for finding in data["findings"]:
        assert all(
            finding["id"] in [edge["id"] for edge in records[name]["findings"]] for name in finding["guidelines"]
        )
        assert all(finding["id"] in [edge["id"] for edge in records[name]["findings"]] for name in finding["myths"])
    used = {record["id"]: record["used_by"] for record in data["references"]}
    for finding in data["findings"]:
        for entry in finding["evidence"]:
            rows_of = [(use["id"], use["relation"], use["locator"]) for use in used[entry["cite"]]]
            assert (finding["id"], entry["relation"], entry["locator"]) in rows_of


def test_texts_are_plain() -> None:
    data = load("data/primer.json")
    kinds = ("guidelines", "myths", "findings", "activities")
    for text in (text for kind in kinds for record in data[kind] for text in _texts(record)):
        assert not re.search(r"\]\(|\[@|\*\*|(?<!\w)@\w", text), text


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def test_no_file_holds_a_claim_without_the_words_that_say_what_is_wrong_with_it() -> None:
    primer = checked_primer()
    claims = {name: plain(primer, page.fields.claim) for name, page in primer.myths.items()}
    for file, content in published().items():
        text = content.decode().replace('\\"', '"')
        for name, claim in claims.items():
            prefix = primer.myths[name].fields.verdict.prefix
            bare = text.count(claim) - text.count(f"{prefix} {claim}")
            assert bare == 0, (file, name)


def test_autolinks_lead_to_every_item() -> None:
    primer = checked_primer()
    rules = load("data/autolinks.json")
    for name in primer.items:
        (rule,) = [rule for rule in rules if re.fullmatch(re.escape(rule["key_prefix"]) + r"\d+", f"BYB-{name}")]
        number = f"BYB-{name}".removeprefix(rule["key_prefix"])
        assert rule["url_template"].replace("<num>", number) == f"{primer.settings.site_url}{name.lower()}.html"
        assert rule["is_alphanumeric"] is False
    prefixes = [rule["key_prefix"] for rule in rules]
    assert not any(one != other and other.startswith(one) for one in prefixes for other in prefixes)


def test_the_commands_on_the_page_set_up_the_same_autolinks() -> None:
    page = next(page for page in render_pages(checked_primer()) if page.address == "linking.html")
    found = re.findall(r"^gh repo autolink create (\S+) '(\S+)' --numeric$", page.text, re.M)
    assert found == [(rule["key_prefix"], rule["url_template"]) for rule in load("data/autolinks.json")]


def test_link_definitions_make_links_of_ids_in_a_document_of_ones_own() -> None:
    primer = checked_primer()
    definitions = published()["data/byb-links.md"].decode()
    shown = MarkdownIt("commonmark").render(f"See [G12], and [G12.3] before [M7].\n\n{definitions}")
    links = re.findall(r'<a href="([^"]+)"(?: title="([^"]*)")?>([^<]+)</a>', shown)
    assert [(url.removeprefix(primer.settings.site_url), words) for url, _, words in links] == [
        ("g12.html", "G12"),
        ("g12.html#c3", "G12.3"),
        ("m7.html", "M7"),
    ]
    assert links[2][1] == primer.myths["M7"].fields.title


def test_link_definitions_name_every_item_and_check() -> None:
    primer = checked_primer()
    names = re.findall(r"^\[([^\]]+)\]: ", published()["data/byb-links.md"].decode(), re.M)
    checks = [f"{name}.{check.n}" for name, page in primer.guidelines.items() for check in page.fields.checks]
    assert set(names) == {*primer.items, *checks}


def test_the_feed_has_what_the_standard_asks_for() -> None:
    feed = ElementTree.fromstring(published()["data/changes.xml"])
    assert feed.tag == f"{ATOM}feed"
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = part.findall(f"{ATOM}{name}")
            assert found.text
        moment = part.findtext(f"{ATOM}updated") or ""
        assert datetime.fromisoformat(moment.replace("Z", "+00:00"))
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    rels = [link.get("rel") for link in feed.findall(f"{ATOM}link")]
    assert rels == ["self", "alternate"]
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) > 0


def test_the_feed_names_every_item_that_was_added() -> None:
    primer = checked_primer()
    feed = ElementTree.fromstring(published()["data/changes.xml"])
    text = "".join(feed.itertext())
    assert all(f"{primer.settings.site_url}{name.lower()}.html#history" in text for name in primer.items)


def test_linked_data_says_what_a_page_is_about() -> None:
    primer = checked_primer()
    assert item_data(primer, "G6")["@type"] == "TechArticle"
    assert item_data(primer, "F22")["@type"] == "Claim"
    key, reference = next(iter(primer.bibliography.references.items()))
    assert reference_data(primer, reference)["@type"] == "ScholarlyArticle"
    assert reference_data(primer, reference)["identifier"].endswith(key)
    for name in primer.items:
        data = item_data(primer, name)
        assert data["url"] == f"{primer.settings.site_url}{name.lower()}.html"
        assert data["name"] == primer.items[name].fields.title
        assert len(data["headline"]) <= 110 if "headline" in data else True


@each("name", lambda: checked_primer().myths)
def test_linked_data_of_a_myth_holds_its_fact_alone(name: str) -> None:
    primer = checked_primer()
    data = json.dumps(item_data(primer, name), ensure_ascii=False)
    assert plain(primer, primer.myths[name].fields.claim) not in data
    assert item_data(primer, name)["text"] == primer.myths[name].fields.title


def test_the_same_input_gives_the_same_bytes() -> None:
    assert data_files(check_project(TESTS.parent).primer) == published()


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> CheckedProject:
    """The small site after G7 was merged into G6."""
    root = copy_small(tmp_path_factory.mktemp("merged") / "site")
    text = (root / "docs/guidelines/g6-help-ready.md").read_text("utf-8")
    title = re.search(r"^title: (.*)$", text, re.M)
    assert title
    twin = text.replace("id: G6", "id: G7").replace(title[0], "title: Have help ready early")
    write(root / "docs/guidelines/g7-twin.md", twin.replace("related: [G6]", "related: []"))
    record_ids(root, (), None, everything=True)
    event = Event(ChangeTag.MERGED_TO, "Both asked for the same agreement.", date(2026, 12, 1), ("G6",))
    record_ids(root, ("G7",), event, everything=False)
    checked = check_project(root)
    assert not checked.failed, checked.issues
    return checked


def test_the_address_of_a_merged_item_answers_with_its_tombstone(merged: CheckedProject) -> None:
    page = next(page for page in render_pages(merged.primer) if page.address == "g7.html")
    assert page.facts["type"] == "tombstone"
    assert "merged on 1 December 2026" in page.text
    assert "Both asked for the same agreement." in page.text
    assert "](g6.md)" in page.text


def test_the_data_of_a_merged_item_carries_its_successor(merged: CheckedProject) -> None:
    files = data_files(merged.primer)
    record = load("g7.json", files)
    assert (record["status"], record["replaced_by"], record["was"]) == ("merged", ["G6"], "Have help ready early")
    assert load("data/ids.json", files)["ids"]["G7"]["replaced_by"] == ["G6"]
    assert [one["id"] for one in load("data/primer.json", files)["retired"]] == ["G7"]
    row = next(row for row in rows("data/guidelines.csv", files) if row["id"] == "G7")
    assert (row["status"], row["replaced_by"], row["qualified_id"]) == ("merged", "G6", "v1.0-G7")
    assert "In its place: [G6]" in files["g7.md"].decode()
    for form in ("primer", "ids", "changes"):
        validate(f"data/{form}.json", form, files)
    validate("g7.json", "item", files)


def test_a_merger_leads_the_changes_and_the_feed(merged: CheckedProject) -> None:
    files = data_files(merged.primer)
    first = load("data/changes.json", files)["changes"][0]
    assert (first["id"], first["tag"], first["date"]) == ("G7", "MERGED_TO", "2026-12-01")
    entry = ElementTree.fromstring(files["data/changes.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "G7 Have help ready early: merged to"


def test_a_removal_for_safety_leaves_no_text_in_any_file(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    text = (root / "docs/guidelines/g6-help-ready.md").read_text("utf-8")
    twin = re.sub(r"^title: .*$", "title: Write out the secret words", text, flags=re.M).replace("id: G6", "id: G7")
    write(root / "docs/guidelines/g7-twin.md", twin)
    record_ids(root, (), None, everything=True)
    record_ids(
        root, ("G7",), Event(ChangeTag.SAFETY_REMOVED, "It could have hurt.", date(2026, 12, 1)), everything=False
    )
    (root / "docs/guidelines/g7-twin.md").unlink()
    checked = check_project(root)
    assert checked.issues == ()
    assert not any(b"secret words" in content for content in data_files(checked.primer).values())
    assert load("g7.json", data_files(checked.primer))["was"] is None


@pytest.mark.site
def test_a_stage_gives_markdown_for_readers_a_name_that_no_engine_makes_a_page_of(tmp_path: Path) -> None:
    made = render_site(check_project(SMALL).primer)
    assert "g6.md" in made.markdown
    assert "g6.md" in made.assets
    write_stage(SiteFiles(made.markdown, made.assets), tmp_path)
    assert (tmp_path / "g6.md").read_text("utf-8") == made.markdown["g6.md"]
    assert not (tmp_path / "data" / "byb-links.md").exists()
    assert (tmp_path / "data" / "byb-links.md.txt").read_bytes() == made.assets["data/byb-links.md"]


def test_the_citation_file_of_the_repository_is_valid_and_of_this_edition() -> None:
    primer = checked_primer()
    schema = json.loads(
        resources.files("check_jsonschema")
        .joinpath("builtin_schemas", "vendor", "citation-file-format.json")
        .read_text("utf-8")
    )
    citation = json.loads(json.dumps(yaml.safe_load((TESTS.parent / "CITATION.cff").read_text("utf-8")), default=str))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(citation)] == []
    assert citation["version"] == primer.settings.edition
    assert citation["url"] == primer.settings.site_url
