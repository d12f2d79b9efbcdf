"""Packs hold what was asked for, cite only what they hold, and say plainly what they cannot do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from click.testing import CliRunner
from support import printed
from support.builds import files_in
from support.each import each
from support.printed import BYB, real, texts
from support.small_site import change, copy_small, load_cases

from primer.checks.check_project import CheckFailed
from primer.cli import main
from primer.commands.pdf import print_choice
from primer.content.page_models import Pack
from primer.paper.compile import Compiler
from primer.paper.downloads import read_offers
from primer.paper.packs import chosen_ids, name_of, pack_of
from primer.paper.typesetter import PaperError

ERRORS = [
    case
    for case in load_cases("checks.yml")
    if not all("(warning)" in line for line in case.get("issues", [])) and not case.keys() & {"release", "record"}
]
"""Cases of the rules in which something is an error."""


def pack(**fields: Any) -> Pack:
    """A pack of some choice."""
    return Pack(title="For the test", summary="A choice.", **fields)


def test_a_pack_by_id_holds_those_ids_in_the_order_of_types_and_numbers() -> None:
    assert chosen_ids(real().primer, pack(ids=("M7", "G12", "F3", "G3"))) == ("G3", "G12", "M7", "F3")


def test_a_pack_by_topic_and_role_holds_what_carries_both() -> None:
    primer = real().primer
    chosen = chosen_ids(primer, pack(topics=("data",), roles=("engineer",)))
    expected = [
        name
        for name, page in primer.guidelines.items()
        if "data" in page.fields.topics and "engineer" in page.fields.roles
    ]
    assert list(chosen) == expected != []


def test_a_topic_alone_brings_every_type() -> None:
    chosen = chosen_ids(real().primer, pack(topics=("detection",)))
    assert {name[0] for name in chosen} == set("GMFW")


def test_ids_and_filters_add_up() -> None:
    chosen = chosen_ids(real().primer, pack(ids=("W3",), lifecycle=("wind-down",)))
    assert "W3" in chosen
    assert {name[0] for name in chosen} == set("GW")


def test_an_unknown_id_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        PaperError, match=r"^G99 is no current id\. Did you mean G9\? Take it out of the pack, or fix it\.$"
    ):
        chosen_ids(real().primer, pack(ids=("G99",)))


def test_an_empty_choice_is_refused() -> None:
    with pytest.raises(PaperError, match=r"^No item fits everything you asked for\."):
        chosen_ids(real().primer, pack(topics=("labour",), lifecycle=("wind-down",), roles=("funder",)))


def test_a_choice_names_its_file() -> None:
    assert name_of(pack_of(["G3", "G6"], [], [], [], None)) == "g3-g6"
    assert (
        name_of(pack_of([f"F{n}" for n in range(1, 9)], ["data"], [], ["lead"], None))
        == "f1-f2-f3-f4-f5-f6-data-lead-and-more"
    )


def test_a_pack_of_very_many_ids_still_has_a_short_summary() -> None:
    made = pack_of([f"F{n}" for n in range(1, 101)], [], [], [], "T" * 80)
    assert len(made.title) == 60
    assert len(made.summary.split()) <= 45


@each("ready", lambda: [ready.name for ready in real().primer.packs])
def test_a_ready_pack_holds_its_items_and_only_the_works_that_they_cite(ready: str) -> None:
    name = f"packs/{BYB}-pack-{ready}-a4.pdf"
    document = printed.edition()[1][name].document
    whole = next(one for one in real().primer.packs if one.name == ready)
    assert document.ids == set(chosen_ids(real().primer, whole.fields))
    linked, listed = (
        set(re.findall(pattern, document.code.text)) for pattern in (r'#source\("([^"]+)"', r'key: "([^"]+)"')
    )
    assert listed == linked != set()


def test_items_that_a_pack_leaves_out_are_named_without_a_page() -> None:
    name = f"packs/{BYB}-pack-ai-detection-a4.pdf"
    ids = printed.edition()[1][name].document.ids
    for text in texts(name):
        for item in re.findall(r"\b([GMFW][1-9]\d*)(?:, | \()page \d+", text):
            assert item in ids


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small site."""
    return copy_small(tmp_path / "site")


def run(*arguments: str) -> Any:
    """Run `primer pdf`."""
    return CliRunner().invoke(main, ["pdf", *arguments])


def test_the_command_prints_a_pack_by_ids(small: Path) -> None:
    done = run("--root", str(small), "--ids", "g6, M11", "--title", "Two things")
    assert done.exit_code == 0, done.output
    made = small / "dist" / "packs" / "byb-1.0-pack-g6-m11-letter.pdf"
    assert f"{made}: " in done.output
    first = pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded()
    assert first.startswith("Two things")


def test_the_command_prints_a_pack_from_a_file_anywhere(small: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.yml"
    mine.write_text("title: My own pack\nsummary: For our team.\nids: [F22]\n", encoding="utf-8")
    done = run("--root", str(small), "--pack", str(mine))
    assert done.exit_code == 0, done.output
    assert (small / "dist" / "packs" / "byb-1.0-pack-mine-a4.pdf").is_file()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: My own pack\nsummary: x\nid: [G6]\n", "mine.yml:3:1: 'id' is no field here."),
        ("title: My own pack\nsummary: x\ntopics: [sport]\n", "mine.yml:3:10: "),
        ("title: [", "mine.yml:1:"),
    ],
)
def test_a_pack_with_slips_is_refused_with_their_places(small: Path, tmp_path: Path, text: str, said: str) -> None:
    mine = tmp_path / "mine.yml"
    mine.write_text(text, encoding="utf-8")
    done = run("--root", str(small), "--pack", str(mine))
    assert done.exit_code == 1
    assert said in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--ids", "G7"], "G7 is no current id."),
        (["--pack", "nowhere.yml"], "nowhere.yml: No such file or directory. Name a pack's YAML file."),
        (["--pack", "nowhere.yml", "--ids", "G6"], "--pack says everything about a pack."),
        (["--topic", "networks"], "No item fits everything you asked for."),
        (["--book", "a4", "--ids", "G6"], "--book prints the book alone."),
    ],
)
def test_a_choice_that_cannot_be_printed_is_one_line(small: Path, arguments: list[str], said: str) -> None:
    done = run("--root", str(small), *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert "Traceback" not in done.output


def test_the_command_prints_the_book_alone(small: Path) -> None:
    done = run("--root", str(small), "--book", "letter")
    assert done.exit_code == 0, done.output
    assert [path.name for path in (small / "dist").rglob("*")] == ["byb-1.0-book-letter.pdf"]


@each("case", lambda: ERRORS[::6], least=10)
def test_a_project_with_errors_is_told_them_and_nothing_is_written(
    case: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_with_errors(case, tmp_path, monkeypatch)


@pytest.mark.slow
@each("case", lambda: ERRORS, least=50)
def test_a_project_with_any_error_is_told_it_and_nothing_is_written(
    case: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print_with_errors(case, tmp_path, monkeypatch)


def print_with_errors(case: Mapping[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compiler, "compile", lambda press, document: b"not read, since the errors come first")
    folder = tmp_path / str(len(list(tmp_path.iterdir())))
    root, dist = copy_small(folder / "site"), folder / "dist"
    change(root, case)
    with pytest.raises(CheckFailed) as told:
        print_choice(root, dist, None, "", (), (), (), None, None)
    assert list(told.value.details) == case["issues"]
    assert not dist.exists()


@pytest.fixture
def unlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check that looks at no character, so that the typesetter meets it first."""
    monkeypatch.setattr("primer.checks.characters.missing", lambda text: frozenset())


def test_a_character_without_a_face_is_told_before_anything_is_printed(small: Path) -> None:
    page = small / "docs" / "findings" / "f22-beds.md"
    page.write_text(page.read_text("utf-8") + "\n\n## Notes\n\nA smile \U0001f600 here.\n", encoding="utf-8")
    done = run("--root", str(small), "--ids", "F22")
    assert done.exit_code == 1
    assert "[character-unprinted]" in done.output
    assert not (small / "dist").exists()


@pytest.mark.usefixtures("unlooked")
def test_a_character_without_a_face_names_the_document(small: Path) -> None:
    page = small / "docs" / "findings" / "f22-beds.md"
    page.write_text(page.read_text("utf-8") + "\n\n## Notes\n\nA smile \U0001f600 here.\n", encoding="utf-8")
    done = run("--root", str(small), "--ids", "F22")
    assert done.exit_code == 2
    assert done.output.splitlines()[-1].startswith("packs/byb-1.0-pack-f22-a4.pdf: PDF/UA-1 error: ")


def test_everything_is_listed_and_what_is_gone_is_removed(small: Path) -> None:
    assert run("--root", str(small)).exit_code == 0
    dist = small / "dist"
    before = {offer.path for offer in read_offers(dist)}
    assert "packs/byb-1.0-pack-night-a4.pdf" in before
    assert files_in(dist).keys() == {*before, "paper.json", "SHA256SUMS"}
    next((small / "docs" / "workshop" / "packs").glob("night.yml")).unlink()
    assert run("--root", str(small)).exit_code == 0
    assert not (dist / "packs" / "byb-1.0-pack-night-a4.pdf").exists()


@pytest.mark.usefixtures("unlooked")
def test_a_failed_printing_leaves_the_last_list_as_it_was(small: Path) -> None:
    assert run("--root", str(small)).exit_code == 0
    before = (small / "dist" / "paper.json").read_bytes()
    page = small / "docs" / "findings" / "f22-beds.md"
    page.write_text(page.read_text("utf-8") + "\n\n## Notes\n\nA smile \U0001f600 here.\n", encoding="utf-8")
    assert run("--root", str(small)).exit_code == 2
    assert (small / "dist" / "paper.json").read_bytes() == before


def test_a_choice_holds_words_and_ids_of_any_primer() -> None:
    made = pack_of(["R1"], ["wechsel"], ["auswahl"], ["verwaltung"], None)
    assert (made.ids, made.topics, made.lifecycle, made.roles) == (("R1",), ("wechsel",), ("auswahl",), ("verwaltung",))
