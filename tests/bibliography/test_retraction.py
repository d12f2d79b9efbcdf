"""A retracted source is flagged wherever it is used, on the site, on paper and in the data."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from support.sample_bibliography import BIB
from support.small_site import change, copy_small

from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.citeproc.format import Formatted, Style, format_citations
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.references.reference import retraction_note
from mkdocs_bibliography.text.source import Source
from primer.checks.check_project import CheckedProject, check_project
from primer.export.data_files import data_files
from primer.export.plain import plain
from primer.paper.contents import print_context
from primer.site.linked_data import reference_data
from primer.site.model import SiteFiles
from primer.site.site import render_site

pytestmark = pytest.mark.site

FIELD = "2024-03-01: The *counts* could not be repeated."
NOTE = "Retracted on 1 March 2024: The *counts* could not be repeated."
IN_HTML = "Retracted on 1 March 2024&#58; The &#42;counts&#42; could not be repeated."
KEY = "reichert2013national"


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> CheckedProject:
    """The small site with one of its two sources retracted."""
    root = copy_small(tmp_path_factory.mktemp("retracted") / "site")
    added = f"  year = {{2013}},\n  retracted = {{{FIELD}}},\n"
    change(root, {"replace": {"references.bib": {"  year = {2013},\n": added}}})
    return check_project(root)


@pytest.fixture(scope="module")
def site(checked: CheckedProject) -> SiteFiles:
    return render_site(checked.primer)


@pytest.mark.parametrize(
    ("field", "note"),
    [
        (FIELD, NOTE),
        ("2024-12-31: Why", "Retracted on 31 December 2024: Why"),
        ("2024-02-30: Why", "Retracted: 2024-02-30: Why"),
        ("yes", "Retracted: yes"),
    ],
)
def test_a_retraction_is_said_with_its_day_also_when_its_form_is_wrong(field: str, note: str) -> None:
    assert retraction_note(field) == note


def test_the_page_of_the_source_says_it_first(site: SiteFiles) -> None:
    page = site.markdown[f"ref/{KEY}.md"]
    assert page.index(f"<strong>{IN_HTML}</strong>") < page.index("{#supports}")
    assert "Retracted" not in site.markdown["ref/saintfrancis2019finding.md"].split("{#cite}")[0]


def test_cards_and_every_list_say_it(site: SiteFiles) -> None:
    assert re.search(rf'id="card-{KEY}".*?<strong>{re.escape(IN_HTML)}</strong>.*?</div>', site.markdown["g6.md"], re.S)
    for name in ("f22.md", "references.md"):
        assert re.search(rf'<li [^>]*id="ref-{KEY}".*?<strong>{re.escape(IN_HTML)}</strong>', site.markdown[name]), name


def test_the_row_of_the_evidence_says_it(site: SiteFiles) -> None:
    (row,) = re.findall(rf"^\| .*card-{KEY}.*$", site.markdown["f22.md"], re.M)
    assert "**Retracted on 1 March 2024" in row


def test_a_citation_in_a_text_says_it_as_part_of_its_link(site: SiteFiles) -> None:
    links = [link for page in site.markdown.values() for link in re.findall(r"<a [^>]*data-card=.*?</a>", page)]
    retracted = [link for link in links if f"card-{KEY}" in link]
    assert retracted
    assert all(link.endswith(", retracted</a>") for link in retracted)
    assert not any(", retracted" in link for link in links if link not in retracted)


def test_paper_says_it_in_the_text_and_in_the_list(checked: CheckedProject) -> None:
    context = print_context(checked.primer)
    assert "#strong[Retracted on 1 March 2024\\: The \\*counts\\* could not be repeated\\.]" in context.entries[KEY]
    assert ", retracted])" in context.items["F22"].code().text
    assert "retracted" not in context.entries["saintfrancis2019finding"].casefold()


def test_the_data_say_it(checked: CheckedProject) -> None:
    files = data_files(checked.primer)
    assert json.loads(files[f"ref/{KEY}.json"])["retracted"] == FIELD
    rows = csv.DictReader(io.StringIO(files["data/references.csv"].decode(), newline=""))
    assert {row["id"]: row["retracted"] for row in rows} == {KEY: FIELD, "saintfrancis2019finding": ""}
    assert plain(checked.primer, f"So [@{KEY}, p. 3].").endswith(", 2013, retracted, p. 3).")


def test_what_other_programs_read_says_it(checked: CheckedProject) -> None:
    files = data_files(checked.primer)
    items = {item["id"]: item.get("note", "") for item in json.loads(files["data/references.csl.json"])}
    assert items[KEY].startswith(f"{NOTE} In the source's words: ")
    assert "Retracted" not in items["saintfrancis2019finding"]
    entries = files["data/references.ris"].decode().split("ER  - ")
    assert [f"N1  - {NOTE}" in entry for entry in entries[:2]] == [f"ID  - {KEY}" in entry for entry in entries[:2]]
    about = {key: reference_data(checked.primer, work) for key, work in checked.primer.bibliography.references.items()}
    assert {key: data.get("creativeWorkStatus") for key, data in about.items() if "correction" in data} == {
        KEY: "Retracted"
    }


def formatted(style: str, cache: Path | None) -> Formatted:
    bib = BIB.replace("  volume = {3},", "  volume = {3},\n  retracted = {2024-03-01: Why.},")
    works = read_bibliography([Source("refs.bib", bib)]).references
    text = "So [@rain2020, p. 3; @fog], says @rain2020."
    clusters = [("a.html", cluster) for cluster in parse_citations(text).clusters]
    return format_citations(works, clusters, Style(style), cache, list(works))


@pytest.mark.parametrize("style", ["apa", "ieee"])
def test_every_style_says_it_once_also_from_the_cache(style: str, tmp_path: Path) -> None:
    first, again = formatted(style, tmp_path), formatted(style, tmp_path)
    assert first == again
    assert first.citation("@rain2020").text.count("retracted") == 1
    assert first.citation("[@rain2020, p. 3; @fog]").text.count("retracted") == 1
    assert first.entries["rain2020"].text.endswith(" Retracted on 1 March 2024: Why.")
