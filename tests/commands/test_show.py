"""`primer show`: every item in every form, and ids as people type them."""

from __future__ import annotations

import json
import re
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from support.each import each
from support.real_primer import checked_primer
from support.small_site import SMALL, change, copy_small, write

from primer import load
from primer.cli import main
from primer.commands.show import UnknownId, find_id, show_item
from primer.export.data_files import data_files
from primer.export.item_markdown import item_markdown
from primer.export.plain import plain
from primer.export.snippets import check_forms, item_forms
from primer.site.pages import render_pages

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def show(*arguments: str, color: bool = False) -> str:
    done = CliRunner().invoke(main, ["show", "--root", str(SMALL), *arguments], color=color)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("asked", ["G6", "g6", "G-6", "g 6", "G006", " G6 "])
def test_an_id_is_read_as_search_reads_it(asked: str) -> None:
    assert find_id(checked_primer(), asked) == "G6"


@pytest.mark.parametrize(("asked", "name"), [("g6.2", "G6.2"), ("G06.2", "G6.2"), ("gao2021sex", "gao2021sex")])
def test_checks_and_sources_are_found_too(asked: str, name: str) -> None:
    assert find_id(checked_primer(), asked) == name


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("G999", "Nothing here has the id 'G999'. Did you mean G9?"),
        ("G6.99", "G6 has no check '99'. Its checks are 1, 2, 3,"),
        ("gao2021sax", "Nothing here has the id 'gao2021sax'. Did you mean gao2021sex"),
        ("?", "Nothing here has the id '?'. Ids look like G12, G12.3, M7, F21 and W3."),
    ],
)
def test_an_unknown_id_is_answered_with_the_nearest(asked: str, message: str) -> None:
    with pytest.raises(UnknownId) as caught:
        find_id(checked_primer(), asked)
    assert str(caught.value).startswith(message)


@each("name", lambda: checked_primer().items)
def test_every_item_can_be_shown_as_text(name: str) -> None:
    primer = checked_primer()
    text = ANSI.sub("", show_item(primer, name, "text"))
    first, url, *_ = text.splitlines()
    assert first == f"{name} {primer.items[name].fields.title}"
    assert url == primer.settings.url(f"{name.lower()}.html")
    assert max(len(line) for line in text.splitlines()) <= 110


def test_text_names_every_check() -> None:
    primer = checked_primer()
    text = ANSI.sub("", show_item(primer, "G6", "text"))
    flat = " ".join(text.split())
    assert all(f"G6.{check.n} {plain(primer, check.text)}" in flat for check in primer.guidelines["G6"].fields.checks)


@each("name", lambda: checked_primer().items)
def test_markdown_stands_alone(name: str) -> None:
    text = item_markdown(checked_primer(), name)
    shown = MarkdownIt("gfm-like").render(text)
    assert re.search(rf"<h1>{name} ", shown)
    assert all(url.startswith(("https://", "http://", "mailto:", "#")) for url in re.findall(r'href="([^"]*)"', shown))
    assert not re.search(r"\[@|^///", text, re.M)


@each("name, form", lambda: product(checked_primer().myths, ["text", "md"]))
def test_a_claim_stands_once_and_after_the_fact_and_the_evidence(name: str, form: str) -> None:
    primer = checked_primer()
    shown = ANSI.sub("", show_item(primer, name, form)).replace("\\", "")
    text = " ".join(shown.split())
    fields = primer.myths[name].fields
    claim = plain(primer, fields.claim)
    order = [fields.title, plain(primer, fields.answer), "What research shows", claim, "What is true in it"]
    places = [text.find(part) for part in order]
    assert places == sorted(places)
    assert -1 not in places
    assert text.count(claim) == 1


def test_markdown_is_the_file_beside_the_page() -> None:
    primer = checked_primer()
    files = data_files(primer)
    for name in ("G6", "M11", "F22", "W3"):
        assert show_item(primer, name, "md").encode() == files[f"{name.lower()}.md"]


@pytest.mark.parametrize("name", ["G6", "M11", "F22", "W3", "gao2021sex"])
def test_json_is_the_published_record(name: str) -> None:
    primer = checked_primer()
    files = data_files(primer)
    address = f"ref/{name}.json" if name.islower() else f"{name.lower()}.json"
    assert show_item(primer, name, "json").encode() == files[address]


def test_json_of_a_check_is_its_record_in_the_guideline() -> None:
    primer = checked_primer()
    record = json.loads(show_item(primer, "G6", "json"))["checks"][1]
    assert json.loads(show_item(primer, "G6.2", "json")) == record


@pytest.mark.parametrize("form", ["link", "markdown", "github", "jira", "cite", "bibtex", "csl", "ris"])
def test_what_a_page_copies_can_be_printed(form: str) -> None:
    primer = checked_primer()
    wanted = next(known.text for known in item_forms(primer, "G6") if known.name == form)
    assert show_item(primer, "G6", form) == wanted.rstrip("\n") + "\n"


def test_a_comment_on_a_check_can_be_printed() -> None:
    primer = checked_primer()
    assert show_item(primer, "G6.1", "comment") == check_forms(primer, "G6", 1)[1].text


def test_a_form_that_an_item_does_not_have_is_refused_with_those_that_it_has() -> None:
    with pytest.raises(UnknownId, match=r"'F22' has no form 'github'. Ask for one of: link, markdown, jira"):
        show_item(checked_primer(), "F22", "github")


def test_the_terminal_gets_colour_and_a_pipe_does_not() -> None:
    assert ANSI.search(show("G6", color=True))
    assert not ANSI.search(show("G6"))


def test_no_color_in_the_environment_takes_colour_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not ANSI.search(show("G6", color=True))


def test_an_unknown_id_ends_with_one_line_and_code_2() -> None:
    done = CliRunner().invoke(main, ["show", "--root", str(SMALL), "G99"])
    assert done.exit_code == 2
    assert done.output == "Nothing here has the id 'G99'. Ids look like G12, G12.3, M7, F21 and W3.\n"


def test_the_small_site_shows_its_source() -> None:
    assert "What it cannot support" in show("reichert2013national")
    assert load(SMALL).bibliography.references["reichert2013national"].title in show("reichert2013national")


def test_a_withdrawn_check_keeps_its_place_and_says_why(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    text = (root / "docs/guidelines/g6-help-ready.md").read_text("utf-8")
    fourth = re.search(r"^  - n: 4\n(?:    .*\n)+", text, re.M)
    assert fourth
    write(root / "docs/guidelines/g6-help-ready.md", text.replace(fourth[0], ""))
    reason = "Its question went into G6.3."
    change(
        root,
        {"replace": {"docs/ledger.yml": {"[1, 2, 3, 4, 5]": f"[1, 2, 3, 4, 5]\n  withdrawn_checks: {{4: {reason}}}"}}},
    )
    primer = load(root)
    assert show_item(primer, "G6.4", "text") == f"G6.4 is no longer asked. {reason}\nhttps://small.example/g6.html#c4\n"
    assert json.loads(show_item(primer, "G6.4", "json"))["status"] == "withdrawn"
    page = next(page for page in render_pages(primer) if page.address == "g6.html")
    assert '<p class="byb-checks__gone" id="c4">G6.4 is no longer asked. Its question went into G6.3.</p>' in page.text
    with pytest.raises(UnknownId, match="has no form 'comment'"):
        show_item(primer, "G6.4", "comment")
