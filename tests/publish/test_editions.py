"""Three editions of a small primer: what was linked once still resolves, and says what became of it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from support.builds import made_once
from support.small_site import change, copy_small

from primer.checks.check_project import CheckFailed, check_project
from primer.cli import main
from primer.commands.record import CannotRecord, Event, record_ids
from primer.commands.release import CannotRelease, release_edition
from primer.commands.safety import CannotRemove, remove_from_editions
from primer.commands.show import UnknownId, show_item
from primer.content.vocabulary import ChangeTag
from primer.export.comparison import Reworded, compare
from primer.export.schema import schema_files
from primer.site.model import SiteFiles
from primer.site.site import render_site

pytestmark = pytest.mark.site

DAY = date(2026, 12, 1)
SECRET = "zirconium pelican"
"""Words that stand in F25 alone."""
OLD = "A named service must have agreed in writing to respond."


def copy_of_f22(root: Path, name: str, title: str, words: str = "") -> None:
    """Write a finding that says what F22 says, under another id and title."""
    text = (root / "docs/findings/f22-beds.md").read_text("utf-8")
    text = text.replace("id: F22", f"id: {name}").replace("Specialist beds are few, uneven and seldom for boys", title)
    text = text.replace("period: 2013 and 2019", f"period: 2013 and 2019{f', {words}' if words else ''}")
    (root / f"docs/findings/{name.lower()}.md").write_text(text, encoding="utf-8")


def set_edition(root: Path, old: str, new: str) -> None:
    text = (root / "mkdocs.yml").read_text("utf-8")
    assert f'edition: "{old}"' in text
    (root / "mkdocs.yml").write_text(text.replace(f'edition: "{old}"', f'edition: "{new}"'), encoding="utf-8")


def event(tag: str, note: str, *to: str) -> Event:
    return Event(ChangeTag(tag), note, DAY, to)


def first_edition(root: Path) -> None:
    for name, title in (
        ("F23", "Beds are counted twice"),
        ("F24", "Beds are counted late"),
        ("F25", "Beds are far away"),
    ):
        copy_of_f22(root, name, title, SECRET if name == "F25" else "")
    record_ids(root, (), None, everything=True)
    release_edition(root, "1.0", reserved=True)


def second_edition(root: Path) -> None:
    """G6 is changed and its check 5 split, F23 is split into two."""
    set_edition(root, "1.0", "1.1")
    for name, title in (("F26", "Beds are counted in 2013"), ("F27", "Beds are counted in 2019")):
        copy_of_f22(root, name, title)
    record_ids(root, ("F26", "F27"), None, everything=False)
    record_ids(root, ("F23",), event("SPLIT_TO", "It said two things.", "F26", "F27"), everything=False)
    (root / "docs/findings/f23.md").unlink()
    guideline = "docs/guidelines/g6-help-ready.md"
    text = (root / guideline).read_text("utf-8")
    checks = text[text.index("  - n: 5\n") : text.index("applies_when:")]
    halves = checks.replace("n: 5", "n: 6") + checks.replace("n: 5", "n: 7").replace("Does the", "Does each")
    text = text.replace(checks, halves).replace("must have agreed in writing to respond", "must have signed to respond")
    (root / guideline).write_text(
        text.replace("level: moderate\n  reason: Two", "level: limited\n  reason: Two"), "utf-8"
    )
    ledger = (root / "docs/ledger.yml").read_text("utf-8")
    gone = "  withdrawn_checks: {5: It asked two things.}\n  check_to: {5: [G6.6, G6.7]}\n"
    (root / "docs/ledger.yml").write_text(re.sub(r"(?<=G6:\n)", gone, ledger, count=1), encoding="utf-8")
    record_ids(root, ("G6",), event("STRENGTHENED", "A signature is asked for."), everything=False)
    record_ids(root, (), None, everything=True)
    release_edition(root, "1.1", reserved=True)


def third_edition(root: Path) -> None:
    """F24 is withdrawn, and F25 removed for safety."""
    set_edition(root, "1.1", "1.2")
    record_ids(root, ("F24",), event("WITHDRAWN", "Nobody counted."), everything=False)
    (root / "docs/findings/f24.md").unlink()
    (root / "dist").mkdir()
    (root / "dist/old.pdf").write_text(SECRET, encoding="utf-8")
    told = record_ids(root, ("F25",), event("SAFETY_REMOVED", "It could hurt a person."), everything=False)
    assert "Took out the text of F25 of edition 1.0, F25 of edition 1.1. Deleted 1 files of dist/." in told
    (root / "docs/findings/f25.md").unlink()
    release_edition(root, "1.2", reserved=True)


def play(folder: Path) -> None:
    root = copy_small(folder / "site")
    first_edition(root)
    second_edition(root)
    third_edition(root)


@pytest.fixture(scope="module")
def made() -> tuple[Path, SiteFiles]:
    root = made_once("editions", play) / "site"
    checked = check_project(root)
    assert checked.issues == ()
    return root, render_site(checked.primer)


@pytest.fixture
def root(made: tuple[Path, SiteFiles], tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(made[0], tmp_path / "site"))


def page_of(files: SiteFiles, address: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", files.assets[address].decode()).split())


EVERYTHING = ("g6", "m11", "f22", "w3")
HELD = {
    "1.0": (*EVERYTHING, "f23", "f24", "f25"),
    "1.1": (*EVERYTHING, "f24", "f25", "f26", "f27"),
    "1.2": (*EVERYTHING, "f26", "f27"),
}


def test_every_address_of_every_edition_resolves(made: tuple[Path, SiteFiles]) -> None:
    _, files = made
    frozen = {name for name in files.assets if re.fullmatch(r"v/\d+\.\d+/[gmfw]\d+\.html", name)}
    assert frozen == {f"v/{edition}/{name}.html" for edition, names in HELD.items() for name in names}
    for name in {name for names in HELD.values() for name in names}:
        assert f"{name}.md" in files.markdown  # the page of today, which MkDocs makes HTML of


BECAME: Mapping[str, tuple[str, ...]] = {
    "v/1.0/f22.html": ("Nothing that a citer relies on has changed since.",),
    "v/1.0/g6.html": (
        "Need: moderate then, limited now.",
        "The wording has changed: statement.",
        "No longer asked: G6.5.",
        "New checks: G6.6, G6.7.",
        "1 December 2026, edition 1.1, strengthened: A signature is asked for.",
        "No longer asked. It asked two things. It was split into G6.6 , G6.7 .",
        OLD.removeprefix("A named"),
    ),
    "v/1.1/g6.html": ("Nothing that a citer relies on has changed since.", "must have signed to respond"),
    "v/1.0/f23.html": (
        "F23 is no longer current: split on 1 December 2026. It said two things. In its place: F26 , F27 .",
    ),
    "v/1.0/f24.html": (
        "F24 is no longer current: withdrawn on 1 December 2026. Nobody counted.",
        "Beds are counted late",
    ),
    "v/1.1/f24.html": ("F24 is no longer current: withdrawn", "Beds are counted late"),
    "v/1.0/f25.html": ("F25 was removed for safety from every edition on 1 December 2026.", "no longer kept"),
    "v/1.1/f25.html": ("F25 was removed for safety from every edition on 1 December 2026.", "no longer kept"),
}


@pytest.mark.parametrize("address", BECAME)
def test_a_frozen_page_says_what_became_of_it(made: tuple[Path, SiteFiles], address: str) -> None:
    text = page_of(made[1], address)
    for words in BECAME[address]:
        assert words in text


def test_a_frozen_page_is_for_readers_and_not_for_search_engines(made: tuple[Path, SiteFiles]) -> None:
    text = made[1].assets["v/1.0/g6.html"].decode()
    assert '<meta name="robots" content="noindex">' in text
    assert '<link rel="canonical" href="https://small.example/g6.html">' in text
    assert text.count("<script") == text.count("assets/js/byb.js") == 1, "the way out works as on every page"
    for number in range(1, 6):
        assert text.count(f'id="c{number}"') == 1


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]


def test_every_link_of_a_frozen_page_leads_to_what_has_an_address_for_good(made: tuple[Path, SiteFiles]) -> None:
    _, files = made
    known = {*files.assets, *(name.removesuffix(".md") + ".html" for name in files.markdown)}
    for name, data in files.assets.items():
        if not re.fullmatch(r"v/.*\.html", name):
            continue
        reader = _Links()
        reader.feed(data.decode())
        for link in (link.partition("#")[0] for link in reader.found if not link.startswith(("http", "#"))):
            folder = name.rpartition("/")[0]
            target = link.removeprefix("../../") if link.startswith("../../") else f"{folder}/{link}"
            assert target in known, f"{name}: {link}"


def test_a_removal_for_safety_leaves_no_word_in_any_edition_or_file(made: tuple[Path, SiteFiles]) -> None:
    root, files = made
    holders = [name for name, data in files.assets.items() if SECRET.encode() in data]
    holders += [name for name, text in files.markdown.items() if SECRET in text]
    kept = [path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts]
    holders += [str(path) for path in kept if SECRET.encode() in path.read_bytes()]
    assert holders == []
    assert not (root / "dist").exists()
    assert "Beds are far away" not in "".join(files.markdown.values())


def test_the_page_of_today_tells_who_comes_from_an_edition_what_changed(made: tuple[Path, SiteFiles]) -> None:
    text = made[1].markdown["g6.md"]
    note = text[text.index('id="since-1-0"') : text.index("</aside>")]
    assert "Changed since the edition you linked (1.0)." in note
    assert "Need: moderate then, limited now." in note
    assert '<a href="v/1.0/g6.html">' in note
    assert 'id="since-1-1"' not in text
    assert 'id="since-1-0"' not in made[1].markdown["f22.md"]


def test_what_changed_is_a_page_with_levels_first_and_words_marked(made: tuple[Path, SiteFiles]) -> None:
    text = made[1].markdown["v/1.0/since.md"]
    assert text.index("## Levels") < text.index("## Changed") < text.index("## No longer current")
    assert "<del>agreed in writing </del>" in text
    assert "<ins>signed </ins>" in text
    assert "F25</a>: removed from every edition. It could hurt a person." in text
    between = made[1].markdown["v/1.2/changes.md"]
    assert "What changed from edition 1.1 to 1.2" in between
    assert "G6" not in between


def test_what_changed_is_data_that_fits_its_schema(made: tuple[Path, SiteFiles]) -> None:
    assets = made[1].assets
    data = json.loads(assets["v/1.0/since.json"])
    jsonschema.validate(data, json.loads(schema_files()["comparison-1.schema.json"]))
    changes = {change["id"]: change for change in data["changes"]}
    assert data["changes"][0]["id"] == "G6"
    assert changes["G6"]["ratings"] == [{"name": "need", "then": "moderate", "now": "limited"}]
    assert changes["G6"]["checks_gone"] == [
        {"id": "G6.5", "reason": "It asked two things.", "replaced_by": ["G6.6", "G6.7"]}
    ]
    assert {name: change["kind"] for name, change in changes.items()} == {
        "G6": "changed", "F23": "gone", "F24": "gone", "F25": "removed", "F26": "new", "F27": "new",
    }  # fmt: skip
    assert changes["F25"]["title"] is None
    feed = assets["v/1.0/since.xml"].decode()
    assert "<title>F24 Beds are counted late: withdrawn</title>" in feed
    assert "https://small.example/v/1.0/since.html#f24" in feed


def test_any_two_editions_can_be_compared(made: tuple[Path, SiteFiles]) -> None:
    done = CliRunner().invoke(main, ["compare", "--root", str(made[0]), "1.0", "1.2"])
    kinds = {change["id"]: change["kind"] for change in json.loads(done.output)["changes"]}
    assert kinds == {"G6": "changed", "F23": "gone", "F24": "gone", "F25": "removed", "F26": "new", "F27": "new"}
    refused = CliRunner().invoke(main, ["compare", "--root", str(made[0]), "1.0", "1.9"])
    assert refused.output == "edition '1.9' was not released. Released editions: 1.0, 1.1, 1.2.\n"


def test_today_s_pages_lead_to_every_edition_that_holds_them(made: tuple[Path, SiteFiles]) -> None:
    markdown = made[1].markdown
    for name, editions in {"g6.md": ("1.0", "1.1", "1.2"), "f24.md": ("1.0", "1.1"), "f27.md": ("1.1", "1.2")}.items():
        for edition in ("1.0", "1.1", "1.2"):
            link = f'<a href="v/{edition}/{name.replace(".md", ".html")}">edition {edition}</a>'
            assert (link in markdown[name]) == (edition in editions)
    assert "As it stood" not in markdown["f25.md"]


def test_ids_hold_what_a_lint_of_other_texts_needs(made: tuple[Path, SiteFiles]) -> None:
    data = json.loads(made[1].assets["data/ids.json"])
    jsonschema.validate(data, json.loads(schema_files()["ids-1.schema.json"]))
    ids = data["ids"]
    assert [one["edition"] for one in data["editions"]] == ["1.0", "1.1", "1.2"]
    assert ids["G6"]["checks_gone"]["5"]["replaced_by"] == ["G6.6", "G6.7"]
    assert ids["G6"]["editions"]["1.0"]["statement"] != ids["G6"]["meaning"]["statement"]
    assert ids["G6"]["editions"]["1.1"] == ids["G6"]["meaning"]
    assert (ids["F23"]["status"], ids["F23"]["replaced_by"]) == ("split", ["F26", "F27"])
    assert ids["F25"]["removed_in"] == ["1.0", "1.1"]
    assert ids["F25"]["title"] is None


def test_show_prints_what_an_edition_said(made: tuple[Path, SiteFiles]) -> None:
    primer = check_project(made[0]).primer
    assert "No longer asked. It asked two things. In its place: G6.6, G6.7." in show_item(primer, "v1.0-G6.5", "text")
    assert "Changed since. https://small.example/v/1.0/g6.html" in show_item(primer, "v1.0-G6", "text")
    assert "As it is today." in show_item(primer, "v1.2-g6", "text")
    assert "removed for safety" in show_item(primer, "v1.0-F25", "text")
    assert show_item(primer, "G6", "pinned") == "https://small.example/v/1.2/g6.html\n"
    with pytest.raises(UnknownId, match=r"edition 2.0 keeps no G6. Editions that keep it: 1.0, 1.1, 1.2."):
        show_item(primer, "v2.0-G6", "text")


def test_an_edition_is_released_once_under_its_own_number_and_a_real_address(root: Path) -> None:
    with pytest.raises(CannotRelease, match=r"edition 1.2 is released, and a released edition never changes"):
        release_edition(root, "1.2", reserved=True)
    with pytest.raises(CannotRelease, match=r"mkdocs.yml says edition '1.2'. Set it to '2.0', or release 1.2."):
        release_edition(root, "2.0", reserved=True)
    with pytest.raises(CannotRelease, match=r"has not the form X.Y"):
        release_edition(root, "2", reserved=True)
    set_edition(root, "1.2", "2.0")
    with pytest.raises(CheckFailed) as refused:
        release_edition(root, "2.0")
    assert [issue.code for issue in refused.value.issues] == ["release-address"]
    told = release_edition(root, "2.0", reserved=True, dry_run=True)
    assert told == "Edition 2.0 can be released: 6 items. Nothing was written."
    assert not (root / "released/2.0.json").exists()
    assert release_edition(root, "2.0", reserved=True).startswith("Edition 2.0: 6 items frozen in released/2.0/, ")


def test_history_takes_no_line_for_an_edition_that_is_released(root: Path) -> None:
    with pytest.raises(CannotRecord, match=r"edition 1.2 is released. Set 'edition' in mkdocs.yml to the next one"):
        record_ids(root, ("G6",), event("CLARIFIED", "Words."), everything=False)


def test_words_can_leave_one_edition_while_the_item_stays(root: Path) -> None:
    primer = check_project(root).primer
    with pytest.raises(CannotRemove, match=r"edition '3.0' was not released. Name one of: 1.0, 1.1, 1.2."):
        remove_from_editions(primer, ["F22"], ["3.0"], "It named a place.", DAY)
    told = remove_from_editions(primer, ["F22"], ["1.0"], "It named a place.", DAY)
    assert told.startswith("Took out the text of F22 of edition 1.0.")
    checked = check_project(root)
    assert checked.issues == ()
    files = render_site(checked.primer)
    assert "The text of this edition was removed for safety on 1 December 2026. It named a place." in page_of(
        files, "v/1.0/f22.html"
    )
    assert "682 beds" not in page_of(files, "v/1.0/f22.html")
    assert "682 beds" in page_of(files, "v/1.1/f22.html")
    assert all(change.name != "F22" for change in compare(checked.primer, "1.0"))


def test_released_ids_are_promised_and_an_edited_body_stops_the_build(root: Path) -> None:
    promised = (root / "docs/released.txt").read_text("utf-8").split("\n")
    assert {"G6 guideline", "F23 finding", "F27 finding", "reichert2013national reference"} <= set(promised)
    change(root, {"replace": {"released/1.0/f22.html": {"<h2>Setting</h2>": "<h2>Place</h2>"}}})
    (issue,) = check_project(root).issues
    assert (issue.path, issue.code) == ("released/1.0/f22.html", "frozen-changed")


def test_texts_that_share_few_words_are_shown_whole() -> None:
    assert [piece.kind for piece in Reworded("one two three", "four five six").pieces] == ["gone", "new"]
    same = Reworded("one two three four", "one two five four")
    assert [(piece.kind, piece.text) for piece in same.pieces] == [
        ("same", "one two "), ("gone", "three "), ("new", "five "), ("same", "four"),
    ]  # fmt: skip
