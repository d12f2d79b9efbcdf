"""The options of the plugin: what is refused by name, what is watched, and what the documentation says of them."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from support.paths import ROOT

from mkdocs_bibliography.citeproc.style import bundled_styles
from mkdocs_bibliography.config import BibliographyConfig, bibliography_paths, read_options, watched_paths
from mkdocs_bibliography.text.issues import BIBLIOGRAPHY_CODES

PAGE = (ROOT / "docs" / "bibliography-plugin.md").read_text("utf-8")
MOVE = (ROOT / "docs" / "from-mkdocs-bibtex.md").read_text("utf-8")
REFUSED = {"cite_inline", "footnote_format", "csl_file_encoding", "unescape_for_arithmatex"}


@pytest.mark.parametrize(
    ("options", "name", "said"),
    [
        ({"bib_fil": "a.bib"}, "bib_fil", "There is no such option. Did you mean 'bib_file'? Rename it, or delete it."),
        ({"colour": "red"}, "colour", "There is no such option. Rename it, or delete it."),
        ({"csl": "ieee", "csl_file": "a.csl"}, "csl", "Both 'csl' and 'csl_file' name a style. Delete one."),
        ({"bib_command": "X", "full_bib_command": "X"}, "full_bib_command", "It is the same as 'bib_command'."),
        ({"list_heading": "S", "bib_by_default": False}, "list_heading", "takes away the list that it heads."),
        ({"disambiguate": "book"}, "disambiguate", "Expected one of: ('site', 'page')"),
        ({"cards": "yes"}, "cards", "Expected type: <class 'bool'>"),
        ({"language": "Deutsch"}, "language", "'Deutsch' is no language. Write it as in 'de' or 'de-AT'."),
        ({"strings": {"citation": {"bak": "Zurück"}}}, "strings", "Did you mean 'citation.back'?"),
        ({"strings": {"card.source": "{werk}"}}, "strings", "It has {werk} in 'card.source', which holds {work}."),
        ({"strings": {"card.read": 3}}, "strings", "It has no text for 'card.read'. Write one,"),
        ({"strings": ["a"]}, "strings", "Expected type: <class 'dict'>"),
    ],
)
def test_options_that_are_unknown_or_contradict_each_other_are_refused_by_name(
    options: dict[str, object], name: str, said: str
) -> None:
    _, wrong = read_options(options)
    assert list(wrong) == [name]
    assert said in wrong[name]


def test_options_that_are_named_and_good_are_not_refused() -> None:
    options, wrong = read_options({"bib_file": "a.bib", "csl": "ieee", "list_heading": "Sources"})
    assert wrong == {}
    assert (options.csl, options.list_heading) == ("ieee", "Sources")


def options_of(**values: object) -> BibliographyConfig:
    return read_options(values)[0]


@pytest.mark.parametrize("named", ["b/r.bib", "./b/../b/r.bib", ["b/r.bib", "b/r.bib"]])
def test_a_file_that_is_named_in_two_ways_is_read_once(tmp_path: Path, named: object) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "r.bib").write_text("", "utf-8")
    (tmp_path / "b" / "s.bib").symlink_to(tmp_path / "b" / "r.bib")
    paths = bibliography_paths(options_of(bib_file=named, bib_dir="b"), tmp_path)
    assert [path.resolve() for path in paths] == [tmp_path / "b" / "r.bib"]


def test_a_preview_watches_files_the_folder_that_may_get_more_and_the_style(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/r.bib", "own.csl"):
        (tmp_path / name).write_text("", "utf-8")
    watched = watched_paths(options_of(bib_dir="b", csl_file="own.csl"), tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in watched] == ["b/r.bib", "b", "own.csl"]
    assert watched_paths(options_of(bib_file="r.bib"), tmp_path) == [tmp_path / "r.bib"]


def _written(default: object) -> str:
    """A default as YAML has it; nothing for none."""
    return str(default).lower() if isinstance(default, bool) else str(default or "")


def test_the_table_of_options_names_every_option_with_its_default() -> None:
    table = PAGE.split("## Options {#options}")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|([^|]*)\|", table, re.MULTILINE)
    said = {
        name: default.strip().strip("`")
        for names, defaults in rows
        for name, default in zip(re.findall(r"`(\w+)`", names), defaults.split(", "), strict=False)
    }
    real = {name: _written(option.default) for name, option in BibliographyConfig._schema if name not in REFUSED}
    assert said == real


def test_every_option_that_is_refused_is_in_the_table_of_the_move() -> None:
    table = MOVE.split("| Option of mkdocs-bibtex | Here |")[1]
    assert {name for name in REFUSED if f"`{name}" not in table} == set()


def test_every_kind_of_error_is_explained_with_what_to_do() -> None:
    rows = re.findall(r"^\| `((?:bib|cite)-[a-z-]+)` \| ([^|]+) \| [^|]+ \|$", PAGE, re.MULTILINE)
    assert dict(rows) == {code: said.explanation for code, said in BIBLIOGRAPHY_CODES.items()}


@pytest.mark.site
def test_the_gallery_of_styles_is_what_the_styles_print() -> None:
    gallery = runpy.run_path(str(ROOT / "scripts" / "gallery.py"))
    found = gallery["samples"]()
    assert gallery["PICTURE"].read_text("utf-8") == gallery["drawn"](found), "run python scripts/gallery.py"
    assert gallery["table"](found) in PAGE, "run python scripts/gallery.py"
    assert [sample.name for sample in found] == list(bundled_styles())
