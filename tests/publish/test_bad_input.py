"""Input that nobody meant: each gives one clear word, loses nothing and leaves the last good site."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from support.builds import BUILD, Done, build, build_alone, environment, files_in, leftovers, primer
from support.small_site import change, copy_small

ROOT = os.name == "posix" and os.geteuid() == 0
ENTRY = (
    "\n@misc{{{key}, title = {{A}}, author = {{Doe, J.}}, year = 2020, url = {{https://a.io}},"
    " keywords = {{background}}}}\n"
)
EVIL = "<script>alert(1)</script>"


def said(done: Done) -> list[str]:
    """What a command said, without its progress; never a traceback."""
    assert "Traceback" not in done.stderr, done.stderr
    return done.lines


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy of the small site that was never built."""
    return copy_small(tmp_path / "fresh")


# --- folders and files


@pytest.mark.parametrize("there", [True, False], ids=["empty docs", "no docs"])
def test_a_project_without_pages_is_told_what_is_missing(there: bool, project: Path) -> None:
    before = files_in(project / "site")
    shutil.rmtree(project / "docs")
    if there:
        (project / "docs").mkdir()
    told = [re.sub(r"(extracts.yml:\d+:\d+): .* (?=\[)", r"\1 ", line) for line in said(build_alone(project))]
    assert told == [
        "docs/index.md:1:1: the file is missing. Write it: it is the page that readers meet first. [file-unreadable]",
        "docs/ledger.yml:1:1: the file cannot be read (No such file or directory). "
        "Put it back, or take away what names it. [file-unreadable]",
        *(f"extracts.yml:{place} [extract-unused]" for place in ("3:5", "8:5", "14:5", "19:5")),
        "6 errors, 0 warnings. Fix them and run again.",
    ]
    assert files_in(project / "site") == before


def test_a_first_page_alone_is_a_site(tmp_path: Path) -> None:
    shutil.copy(copy_small(tmp_path / "small") / "mkdocs.yml", tmp_path / "mkdocs.yml")
    head = "---\ntype: page\ntitle: A first page\nsummary: About.\nreviewed: 2026-11-24\n---\n\nText.\n"
    change(tmp_path, {"write": {"docs/index.md": head, "docs/ledger.yml": "", "references.bib": ""}})
    assert "index.html" in build(tmp_path)


@pytest.mark.unit
@pytest.mark.unit
def test_no_bibliography_is_one_issue(fresh: Path) -> None:
    (fresh / "references.bib").unlink()
    (issue, _) = said(primer(fresh, "check"))
    assert issue.startswith("references.bib:1:1: the file cannot be read (No such file or directory).")


@pytest.mark.skipif(os.name != "posix", reason="symbolic links need rights on Windows")
def test_a_file_that_is_gone_when_it_is_read_is_one_issue(fresh: Path) -> None:
    (fresh / "docs/gone.md").symlink_to(fresh / "nowhere.md")
    (issue, _) = said(primer(fresh, "check"))
    assert issue.startswith("docs/gone.md:1:1: the file cannot be read (No such file or directory).")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
@pytest.mark.parametrize("name", [b"\xff.svg", b"a\nb.md", b"\x1b[31m.txt", b"folder\r/page.md"])
def test_a_name_that_not_every_system_can_read_is_one_issue(name: bytes, fresh: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(fresh / "docs") + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_text("text", "utf-8")
    for command in ("check", "build"):
        *issues, _ = said(primer(fresh, command))
        assert issues
        for issue in issues:
            assert re.fullmatch(
                r"docs/\S*\?\S*:1:1: the name holds a sign that not every system can read, shown as '\?'. Rename it. "
                r"\[file-unreadable\]",
                issue,
            )


def test_a_file_that_vanishes_during_the_build_leaves_the_last_good_site(project: Path) -> None:
    before = files_in(project / "site")
    hook = "from pathlib import Path\n\n\ndef on_env(env, config, files):\n    Path('docs/assets/a.png').unlink()\n"
    change(
        project,
        {"add": {"mkdocs.yml": "hooks: [vanish.py]\n"}, "write": {"vanish.py": hook, "docs/assets/a.png": "picture"}},
    )
    done = build_alone(project)
    assert done.returncode == 2
    (told,) = said(done)
    assert told.endswith("docs/assets/a.png: No such file or directory. Free space or fix the rights, then run again.")
    assert files_in(project / "site") == before
    assert leftovers(project) == []


@pytest.mark.unit
def test_two_files_with_one_id_and_ids_that_differ_in_case_are_told(fresh: Path) -> None:
    finding = (fresh / "docs/findings/f22-beds.md").read_text("utf-8")
    change(fresh, {"write": {"docs/z.md": finding, "docs/y.md": finding.replace("id: F22", "id: f22", 1)}})
    issues = said(primer(fresh, "check"))[:-1]
    assert [re.sub(r" .*\[", " [", issue) for issue in issues] == [
        "docs/y.md:2:5: [field-wrong]",
        "docs/z.md:2:5: [id-duplicate]",
    ]


# --- the bibliography


@pytest.mark.parametrize(
    "data",
    [
        lambda text: b"\xef\xbb\xbf" + text,
        lambda text: text.replace(b"\n", b"\r\n"),
        lambda text: text.replace(b"\n", b"\r"),
    ],
    ids=["byte order mark", "CRLF", "CR"],
)
def test_a_bibliography_is_read_whatever_its_line_ends(data: object, project: Path) -> None:
    path = project / "references.bib"
    before = files_in(project / "site")
    path.write_bytes(data(path.read_bytes()))  # type: ignore[operator]
    assert build(project) == before


@pytest.mark.unit
@pytest.mark.unit
def test_latin_1_is_told_by_its_first_byte(fresh: Path) -> None:
    path = fresh / "references.bib"
    path.write_bytes(path.read_bytes().replace(b"Jessica", b"J\xe9ssica"))
    (issue, _) = said(primer(fresh, "check"))
    assert issue == "references.bib:2:1: the byte 0xe9 is not UTF-8. Save the file as UTF-8. [file-unreadable]"


def test_an_unclosed_entry_does_not_take_its_citations_for_unknown(fresh: Path) -> None:
    change(fresh, {"replace": {"references.bib": {"  year = {2013},\n": "  year = {2013,\n"}}})
    (issue, _) = said(primer(fresh, "check"))
    assert issue.startswith("references.bib:1:1: Entry 'reichert2013national' is not finished")


@pytest.mark.unit
def test_ten_thousand_entries_are_read(fresh: Path) -> None:
    keys = [f"doe{number}" for number in range(10_000)]
    entries = "".join(ENTRY.format(key=key) for key in keys)
    ledger = "".join(f'{key}: {{type: reference, since: "1.0"}}\n' for key in keys)
    change(fresh, {"add": {"references.bib": entries, "docs/ledger.yml": ledger}})
    assert said(primer(fresh, "check")) == ["19 pages, 10002 references: 0 errors, 0 warnings."]


KEYS = {
    "a.b.c": "a_2eb_2ec",
    "doe:2020": "doe_3a2020",
    "doe/2020": "doe_2f2020",
    "müller2020": "m_c3_bcller2020",
    "Doe+1": "_44oe_2b1",
}


def test_keys_with_signs_have_pages_and_citations(project: Path) -> None:
    change(project, {"add": {"references.bib": "".join(ENTRY.format(key=key) for key in KEYS)}})
    change(project, {"add": {"docs/method.md": "\n" + " ".join(f"[@{{{key}}}, p. 3]" for key in KEYS) + "\n"}})
    record = primer(project, "record")
    assert record.returncode == 0, record.stderr
    made = build(project)
    for slug in KEYS.values():
        assert f"ref/{slug}.html" in made
        assert f'href="ref/{slug}.html"'.encode() in made["method.html"]


# --- signs that HTML would read


FIELDS = {
    "docs/guidelines/g6-help-ready.md": (
        *("title", "summary", "statement", "basis_note", "do", "why", "reason", "text", "passes_if", "fails_if"),
        *("question", "card"),
    ),
    "docs/findings/f22-beds.md": ("title", "summary", "period", "setting", "size", "note", "level_reason"),
    "docs/myths/m11-find-is-not-help.md": ("title", "claim", "answer", "say_instead", "where"),
    "docs/workshop/w3-night-walk.md": ("title", "goal", "remote"),
    "docs/workshop/agenda-60.md": ("title", "note"),
    "docs/workshop/packs/night.yml": ("title", "summary"),
    "docs/glossary.md": ("title", "term", "definition", "instead"),
    "docs/help.md": ("title", "name", "what", "value", "hours", "source", "not_confirmed"),
    "docs/index.md": ("title", "summary"),
}


def with_html(text: str, field: str, words: str) -> str:
    """A text whose first field of a name holds some words and HTML."""
    held = re.compile(rf"^([ -]*{field}: )(?:>-(?:\n +[^\n]+)+|[^\n]*)$", re.M)
    assert held.search(text), field
    return held.sub(lambda match: match[1] + json.dumps(f"{words} {EVIL} & <b>"), text, count=1)


@pytest.mark.parametrize("templates", ["the theme's", "ours"])
def test_html_in_any_text_is_shown_and_never_run(templates: str, project: Path) -> None:
    if templates == "the theme's":
        (project / "own").mkdir()
        (project / "own" / "main.html").write_text('{% extends "base.html" %}\n', "utf-8")
        own = "theme: {name: material, font: false, custom_dir: own}"
        change(project, {"replace": {"mkdocs.yml": {"theme: {name: material, font: false}": own}}})
    clean = {name: scripts(data) for name, data in build(project).items() if name.endswith(".html")}
    for path, fields in FIELDS.items():
        text = (project / path).read_text("utf-8")
        for field in fields:
            text = with_html(text, field, "Some say so" if field == "claim" else f"{field} of {path[-12:-3]}")
        (project / path).write_text(text, encoding="utf-8")
    names = {
        "{National Survey": "{" + EVIL,
        "Jessica": EVIL,
        "Illinois Criminal": EVIL,
        "Residential programmes e": EVIL,
    }
    extract = {"Twenty-eight states": f"Twenty-eight {EVIL} states"}
    change(project, {"replace": {"references.bib": names, "extracts.yml": extract}})
    made = build(project)
    for name in clean:
        assert scripts(made[name]) == clean[name], name
        assert b"<b>" not in made[name], name
    assert b"alert" in made["g6.html"]
    for name in (name for name in made if name.endswith(".json")):
        json.loads(made[name])


def scripts(page: bytes) -> list[str]:
    """What a browser would run of a page: scripts but for data, handlers of events, and addresses that are code."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found = [
        f"{node.get('src')} {node.text}" for node in tree.iter("script") if node.get("type") != "application/ld+json"
    ]
    for node in tree.iter():
        if isinstance(node.tag, str):
            found += [f"{name}={value}" for name, value in node.attrib.items() if str(name).startswith("on")]
            found += [value for value in node.attrib.values() if value.lower().startswith("javascript:")]
    for node in tree.iter("script"):
        if node.get("type") == "application/ld+json":
            json.loads(node.text or "")
    return found


def test_citations_are_left_alone_where_no_citation_can_stand(project: Path) -> None:
    key = "[@reichert2013national]"
    text = f"""
Code `{key}`, a comment <!-- {key} -->, a [link with {key} in it](index.md) and ![a map {key}](assets/map.png).

## A heading {key} {{#cited}}

| One | Two |
| --- | --- |
| {key} | x |

A note[^a].

[^a]: See {key}.

```
{key}
```
"""
    settings = "markdown_extensions: [attr_list, def_list, md_in_html, tables"
    change(project, {"add": {"docs/method.md": text}, "write": {"docs/assets/map.png": "picture"}})
    change(project, {"replace": {"mkdocs.yml": {settings: settings + ", footnotes, pymdownx.superfences"}}})
    page = build(project)["method.html"].decode()
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    article = next(tree.iter("main"))
    shown = {name: ["".join(node.itertext()) for node in article.iter(name)] for name in ("code", "h2", "td", "a")}
    assert shown["code"].count(key) + sum(text.strip() == key for text in shown["code"] if text != key) == 2
    assert any("Reichert" in text for text in shown["h2"])
    assert any("Reichert" in text for text in shown["td"])
    assert f"<!-- {key} -->" in page or "<!--" not in page
    assert not [node for node in article.iter("a") if any(inner is not node for inner in node.iter("a"))]
    assert all("<" not in (node.get("alt") or "") for node in article.iter("img"))
    outside = re.sub(r"<code.*?</code>|<!--.*?-->|<script.*?</script>", "", page, flags=re.S)
    assert "@reichert" not in outside


# --- the output folder


def mounted(folder: Path, options: str) -> bool:
    """Whether a small file system in memory could be mounted on a folder."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.fixture
def small_disk(project: Path) -> Iterator[Path]:
    """A project whose site goes to a disk that is far too small."""
    if not (ROOT and shutil.which("mount")) or not mounted(project / "disk", "size=300k"):
        pytest.skip("only root can mount a small disk, and not in every container")
    change(project, {"add": {"mkdocs.yml": "site_dir: disk/site\n"}})
    yield project
    subprocess.run(["umount", str(project / "disk")], check=True)


def test_a_full_disk_is_told_in_one_line_and_the_last_good_site_stays(small_disk: Path) -> None:
    write = {"disk/site/index.html": "the last good site"}
    change(small_disk, {"write": write})
    done = build_alone(small_disk)
    assert done.returncode == 2
    (told,) = said(done)
    assert "No space left on device. Free space or fix the rights, then" in told
    assert files_in(small_disk / "disk") == {"site/index.html": b"the last good site"}


def test_a_read_only_folder_is_told_in_one_line(small_disk: Path) -> None:
    change(small_disk, {"write": {"disk/site/index.html": "the last good site"}})
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk / "disk")], check=True)
    done = build_alone(small_disk)
    assert done.returncode == 2
    (told,) = said(done)
    assert told.endswith("Read-only file system. Free space or fix the rights, then build again.")
    assert files_in(small_disk / "disk") == {"site/index.html": b"the last good site"}


def test_a_file_in_the_way_of_the_site_is_told_in_one_line(project: Path) -> None:
    change(project, {"add": {"mkdocs.yml": "site_dir: references.bib/site\n"}})
    done = build_alone(project)
    assert done.returncode == 2
    assert re.fullmatch(r".*references\.bib: (File exists|Not a directory)\. Free space .*", said(done)[0])


@pytest.mark.skipif(os.name != "posix", reason="signals work otherwise on Windows")
def test_ctrl_c_half_way_leaves_the_last_good_site(project: Path) -> None:
    before = files_in(project / "site")
    change(project, {"replace": {"docs/index.md": {"A small primer": "A new title"}}})
    process = subprocess.Popen(
        BUILD,
        cwd=project,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    assert any(line.startswith("Building the site") for line in process.stderr)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate()
    assert process.returncode == 130
    assert rest.splitlines()[-1] == "Interrupted; the last good site is as it was."
    assert "Traceback" not in rest
    assert files_in(project / "site") == before
    assert leftovers(project) == []


@pytest.mark.skipif(os.name != "posix", reason="signals work otherwise on Windows")
def test_a_build_that_is_killed_half_way_stands_in_the_way_of_none(project: Path) -> None:
    before = files_in(project / "site")
    process = subprocess.Popen(
        BUILD, cwd=project, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    assert any(line.startswith("Building the site") for line in process.stderr)
    process.kill()
    process.communicate()
    assert files_in(project / "site") == before
    assert build(project) == before
    assert leftovers(project) == []


def test_of_two_builds_at_once_one_wins_and_the_site_is_whole(project: Path) -> None:
    before = files_in(project / "site")
    both = [
        subprocess.Popen(
            BUILD, cwd=project, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    told = [process.communicate()[1] for process in both]
    assert 0 in [process.returncode for process in both]
    for process, text in zip(both, told, strict=True):
        assert process.returncode == 0 or "is writing" in text.splitlines()[-1]
    assert files_in(project / "site") == before
    assert leftovers(project) == []
