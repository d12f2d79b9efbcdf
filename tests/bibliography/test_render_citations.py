"""Citations become links with cards, lists and backlinks, wherever in a page they stand."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sample_bibliography import bibliography, formatted, page

from mkdocs_bibliography.citations.checks import check_citations, with_caret
from mkdocs_bibliography.html.backlinks import backlinks_in
from mkdocs_bibliography.html.page import CitationOptions, placed_clusters, relative, render_citations
from mkdocs_bibliography.text.source import Source

pytestmark = pytest.mark.site

OPTIONS = CitationOptions()
EXTENSIONS = ["tables", "attr_list", "toc", "md_in_html", "def_list", "footnotes", "admonition"]


def rendered(text: str, options: CitationOptions = OPTIONS, style: str = "apa", nocite: tuple[str, ...] = ()) -> str:
    (done,) = render_citations([page(text, nocite=nocite)], bibliography(), formatted(text, style), options)
    return done.text


def as_html(text: str, options: CitationOptions = OPTIONS, style: str = "apa") -> str:
    return markdown.markdown(rendered(text, options, style), extensions=EXTENSIONS)


class Links(HTMLParser):
    """The links of a page: their attributes and text, and every id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[dict[str, str], str]] = []
        self.ids: list[str] = []
        self._open: list[dict[str, str]] = []
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name: value or "" for name, value in attrs}
        self.ids += [names["id"]] if "id" in names else []
        if tag == "a":
            self._open.append(names)
            self._text = ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            self.links.append((self._open.pop(), self._text))

    def cites(self) -> list[tuple[dict[str, str], str]]:
        return [link for link in self.links if "byb-cite" in link[0].get("class", "")]


def test_a_citation_is_a_link_to_the_page_of_the_work() -> None:
    ((names, text),) = Links(as_html("See [@rain2020, p. 3].")).cites()
    assert (names["href"], names["id"], text) == (
        "../ref/rain2020.html",
        "cite-rain2020-1",
        "Okafor & Lind, 2020, p. 3",
    )
    assert names["data-card"] == "card-rain2020"


def test_every_work_of_a_cluster_is_a_link() -> None:
    cites = Links(as_html("See [see @rain2020; also @Manual.2019, ch. 2] and @fog.")).cites()
    assert [text for _, text in cites] == [
        "Okafor & Lind, 2020",
        "World Weather Office, 2019, Chapter 2",
        "Smith (2024)",
    ]
    assert cites[1][0]["href"] == "../ref/_4danual_2e2019.html"


@pytest.mark.parametrize(
    "style", ["apa", "ieee", "vancouver", "chicago-notes", "chicago-author-date", "harvard", "mla"]
)
def test_no_citation_is_named_by_digits_alone(style: str) -> None:
    html = as_html("See [-@rain2020] and [@rain2020; @Manual.2019] and @fog and [@fog, p. 2].", style=style)
    for names, text in Links(html).links:
        name = names.get("aria-label", text)
        assert re.search(r"[^\W\d_]{3}", name), (names, text)


CONTEXTS = [
    "# Heading with {}",
    "Text\n{}\nmore",
    "- item {}\n- {}",
    "1. item {}",
    "> quote {}",
    "| a | b |\n|---|---|\n| {} | x {} |",
    "Term\n:   definition {}",
    "*emphasis {}* and **bold {}**",
    "!!! note\n    text {}",
    "<div markdown>\n\ninside {}\n\n</div>",
    "Note[^1].\n\n[^1]: note {}",
    "[link](x.html) {} [other](y.html)",
    "`code` {} `code`",
]
"""Places in Markdown where a citation may stand."""


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("cluster", ["[@rain2020; @Manual.2019]", "@fog [p. 4]", "[see @Manual.2019, *passim*]"])
def test_citations_survive_every_place_in_markdown(context: str, cluster: str) -> None:
    text = context.replace("{}", cluster)
    links = Links(as_html(text))
    wanted = context.count("{}") * cluster.count("@")
    assert len(links.cites()) == wanted
    assert len(set(links.ids)) == len(links.ids)
    assert all(names["data-card"] in links.ids for names, _ in links.cites())


@pytest.mark.parametrize(
    "text", ["`[@rain2020]`", "```\n[@rain2020]\n```", "    [@rain2020]", "<!-- [@rain2020] -->", "me@x.example"]
)
def test_what_is_no_prose_stays(text: str) -> None:
    assert rendered(text) == f"{text}\n"


def test_inside_the_text_of_a_link_a_citation_is_plain_text() -> None:
    html = as_html("[as @rain2020 says](https://x.example/) and ![as @fog has it](a.png)")
    assert 'href="https://x.example/">as Okafor &#38; Lind &#40;2020&#41; says</a>' in html
    assert 'alt="as Smith (2024) has it"' in html.replace("&#40;", "(").replace("&#41;", ")")
    assert Links(html).cites() == []


def test_unknown_keys_stay_as_written() -> None:
    assert rendered("See [@gone] and @nobody.") == "See [@gone] and @nobody.\n"


def test_an_escaped_at_sign_loses_its_backslash_in_prose_only() -> None:
    assert rendered("Write to \\@fog or `\\@fog`.") == "Write to &#64;fog or `\\@fog`.\n"


def test_a_bare_key_can_be_left_alone() -> None:
    text = rendered("See @fog and [@fog].", replace(OPTIONS, narrative=False))
    assert text.startswith("See @fog and <span")


def test_the_list_stands_at_the_end_under_its_heading_in_the_styles_order() -> None:
    text = rendered("See [@rain2020] and [@Manual.2019]. Again [@rain2020].")
    body, _, listed = text.partition("\n\n## References\n\n")
    assert body.startswith("See <span")
    assert re.findall(r'<li id="ref-([^"]+)">', listed) == ["rain2020", "_4danual_2e2019"]


@pytest.mark.parametrize("marker", ["\\bibliography", "[[references]]"])
def test_the_list_stands_where_the_text_says(marker: str) -> None:
    text = rendered(f"See [@fog].\n\n{marker}\n\nAfter. And {marker} in a line.\n\n{marker}\n")
    before, _, after = text.partition('<ul class="byb-references">')
    assert before.startswith("See")
    assert "After." in after
    assert text.count('<ul class="byb-references">') == 1
    assert f"And {marker} in a line." in text


def test_a_marker_in_code_is_no_marker() -> None:
    text = rendered("See [@fog].\n\n```\n[[references]]\n```\n", replace(OPTIONS, list_by_default=False))
    assert '<ul class="byb-references">' not in text


def test_a_page_without_citations_gets_nothing() -> None:
    assert rendered("Nothing here.") == "Nothing here.\n"


def test_backlinks_lead_to_each_place_and_say_so() -> None:
    links = Links(as_html("See [@rain2020] and [@fog]. Again @rain2020."))
    back = [(names["href"], names["aria-label"]) for names, _ in links.links if names["href"].startswith("#cite-")]
    assert back == [
        ("#cite-rain2020-1", "Back to citation 1 of Okafor & Lind (2020)"),
        ("#cite-rain2020-2", "Back to citation 2 of Okafor & Lind (2020)"),
        ("#cite-fog-1", "Back to the citation of Smith (2024)"),
    ]
    assert {href[1:] for href, _ in back} <= set(links.ids)


def test_works_can_be_listed_without_being_cited() -> None:
    text = rendered("See [@fog].", nocite=("rain2020", "gone"))
    assert re.findall(r'<li id="ref-([^"]+)">', text) == ["rain2020", "fog"]


def test_without_pages_of_works_citations_lead_to_the_list() -> None:
    options = replace(OPTIONS, reference_address="")
    ((names, _),) = Links(as_html("See [@Manual.2019].", options)).cites()
    assert names["href"] == "#ref-_4danual_2e2019"


@pytest.mark.parametrize(("full", "href"), [("all.html", "../all.html#ref-fog"), ("", None)])
def test_without_a_list_citations_lead_to_the_list_of_all_works_or_nowhere(full: str, href: str | None) -> None:
    options = replace(OPTIONS, reference_address="", list_by_default=False, full_list_address=full)
    cites = Links(as_html("See [@fog].", options)).cites()
    assert [names["href"] for names, _ in cites] == ([href] if href else [])


def test_a_card_says_what_was_read_and_where_more_stands() -> None:
    html = as_html("See [@rain2020].")
    card = html[html.index('id="card-rain2020"') :]
    assert "<dt>What was read</dt><dd>abstract</dd>" in card
    assert "One valley &#38; one year." in card
    assert 'href="..&#47;ref&#47;rain2020.html&#35;supports">What this source supports</a>' in card
    assert "doi.org" in card


def test_cards_stand_once_a_work_hidden_at_the_end() -> None:
    text = rendered("See [@fog] and [@fog].")
    assert text.count('id="card-fog"') == 1
    assert text.rstrip().split("\n")[-1].startswith('<div class="byb-cards" data-cards hidden>')


def test_cards_can_be_left_out() -> None:
    text = rendered("See [@fog].", replace(OPTIONS, cards=False))
    assert "card" not in text


def test_class_names_take_the_prefix() -> None:
    text = rendered("See [@fog].", replace(OPTIONS, prefix="my-"))
    assert 'class="my-cite"' in text
    assert "byb-" not in text


def test_notes_are_listed_and_linked_both_ways() -> None:
    html = as_html("One [@fog]. Two @fog.", style="chicago-notes")
    links = Links(html)
    marks = [
        (names["href"], text) for names, text in links.links if names["href"].startswith("#note-") and text.isdigit()
    ]
    assert marks == [("#note-1", "1"), ("#note-2", "2")]
    assert "Smith, 2024, note 1" in [names["aria-label"] for names, text in links.links if text == "1"]
    assert {"note-1", "note-2", "note-ref-1", "note-ref-2", "cite-fog-1", "cite-fog-2"} <= set(links.ids)
    assert "Two Smith" in html


def test_the_list_can_end_with_exports() -> None:
    text = rendered("See [@fog].", replace(OPTIONS, exports=True))
    assert text.count('<details class="byb-export no-copy">') == 3
    assert "&#64;online&#123;fog" in text


@pytest.mark.parametrize(
    ("address", "start", "way"),
    [
        ("ref/a.html", "g1.html", "ref/a.html"),
        ("ref/a.html", "guide/g1.html", "../ref/a.html"),
        ("ref/a/index.html", "guide/index.html", "../ref/a/index.html"),
        ("g1.html#c1", "g1.html", "#c1"),
        ("a.html#b", "x/y/z.html", "../../a.html#b"),
    ],
)
def test_addresses_are_relative(address: str, start: str, way: str) -> None:
    assert relative(address, start) == way


PIECES = st.sampled_from(
    [
        "[@rain2020]",
        "@fog",
        "@fog [p. 4]",
        "[see @rain2020; @fog]",
        "`@fog`",
        " ",
        "word ",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "*",
        "|",
    ]
)


@settings(max_examples=30, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_rendering_changes_nothing_but_citations(text: str) -> None:
    placed = placed_clusters(text, bibliography().references)
    options = replace(OPTIONS, cards=False, list_by_default=False)
    plain = re.sub(r'<span class="byb-citation">.*?</a>[^<]*</span>', "¤", rendered(text, options))
    wanted = text
    for cluster, _ in reversed(placed):
        wanted = wanted[: cluster.span.start] + "¤" + wanted[cluster.span.end :]
    assert plain.strip() == wanted.strip()


USES = """# About rain

Rain is counted, e.g. with gauges [@rain2020, pp. 101-103]. Next, as @fog says, *fog* is [not](x.html) rain.
A third sentence names nobody.

- An item [@fog, abstract]
- Another

| a | b |
|---|---|
| A cell [@rain2020] | other |

[as @fog has it](https://x.example/)
"""


def test_uses_hold_page_place_locator_and_sentence() -> None:
    uses = backlinks_in(page(USES), bibliography().references, formatted(USES))
    assert [(use.key, use.anchor, use.locator, use.sentence.replace("\u00a0", " ")) for use in uses] == [
        (
            "rain2020",
            "cite-rain2020-1",
            "pp. 101-103",
            "Rain is counted, e.g. with gauges (Okafor & Lind, 2020, pp. 101–103).",
        ),
        ("fog", "cite-fog-1", "", "Next, as Smith (2024) says, fog is not rain."),
        ("fog", "cite-fog-2", "abstract", "An item (Smith, 2024, abstract)"),
        ("rain2020", "cite-rain2020-2", "", "A cell (Okafor & Lind, 2020)"),
    ]
    assert {(use.page_address, use.page_title, use.relation) for use in uses} == {("guide/g1.html", "G1 Rain", "")}


def test_a_citation_after_the_full_stop_belongs_to_the_sentence_before_it() -> None:
    text = "Fog is met. It was met in May. [@fog; @rain2020] [@fog, p. 2] It rains."
    uses = backlinks_in(page(text), bibliography().references)
    assert {use.sentence for use in uses} == {"It was met in May. [@fog; @rain2020] [@fog, p. 2]"}
    (alone,) = backlinks_in(page("It was met in May. [@fog]"), bibliography().references)
    assert alone.sentence == "It was met in May. [@fog]"
    first, second = backlinks_in(page("Rain is met. @fog meets fog. [@fog]."), bibliography().references)
    assert (first.sentence, second.sentence) == ("@fog meets fog. [@fog].",) * 2


def test_uses_without_formatted_text_show_citations_as_written() -> None:
    (use,) = backlinks_in(page("Rain [@rain2020]."), bibliography().references)
    assert use.sentence == "Rain [@rain2020]."


def test_the_anchors_of_uses_are_in_the_page() -> None:
    anchors = {use.anchor for use in backlinks_in(page(USES), bibliography().references)}
    assert anchors <= set(Links(as_html(USES)).ids)


@settings(max_examples=50)
@given(st.lists(PIECES, max_size=15).map("".join))
def test_every_citation_outside_of_links_is_a_use_with_a_sentence(text: str) -> None:
    uses = backlinks_in(page(text), bibliography().references)
    assert len(uses) == sum(len(items) for _, items in placed_clusters(text, bibliography().references))
    assert all(use.sentence for use in uses)


def issues(text: str, narrative: bool = True) -> list[str]:
    return [str(issue) for issue in check_citations(Source("docs/g1.md", text), bibliography(), narrative)]


NO_ENTRY = "The bibliography has no entry"
MEANT = "Cite that, or add the entry. [cite-unknown]"
NOT_MEANT = "Add it, or write '\\@' if no citation is meant. [cite-unknown]"


def test_all_unknown_keys_are_reported_with_the_nearest() -> None:
    text = "---\ntitle: T\n---\n\nSee [@rain2021; @fgo] and @xyzzy and [@fog].\n"
    assert issues(text) == [
        f"docs/g1.md:5:6: {NO_ENTRY} 'rain2021'. Did you mean 'rain2020'? {MEANT}",
        f"docs/g1.md:5:17: {NO_ENTRY} 'fgo'. Did you mean 'fog'? {MEANT}",
        f"docs/g1.md:5:27: {NO_ENTRY} 'xyzzy'. {NOT_MEANT}",
    ]


@pytest.mark.parametrize("text", ["[@someone here](https://x.example/@someone)", "`@someone`", "\\@someone"])
def test_what_is_no_citation_is_no_issue(text: str) -> None:
    assert issues(text) == []


def test_bare_names_are_no_issue_when_they_are_no_citations() -> None:
    found = issues("Ask @someone about [@gone].", narrative=False)
    assert found == [f"docs/g1.md:1:21: {NO_ENTRY} 'gone'. {NOT_MEANT}"]


def test_keys_of_broken_entries_are_reported_once_in_the_bibliography() -> None:
    broken = replace(bibliography(), broken=frozenset({"gone"}))
    assert check_citations(Source("a.md", "[@gone]"), broken) == ()


def test_a_malformed_citation_is_shown_with_a_caret() -> None:
    source = Source("docs/g1.md", "First line.\nSee [@fog; oops] there.\n")
    (issue,) = check_citations(source, bibliography())
    assert with_caret(issue, source) == (
        "docs/g1.md:2:11: 'oops' between ';' names no work."
        " Put '@' and a key into it, or ',' before it. [cite-malformed]\n"
        "    See [@fog; oops] there.\n"
        "              ^"
    )
