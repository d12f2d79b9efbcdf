"""Bibliography files become references, and what is wrong in them issues."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.paths import CASES as CASES_FOLDER
from support.paths import ROOT
from support.steps import steps

from mkdocs_bibliography.citations.checks import check_citations
from mkdocs_bibliography.references.bibliography import (
    Bibliography,
    Duplicates,
    Reference,
    nearest_keys,
    read_bibliography,
)
from mkdocs_bibliography.references.export import bibtex, csl_json, ris
from mkdocs_bibliography.references.pandoc import PandocUnavailable
from mkdocs_bibliography.text.encoding import read_bibliography_file
from mkdocs_bibliography.text.source import Source, UnreadableText, read_source

CASES = yaml.safe_load((CASES_FOLDER / "bibtex.yml").read_text("utf-8"))


def read(text: str, duplicates: Duplicates = "error") -> Bibliography:
    return read_bibliography([Source("refs.bib", text)], duplicates=duplicates)


def test_every_slip_of_a_bibtex_file_is_said() -> None:
    found = {case["name"]: read(case["text"]) for case in CASES}
    assert {name: [str(issue) for issue in one.issues] for name, one in found.items()} == {
        case["name"]: case.get("issues", []) for case in CASES
    }
    assert {name: list(one.references) for name, one in found.items()} == {
        case["name"]: list(case["items"]) for case in CASES
    }


@pytest.mark.site
def test_bibtex_is_read_as_csl() -> None:
    wrong = []
    for case in CASES:
        references = read(case["text"]).references
        for key, parts in case["items"].items():
            csl = references[key].csl
            wrong += [(case["name"], key, name, csl.get(name)) for name in parts if csl.get(name) != parts[name]]
    assert wrong == []


def test_issues_point_at_the_place_in_the_file() -> None:
    text = "\n\n  @misc{a, title = {T}, month = jan, note = what}\n"
    (issue,) = read(text).issues
    assert (issue.line, text.split("\n")[2][issue.column - 1 :][:4]) == (3, "what")


def test_broken_entries_are_known_by_their_keys() -> None:
    assert read("@misc{a, title = {A\n@misc{b, title={B}}").broken == {"a"}


@pytest.mark.parametrize(("policy", "title", "issues"), [("error", "One", 1), ("first", "One", 0), ("last", "Two", 0)])
def test_the_policy_for_keys_that_stand_twice(policy: Duplicates, title: str, issues: int) -> None:
    files = [Source("a.bib", "@misc{k, title={One}}"), Source("b.bib", "@misc{k, title={Two}}")]
    found = read_bibliography(files, duplicates=policy)
    assert (found.references["k"].fields["title"], len(found.issues)) == (title, issues)


def test_both_places_of_a_doubled_key_are_named() -> None:
    files = [Source("a.bib", "\n@misc{k, title={One}}"), Source("b.bib", "@misc{k, title={Two}}")]
    (issue,) = read_bibliography(files).issues
    assert str(issue).startswith("b.bib:1:1: Key 'k' already stands at a.bib:2.")


def test_fields_of_our_own_come_through() -> None:
    text = """@misc{a, title={T}, studytype={report}, population={All \\& some.}, limits={Few}, read={abstract},
        verified={yes}, keywords={one, two words; three}}"""
    reference = read(text).references["a"]
    assert (reference.studytype, reference.population, reference.limits) == ("report", "All & some.", "Few")
    assert (reference.read, reference.verified) == ("abstract", "yes")
    assert reference.keywords == ("one", "two words", "three")


def test_fields_that_are_not_given_are_empty() -> None:
    reference = read("@misc{a, title={T}}").references["a"]
    assert (reference.studytype, reference.limits, reference.read, reference.verified) == ("", "", "", "")
    assert reference.keywords == ()


@pytest.mark.site
def test_who_made_a_work_when_and_where_it_is() -> None:
    entries = {
        "two": ("author={Okafor, Ada and Lind, Per}", ("Okafor & Lind", "n.d.", "")),
        "editor": ("editor={Okafor, Ada}, doi={10.5555/x}", ("Okafor", "n.d.", "https://doi.org/10.5555/x")),
        "office": ("howpublished={Weather Office}", ("Weather Office", "n.d.", "")),
        "nobody": ("year=2001, url={https://b.example}", ("“T”", "2001", "https://b.example")),
    }
    references = read(
        "\n".join(f"@misc{{{key}, title={{T}}, {fields}}}" for key, (fields, _) in entries.items())
    ).references
    found = {key: (work.authors_short, work.year, work.url) for key, work in references.items()}
    assert found == {key: expected for key, (_, expected) in entries.items()}
    assert references["two"].doi == ""


@pytest.mark.site
def test_what_pandoc_read_is_kept_and_read_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = Source("refs.bib", "@misc{a, title={T}, year=2001}")
    first = read_bibliography([text], cache=tmp_path).references["a"].csl
    assert first["title"] == "T"
    monkeypatch.setattr("mkdocs_bibliography.references.pandoc.pypandoc.get_pandoc_path", lambda: "/nowhere")
    assert read_bibliography([text], cache=tmp_path).references["a"].csl == first
    other = read_bibliography([Source("refs.bib", "@misc{a, title={U}}")], cache=tmp_path).references["a"]
    with pytest.raises(PandocUnavailable, match="cannot read the bibliography"):
        _ = other.title


def bare(key: str) -> Reference:
    return Reference(key, "misc", {}, {}, "refs.bib", 1, "")


@pytest.mark.parametrize(
    ("key", "slug"),
    [
        ("smith2020", "smith2020"),
        ("Smith", "_53mith"),
        ("a.b:c", "a_2eb_3ac"),
        ("a_b", "a_5fb"),
        ("é", "_c3_a9"),
        ("a-b", "a-b"),
    ],
)
def test_slugs_keep_small_letters_digits_and_hyphens(key: str, slug: str) -> None:
    assert bare(key).slug == slug


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_different_keys_have_different_slugs(one: str, other: str) -> None:
    assert (bare(one).slug == bare(other).slug) == (one == other)
    assert bare(one).slug == bare(one).slug.lower()


def test_the_nearest_keys_come_first() -> None:
    keys = ["smith2018", "smith2019", "jones2019", "smyth2020"]
    assert nearest_keys("smith2020", keys)[0] == "smyth2020"
    assert set(nearest_keys("smith2020", keys)) <= set(keys)
    assert len(nearest_keys("smith2020", keys, n=2)) == 2
    assert nearest_keys("xylophone", keys) == ()


@given(st.text(alphabet='@misc{}a,=" \n#%\\book(1)', max_size=60))
def test_no_text_crashes_the_reader_and_every_issue_has_a_place(text: str) -> None:
    found = read(text)
    lines = text.split("\n")
    assert all(1 <= issue.line <= len(lines) + 1 and issue.column >= 1 for issue in found.issues)


def test_entries_that_stand_alone_are_kept_as_written() -> None:
    text = "@Article{a,\n  title = {T},  year = 2001, month = jan, author={X}, journal={J} }"
    assert read(text).references["a"].raw == text


@pytest.mark.site
def test_entries_that_lean_on_others_are_written_out() -> None:
    text = "@string{j = {Journal}} @article{a, author={X}, title={T}, journal=j, year=2001}"
    raw = read(text).references["a"].raw
    assert "journal = {Journal}" in raw
    assert dict(read(raw).references["a"].csl) == dict(read(text).references["a"].csl)


CSL_ITEMS = [
    {
        "id": "a",
        "type": "report",
        "title": "A <i>T</i> & title",
        "author": [{"family": "Doe", "given": "Jo"}, {"literal": "Weather Office"}],
        "issued": {"date-parts": [[2020, 3]]},
        "publisher": "Office",
        "custom": {"limits": "Few"},
    },
    {"id": "b", "type": "article-journal", "title": "B", "container-title": "J", "page": "1-3", "DOI": "10.5555/b"},
]


@pytest.mark.parametrize("wrapped", [False, True])
def test_csl_json_is_read(wrapped: bool) -> None:
    data = {"references": CSL_ITEMS} if wrapped else CSL_ITEMS
    found = read_bibliography([Source("refs.json", json.dumps(data, indent=1))])
    assert found.issues == ()
    assert [dict(reference.csl) for reference in found.references.values()] == CSL_ITEMS
    assert (found.references["a"].limits, found.references["a"].authors_short) == ("Few", "Doe & Weather Office")
    assert found.references["b"].line > found.references["a"].line


SHAPES = yaml.safe_load((CASES_FOLDER / "csl_items.yml").read_text("utf-8"))


def test_items_of_other_programs_are_brought_to_one_shape() -> None:
    items = [{"id": case["name"], **case["item"]} for case in SHAPES]
    found = read_bibliography([Source("refs.json", json.dumps(items))])
    assert found.issues == ()
    read_parts = {
        case["name"]: {part: found.references[case["name"]].csl.get(part) for part in case["csl"]} for case in SHAPES
    }
    assert read_parts == {case["name"]: case["csl"] for case in SHAPES}


PARTS = st.sampled_from(["family", "date-parts", "x"])
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2020", "<i>", "²"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["family", "date-parts", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES_OF_ITEMS = st.sampled_from(
    ["id", "type", "title", "author", "issued", "accessed", "DOI", "custom", "page", "note"]
)


@given(st.lists(st.dictionaries(NAMES_OF_ITEMS, json_values, max_size=5), max_size=2))
def test_no_json_crashes_the_reader_or_the_exports(items: list[dict[str, object]]) -> None:
    for text, name in ((json.dumps(items), "r.json"), (yaml.safe_dump(items), "r.yaml")):
        for reference in read_bibliography([Source(name, text)]).references.values():
            if name == "r.json":
                assert bibtex([reference])
                assert json.loads(csl_json([reference]))
                assert ris([reference])
                assert reference.authors_short
                assert reference.year


BOMB = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 10)}]\n" for n in range(9))


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("r.json", "[" * 10_000 + "]" * 10_000, "r.json:1:1: Lists and mappings stand more than 40 deep"),
        ("r.json", '[{"id": "a", "title": "' + "x" * 200_000 + '"}]', "r.json:1:4: 'title' of item 'a' has more than"),
        ("r.yaml", "[" * 1_000 + "]" * 1_000, "r.yaml:1:41: Lists and mappings stand more than 40 deep"),
        ("r.yaml", BOMB + "references: *b8\n", "r.yaml:1:1: Aliases stand for more than 10,000 values."),
        ("r.yaml", "references: &a [*a]", "r.yaml:1:13: Invalid YAML: found unconstructable recursive node."),
    ],
)
def test_files_of_hostile_shape_are_refused_with_a_reason(name: str, text: str, says: str) -> None:
    (issue,) = read_bibliography([Source(name, text)]).issues
    assert str(issue).startswith(says)


def test_numbers_of_any_length_and_tags_of_any_type_are_text() -> None:
    text = '[{"id": "a", "volume": ' + "9" * 5_000 + ', "issued": {"date-parts": [["' + "9" * 5_000 + '"]]}}]'
    csl = read_bibliography([Source("r.json", text)]).references["a"].csl
    assert (csl["volume"], csl.get("issued")) == ("9" * 5_000, None)
    tags = "- id: a\n  volume: !!int foo\n  title: !!timestamp foo\n  issued: 2020-99-99\n"
    assert read_bibliography([Source("r.yaml", tags)]).issues == ()


CSL_YAML = """\
references:
- id: a
  type: book
  title: T
  issued: 2020-03
- title: No id
- id: b
  issued: [{year: 2001, month: 2}, {year: 2002}]
- id: c
  issued: {year: 1999}
- id: d
  issued: 2020-03-09
- id: e
  issued: some day
"""


@pytest.mark.site
def test_csl_yaml_is_read_with_dates_in_every_form() -> None:
    found = read_bibliography([Source("refs.yaml", CSL_YAML)])
    dates = {key: reference.csl["issued"] for key, reference in found.references.items()}
    assert dates == {
        "a": {"date-parts": [[2020, 3]]},
        "b": {"date-parts": [[2001, 2], [2002]]},
        "c": {"date-parts": [[1999]]},
        "d": {"date-parts": [[2020, 3, 9]]},
        "e": {"literal": "some day"},
    }
    assert [str(issue) for issue in found.issues] == [
        "refs.yaml:1:1: Item 2 has no 'id'. Give it one; citations name it by that. [bib-unfinished]"
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        (
            "refs.json",
            '[{"id": "a",}]',
            "refs.json:1:12: Invalid JSON: Illegal trailing comma before end of object.",
        ),
        (
            "refs.json",
            '[{"id": "a"} ,\n ]',
            "refs.json:1:14: Invalid JSON: Illegal trailing comma before end of array.",
        ),
        ("refs.json", '[{"id" "a,"}]', "refs.json:1:8: Invalid JSON: Expecting ':' delimiter. Fix"),
        ("refs.yaml", "a: [\nb: }", "refs.yaml:2:4: Invalid YAML"),
        ("refs.json", '"text"', "refs.json:1:1: This is no list of CSL items."),
    ],
)
def test_csl_files_that_cannot_be_read(name: str, text: str, place: str) -> None:
    (issue,) = read_bibliography([Source(name, text)]).issues
    assert str(issue).startswith(place)


@pytest.mark.site
def test_csl_items_become_bibtex_that_reads_the_same() -> None:
    found = read_bibliography([Source("refs.json", json.dumps(CSL_ITEMS))])
    again = read("\n".join(reference.raw for reference in found.references.values()))
    assert again.references["a"].csl["author"] == CSL_ITEMS[0]["author"]
    assert again.references["a"].title == "A T & title"
    assert again.references["b"].csl["page"] == "1-3"
    assert again.references["a"].limits == "Few"


def synthetic(count: int) -> str:
    return "\n".join(
        f'@article{{k{n}, author = {{M{{\\"u}}ller, A and Lind, P}}, title = {{The {{DNA}} of Number {n}}},'
        f" journal = {{Journal}}, year = {{{1900 + n % 120}}}, pages = {{1--9}}}}"
        for n in range(count)
    )


def test_the_steps_grow_evenly_with_the_entries() -> None:
    assert steps(read, synthetic(1_600)) < 6 * steps(read, synthetic(400))


def test_the_real_bibliography_is_read_without_an_issue() -> None:
    found = read_bibliography([read_source(ROOT / "references.bib", "references.bib")])
    assert found.issues == ()
    assert len(found.references) > 100
    assert all(reference.fields["title"] and reference.limits for reference in found.references.values())


HOSTILE = {
    "accents in a row": "\\'" * 2_000,
    "commands in each other": "\\emph{" * 28 + "}" * 28,
    "conditions": "\\ifmmode" * 10_000,
    "macros that call themselves": "\\newcommand{\\x}{\\x\\x}\\x \\def\\a{\\a\\a}\\a",
    "files": "\\input{/etc/passwd}\\include{/etc/passwd}",
    "tags without an end": "<i" * 20_000,
    "tags that are not closed": "<i>" * 10_000,
    "environments": "\\begin{a}" * 2_000,
    "signs": "$\\frac{1}{2}$ \x00 \ud7ff \ue000",
}


@pytest.mark.site
def test_titles_of_hostile_shape_keep_pandoc_no_longer_than_seconds() -> None:
    entries = [f"@misc{{k{number}, title={{{title}}}}}" for number, title in enumerate(HOSTILE.values())]
    entries += ["@misc{p, title={T}, crossref={q}}", "@misc{q, title={T}, crossref={p}}"]
    entries += [f"@misc{{c{n}, title={{T}}, crossref={{c{n + 1}}}}}" for n in range(200)]
    references = read("\n".join(entries)).references
    start = time.monotonic()
    titles = [reference.title for reference in references.values()]
    assert time.monotonic() - start < 60
    assert not any("root:" in title for title in titles)
    assert titles[-1] == "T"


def test_bibtex_of_hostile_shape_is_read_in_a_time_that_grows_evenly() -> None:
    shapes = {
        "one line": "".join(f"@misc{{k{n},title={{T}}}}" for n in range(5_000)),
        "one DOI": "\n".join(f"@misc{{k{n},title={{T}},doi={{10.1/x}}}}" for n in range(2_000)),
        "unfinished": "\n".join(f"@misc{{k{n},title={{T\\}}" for n in range(2_000)),
        "strings": "@string{s0={x}}" + "".join(f"@string{{s{n + 1} = s{n}{f' # s{n}' * 9}}}" for n in range(12)),
        "parents": "@misc{a,xdata={" + ",".join(f"k{n}" for n in range(5_000)) + "}}",
        "digits": f"@misc{{a,title={{T}},year={{{'9' * 5_000}}},month={{²}},date={{{'9' * 5_000}}}}}",
    }
    seconds = {}
    for name, text in shapes.items():
        start = time.process_time()
        read(text)
        seconds[name] = time.process_time() - start
    assert max(seconds.values()) < 20, seconds


KEYS = """@misc{2010A&A...518L...1P, title={T}}
@misc{main, title={T}, ids={old, older}}
@set{both, entryset={main, 2010A&A...518L...1P}}
"""


@pytest.mark.parametrize(
    ("citation", "says"),
    [
        ("[@old]", "'old' is another name for 1 of the bibliography's works. Cite '[@main]'."),
        ("@older", "'older' is another name for 1 of the bibliography's works. Cite '[@main]'."),
        ("[@both]", "Cite '[@main; @{2010A&A...518L...1P}]'."),
        (
            "[@2010A&A...518L...1P]",
            "no entry '2010A&A'. For the entry '2010A&A...518L...1P' write '@{2010A&A...518L...1P}'.",
        ),
    ],
)
def test_other_names_of_works_are_answered_with_the_key_to_cite(citation: str, says: str) -> None:
    (issue,) = check_citations(Source("page.md", citation), read(KEYS))
    assert says in issue.message
    fix = re.findall(r"'([^']*)'", issue.message)[-1]
    assert check_citations(Source("page.md", fix if fix[0] == "[" else f"[{fix}]"), read(KEYS)) == ()


def test_ris_is_refused_by_name() -> None:
    found = [read_bibliography([Source(name, "TY  - BOOK\nER  - \n")]).issues for name in ("refs.ris", "refs.txt")]
    assert [str(issue).split(". ")[0] for (issue,) in found] == [
        "refs.ris:1:1: RIS is not read",
        "refs.txt:1:1: RIS is not read",
    ]


@pytest.mark.parametrize(
    ("first", "encoding"),
    [
        ("% Encoding: ISO8859_1", "latin-1"),
        ("% Encoding: Cp1252", "cp1252"),
        ("%% Saved with string encoding Western (ISO Latin 1)", "latin-1"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_names(tmp_path: Path, first: str, encoding: str) -> None:
    (tmp_path / "refs.bib").write_bytes(f"{first}\n@misc{{a, author={{Döe}}}}\n".encode(encoding))
    source = read_bibliography_file(tmp_path / "refs.bib", "refs.bib")
    assert read_bibliography([source]).references["a"].fields["author"] == "Döe"


def test_a_file_in_an_encoding_that_nobody_names_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_bytes("\n@misc{a, author={Döe}}\n".encode("latin-1"))
    with pytest.raises(UnreadableText, match=r"^refs\.bib:2: the byte 0xf6 is not UTF-8\. Save the file"):
        read_bibliography_file(tmp_path / "refs.bib", "refs.bib")


def test_strings_of_one_file_hold_in_the_others() -> None:
    a = Source("a.bib", "@string{PRL = {Phys. Rev.} # LETT}")
    b = Source("b.bib", "@string{lett={ Lett.}} @misc{k, title={T}, note=PRL}")
    for order in ([a, b], [b, a]):
        found = read_bibliography(order)
        assert (found.references["k"].fields["note"], found.issues) == ("Phys. Rev. Lett.", ())
