"""Citations are formatted as pandoc's citeproc formats them, in few runs, and kept."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pypandoc
import pytest
from support.paths import ROOT

from mkdocs_bibliography.citations.syntax import Cluster, parse_citations
from mkdocs_bibliography.citeproc import format as csl
from mkdocs_bibliography.citeproc.assemble import assemble
from mkdocs_bibliography.citeproc.collisions import collision_groups
from mkdocs_bibliography.citeproc.format import Formatted, PandocUnavailable, Style, StyleNotFound, format_citations
from mkdocs_bibliography.citeproc.plan import Document, plan_documents
from mkdocs_bibliography.citeproc.style import bundled_styles
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.source import Source, read_source

pytestmark = pytest.mark.site

BIB = r"""
@article{smith2020a, author={Smith, Jane and Doe, John}, title={Counting Rain}, journal={Letters}, year=2020}
@article{smith2020b, author={Smith, Jane and Doe, John}, title={Counting Snow}, journal={Letters}, year=2020}
@article{smithk, author={Smith, Karl and Doe, John}, title={Counting Fog}, journal={Letters}, year=2020}
@book{who, author={{World Weather Office}}, title={Manual of Gauges}, publisher={Press}, year=2019, doi={10.5555/who}}
@book{okafor, author={Okafor, Ada}, title={Tides}, publisher={Press}, year=2001}
@misc{nobody, title={A Page of Nobody}, year=2003}
"""
REFERENCES = read_bibliography([Source("refs.bib", BIB)]).references


def clusters(text: str, page: str = "index.html") -> list[tuple[str, Cluster]]:
    return [(page, cluster) for cluster in parse_citations(text).clusters]


def formatted(
    text: str, style: str = "apa", locale: str = "en-GB", cache: Path | None = None, **more: object
) -> Formatted:
    return format_citations(REFERENCES, clusters(text), Style(style, locale), cache, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def apa() -> Formatted:
    return formatted(
        "[see @okafor, p. 3, and *more*; -@who] @okafor says [@smith2020a; @smith2020b] [@smithk] @smith2020a [p. 4;"
        " @who] [-@okafor] [@nobody, abstract]"
    )


@pytest.mark.parametrize(
    ("cluster", "text"),
    [
        ("[see @okafor, p. 3, and *more*; -@who]", "(see Okafor, 2001, p. 3, and more; 2019)"),
        ("@okafor", "Okafor (2001)"),
        ("[@smith2020a; @smith2020b]", "(J. Smith & Doe, 2020a, 2020b)"),
        ("[@smithk]", "(K. Smith & Doe, 2020)"),
        ("@smith2020a [p. 4; @who]", "J. Smith & Doe (2020a, p. 4; World Weather Office, 2019)"),
        ("[-@okafor]", "(2001)"),
        ("[@nobody, abstract]", "(A Page of Nobody, 2003, abstract)"),
    ],
)
def test_apa(apa: Formatted, cluster: str, text: str) -> None:
    assert apa.citation(cluster).text.replace("\u00a0", " ") == text


def test_every_work_of_a_cluster_is_a_piece_of_its_own(apa: Formatted) -> None:
    pieces = apa.citation("[@smith2020a; @smith2020b]").pieces
    assert [(piece.key, piece.text) for piece in pieces] == [
        ("", "("),
        ("smith2020a", "J. Smith & Doe, 2020a"),
        ("", ", "),
        ("smith2020b", "2020b"),
        ("", ")"),
    ]


def test_a_piece_that_shows_no_author_has_a_name(apa: Formatted) -> None:
    names = [piece.name for piece in apa.citation("[@smith2020a; @smith2020b]").pieces]
    assert names == ["", "", "", "Smith & Doe, 2020b", ""]
    assert apa.citation("@okafor").pieces[0].name == ""
    assert [piece.name for piece in apa.citation("[-@okafor]").pieces] == ["", "Okafor, 2001", ""]


def test_emphasis_in_a_suffix_stays(apa: Formatted) -> None:
    assert "and <em>more</em>" in apa.citation("[see @okafor, p. 3, and *more*; -@who]").html


def test_html_is_inert_in_markdown(apa: Formatted) -> None:
    html = "".join(entry.html for entry in apa.entries.values())
    assert "&#38;" in html
    assert not set(re.sub(r"&#\d+;", "", html)) & set("*_`[]|~^$(){}#!@\\&")


def test_the_list_holds_what_is_cited_in_the_styles_order(apa: Formatted) -> None:
    assert apa.order == ("nobody", "okafor", "smith2020a", "smith2020b", "smithk", "who")
    assert apa.entries["okafor"].text == "Okafor, A. (2001). Tides. Press."
    doi = "https&#58;&#47;&#47;doi.org&#47;10.5555&#47;who"
    assert apa.entries["who"].html.endswith(f'<a href="{doi}">{doi}</a>')


def test_labels_are_disambiguated_too(apa: Formatted) -> None:
    assert apa.label("smith2020b") == "J. Smith & Doe (2020b)"
    assert apa.label("okafor") == "Okafor (2001)"


def test_works_can_be_listed_without_being_cited() -> None:
    assert formatted("[@okafor]", nocite=["who", "gone"]).order == ("okafor", "who")


def test_clusters_with_unknown_keys_are_left_out() -> None:
    result = formatted("[@okafor] [@okafor; @gone]")
    assert result.citation("[@okafor]").text == "(Okafor, 2001)"
    with pytest.raises(KeyError):
        result.citation("[@okafor; @gone]")


def test_numbers_follow_the_sites_order_and_are_read_with_author_and_year() -> None:
    pages = [*clusters("[@who]", "a.html"), *clusters("[@okafor, p. 3] [@who; @okafor]", "b.html")]
    result = format_citations(REFERENCES, pages, Style("ieee"), None)
    assert result.citation("[@who]").text == "[1]"
    assert result.citation("[@okafor, p. 3]", "b.html").text == "[2, p. 3]"
    assert [piece.name for piece in result.citation("[@okafor, p. 3]").pieces] == ["Okafor, 2001, [2, p. 3]"]
    assert (result.order, result.label("okafor")) == (("who", "okafor"), "Okafor (2001)")
    assert result.entries["who"].text.startswith("[1] World Weather Office")


def test_notes_know_what_stood_before_on_their_page() -> None:
    pages = [*clusters("[@okafor] [@okafor] [@who] [@okafor]", "a.html"), *clusters("[@okafor]", "b.html")]
    result = format_citations(REFERENCES, pages, Style("chicago-notes"), None)
    texts = [result.citation("[@okafor]", "a.html", earlier).text for earlier in range(3)]
    assert texts[0] == "Ada Okafor, Tides (Press, 2001)."
    assert texts[1:] == ["Okafor, Tides.", "Okafor, Tides."]
    assert result.citation("[@okafor]", "b.html").text == texts[0]
    assert result.citation("[@okafor]", "b.html").note


def test_a_narrative_note_names_the_author_in_the_sentence() -> None:
    citation = formatted("@okafor", "chicago-notes").citation("@okafor", "index.html")
    assert (citation.lead, citation.text) == ("Ada Okafor", "Tides (Press, 2001).")


@pytest.mark.parametrize("style", bundled_styles())
def test_every_bundled_style_formats_every_work(style: str) -> None:
    result = formatted("[@okafor]", style, nocite=list(REFERENCES))
    assert set(result.entries) == set(REFERENCES)
    assert all(len(entry.text) > 15 for entry in result.entries.values())
    assert "———" not in "".join(entry.text for entry in result.entries.values())


@pytest.mark.parametrize(
    ("style", "kind"),
    [
        ("apa", "author-date"),
        ("mla", "author-date"),
        ("ieee", "numeric"),
        ("vancouver", "numeric"),
        ("chicago-notes", "note"),
    ],
)
def test_the_kind_of_a_style(style: str, kind: str) -> None:
    assert Style(style).kind == kind


def test_locales_change_the_words() -> None:
    assert formatted("[@smith2020a]", "harvard", "de-DE").citation("[@smith2020a]").text == "(Smith und Doe, 2020)"


def test_a_style_can_be_a_file(tmp_path: Path) -> None:
    path = tmp_path / "own.csl"
    path.write_text(Style("apa").path.read_text("utf-8"), "utf-8")
    assert formatted("[@okafor]", str(path)).citation("[@okafor]").text == "(Okafor, 2001)"


@pytest.mark.parametrize(
    ("style", "locale", "said"),
    [
        (
            "nature",
            "en-GB",
            "There is no CSL style 'nature'. Name one of apa, chicago-author-date, chicago-notes, harvard,",
        ),
        ("apa", "tlh", "There is no CSL locale 'tlh'. Name one of af-ZA, ar, bg-BG,"),
    ],
)
def test_styles_and_locales_that_are_not_there(style: str, locale: str, said: str) -> None:
    with pytest.raises(StyleNotFound, match="Name one of") as raised:
        formatted("[@okafor]", style, locale)
    assert str(raised.value).startswith(said)


def test_a_dependent_style_names_the_one_it_depends_on(tmp_path: Path) -> None:
    path = tmp_path / "dependent.csl"
    link = '<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/>'
    path.write_text(f'<style class="in-text"><info>{link}</info></style>', "utf-8")
    with pytest.raises(StyleNotFound, match=r"It depends on the style 'apa': use that one's file\."):
        formatted("[@okafor]", str(path))


class NoPandoc:
    """Stands where pandoc's path is asked for, and counts how often."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.asked = 0

    def __call__(self) -> str:
        self.asked += 1
        return self.path


@pytest.fixture
def no_pandoc(monkeypatch: pytest.MonkeyPatch) -> NoPandoc:
    asked = NoPandoc("/nowhere/pandoc")
    monkeypatch.setattr(pypandoc, "get_pandoc_path", asked)
    return asked


def test_a_warm_build_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = formatted("[@okafor] @who", cache=tmp_path)
    asked = NoPandoc("/nowhere/pandoc")
    monkeypatch.setattr(pypandoc, "get_pandoc_path", asked)
    assert formatted("[@okafor] @who", cache=tmp_path) == cold
    assert asked.asked == 0


@pytest.mark.parametrize(
    ("text", "style", "locale"),
    [("[@okafor, p. 1]", "apa", "en-GB"), ("[@okafor]", "ieee", "en-GB"), ("[@okafor]", "apa", "de-DE")],
)
def test_what_the_cache_was_not_made_for_is_formatted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, style: str, locale: str
) -> None:
    formatted("[@okafor]", cache=tmp_path)
    monkeypatch.setattr(pypandoc, "get_pandoc_path", NoPandoc("/nowhere/pandoc"))
    with pytest.raises(PandocUnavailable):
        formatted(text, style, locale, cache=tmp_path)


def test_a_cache_file_that_is_broken_is_made_again(tmp_path: Path) -> None:
    before = formatted("[@okafor]", cache=tmp_path)
    for path in tmp_path.glob("*.json"):
        path.write_text("{", "utf-8")
    assert formatted("[@okafor]", cache=tmp_path) == before


def test_a_cache_does_not_grow_without_end(tmp_path: Path) -> None:
    for number in range(csl._KEPT_FILES + 5):
        (tmp_path / f"{number:032}.json").write_text("[]", "utf-8")
    formatted("[@okafor]", cache=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.usefixtures("no_pandoc")
def test_without_pandoc_there_is_one_line_and_a_way_out() -> None:
    with pytest.raises(PandocUnavailable) as raised:
        formatted("[@okafor]")
    assert "\n" not in str(raised.value)
    assert "pip install --force-reinstall pypandoc-binary" in str(raised.value)


def test_a_pandoc_that_dies_is_reported_with_what_it_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pandoc"
    program.write_text("#!/bin/sh\necho out of memory >&2\nexit 137\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pypandoc, "get_pandoc_path", NoPandoc(str(program)))
    with pytest.raises(PandocUnavailable, match=r"\(exit 137\): out of memory"):
        formatted("[@okafor]")


def synthetic(count: int, surnames: int, seed: int = 7) -> dict[str, Reference]:
    """Works of few authors in few years, so that many citations collide."""
    chosen = random.Random(seed)
    families = [f"Name{index:03}" for index in range(surnames)]
    references = {}
    for index in range(count):
        authors = [
            {"family": chosen.choice(families), "given": chosen.choice(["Ada", "Bo", "Ann"])}
            for _ in range(chosen.choice([1, 1, 2, 3]))
        ]
        item = {
            "id": f"k{index}",
            "type": "article-journal",
            "title": f"{chosen.choice(['Rain', 'Snow', 'Fog'])} {index}",
            "author": authors if chosen.random() > 0.03 else [],
            "issued": {"date-parts": [[chosen.randrange(2018, 2022)]]},
            "container-title": "Letters",
            "publisher": "Office",
        }
        references[f"k{index}"] = Reference(f"k{index}", "article", {}, item, "refs.bib", index + 1, "")
    return references


def citing(keys: Sequence[str], count: int, seed: int = 8) -> list[tuple[str, Cluster]]:
    chosen = random.Random(seed)

    def item() -> str:
        sign = "-@" if chosen.random() < 0.04 else "@"
        return f"{chosen.choice(['', 'see '])}{sign}{chosen.choice(keys)}{chosen.choice(['', ', p. 3', ', abstract'])}"

    texts = [f"[{'; '.join(item() for _ in range(chosen.choice([1, 1, 2, 3])))}]" for _ in range(count)]
    return clusters("\n\n".join([*texts, *(f"@{chosen.choice(keys)} says" for _ in range(40))]))


def in_runs(
    references: Mapping[str, Reference], cited: list[tuple[str, Cluster]], style: str, whole_run: int
) -> tuple[Formatted, int]:
    plan = plan_documents(references, cited, Style(style), list(references), whole_run)
    return assemble(plan, csl.run_pandoc(plan.documents, plan.style)), len(plan.documents)


@pytest.mark.parametrize("style", ["apa", "harvard", "chicago-author-date", "mla"])
def test_shared_out_runs_print_what_one_whole_run_prints(style: str) -> None:
    references = synthetic(260, 22)
    cited = citing(list(references), 330)
    shared, several = in_runs(references, cited, style, 0)
    whole, one = in_runs(references, cited, style, 10_000)
    assert several > 3
    assert one == 1
    assert shared == whole
    if style == "apa":
        assert sum(bool(re.search(r"\(\d{4}[a-z]\)", entry.text)) for entry in whole.entries.values()) > 40


def test_this_bibliography_reads_the_same_in_one_run_and_in_several() -> None:
    references = read_bibliography([read_source(ROOT / "references.bib", "references.bib")]).references
    cited = citing(list(references), 300)
    assert in_runs(references, cited, "apa", 0)[0] == in_runs(references, cited, "apa", 10_000)[0]


def test_works_that_share_a_first_surname_are_in_one_group() -> None:
    groups = collision_groups(REFERENCES.values(), every_name=False)
    assert [sorted(work.key for work in group) for group in groups] == [
        ["smith2020a", "smith2020b", "smithk"],
        ["who"],
        ["okafor"],
        ["nobody"],
    ]


def test_styles_that_expand_every_name_join_works_by_any_surname() -> None:
    references = synthetic(30, 6)
    by_first, by_any = (collision_groups(references.values(), every) for every in (False, True))
    assert len(by_any) < len(by_first)


def test_two_processes_at_most_share_the_work() -> None:
    documents = [Document(tuple(REFERENCES.values())[:size], ()) for size in (1, 2, 3, 4, 5, 6)]
    shares = csl._shares(documents)
    assert len(shares) == 2
    assert sorted(index for share in shares for index in share) == list(range(6))
    assert (
        abs(sum(documents[index].weight for index in shares[0]) - sum(documents[index].weight for index in shares[1]))
        < 3
    )


def test_the_script_and_styles_are_where_the_package_looks_for_them() -> None:
    assert csl._SCRIPT.is_file()
    assert set(bundled_styles()) >= {
        "apa",
        "chicago-author-date",
        "chicago-notes",
        "harvard",
        "ieee",
        "vancouver",
        "mla",
    }


@pytest.mark.site
def test_a_title_may_hold_any_end_of_a_line() -> None:
    text = Source("refs.bib", "@misc{a, title={One\u2028two\u0085three\u2029four}, year=2001}")
    references = read_bibliography([text]).references
    assert "four" in format_citations(references, [], Style("apa"), None, ["a"]).entries["a"].text


@pytest.mark.site
def test_text_of_csl_yaml_is_markdown() -> None:
    text = """references:
- id: a
  type: book
  title: "*Emph* H~2~O and **strong**"
  URL: https://x.example/a_b_c
- {id: b, type: book, title: "1. The Start"}
- {id: c, type: book, title: "# Not a heading [@a]"}
"""
    references = read_bibliography([Source("refs.yaml", text)]).references
    csl = references["a"].csl
    assert (csl["title"], csl["URL"]) == ("<i>Emph</i> H<sub>2</sub>O and <b>strong</b>", "https://x.example/a_b_c")
    assert [references[key].title for key in "bc"] == ["1. The Start", "# Not a heading [@a]"]
    assert "H<sub>2</sub>O" in format_citations(references, [], Style("vancouver"), None, ["a"]).entries["a"].html


@pytest.mark.site
def test_a_formula_is_mathml_on_a_page_and_signs_in_text() -> None:
    title = r"Search for $B^0_s\to\mu^+\mu^-$ at $\sqrt{s}=13$ TeV with \href{https://x.example}{data}"
    references = read_bibliography([Source("refs.bib", f"@misc{{a, title={{{title}}}, year=2001}}")]).references
    entry = format_citations(references, [], Style("apa"), None, ["a"]).entries["a"]
    assert entry.text == "Search for B^0_s→μ^+μ^- at √(s)=13 TeV with data. (2001)."
    assert entry.html.count("<math ") == entry.html.count("</math>") == 2
    assert "<msqrt><mi>s</mi></msqrt>" in entry.html
    assert "annotation" not in entry.html
    assert '">data</a>' in entry.html
    assert references["a"].title == "Search for B^0_s→μ^+μ^- at √(s)=13 TeV with data"
