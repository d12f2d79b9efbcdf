"""The move from mkdocs-bibtex: which files are found, what changes in pages, and what their author is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_bibliography.migrate import Migration, migrate_mkdocs_bibtex
from mkdocs_bibliography.migrate.config import docs_folders, find_plugin

BIB = "@book{Doe2001, author={Doe, A}, title={T}, publisher={P}, year=2001}\n"


def moved(
    folder: Path, pages: dict[str, str], config: str = "plugins:\n  - bibtex:\n      bib_file: r.bib\n"
) -> Migration:
    files = {"mkdocs.yml": config, "r.bib": BIB, **pages}
    for name, text in files.items():
        if text:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    return migrate_mkdocs_bibtex(folder, write=True)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("As [@doe2001] and @DOE2001 say.", "As [@Doe2001] and @Doe2001 say."),
        ("See[^doe2001] and [^Doe2001].\n", "See[@Doe2001] and [@Doe2001].\n"),
        ("Own[^doe2001].\n\n[^doe2001]: Mine.\n", "Own[^doe2001].\n\n[^doe2001]: Mine.\n"),
        ("clouds.[@Doe2001] and  [@Doe2001]\n", "clouds.[@Doe2001] and  [@Doe2001]\n"),
        (
            "Cite it with `[@{name}]` and add `\\bibliography` wherever you like.\n",
            "Cite it with `[@{name}]` and add `\\bibliography` wherever you like.\n",
        ),
        ("```\nx \\bibliography\n```\n", "```\nx \\bibliography\n```\n"),
        ("Works: \\bibliography and more.\n", "Works:\n\n\\bibliography\n\nand more.\n"),
        ("  \\bibliography\n", "  \\bibliography\n"),
        ("\\bibliographystyle{x}\n", "\\bibliographystyle{x}\n"),
        ("A [@unknown] and `[@doe2001]`, [a @doe2001](x.md)\n", "A [@unknown] and `[@doe2001]`, [a @doe2001](x.md)\n"),
        ("[@Doe2001,@Doe2001, @doe2001, p. 3]", "[@Doe2001; @Doe2001; @Doe2001, p. 3]"),
        ("[@Doe2001, see @Doe2001]", "[@Doe2001, see @Doe2001]"),
        ("[See, e.g., @Doe2001, p. 3, @Doe2001]", "[See, e.g., @Doe2001, p. 3, @Doe2001]"),
        ("Write [@...] or `[@...]`.", "Write [\\@...] or `[@...]`."),
        ("Mail @someone.\n", "Mail \\@someone.\n"),
    ],
)
def test_what_changes_in_a_page(tmp_path: Path, before: str, after: str) -> None:
    moved(tmp_path, {"docs/index.md": before})
    assert (tmp_path / "docs" / "index.md").read_text("utf-8") == after


def test_a_file_with_the_longer_ending_is_found(tmp_path: Path) -> None:
    done = moved(tmp_path, {"mkdocs.yml": "", "mkdocs.yaml": "plugins:\n- bibtex:\n    bib_file: r.bib\n"})
    assert (tmp_path / "mkdocs.yaml").read_text("utf-8") == "plugins:\n- bibliography:\n    bib_file: r.bib\n"
    assert done.changes[0].path == "mkdocs.yaml"


def test_pages_of_included_projects_are_moved_too(tmp_path: Path) -> None:
    nav = "nav:\n  - A: '*include ./parts/*/mkdocs.yml'\n  - B: '!include two/mkdocs.yml'\n"
    config = f"{nav}plugins:\n  - bibtex: {{bib_file: r.bib}}\n"
    pages = {
        "docs/index.md": "[@doe2001]",
        "parts/one/mkdocs.yml": "docs_dir: pages\n",
        "parts/one/pages/a.md": "[@doe2001]",
        "two/mkdocs.yml": "site_name: Two\n",
        "two/docs/b.md": "[@doe2001]",
    }
    moved(tmp_path, pages, config)
    assert {(tmp_path / name).read_text("utf-8") for name in pages if name.endswith(".md")} == {"[@Doe2001]"}


def test_a_project_that_includes_itself_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("nav: ['!include ./mkdocs.yml']\n", "utf-8")
    assert list(docs_folders(tmp_path / "mkdocs.yml", "nav: ['!include ./mkdocs.yml']\n")) == [tmp_path / "docs"]


@pytest.mark.parametrize(
    ("config", "after"),
    [
        ("plugins:\n  - bibtex\n  - search\n", "plugins:\n  - bibliography:\n      duplicates: last\n  - search\n"),
        ("plugins:\n- bibtex: {bib_file: r.bib}\n", "plugins:\n- bibliography: {bib_file: r.bib, duplicates: last}\n"),
        (
            "plugins:\n  bibtex:\n    bib_file: r.bib\n  search: {}\n",
            "plugins:\n  bibliography:\n    duplicates: last\n    bib_file: r.bib\n  search: {}\n",
        ),
        (
            'plugins:\n  - "bibtex":\n      bib_file: r.bib',
            "plugins:\n  - bibliography:\n      duplicates: last\n      bib_file: r.bib",
        ),
    ],
)
def test_an_option_is_added_in_the_form_of_the_others(config: str, after: str) -> None:
    block = find_plugin(config)
    assert block is not None
    assert config[: block.span.start] + block.moved({"duplicates": "last"}) + config[block.span.end :] == after


def test_keys_that_stand_twice_keep_their_meaning(tmp_path: Path) -> None:
    done = moved(tmp_path, {"r.bib": BIB + BIB})
    assert "      duplicates: last\n" in (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert any("keys or DOIs stand twice" in notice for notice in done.notices)


def test_the_old_and_the_new_entry_stand_side_by_side(tmp_path: Path) -> None:
    config = "plugins:\n  - bibtex:\n      bib_file: r.bib\n      cite_inline: true\n"
    lines = str(moved(tmp_path, {}, config)).split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("before"))
    assert [re_spaced(line) for line in lines[at : at + 5]] == [
        "before | after",
        "- bibtex: | - bibliography:",
        "bib_file: r.bib | bib_file: r.bib",
        "cite_inline: true |",
        "mkdocs.yml: 'cite_inline' is taken away: citations always stand in the text.",
    ]


def re_spaced(line: str) -> str:
    return " ".join(line.split())


@pytest.mark.parametrize(("text", "said"), [("clouds.[@Doe2001]", 1), ("clouds. [@Doe2001]", 0), ("([@Doe2001])", 0)])
def test_a_citation_close_to_a_word_is_to_be_looked_at(tmp_path: Path, text: str, said: int) -> None:
    done = moved(tmp_path, {"docs/index.md": text})
    assert len([notice for notice in done.notices if "no space stands before" in notice]) == said
