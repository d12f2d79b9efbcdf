"""Pages of works, the list of all works, and the formats of other programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from urllib.parse import parse_qs

import markdown
import pytest
from support.sample_bibliography import BIB, bibliography, formatted, page

from mkdocs_bibliography.html.backlinks import Backlink, backlinks_in
from mkdocs_bibliography.html.page import CitationOptions, render_citations
from mkdocs_bibliography.html.references import (
    ReferenceOptions,
    filter_form,
    filter_keys,
    page_address,
    render_reference_list,
    render_reference_page,
)
from mkdocs_bibliography.references.bibliography import read_bibliography
from mkdocs_bibliography.references.export import bibtex, coins, csl_json, highwire, ris
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import attributes
from mkdocs_bibliography.text.source import Source
from mkdocs_bibliography.text.strings import bibliography_strings

pytestmark = pytest.mark.site

OPTIONS = ReferenceOptions(relations={"supports": "Supports"})
TEXT = "Rain is counted [@rain2020, p. 101]. So is fog [@fog]."
EXTENSIONS = ["attr_list", "md_in_html"]


def rain() -> Reference:
    return bibliography().references["rain2020"]


def uses() -> tuple[Backlink, ...]:
    return tuple(
        use for use in backlinks_in(page(TEXT), bibliography().references, formatted(TEXT)) if use.key == "rain2020"
    )


def reference_page(*more: Backlink) -> str:
    return render_reference_page(rain(), formatted(TEXT), (*uses(), *more), OPTIONS)


def test_the_page_of_a_work_has_its_parts_in_order_under_fixed_anchors() -> None:
    html = markdown.markdown(reference_page(), extensions=EXTENSIONS)
    headings = re.findall(r"<h([12])(?: id=\"([^\"]+)\")?>([^<]+)</h", html)
    assert [(level, anchor) for level, anchor, _ in headings] == [
        ("1", ""),
        ("2", "supports"),
        ("2", "limits"),
        ("2", "cite"),
    ]
    assert headings[0][2] == "Okafor &#38; Lind &#40;2020&#41;"
    assert html.index("Counting rain") < html.index("10.5555") < html.index("One valley") < html.index("BibTeX")


def test_every_use_is_a_row_with_page_relation_place_and_sentence() -> None:
    declared = Backlink("rain2020", "f2.html", "F2 Gauges", "evidence", "abstract", "supports", "Gauges count.")
    html = markdown.markdown(reference_page(declared), extensions=EXTENSIONS)
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", html)
    cells = [[unescaped(cell) for cell in re.findall(r"<td data-column=.*?>(.*?)</td>", rest)] for _, rest in rows]
    assert cells == [
        ["Cited", "p. 101", "Rain is counted (Okafor & Lind, 2020, p. 101)."],
        ["Supports", "abstract", "Gauges count."],
    ]
    links = [unescaped(link) for link, _ in rows]
    assert links == [
        '<a href="../guide/g1.html#cite-rain2020-1">G1 Rain</a>',
        '<a href="../f2.html#evidence">F2 Gauges</a>',
    ]


def unescaped(html: str) -> str:
    return re.sub(r"&#(\d+);", lambda found: chr(int(found[1])), html).replace("\u00a0", " ")


def test_a_work_without_uses_says_so() -> None:
    text = render_reference_page(rain(), formatted(TEXT), (), OPTIONS)
    assert "No page cites this source yet." in text


def test_limits_population_design_reading_and_checking_are_shown() -> None:
    limits = unescaped(reference_page().split("{#limits}")[1].split("{#cite}")[0])
    for words in ("One valley & one year.", "Twelve gauges, 2018.", "observational", "Only the abstract was read."):
        assert words in limits
    assert "Some bibliographic fields come from a secondary source." in limits


def test_a_work_of_which_nothing_is_recorded_says_so() -> None:
    text = render_reference_page(bibliography().references["fog"], formatted(TEXT), (), OPTIONS)
    assert "Nothing is recorded about its limits." in text


def test_what_a_copy_box_holds_is_the_export_itself() -> None:
    text = reference_page()
    boxes = dict(re.findall(r'<pre data-copy="([^"]+)"><code>(.*?)</code></pre>', text))
    plain = {name: unescaped(box) + "\n" for name, box in boxes.items()}
    assert plain["BibTeX"] == bibtex([rain()])
    assert plain["CSL-JSON"] == csl_json([rain()])
    assert plain["RIS"].rstrip() == ris([rain()]).replace("\r", "").rstrip()
    assert plain["Plain text"].startswith("Okafor, A., & Lind, P. (2020). Counting rain.")


@pytest.mark.parametrize(
    ("options", "address"),
    [(OPTIONS, "ref/_4danual_2e2019.html"), (replace(OPTIONS, address=""), "references.html#ref-_4danual_2e2019")],
)
def test_where_a_work_is_shown_in_full(options: ReferenceOptions, address: str) -> None:
    assert page_address(bibliography().references["Manual.2019"], options) == address


def reference_list(options: ReferenceOptions = OPTIONS) -> str:
    return render_reference_list(bibliography().references.values(), formatted(TEXT), {"rain2020": uses()}, options)


def test_the_list_of_all_works_is_in_the_styles_order_and_says_what_filters_ask() -> None:
    items = re.findall(
        r'<li id="ref-(\S+)" data-type="(\w+)" data-keywords="([^"]*)" data-cited="(\w+)">', reference_list()
    )
    assert items == [
        ("rain2020", "article", "rain gauges", "yes"),
        ("fog", "online", "", "no"),
        ("&#95;4danual&#95;2e2019", "book", "", "no"),
    ]


def test_the_form_that_narrows_the_list_is_hidden_and_offers_what_its_works_have() -> None:
    works = bibliography().references.values()
    html = render_reference_list(works, formatted(TEXT), {}, replace(OPTIONS, prefix="my-"), filters=True)
    form, _, listed = html.partition("\n\n")
    assert re.match(r'<form class="my-filters" data-filters="filtered" aria-label="[^"]+" hidden>', form)
    chosen = re.findall(r'<label>(\w+) <select name="(\w+)">(.*?)</select>', form)
    assert {(label, name): re.findall('value="([^"]*)"', options) for label, name, options in chosen} == {
        ("Type", "type"): ["", "book", "article", "online"],
        ("Keyword", "keywords"): ["", "gauges", "rain"],
        ("Cited", "cited"): ["", "yes", "no"],
    }
    assert '<button type="reset">' in form
    assert "<output></output>" in form
    assert listed.startswith('<ul class="my-references" id="filtered"><li id="ref-rain2020" ')


def test_a_keyword_of_several_words_is_one_value_of_the_filter() -> None:
    work = read_bibliography([Source("r.bib", "@book{a, title={A}, keywords={open data, C++, C}}")]).references["a"]
    values = filter_keys(work, cited=True)["data-keywords"].split(" ")
    form = filter_form([work], "byb-", bibliography_strings())
    assert len(set(values)) == 3
    assert all(f"<option {attributes({'value': value})}>" in form for value in values)


def test_a_list_without_keywords_has_no_filter_by_keyword() -> None:
    work = read_bibliography([Source("r.bib", "@book{a, title={A}}")]).references["a"]
    assert re.findall('name="([^"]+)"', filter_form([work], "byb-", bibliography_strings())) == ["type", "cited"]


def test_the_list_of_all_works_links_to_every_use_and_to_the_page_of_the_work() -> None:
    html = unescaped(reference_list())
    assert "<summary>Used once</summary>" in html
    assert '<a href="guide/g1.html#cite-rain2020-1">G1 Rain</a> (p. 101): Rain is counted' in html
    assert '<a href="ref/rain2020.html">About this source: Okafor & Lind (2020)</a>' in html


def test_without_pages_of_works_the_list_does_not_link_to_them() -> None:
    assert "About this source" not in reference_list(replace(OPTIONS, address=""))


def test_bibtex_round_trips() -> None:
    text = bibtex(bibliography().references.values())
    again = read_bibliography([Source("refs.bib", text)])
    assert again.issues == ()
    assert {key: work.csl for key, work in again.references.items()} == {
        key: work.csl for key, work in bibliography().references.items()
    }
    assert text == BIB


def test_csl_json_round_trips() -> None:
    text = csl_json(bibliography().references.values())
    again = read_bibliography([Source("refs.json", text)])
    assert [dict(work.csl) for work in again.references.values()] == json.loads(text)


RAIN_RIS = """\
TY  - JOUR
ID  - rain2020
AU  - Okafor, Ada
AU  - Lind, Per
PY  - 2020
TI  - Counting rain
T2  - Letters
VL  - 3
IS  - 2
DO  - 10.5555/rain
UR  - https://rain.example/a_b?c=1&d=2
N1  - First of two.
SP  - 100
EP  - 120
KW  - rain
KW  - gauges
ER  - """


def test_ris_of_one_work() -> None:
    assert ris([rain()]) == RAIN_RIS.replace("\n", "\r\n") + "\r\n\r\n"


def test_ris_of_several_works_ends_each() -> None:
    lines = ris(bibliography().references.values()).split("\r\n")
    assert lines.count("ER  - ") == 3
    assert "AU  - World Weather Office" in lines
    assert "DA  - 2024/05/03" in lines


class ZoteroPage(HTMLParser):
    """What Zotero's translators for COinS and for embedded metadata read of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.coins: list[dict[str, list[str]]] = []
        self.meta: dict[str, list[str]] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        if tag == "span" and "Z3988" in names.get("class", "").split():
            self.coins.append(parse_qs(names["title"]))
        if tag == "meta" and names.get("name", "").startswith("citation_"):
            self.meta.setdefault(names["name"], []).append(names["content"])

    def items(self) -> list[str]:
        """Titles of the items that Zotero offers: COinS go before embedded metadata."""
        spans = [(one.get("rft.atitle") or one.get("rft.btitle") or one["rft.title"])[0] for one in self.coins]
        return spans or self.meta.get("citation_title", [])


TAGS = highwire("G1 Count & keep less", ["Before You Build"], "2026-11-24", "https://x.example/g1.html", "BYB")


def test_a_page_that_cites_is_one_item_itself() -> None:
    (done,) = render_citations([page(TEXT)], bibliography(), formatted(TEXT), CitationOptions())
    seen = ZoteroPage(f"<head>{TAGS}</head>{markdown.markdown(done.text, extensions=EXTENSIONS)}")
    assert seen.items() == ["G1 Count & keep less"]
    assert seen.meta["citation_author"] == ["Before You Build"]
    assert seen.meta["citation_publication_date"] == ["2026/11/24"]
    assert seen.meta["citation_public_url"] == ["https://x.example/g1.html"]


def test_the_bibliography_is_as_many_items_as_works() -> None:
    seen = ZoteroPage(TAGS + markdown.markdown(reference_list(), extensions=EXTENSIONS))
    assert seen.items() == ["Counting rain", "Notes on fog", "Manual of *gauges*"]


def test_the_page_of_a_work_is_that_work() -> None:
    seen = ZoteroPage(markdown.markdown(reference_page(), extensions=EXTENSIONS))
    assert seen.items() == ["Counting rain"]
    (fields,) = seen.coins
    assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
    assert (fields["rft.genre"], fields["rft.jtitle"]) == (["article"], ["Letters"])
    assert (fields["rft.spage"], fields["rft.epage"], fields["rft.date"]) == (["100"], ["120"], ["2020"])
    assert (fields["rft.aulast"], fields["rft.au"]) == (["Okafor"], ["Ada Okafor", "Per Lind"])
    assert fields["rft_id"] == ["info:doi/10.5555/rain"]


@pytest.mark.parametrize(
    ("key", "schema", "genre"),
    [("Manual.2019", "book", "rft.genre"), ("fog", "dc", "rft.type"), ("rain2020", "journal", "rft.genre")],
)
def test_coins_name_the_kind_of_work(key: str, schema: str, genre: str) -> None:
    (fields,) = ZoteroPage(coins(bibliography().references[key])).coins
    assert fields["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{schema}"]
    assert genre in fields
