"""What readers do beside searching: filter, leave, print, open a citation, follow a wrong address, ask for help."""

from __future__ import annotations

import re
import statistics
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.web import TEMPLATES, Firefox, Site

from primer.content.matrix_models import COLUMNS

BELOW = """id => { let text = "", node = document.getElementById(id).nextElementSibling;
  while (node && node.tagName !== "H2") { text += node.innerText + " "; node = node.nextElementSibling }
  return text }"""
"""What stands below a heading."""
AWAY = "https://www.weather.gov/"
BOX = "document.querySelector('.byb-header [data-exit]').getBoundingClientRect()"
ROWS = "[...document.querySelectorAll('#filtered tbody tr')].filter(row => !row.hidden).length"


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.route(AWAY + "**", lambda route: route.fulfill(body="<title>Weather</title>", content_type="text/html"))
    return page


# --- filters -------------------------------------------------------------------------------------


def test_the_table_of_facts_can_be_filtered_and_linked(site: Site, page: Page) -> None:
    page.goto(site.url + "myths.html")
    every = page.evaluate(ROWS)
    assert every == len(site.primer.myths)
    page.locator("select[name=topic]").select_option("policing")
    page.locator("select[name=level]").select_option("moderate")
    assert page.url.endswith("#topic=policing&level=moderate")
    wanted = [
        name
        for name, myth in site.primer.myths.items()
        if "policing" in myth.fields.topics and myth.fields.level == "moderate"
    ]
    assert page.evaluate(ROWS) == len(wanted)
    expect(page.locator("form output")).to_have_text(f"{len(wanted)} of {every} shown")
    page.goto("about:blank")
    page.goto(site.url + "myths.html#topic=policing&level=moderate")
    assert page.evaluate(ROWS) == len(wanted)
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("form output")).to_have_text(f"{every} of {every} shown")
    assert page.url == site.url + "myths.html"


def test_interventions_can_be_filtered_and_sorted_by_each_column(site: Site, page: Page) -> None:
    matrix = site.primer.matrix
    assert matrix
    every = matrix.fields.interventions
    page.goto(site.url + "what-works.html")
    names = f"{ROWS.removesuffix('.length')}.map(row => row.querySelector('strong').textContent)"
    assert page.evaluate(names) == [row.name for row in every]
    for column, (name, label) in enumerate(COLUMNS.items()):
        page.get_by_label("Sort by").select_option(label)
        assert page.evaluate(names) == [row.name for row in sorted(every, key=lambda row: row.ranks[column])], name
    page.locator("select[name=undo]").select_option("easily")
    assert set(page.evaluate(names)) == {row.name for row in every if row.undo.level == "easily"}
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("form output")).to_have_text(f"{len(every)} of {len(every)} shown")
    assert page.evaluate(names) == [row.name for row in every]


@pytest.mark.parametrize(
    ("address", "names"), [("guidelines.html", "stage role topic"), ("findings.html", "topic level")]
)
def test_other_indexes_have_filters_too(site: Site, page: Page, address: str, names: str) -> None:
    page.goto(site.url + address)
    every = page.evaluate(ROWS)
    for name in names.split():
        values = page.locator(f"select[name={name}] option").evaluate_all(
            "all => all.map(one => one.value).filter(Boolean)"
        )
        counts = []
        for value in values:
            page.locator(f"select[name={name}]").select_option(value)
            counts.append(page.evaluate(ROWS))
        assert max(counts) > 0
        assert min(counts) < every
        page.get_by_role("button", name="Show all").click()


def test_the_list_of_references_can_be_filtered_and_linked(site: Site, page: Page) -> None:
    page.goto(site.url + "references.html")
    works = page.locator("#filtered > li")
    shown = works.filter(visible=True)
    expect(shown).to_have_count(len(site.primer.bibliography.references))
    for name, value in {"type": "techreport", "keywords": "statistics", "cited": "yes"}.items():
        page.get_by_role("combobox", name={"keywords": "Keyword"}.get(name, name.capitalize())).select_option(value)
    wanted = [
        f"ref-{work.slug}"
        for work in site.primer.bibliography.references.values()
        if work.entry_type == "techreport" and "statistics" in work.keywords
    ]
    assert 0 < len(wanted) < works.count()
    cited = page.locator("#filtered > li[data-cited=yes]").evaluate_all("all => all.map(one => one.id)")
    wanted = sorted(set(wanted) & set(cited))
    assert sorted(shown.evaluate_all("all => all.map(one => one.id)")) == wanted
    expect(page.locator("form output")).to_have_text(f"{len(wanted)} of {works.count()} shown")
    page.goto("about:blank")
    page.goto(site.url + "references.html#type=techreport&keywords=statistics&cited=yes")
    expect(shown).to_have_count(len(wanted))
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(works.count())
    assert page.url == site.url + "references.html"


def test_without_a_script_the_list_of_references_is_whole(site: Site, chromium: Browser) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site.url + "references.html#cited=no")
        expect(page.locator("#filtered > li").filter(visible=True)).to_have_count(
            len(site.primer.bibliography.references)
        )
        expect(page.locator(".byb-filters")).to_be_hidden()


# --- leaving -------------------------------------------------------------------------------------


TORN_TOOLS = """() => [...document.querySelectorAll(".byb-tool")].filter(tool => {
  const range = document.createRange();
  range.selectNodeContents(tool);
  return new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.bottom / 12))).size > 1;
}).map(tool => tool.textContent)"""
"""The links beside the way out whose word stands on two lines."""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_way_out_is_on_the_screen_at_every_place(site: Site, chromium: Browser, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 600})
    page = context.new_page()
    for address in TEMPLATES.values():
        page.goto(site.url + address)
        for place in (0, 0.5, 1):
            page.evaluate(f"scrollTo(0, (document.body.scrollHeight - innerHeight) * {place})")
            box = page.evaluate(f"JSON.parse(JSON.stringify({BOX}))")
            assert box["top"] >= 0, address
            assert box["bottom"] <= 600, address
            assert box["right"] <= width, address
            at = page.evaluate(
                "({x, y}) => document.elementFromPoint(x, y)?.matches('[data-exit]')",
                {"x": box["x"] + 5, "y": box["y"] + 5},
            )
            assert at is True, address
        assert page.locator("[data-exit]").count() >= 2
        assert page.evaluate(TORN_TOOLS) == [], address
    context.close()


@pytest.mark.parametrize("leave", ["click", "shift"])
def test_back_does_not_show_the_page_that_was_left(site: Site, page: Page, leave: str) -> None:
    page.goto(site.url + "index.html")
    page.goto(site.url + "m1.html")
    if leave == "click":
        page.locator(".byb-header [data-exit]").click()
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == site.url + "index.html"


def test_shift_in_a_text_field_or_with_other_keys_between_stays(site: Site, page: Page) -> None:
    page.goto(site.url + "find.html")
    page.locator("#find input").click()
    for _ in range(4):
        page.keyboard.press("Shift")
    page.goto(site.url + "g6.html")
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    assert page.url == site.url + "g6.html"


def test_on_disk_the_way_out_is_a_blank_page(site: Site, page: Page) -> None:
    page.goto(site.disk("g6.html"))
    page.locator(".byb-header [data-exit]").click()
    page.wait_for_url("about:blank")


def test_in_firefox_back_does_not_show_the_page_that_was_left(site: Site, firefox: Firefox) -> None:
    steps = [{"goto": site.disk("index.html")}, {"goto": site.disk("m1.html")}]
    for how in ([{"click": ".byb-header [data-exit]"}], [{"press": "Shift"}] * 3):
        done = firefox.run(
            [
                *steps,
                *how,
                {"until": "location.href === 'about:blank'"},
                {"back": True},
                {"until": "location.href !== 'about:blank'"},
                {"eval": "location.href"},
            ]
        )
        assert done["results"][-1].endswith("/index.html")


def test_what_leaving_cannot_do_is_one_click_away(site: Site, page: Page) -> None:
    page.goto(site.url + "g6.html")
    page.get_by_role("link", name="What leaving cannot hide").click()
    assert page.url == site.url + "privacy.html#leave"
    expect(page.locator("#leave")).to_be_in_viewport()


# --- help ----------------------------------------------------------------------------------------


def test_help_is_one_click_away_in_the_same_place(site: Site, page: Page) -> None:
    places = set()
    for address in TEMPLATES.values():
        page.goto(site.url + address)
        link = page.locator(".byb-header").get_by_role("link", name="Help", exact=True)
        box = link.bounding_box()
        assert box
        places.add((round(box["x"]), round(box["y"])))
        footer = page.locator(".byb-footer").inner_text()
        assert "This site takes no reports" in footer
        assert "Do not send or forward images of children" in footer
    assert len(places) == 1
    link.click()
    assert page.url == site.url + "help.html"


def test_every_service_has_country_hours_source_and_a_recent_check(site: Site, page: Page) -> None:
    page.goto(site.url + "help.html")
    assert site.primer.help
    fields = site.primer.help.fields
    for entry in fields.entries:
        text = page.evaluate(BELOW, f"help-{entry.id}")
        for label in ("Country", "Hours", "Source", "Seen on"):
            assert label in text, entry.id
        assert fields.reviewed - entry.checked <= timedelta(days=92), entry.id


# --- folds and small screens ---------------------------------------------------------------------


@pytest.mark.parametrize("scripts", [True, False])
def test_sources_are_folded_and_stand_open_where_there_is_no_script(
    site: Site, chromium: Browser, scripts: bool
) -> None:
    with chromium.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(site.url + "g6.html")
        shown = page.locator("#sources .byb-references > li").first
        expect(shown).to_be_visible(visible=not scripts)
        if scripts:
            page.goto(site.url + f"g6.html#{shown.get_attribute('id')}")
            expect(shown).to_be_in_viewport()


def test_contents_stand_under_the_title_where_no_margin_holds_them(site: Site, page: Page) -> None:
    page.goto(site.url + "g6.html")
    contents = page.locator("h1 + .byb-contents")
    for width, small in ((1023, True), (390, True), (1024, False)):
        page.set_viewport_size({"width": width, "height": 800})
        expect(contents).to_be_visible(visible=small)
        expect(page.locator(".byb-toc")).to_be_visible(visible=not small)
    page.set_viewport_size({"width": 390, "height": 800})
    contents.locator("summary").click()
    contents.get_by_role("link", name="Harms and trade-offs").click()
    expect(page.locator("#limits")).to_be_in_viewport()


@pytest.mark.parametrize(
    "address", ["g6.html", "m1.html", "f22.html", "map.html", "guidelines.html", "myths.html", "w3.html", "help.html"]
)
def test_no_column_is_cut_on_a_phone(site: Site, chromium: Browser, address: str) -> None:
    with chromium.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(site.url + address)
        cut = page.evaluate(
            "[...document.querySelectorAll('.byb-table')].filter(e => e.scrollWidth > e.clientWidth + 1)"
            ".map(e => e.getAttribute('aria-label'))"
        )
        assert cut == []


def test_the_list_of_facts_is_read_in_a_few_screens(site: Site, chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(site.url + "myths.html")
        assert page.evaluate("document.documentElement.scrollHeight") <= 5000


def test_guidelines_are_short_and_show_few_controls(site: Site, chromium: Browser) -> None:
    heights, controls = [], []
    with chromium.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        for name in site.primer.guidelines:
            page.goto(site.url + f"{name.lower()}.html")
            heights.append(page.evaluate("document.documentElement.scrollHeight"))
            shown = page.locator("button, summary, input, select, .byb-check__id").filter(visible=True)
            controls.append(shown.count())
    print(sorted(heights), sorted(controls))
    assert statistics.median(heights) <= 5500
    assert max(controls) <= 30


# --- citations -----------------------------------------------------------------------------------


@pytest.mark.parametrize("on_disk", [False, True])
def test_a_citation_shows_its_card_and_the_sentence_stays_visible(site: Site, page: Page, on_disk: bool) -> None:
    page.goto(site.disk("g6.html") if on_disk else site.url + "g6.html")
    link = page.locator("#why ~ p a[data-card]").first
    link.scroll_into_view_if_needed()
    link.hover()
    card = page.locator(".byb-card:visible")
    expect(card).to_contain_text("What was read")
    inside, around = link.bounding_box(), card.bounding_box()
    assert inside
    assert around
    assert around["y"] >= inside["y"] + inside["height"] - 1 or around["y"] + around["height"] <= inside["y"] + 1
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)


# --- a wrong address -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("G-06", "g6.html"),
        ("guidelines/g6", "g6.html"),
        ("m01.htm", "m1.html"),
        ("g6.3", "g6.html#c3"),
        ("deep/er/F_22", "f22.html"),
    ],
)
def test_a_wrong_address_offers_the_item_that_it_may_have_meant(site: Site, page: Page, asked: str, meant: str) -> None:
    page.goto(site.url + asked)
    link = page.locator("#meant a")
    expect(link).to_have_attribute("href", "/" + meant)
    link.click()
    page.wait_for_url(site.url + meant)


def test_a_wrong_address_without_an_item_says_so_and_keeps_its_styles(site: Site, page: Page) -> None:
    page.goto(site.url + "some/where/g999")
    expect(page.locator("#meant")).to_have_text("No item has the id G999.")
    assert "Source Serif" in page.evaluate("getComputedStyle(document.querySelector('main')).fontFamily")
    page.get_by_role("link", name="A to Z of everything").click()
    page.wait_for_url(site.url + "a-z.html")


def test_on_disk_the_page_for_wrong_addresses_has_working_links(site: Site, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(site.disk("404.html"))
    assert "Source Serif" in page.evaluate("getComputedStyle(document.querySelector('main')).fontFamily")
    page.get_by_role("link", name="A to Z of everything").click()
    page.wait_for_url(site.disk("a-z.html"))
    assert complaints == []


# --- the keyboard --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["g6.html", "m1.html", "myths.html", "find.html", "help.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_stop_of_the_keyboard_is_seen_and_none_is_a_trap(
    site: Site, chromium: Browser, address: str, width: int
) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto(site.url + address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "byb-skip"
    script = """() => { const e = document.activeElement, s = getComputedStyle(e);
      if (e === document.body) return null;
      const dots = [...e.getClientRects()].flatMap(r => {
        const top = Math.max(r.top, 0), bottom = Math.min(r.bottom, innerHeight), five = [.1, .3, .5, .7, .9];
        const left = Math.max(r.left, 0), right = Math.min(r.right, innerWidth);
        return five.flatMap(x => five.map(y => [left + (right - left) * x, top + (bottom - top) * y]));
      });
      const seen = e.closest('.byb-skip') || dots.some(([x, y]) => {
        const at = document.elementFromPoint(x, y); return at && (at === e || e.contains(at)) });
      const what = e.tagName + ' ' + e.textContent.trim().slice(0, 40);
      return { what, seen: !!seen, outline: s.outlineStyle !== 'none' } }"""
    stops = page.evaluate("document.querySelectorAll('a[href], button, input, select, summary, [tabindex]').length")
    unseen, walked = [], 0
    for _ in range(3 * stops):
        state = page.evaluate(script)
        if state is None:
            break
        walked += 1
        unseen += [state["what"]] if not (state["seen"] and state["outline"]) else []
        page.keyboard.press("Tab")
    context.close()
    assert unseen == []
    assert walked > 20
    assert state is None


# --- paper ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["g6.html", "m1.html", "f22.html", "myths.html", "w3.html", "index.html", "help.html"]
)
def test_paper_is_white_with_dark_text_and_no_menus_even_from_dark(site: Site, chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 700, "height": 900}, color_scheme="dark")
    page = context.new_page()
    page.goto(site.url + address)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    for name in (".byb-nav", ".byb-exit", ".byb-toc", ".byb-map", ".byb-near"):
        assert page.locator(name).filter(visible=True).count() == 0, name
    pale = page.evaluate(
        """[...document.querySelectorAll('main *, footer *')].filter(e => e.checkVisibility() && e.childNodes.length &&
        [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => getComputedStyle(e).color)
        .filter((v, i, all) => all.indexOf(v) === i)"""
    )
    for colour in pale:
        red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
        light = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
        assert 1.05 / (light + 0.05) >= 4.5, colour
    context.close()


def test_on_paper_a_claim_stands_on_one_sheet_with_its_correction(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(site.url + "m1.html")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.byb-heard')).breakInside") == "avoid"
    fact = site.primer.myths["M1"].fields.title
    expect(page.locator(".byb-heard .byb-on-paper")).to_be_visible()
    assert fact in page.locator(".byb-heard").inner_text()


def test_on_paper_what_is_folded_on_the_screen_is_open(site: Site, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(site.url + "references.html")
    page.emulate_media(media="print")
    heights = page.evaluate(
        "[...document.querySelectorAll('details.byb-used > ul')].map(e => e.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) > 0
