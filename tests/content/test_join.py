from __future__ import annotations

from pathlib import Path

import pytest
from support.small_site import change, copy_small, small_primer

from primer.content.addresses import address_of
from primer.content.join import join_primer
from primer.content.model import Primer
from primer.content.wording import sure
from primer.project.project import read_project
from primer.project.settings import read_settings


def joined(root: Path) -> tuple[Primer, list[str]]:
    primer, issues = join_primer(read_project(root))
    return primer, [issue.code for issue in issues]


def test_every_page_is_joined_by_id_or_by_path() -> None:
    assert list(small_primer().items) == ["G6", "M11", "F22", "W3"]
    assert len(small_primer().pages) == len(small_primer().every_page) - 4
    assert small_primer().addresses["docs/guidelines/g6-help-ready.md"] == "g6.html"
    assert small_primer().addresses["docs/sources/paper.md"] == "sources/paper.html"


def test_an_edge_is_known_at_both_ends() -> None:
    assert small_primer().guidelines_on["F22"] == ("G6",)
    assert small_primer().myths_citing["F22"] == ("M11",)
    assert small_primer().myths_answered["G6"] == ("M11",)
    assert small_primer().guidelines_answering["M11"] == ("G6",)
    assert small_primer().activities_for == {"G6": ("W3",), "F22": ("W3",)}


def test_an_edge_that_only_one_page_declares_is_known_at_both_ends(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"replace": {"docs/guidelines/g6-help-ready.md": {"myths: [M11]\n": ""}}})
    primer, _ = joined(root)
    assert primer.myths_answered["G6"] == ("M11",)
    assert primer.guidelines_answering["M11"] == ("G6",)


def test_a_guideline_says_how_sure_its_need_and_its_effect_are() -> None:
    primer = small_primer()
    assert sure(primer.strings, primer.guidelines["G6"].fields) == "Need: moderate. Effect: untested."


def test_keys_are_known_from_fields_and_from_text() -> None:
    assert small_primer().cited_keys == {"reichert2013national", "saintfrancis2019finding"}


def test_special_pages_are_found_by_their_type() -> None:
    assert small_primer().glossary is not None
    assert small_primer().help is not None
    assert [page.fields.minutes for page in small_primer().agendas] == [60]


def test_a_page_that_cannot_be_used_is_a_draft_and_its_id_doubtful(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(root, {"replace": {"docs/findings/f22-beds.md": {"level: moderate": "level: perhaps"}}})
    primer, codes = joined(root)
    assert codes == ["field-wrong"]
    assert "F22" not in primer.findings
    assert primer.unparsed_ids == {"F22"}
    assert [page.source.path for page in primer.invalid_pages] == ["docs/findings/f22-beds.md"]


def test_a_retired_page_is_kept_apart(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    change(
        root,
        {"replace": {"docs/ledger.yml": {"W3:\n  type: activity\n": "W3:\n  type: activity\n  status: withdrawn\n"}}},
    )
    primer, _ = joined(root)
    assert list(primer.retired) == ["W3"]
    assert "W3" not in primer.items


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("docs/README.md", "index.html"),
        ("docs/guide/README.md", "guide/index.html"),
        ("docs/guide/a-b.md", "guide/a-b.html"),
    ],
)
def test_a_page_of_prose_has_the_address_of_its_path(tmp_path: Path, path: str, address: str) -> None:
    root = copy_small(tmp_path / "site")
    (root / "docs/index.md").unlink()
    change(
        root, {"write": {path: "---\ntype: page\ntitle: A page of prose\nsummary: About.\nreviewed: 2026-11-24\n---\n"}}
    )
    primer, _ = joined(root)
    assert address in {address_of(page) for page in primer.pages}


def test_hidden_files_are_not_read_and_other_files_are_copied(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    write = {
        "docs/.notes/a.md": "x",
        "docs/.hidden.md": "x",
        "docs/assets/a.css": "x",
        "docs/assets/.DS_Store": "x",
        "docs/b.txt": "x",
    }
    change(root, {"write": write})
    primer, codes = joined(root)
    assert codes == []
    assert primer.files == {"docs/assets/a.css"}


def test_plugins_may_be_a_mapping_and_the_bibliography_several_files(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    old = "plugins:\n  - bibliography: {bib_file: references.bib}\n  - primer\n"
    new = "plugins:\n  bibliography: {bib_file: [references.bib, more.bib], csl: mla}\n  primer: {}\n"
    change(root, {"replace": {"mkdocs.yml": {old: new}}, "write": {"more.bib": ""}})
    settings = read_settings(root)
    assert settings.bibliography.files == (root / "references.bib", root / "more.bib")
    assert settings.bibliography.csl == "mla"
    assert settings.url("g6.html") == "https://small.example/g6.html"
    assert joined(root)[1] == []
