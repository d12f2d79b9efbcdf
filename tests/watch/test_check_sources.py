"""`primer check-sources`: what registries say reaches every place where a source stands, and nothing is lost."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from click.testing import CliRunner
from support.small_site import change, copy_small

from mkdocs_bibliography.text.source import Source
from primer.checks.check_project import check_project
from primer.cli import main
from primer.site.site import render_site
from primer.watch.registries import Registries
from primer.watch.retraction_watch import TableUnreadable, read_table
from primer.watch.status_file import read_status
from primer.watch.updates import Update

KEY = "reichert2013national"
RETRACTED = {"DOI": "10.5555/notice", "type": "retraction", "label": "Retraction", "source": "retraction-watch",
             "updated": {"date-parts": [[2024, 3, 1]], "timestamp": 1709251200000}}  # fmt: skip
CORRECTED = {"DOI": "10.5555/erratum", "type": "erratum", "source": "publisher", "updated": {"date-parts": [[2023]]}}
NEWER = {"DOI": "10.5555/v2", "type": "new_version", "source": "publisher", "updated": {"date-parts": [[2022, 1, 1]]}}
WORKS: dict[str, Any] = {
    "10.1000/sound": {"DOI": "10.1000/sound", "updated-by": [NEWER]},
    "10.1000/gone": {"DOI": "10.1000/gone", "updated-by": [CORRECTED, RETRACTED]},
    "10.1000/odd": {"updated-by": [None, 3, {"type": "retraction", "updated": {"date-parts": [[2024, 2, 31]]}}]},
    "10.1000/list": [1, 2],
}
DATASETS: dict[str, Any] = {
    "10.2000/data": {
        "state": "findable",
        "relatedIdentifiers": [{"relationType": "IsObsoletedBy", "relatedIdentifier": "10.2000/NEW"}],
    },
}


class Registry(BaseHTTPRequestHandler):
    """Both registries, in the form in which they answer."""

    asked: list[tuple[str, str]]
    busy: dict[str, int]

    def do_GET(self) -> None:
        kind, _, doi = self.path.lstrip("/").partition("/")
        doi = unquote(doi)
        self.asked.append((doi, self.headers["User-Agent"]))
        if self.busy.get(doi, 0) > 0:
            self.busy[doi] -= 1
            self.send_response(429)
            self.send_header("Retry-After", "0")
            self.end_headers()
            return
        known, form = (WORKS, "message") if kind == "works" else (DATASETS, "data")
        if doi == "10.1000/broken":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<html>")
            return
        self.send_response(200 if doi in known else 404)
        self.end_headers()
        if doi in known:
            value = known[doi] if kind == "works" else {"attributes": known[doi]}
            self.wfile.write(json.dumps({form: value}).encode())

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[tuple[str, type[Registry]]]:
    handler = type("Fresh", (Registry,), {"asked": [], "busy": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}", handler
        served.shutdown()


def client(address: str, cache: Path, **more: Any) -> Registries:
    return Registries("test (mailto:a@example.org)", cache, pause=0.0, crossref=address, datacite=address, **more)


def test_notices_are_read_as_the_registries_write_them(server: tuple[str, type[Registry]], tmp_path: Path) -> None:
    ask = client(server[0], tmp_path).ask
    assert (ask("10.1000/sound").registry, ask("10.1000/sound").updates) == ("crossref", ())
    assert ask("https://doi.org/10.1000/GONE").updates == (
        Update("2023-01-01", "erratum", "10.5555/erratum", "publisher"),
        Update("2024-03-01", "retraction", "10.5555/notice", "retraction-watch"),
    )
    assert ask("10.1000/odd").updates == (Update("", "retraction", "", "publisher"),)
    assert (ask("10.1000/list").registry, ask("10.1000/list").updates) == ("crossref", ())
    found = ask("10.2000/data")
    assert (found.registry, found.updates) == (
        "datacite",
        (Update("", "correction", "10.2000/new", "datacite", "Made obsolete."),),
    )
    assert ask("10.9999/none").error == "Neither Crossref nor DataCite knows this DOI."
    assert "no JSON" in ask("10.1000/broken").error


def test_requests_are_polite_and_answers_are_kept(server: tuple[str, type[Registry]], tmp_path: Path) -> None:
    address, handler = server
    handler.busy["10.1000/gone"] = 2
    assert client(address, tmp_path).ask("10.1000/gone").updates
    assert [doi for doi, _ in handler.asked] == ["10.1000/gone"] * 3
    assert {agent for _, agent in handler.asked} == {"test (mailto:a@example.org)"}
    again = client(address, tmp_path).ask("10.1000/GONE")
    assert (again.asked, len(again.updates), len(handler.asked)) == (False, 2, 3)
    later = client(address, tmp_path, today=date.today() + timedelta(days=8))
    assert (later.ask("10.1000/gone").asked, len(handler.asked)) == (True, 4)
    handler.busy["10.1000/sound"] = 9
    assert "429" in client(address, tmp_path).ask("10.1000/sound").error
    (kept,) = (path for path in tmp_path.iterdir())
    kept.write_bytes(kept.read_bytes()[:-3])
    assert client(address, tmp_path).ask("10.1000/gone").asked


def project(folder: Path, doi: str) -> Path:
    root = copy_small(folder / "site")
    change(root, {"replace": {"references.bib": {"  year = {2013},\n": f"  year = {{2013}},\n  doi = {{{doi}}},\n"}}})
    return root


def run(root: Path, *more: str) -> Any:
    return CliRunner().invoke(main, ["check-sources", "--root", str(root), *more])


@pytest.mark.site
def test_a_retracted_source_is_flagged_wherever_it_stands(server: tuple[str, type[Registry]], tmp_path: Path) -> None:
    root = project(tmp_path, "10.1000/gone")
    done = run(root, "--crossref", server[0], "--datacite", server[0])
    assert done.exit_code == 1, done.output
    assert f"{KEY}: 2024-03-01: Retraction, https://doi.org/10.5555/notice [retraction-watch]" in done.stdout
    assert "Sources with a DOI: 1, without: 1. Notices to read: 2. Without an answer: 0." in done.stderr
    checked = check_project(root)
    assert {issue.code for issue in checked.issues} >= {"reference-notice", "reference-retracted"}
    assert not checked.failed
    site = render_site(checked.primer)
    assert "Retracted on 1 March 2024" in site.markdown[f"ref/{KEY}.md"]
    assert "Retracted on 1 March 2024" in site.markdown["f22.md"]
    assert ", retracted</a>" in site.markdown["g6.md"] + site.markdown["f22.md"]


@pytest.mark.site
def test_a_correction_is_said_until_and_after_someone_has_read_it(
    server: tuple[str, type[Registry]], tmp_path: Path
) -> None:
    root = project(tmp_path, "10.1000/gone")
    WORKS["10.1000/gone"]["updated-by"].remove(RETRACTED)
    try:
        assert run(root, "--crossref", server[0], "--datacite", server[0]).exit_code == 1
    finally:
        WORKS["10.1000/gone"]["updated-by"].append(RETRACTED)
    path = root / "sources-status.yml"
    data = yaml.safe_load(path.read_text("utf-8"))
    data["sources"][KEY] |= {"reviewed": date(2024, 1, 1), "note": "The figure that we use stands."}
    path.write_text(yaml.safe_dump(data), "utf-8")
    checked = check_project(root)
    assert not {issue.code for issue in checked.issues} & {"reference-notice", "reference-retracted"}
    text = render_site(checked.primer).markdown
    assert "Corrected on 1 January 2023" in text[f"ref/{KEY}.md"]
    assert ", corrected</a>" not in "".join(text.values())
    # The retraction of March 2024 is later than the review, and what was written by hand is kept.
    assert run(root, "--crossref", server[0], "--datacite", server[0], "--max-age", "0").exit_code in (0, 1)
    kept = yaml.safe_load(path.read_text("utf-8"))["sources"][KEY]
    assert (kept["reviewed"], kept["note"]) == (date(2024, 1, 1), "The figure that we use stands.")


@pytest.mark.site
def test_what_was_known_outlives_a_registry_that_does_not_answer(
    server: tuple[str, type[Registry]], tmp_path: Path
) -> None:
    root = project(tmp_path, "10.1000/gone")
    assert run(root, "--crossref", server[0], "--datacite", server[0]).exit_code == 1
    before = (root / "sources-status.yml").read_bytes()
    (root / ".cache/registries").rename(tmp_path / "away")
    failed = run(root, "--crossref", "http://127.0.0.1:9", "--datacite", "http://127.0.0.1:9")
    assert failed.exit_code == 2
    assert "cannot be reached" in failed.stderr
    assert (root / "sources-status.yml").read_bytes() == before


TABLE = """Record ID,Title,Reason,RetractionDate,RetractionDOI,OriginalPaperDOI,RetractionNature
1,A,+Error in Data;+Unreliable Results;,3/1/2024 0:00,10.5555/n,10.1000/GONE,Retraction
2,B,+Concerns;,5/2/2020 0:00,unavailable,10.1000/b,Expression of concern
3,C,+Error;,1/1/2019 0:00,10.5555/r,10.1000/back,Retraction
4,C,+Mistake;,1/1/2020 0:00,10.5555/s,10.1000/back,Reinstatement
5,D,,,,10.1000/other,Retraction
"""


def test_the_table_of_retraction_watch_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rw.csv"
    path.write_text(TABLE, "cp1252")
    found = read_table(path, ["10.1000/gone", "https://doi.org/10.1000/B", "10.1000/back", "10.1000/sound"])
    assert found == {
        "10.1000/gone": (
            Update("2024-03-01", "retraction", "10.5555/n", "retraction-watch", "Error in Data; Unreliable Results"),
        ),
        "10.1000/b": (Update("2020-05-02", "expression-of-concern", "", "retraction-watch", "Concerns"),),
        "10.1000/back": (),
    }


@pytest.mark.site
def test_offline_asks_no_one(server: tuple[str, type[Registry]], tmp_path: Path) -> None:
    path = tmp_path / "rw.csv"
    path.write_text(TABLE, "utf-8")
    root = project(tmp_path, "10.1000/gone")
    done = run(root, "--offline", str(path), "--crossref", server[0], "--datacite", server[0])
    assert (done.exit_code, server[1].asked) == (1, [])
    assert "Error in Data" in done.stdout


@pytest.mark.parametrize(("text", "said"), [("", "no column"), ("a,b\n1,2\n", "no column 'RetractionDate'")])
def test_another_table_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "rw.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(TableUnreadable, match=said):
        read_table(path, [])
    with pytest.raises(TableUnreadable):
        read_table(tmp_path / "none.csv", [])


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("sources: [", (1, 11), "This is no YAML"),
        ("[]", (1, 1), "no mapping 'sources'"),
        ("sources:\n  a: 3\n", (2, 3), "it is no mapping"),
        ("sources:\n  a:\n    doi: x\n", (2, 3), "it has no 'checked'"),
        ("sources:\n  a: {doi: x, checked: soon}\n", (2, 3), "is no day"),
        ("sources:\n  a: {doi: x, checked: 2026-01-01, seen: y}\n", (2, 3), "'seen' is none of"),
    ],
)
def test_a_file_that_was_edited_wrongly_is_said_at_its_place(text: str, place: tuple[int, int], said: str) -> None:
    statuses, (issue,) = read_status(Source("sources-status.yml", text))
    assert statuses == {}
    assert ((issue.line, issue.column), issue.code) == (place, "sources-status")
    assert said in issue.message
