"""The bibliography plugin alone, in whole small sites, and the move from mkdocs-bibtex."""

from __future__ import annotations

import logging
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypandoc
import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import Files
from support.paths import SITES

from mkdocs_bibliography import cache as made_site
from mkdocs_bibliography.cache import CachedSite, cache_key, read_cached_site, write_cached_site
from mkdocs_bibliography.migrate import NotAnMkdocsSite, migrate_mkdocs_bibtex
from mkdocs_bibliography.plugin import BibliographyPlugin
from mkdocs_bibliography.text.strings import bibliography_strings, forms_of

pytestmark = pytest.mark.site

BIB = "@book{tides, author={Okafor, Ada}, title={Tides}, publisher={Press}, year=2001}\n"


def copy_of(name: str, folder: Path) -> Path:
    shutil.copytree(SITES / name, folder / name)
    return folder / name


def small_site(folder: Path, text: str, options: dict[str, object] | None = None, **config: object) -> Path:
    """A site of one page, its bibliography beside it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "index.md").write_text(text, "utf-8")
    (folder / "refs.bib").write_text(BIB, "utf-8")
    plugin = {"bib_file": "refs.bib", **(options or {})}
    settings = {"site_name": "S", "theme": {"name": "mkdocs"}, "plugins": [{"bibliography": plugin}], **config}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    return folder


def built(folder: Path, strict: bool = True) -> dict[str, str]:
    """The pages of a site, by path."""
    config = load_config(str(folder / "mkdocs.yml"), strict=strict)
    build(config)
    site = folder / "site"
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return built(copy_of("bibliography-alone", tmp_path_factory.mktemp("alone")))


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", html).split()).replace("&#38;", "&").replace("\u00a0", " ")


def test_citations_are_formatted_over_the_whole_site(alone: dict[str, str]) -> None:
    text = text_of(alone["index.html"])
    assert (
        "Rain is counted (see Smith & Doe, 2020a, pp. 101–103, and the appendix; World Weather Office, 2019)." in text
    )
    assert "As Smith & Doe (2020b, p. 125) finds, snow differs from rain (2020a)." in text
    assert "Lind, P. (2024, May 3). Notes on fog." in text


def test_code_and_addresses_stay(alone: dict[str, str]) -> None:
    html = alone["index.html"]
    assert "<code>[@who2019]</code>" in html
    assert "[@who2019] in a block" in html
    assert "me@weather.example" in html
    assert '<a href="https://fog.example/">what Lind &#40;2024&#41; says</a>' in html


def test_no_mark_of_what_was_held_back_is_left(alone: dict[str, str]) -> None:
    assert not [name for name, html in alone.items() if re.search("[\ufdd0-\ufdef]", html)]


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [("\ue000", "\ue001", "\ue0000\ue001"), ("\ufdd0", "\ufdd1", "\ufffd0\ufffd")],
    ids=["for private use", "a placeholder"],
)
def test_a_page_may_hold_any_character(tmp_path: Path, start: str, end: str, shown: str) -> None:
    strange = "".join((start, "0", end))
    html = built(small_site(tmp_path, f"# One\n\nOdd {strange} text [@tides].\n\n{strange}\n\nLast.\n"))["index.html"]
    assert f"<p>Odd {shown} text " in html
    assert f"<p>{shown}</p>" in html


def test_works_have_pages_that_say_where_they_are_used(alone: dict[str, str]) -> None:
    html = alone["ref/smith2020first.html"]
    assert "One valley and one year" in text_of(html)
    assert re.search(r'href="(\.\.|&#46;&#46;)(/|&#47;)index(\.|&#46;)html(#|&#35;)cite-smith2020first-1"', html)
    assert {"ref/who2019.html", "ref/lind2024notes.html"} <= alone.keys()


def test_pages_of_works_stay_out_of_the_navigation(alone: dict[str, str]) -> None:
    navigation = alone["index.html"].split("<h1")[0]
    assert "ref/" not in navigation


def test_every_link_within_the_site_leads_somewhere(alone: dict[str, str]) -> None:
    broken = []
    for name, html in alone.items():
        for href in re.findall(r'<a [^>]*href="([^"]+)"[^>]*class="byb-cite"', html):
            path, _, anchor = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), href).partition("#")
            target = (Path("/") / name).parent.joinpath(path).resolve().relative_to("/").as_posix() if path else name
            if target not in alone or (anchor and f'id="{anchor}"' not in alone[target]):
                broken.append((name, href))
    assert broken == []


def test_the_list_stands_where_the_page_says(alone: dict[str, str]) -> None:
    text = text_of(alone["guide/list.html"])
    assert text.index("Notes on fog") < text.index("After the list.")


def test_the_list_of_all_works_and_a_filtered_one(alone: dict[str, str]) -> None:
    everything, snow = alone["everything.html"].split("Works on snow</h2>")
    ids = [re.findall(r'<li id="ref-(\w+)"', part) for part in (everything, snow)]
    assert ids == [["lind2024notes", "smith2020first", "smith2020second", "who2019"], ["smith2020second"]]
    assert "Used twice" in everything


def test_the_script_and_style_are_served(tmp_path: Path) -> None:
    folder = small_site(tmp_path / "s", "[@tides]", {"class_prefix": "my-"})
    html = built(folder)["index.html"]
    assert "assets/bibliography/cards.js" in html
    assert ".my-card" in (folder / "site/assets/bibliography/citations.css").read_text("utf-8")
    assert (folder / "site/references.bib").read_text("utf-8") == BIB


def test_only_the_list_of_all_works_has_a_form_that_narrows_it(alone: dict[str, str]) -> None:
    everything, snow = alone["everything.html"].split("Works on snow</h2>")
    assert everything.count('<form class="byb-filters"') == everything.count('id="filtered"') == 1
    assert "data-filters" not in snow
    assert [name for name, html in alone.items() if '<form class="byb-filters"' in html] == ["everything.html"]


@pytest.mark.parametrize(
    ("text", "served"),
    [
        ("[@tides]", False),
        ("[[references type=book]]", False),
        ("[[references type=book]]\n\n[[references all]]", True),
    ],
)
def test_the_script_of_the_filters_is_served_where_a_list_has_them(tmp_path: Path, text: str, served: bool) -> None:
    folder = small_site(tmp_path / "s", text)
    html = built(folder)["index.html"]
    assert ("assets/bibliography/filters.js" in html) is served
    assert (folder / "site/assets/bibliography/filters.js").is_file() is served


def test_a_page_in_a_folder_with_directory_urls(tmp_path: Path) -> None:
    folder = small_site(tmp_path / "s", "[@tides]", {"reference_pages": True})
    (folder / "docs" / "a").mkdir()
    (folder / "docs" / "a" / "b.md").write_text("[@tides]", "utf-8")
    pages = built(folder)
    assert 'href="../../ref/tides/index.html"' in pages["a/b/index.html"]
    assert "ref/tides/index.html" in pages


def test_headings_keep_their_names(tmp_path: Path) -> None:
    html = built(small_site(tmp_path / "s", "# Title\n\n## With @tides here\n\nText\n"))["index.html"]
    assert '<h2 id="with-okafor-2001-here">' in html
    assert 'href="#with-okafor-2001-here"' in html


def test_all_slips_are_reported_at_once_with_their_places(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = small_site(tmp_path / "s", "---\ntitle: T\n---\n\nSee [@tide] and [@nothing].\n\n[@tides; oops]\n")
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"), pytest.raises(Abort, match="3 errors"):
        built(folder)
    said = [record.getMessage() for record in caplog.records]
    assert [re.search(r"docs/index\.md:\d+:\d+", line)[0] for line in said if "docs/index" in line] == [  # type: ignore[index]
        "docs/index.md:5:6",
        "docs/index.md:5:18",
        "docs/index.md:7:9",
    ]
    assert any(line.endswith("^") for line in said)


def test_slips_in_the_bibliography_are_reported(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = small_site(tmp_path / "s", "[@tides]")
    (folder / "refs.bib").write_text(BIB + "@book{tides, title={Again}, author={A}, year=1}", "utf-8")
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"):
        built(folder, strict=False)
    assert any("refs.bib:2:1: Key 'tides' already stands at refs.bib:1." in line for line in caplog.messages)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"footnote_format": "{key}"}, "Delete it, and write 'csl: chicago-notes' to cite in notes."),
        ({"cite_inline": False}, "Write 'csl: chicago-notes' to cite in notes, and delete 'cite_inline'."),
        ({"csl_file_encoding": "latin-1"}, "Save the style as UTF-8 and delete the option."),
        ({"unescape_for_arithmatex": True}, "Delete it."),
        ({"csl_file": "https://x.example/a.csl"}, "Download the file, keep it beside mkdocs.yml and name it here."),
        ({"bib_file": "https://x.example/a.bib"}, "Download the file, keep it beside mkdocs.yml and name it here."),
        ({"bib_file": None}, "Write 'bib_file: refs.bib' under the plugin."),
        ({"csl": "nature"}, "Name one of apa, chicago-author-date,"),
        ({"locale": "tlh"}, "Name one of af-ZA,"),
    ],
)
def test_options_that_say_nothing_here_are_refused_with_what_to_write(
    tmp_path: Path, options: dict[str, object], said: str
) -> None:
    folder = small_site(tmp_path / "s", "[@tides]", options)
    with pytest.raises(ConfigurationError) as raised:
        built(folder)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("theme", "options", "said"),
    [
        ({"locale": "de"}, {}, "(Okafor, 2001, S. 3) Quellen Okafor, A. (2001). Tides. Press. Zurück zum Zitat"),
        ({"language": "de-AT"}, {}, "(Okafor, 2001, S. 3) Quellen Okafor, A. (2001). Tides. Press. Zurück zum Zitat"),
        ({}, {"language": "de"}, "(Okafor, 2001, S. 3) Quellen Okafor, A. (2001). Tides. Press. Zurück zum Zitat"),
        ({"locale": "de"}, {"language": "en", "csl": "harvard"}, "(Okafor, 2001, p. 3) References Okafor,"),
        ({}, {"language": "de", "locale": "en-GB"}, "(Okafor, 2001, p. 3) Quellen"),
        ({"locale": "fr"}, {"strings": {"citation": {"list": "Références"}}}, "(Okafor, 2001, p. 3) Références"),
        ({}, {"language": "eo", "strings": {"citation.back": "Reen"}}, "Tides. Press. Reen"),
    ],
)
def test_the_words_are_those_of_the_theme_or_of_the_options(
    tmp_path: Path, theme: dict[str, str], options: dict[str, object], said: str
) -> None:
    more = {"exports": False, "cards": False, **options}
    folder = small_site(tmp_path / "s", "[@tides, p. 3]", more, theme={"name": "mkdocs", **theme})
    assert said in text_of(built(folder)["index.html"].split('role="main"')[1])


def test_everything_in_a_german_site_is_german(tmp_path: Path) -> None:
    text = "[@tides, p. 3] and [@tides, abstract]\n\n\\full_bibliography\n"
    folder = small_site(tmp_path / "s", text, {"reference_pages": True, "language": "de"})
    pages = {name: text_of(page.split('role="main"')[1]) for name, page in built(folder).items() if name != "404.html"}
    german, english = bibliography_strings("de").texts, bibliography_strings().texts
    words = {form for key in english for form in forms_of(english[key]) if form not in forms_of(german[key])}
    said = {re.sub(r"\{[^{}]*\}.*", "", word).strip() for word in words if not word.startswith("{")}
    left = [
        (name, word) for name, page in pages.items() for word in said if re.search(rf"\b{re.escape(word)}(?!\w)", page)
    ]
    assert [one for one in left if one[1] not in {"a"}] == []
    assert "Einmal verwendet" not in pages["index.html"]
    assert "Zweimal verwendet" in pages["index.html"]
    scripts = "".join(path.read_text("utf-8") for path in (folder / "site/assets/bibliography").glob("*.js"))
    assert '"{shown} von {all} gezeigt"' in scripts
    assert "%{" not in scripts


@pytest.mark.parametrize(
    ("options", "text", "shown"),
    [
        ({"cite_inline": True}, "[@tides]", "(Okafor, 2001)"),
        ({"csl": "ieee"}, "[@tides]", "[1]"),
        ({"csl_file": "own.csl"}, "[@tides]", "(Okafor, 2001)"),
        ({"bib_file": None, "bib_dir": "."}, "[@tides]", "(Okafor, 2001)"),
        ({"bib_command": "REFS"}, "[@tides]\n\nREFS\n", "(Okafor, 2001) Okafor, A. (2001)."),
        ({"full_bib_command": "ALL"}, "ALL\n", "Okafor, A. (2001). Tides. Press."),
        ({"enable_inline_citations": False}, "@tides and [@tides]", "@tides and (Okafor, 2001)"),
        ({"nocite": "@*"}, "\\full_bibliography\n", "Okafor, A. (2001). Tides. Press."),
        ({"list_heading": "Sources"}, "[@tides]", "(Okafor, 2001) Sources Okafor, A."),
    ],
)
def test_options_are_honoured(tmp_path: Path, options: dict[str, object], text: str, shown: str) -> None:
    folder = small_site(tmp_path / "s", text, {"exports": False, "cards": False, **options})
    shutil.copy(Path(made_site.__file__).parent / "citeproc" / "styles" / "apa.csl", folder / "own.csl")
    page = text_of(built(folder)["index.html"].split('role="main"')[1]).replace(" Back to the citation", "")
    assert shown in page


def test_bib_by_default_off_shows_no_list(tmp_path: Path) -> None:
    html = built(small_site(tmp_path / "s", "[@tides]", {"bib_by_default": False}))["index.html"]
    assert "byb-references" not in html


def test_a_bibliography_file_that_is_not_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        built(small_site(tmp_path / "s", "[@tides]", {"bib_file": "gone.bib"}))
    assert "gone.bib" in caplog.text


def test_a_build_that_changes_nothing_starts_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = small_site(tmp_path / "s", "[@tides]")
    first = built(folder)["index.html"].split("Build Date")[0]
    monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: "/nowhere/pandoc")
    assert built(folder)["index.html"].split("Build Date")[0] == first
    (folder / "docs" / "index.md").write_text("[@tides, p. 2]", "utf-8")
    with pytest.raises(Abort):
        built(folder)
    assert "pandoc cannot format the citations" in caplog.text


def test_what_a_hook_writes_into_a_page_is_cited(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "hook.py").parent.mkdir(exist_ok=True)
    folder = small_site(tmp_path / "s", "[@tides]", hooks=["hook.py"])
    (folder / "hook.py").write_text(
        "from mkdocs.plugins import event_priority\n"
        "@event_priority(50)\ndef on_page_markdown(markdown, **more):\n    return markdown + ' [@tides, p. 9]'\n",
        "utf-8",
    )
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"):
        html = built(folder, strict=False)["index.html"]
    assert "(Okafor, 2001, p. 9)" in text_of(html)
    assert caplog.messages == []


def test_what_was_made_is_kept_for_exactly_what_it_was_made_from(tmp_path: Path) -> None:
    site = CachedSite({"a.md": made_site.CachedPage("x", "y", {"c0": "<b>"})}, {"f": "g"}, [["error", "said"]])
    write_cached_site(tmp_path, "digest", site)
    assert read_cached_site(tmp_path, "digest") == site
    assert read_cached_site(tmp_path, "other") is None
    (tmp_path / "site.json").write_text("{", "utf-8")
    assert read_cached_site(tmp_path, "digest") is None


def test_digests_tell_parts_apart() -> None:
    assert cache_key(["ab", "c"]) != cache_key(["a", "bc"])
    assert cache_key(["a"]) == cache_key(["a"])


def test_the_plugin_needs_nothing_of_the_primer() -> None:
    code = "import sys, mkdocs_bibliography.build, mkdocs_bibliography.plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "mkdocs_bibliography.references.bibliography" in loaded
    assert not loaded & {
        "pydantic",
        "material",
        "typst",
        "primer.content.page",
        "primer.content.model",
        "primer.content.ledger",
    }


def test_a_site_beside_the_primer_plugin_is_left_to_it(tmp_path: Path) -> None:
    plugin = BibliographyPlugin()
    plugin.load_config({"bib_file": "gone.bib"})
    config = load_config(str(small_site(tmp_path / "s", "[@tides]") / "mkdocs.yml"))
    config.plugins["primer"] = plugin
    assert plugin.on_config(config).extra_css == []
    assert list(plugin.on_files(Files([]), config=config)) == []


def test_moving_from_mkdocs_bibtex_says_first_what_would_change(tmp_path: Path) -> None:
    folder = copy_of("mkdocs-bibtex-user", tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    dry = migrate_mkdocs_bibtex(folder, write=False)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert not dry.written
    assert str(dry).startswith(
        "6 lines would change, 5 to look at.\nmkdocs.yml:7\n  -   - bibtex:\n  +   - bibliography:"
    )
    assert str(dry).endswith("Run it again with --write to write this.")


def test_a_site_that_was_moved_builds_strictly(tmp_path: Path) -> None:
    folder = copy_of("mkdocs-bibtex-user", tmp_path)
    done = migrate_mkdocs_bibtex(folder, write=True)
    assert done.written
    assert done.changes == migrate_mkdocs_bibtex(copy_of("mkdocs-bibtex-user", tmp_path / "again"), write=False).changes
    pages = built(folder)
    text = text_of(pages["index.html"])
    assert "known (Okafor & Lind, 2018b, p. 12) and disputed (see Ünal, 2020; Okafor & Lind, 2018a)." in text
    assert "Write to &#64;harbourmaster, or to office@tides.example" in text
    assert "harbours differ(Ünal, 2020)." in text
    assert "@cached" in text
    assert "Neap tides of the North Sea" in text_of(pages["all/index.html"])


def test_a_moved_site_keeps_its_comments_and_has_nothing_to_move_again(tmp_path: Path) -> None:
    folder = copy_of("mkdocs-bibtex-user", tmp_path)
    migrate_mkdocs_bibtex(folder, write=True)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    assert "# Exported from a reference manager once a week." in config
    assert "# Keep this line." in config
    with pytest.raises(NotAnMkdocsSite, match="nothing to move"):
        migrate_mkdocs_bibtex(folder, write=True)


WAYS = [
    ("- bibtex: {bib_file: r.bib, cite_inline: true}", "- bibliography: {bib_file: r.bib}"),
    ("bibtex:\n    bib_file: r.bib\n    footnote_format: x", "bibliography:\n    bib_file: r.bib"),
    (
        "- bibtex:\n      bib_dir: .\n      csl_file_encoding: x\n  - search",
        "- bibliography:\n      bib_dir: .\n  - search",
    ),
    ("- search\n  - bibtex", "- search\n  - bibliography"),
]


@pytest.mark.parametrize(("before", "after"), WAYS)
def test_every_way_to_write_the_plugins_options_is_moved(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(f"plugins:\n  {before}\n", "utf-8")
    migrate_mkdocs_bibtex(tmp_path, write=True)
    assert (tmp_path / "mkdocs.yml").read_text("utf-8") == f"plugins:\n  {after}\n"


def test_line_ends_are_kept(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - bibtex:\n      bib_dir: .\n", "utf-8")
    page = tmp_path / "docs" / "index.md"
    page.write_bytes(b"Ask @someone.\r\nSecond line.\r\n")
    migrate_mkdocs_bibtex(tmp_path, write=True)
    assert page.read_bytes() == b"Ask \\@someone.\r\nSecond line.\r\n"


def test_addresses_in_options_are_to_be_looked_at(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - bibtex:\n      bib_file: https://x.example/a.bib\n", "utf-8")
    notices = migrate_mkdocs_bibtex(tmp_path, write=False).notices
    assert any("'bib_file' is an address. Download the file" in notice for notice in notices)


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    with pytest.raises(NotAnMkdocsSite, match=r"Name the folder that holds mkdocs\.yml"):
        migrate_mkdocs_bibtex(tmp_path, write=False)


@pytest.mark.parametrize(("check", "errors"), [("cited", 0), ("all", 1), ("off", 0)])
def test_errors_in_works_that_nothing_cites(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, check: str, errors: int
) -> None:
    folder = small_site(tmp_path / "s", "[@tides]", {"check": check})
    (folder / "refs.bib").write_text(BIB + "@article{odd, author={A}, title={T}, year=1, journal=nowhere}\n", "utf-8")
    with caplog.at_level(logging.INFO, "mkdocs.plugins.bibliography"):
        built(folder, strict=False)
    said = [record for record in caplog.records if record.name == "mkdocs.plugins.bibliography"]
    assert len([one for one in said if one.levelno >= logging.WARNING]) == errors
    assert any("Write 'check: all'" in one.getMessage() for one in said) is (check == "cited")


def test_an_error_in_a_cited_work_is_reported_by_default(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = small_site(tmp_path / "s", "[@odd]")
    (folder / "refs.bib").write_text("@book{odd, author={A}, title={T}, year=1, publisher=nowhere}\n", "utf-8")
    with caplog.at_level(logging.WARNING, "mkdocs.plugins.bibliography"):
        built(folder, strict=False)
    assert any("nowhere" in line for line in caplog.messages)


def test_a_file_that_two_options_name_is_read_once(tmp_path: Path) -> None:
    assert "(Okafor, 2001)" in text_of(built(small_site(tmp_path / "s", "[@tides]", {"bib_dir": "."}))["index.html"])


def test_all_works_listed_on_one_page(tmp_path: Path) -> None:
    html = built(small_site(tmp_path / "s", '---\nnocite: "@*"\n---\nText\n'))["index.html"]
    assert 'id="ref-tides"' in html
