"""What styles ask for beyond the words: raised and bold numbers, places of notes, own languages, dashes, letters."""

from __future__ import annotations

import re
from pathlib import Path

import pypandoc
import pytest

from mkdocs_bibliography.citeproc.style import Style
from mkdocs_bibliography.html.citations import CitationOptions, CitationPage
from mkdocs_bibliography.html.site import CitedSite, SiteSettings, cite_site
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.text.source import Source

pytestmark = pytest.mark.site

BIB = "".join(
    f"@book{{{key}, author={{{author}}}, title={{{title}}}, publisher={{P}}, year={year}}}\n"
    for key, author, title, year in (
        ("a1", "Okafor, Ada", "Tides", 2001),
        ("b2", "Okafor, Ada", "Fog", 2001),
        ("c3", "Okafor, Ada and Lind, Per", "Snow", 2003),
        ("d4", "Smith, Jo", "Hail", 2004),
    )
)
CSL = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {style}>
<info><title>x</title><id>x</id><updated>2020-01-01T00:00:00+00:00</updated></info>
<citation collapse="citation-number"><sort><key variable="citation-number"/></sort>
<layout delimiter="," {layout}><text variable="citation-number"/></layout></citation>
<bibliography {list}><sort><key variable="author"/><key variable="title"/></sort><layout><names variable="author"/>
<text prefix=": " variable="title"/><text prefix=", " term="et-al"/></layout></bibliography></style>"""


def cited(folder: Path, texts: list[str], by_page: bool = False, **csl: str) -> tuple[CitedSite, list[str]]:
    """A site of some pages, cited in a style of its own or, with `name`, in one that is bundled."""
    path = folder / "own.csl"
    path.write_text(CSL.format(**{"style": "", "layout": "", "list": "", **csl}), "utf-8")
    style = Style(csl.get("name", str(path)), csl.get("locale", ""))
    pages = [CitationPage(f"p{n}.html", "P", Source(f"p{n}.md", text), text) for n, text in enumerate(texts)]
    settings = SiteSettings(style, CitationOptions(reference_address="", cards=False), by_page=by_page)
    site = cite_site(pages, read_bibliography([Source("refs.bib", BIB)]), settings, None)
    return site, [site.page_text(page) for page in pages]


def plain(html: str) -> str:
    """HTML without tags and entities of ASCII."""
    text = re.sub(r"&#(\d+);", lambda m: chr(int(m[1])), re.sub(r"<[^>]+>", "", html))
    return " ".join(text.replace("Back to the citation", "").split())


@pytest.mark.parametrize(
    ("layout", "tag"),
    [
        ('vertical-align="sup"', "sup"),
        ('font-weight="bold"', "strong"),
        ('font-style="italic"', "em"),
        ('vertical-align="sub" prefix="(" suffix=")"', "sub"),
        ('text-decoration="underline"', "u"),
    ],
)
def test_each_work_has_its_link_whatever_the_layout_is_set_in(tmp_path: Path, layout: str, tag: str) -> None:
    _, (html,) = cited(tmp_path, ["Claim [@a1; @d4]."], layout=layout)
    assert re.findall(rf'<a [^>]*class="byb[^>]*><{tag}>(\d)</{tag}></a>', html) == ["1", "2"]


def test_layouts_inside_each_other_keep_their_links(tmp_path: Path) -> None:
    _, (html,) = cited(tmp_path, ["Claim [@a1; @d4]."], layout='vertical-align="sup" font-weight="bold"')
    assert len(re.findall(r'<a [^>]*class="byb[^>]*><(?:sup|strong)><(?:sup|strong)>\d', html)) == 2


MARKS = [
    "Cite [@d4]. X",
    '"Quoted" [@a1]. X',
    '"Quoted [@a1]." X',
    "Why [@a1]?! X",
    "(see [@a1]) x",
    "Dash [@a1]—x",
    "Semi [@a1]; x: y",
    "Two[@a1] x",
    "Mid [@a1] word",
    "End.[@a1] X",
    "End. [@a1] X",
    "Line\n[@a1]. X",
    "A [@a1], [@d4]. B",
    "A [@a1]).) B",
]


@pytest.mark.parametrize("text", MARKS)
@pytest.mark.parametrize("name", ["notes", "raised"])
def test_marks_stand_where_pandoc_puts_them(tmp_path: Path, text: str, name: str) -> None:
    options = {"name": "chicago-notes"} if name == "notes" else {"layout": 'vertical-align="sup"'}
    site, (html,) = cited(tmp_path, [text], **options)
    (tmp_path / "refs.bib").write_text(BIB, "utf-8")
    arguments = ["--citeproc", f"--csl={site.settings.style.path}", f"--bibliography={tmp_path / 'refs.bib'}"]
    arguments += ["-M", "suppress-bibliography=true", "--wrap=none"]
    wanted = pypandoc.convert_text(text, "html", format="markdown-smart", extra_args=arguments)
    assert plain(html.split("## References")[0]) == plain(wanted.split("<section")[0])


def test_a_mark_does_not_pull_punctuation_to_itself_twice(tmp_path: Path) -> None:
    _, (html,) = cited(tmp_path, ["And, [@a1], more."], name="chicago-notes")
    assert plain(html).startswith("And,1, more.")


def test_a_note_does_not_stand_in_a_note(tmp_path: Path) -> None:
    text = "Own[^1].\n\n[^1]: Mine [@a1].\n    More [@d4, p. 3]. And @c3.\n\nLater [@d4]."
    _, (html,) = cited(tmp_path, [text], name="chicago-notes")
    note = plain(html.split("[^1]:")[1].split("Later")[0])
    assert note.startswith("Mine (Ada Okafor, Tides (P, 2001)). More (Jo Smith, Hail (P, 2004), 3). And ")
    assert html.count('class="byb-note"') == 1


@pytest.mark.parametrize(("locale", "word"), [("", "u. a."), ("fr-FR", "et al."), ("en-GB", "et al.")])
def test_a_style_speaks_its_own_language_unless_another_is_named(tmp_path: Path, locale: str, word: str) -> None:
    _, (html,) = cited(tmp_path, ["[@a1]"], style='default-locale="de-DE"', locale=locale)
    assert f"Tides, {word}" in plain(html)


@pytest.mark.parametrize(("language", "title"), [("de-DE", "Counting Rain"), ("en-GB", "Counting rain")])
def test_capitals_of_titles_are_lowered_in_english_alone(language: str, title: str) -> None:
    source = Source("refs.bib", "@book{a, author={A}, title={Counting Rain}, year=2001}\n")
    work = read_bibliography([source], language=language).references["a"]
    assert (work.title, work.csl.get("language")) == (title, None)


def test_a_dash_stands_for_the_authors_of_the_entry_above_on_this_page(tmp_path: Path) -> None:
    texts = ["[@a1; @b2; @c3; @d4]", "[@a1; @d4]"]
    site, (all_four, two) = cited(tmp_path, texts, list='subsequent-author-substitute="———"')
    found = plain(all_four).split("References")[1]
    assert re.sub(" +", " ", found).count("———") == 1
    assert "Ada Okafor: Fog, et al. ———: Tides" in found
    assert "Ada Okafor, Per Lind: Snow" in found
    assert "———" not in two
    assert "———" not in site.formatted.entries["a1"].html


@pytest.mark.parametrize(
    ("by_page", "texts", "letters"), [(False, ["a", "b"], True), (True, ["a", "b"], False), (True, ["ab"], True)]
)
def test_letters_hold_on_the_site_or_on_the_page(
    tmp_path: Path, by_page: bool, texts: list[str], letters: bool
) -> None:
    keys = {"a": "@a1", "b": "@b2"}
    pages = ["; ".join(keys[key] for key in text).join("[]") for text in texts]
    _, done = cited(tmp_path, pages, by_page, name="apa")
    assert [("2001a" in text or "2001b" in text) for text in done] == [letters] * len(done)


def test_numbers_begin_anew_on_each_page_when_asked(tmp_path: Path) -> None:
    _, done = cited(tmp_path, ["One [@a1].", "Two [@d4]."], by_page=True)
    assert [plain(text.split("##")[0]) for text in done] == ["One 1.", "Two 1."]
