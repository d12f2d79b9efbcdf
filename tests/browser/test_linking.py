"""A guideline on its way into a team's own work: copy, choose, share, and find the way back."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import html5lib
import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.builds import primer
from support.small_site import copy_small, write
from support.web import TEMPLATES, Firefox, Site

from primer.export.checklist import CHECKLIST_FORMS, choose, read_choice, render_checklist
from primer.export.plain import plain
from primer.export.snippets import check_forms, item_forms, item_url, reference_forms

NO = "() => Promise.reject()"
REFUSED = f"Object.defineProperty(navigator, 'clipboard', {{value: {{writeText: {NO}, write: {NO}}}}})"
CLOSED = f"{REFUSED}; document.execCommand = () => false"
COPIES = {"guideline": "g6.html", "myth": "m11.html", "finding": "f22.html", "activity": "w3.html"}
SOURCE = TEMPLATES["reference"]


def open_page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    return page


def pasted(context: BrowserContext) -> tuple[str, str]:
    """What is on the clipboard, as text and as HTML, put where an editor would take it."""
    page = context.new_page()
    page.set_content("<textarea></textarea><div contenteditable='true' style='white-space: pre'></div>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+V")
    page.locator("[contenteditable]").focus()
    page.keyboard.press("Control+V")
    found = page.locator("textarea").input_value(), page.locator("[contenteditable]").inner_html()
    page.close()
    return found


def heard(page: Page, words: str) -> None:
    """Waits until a screen reader is told these words."""
    live = page.locator("#announce")
    expect(live).to_contain_text(words)
    assert live.get_attribute("role") == "status"


def button(page: Page, name: str) -> Any:
    return page.get_by_role("button", name=name, exact=True)


def unfold(page: Page, check: int = 0) -> None:
    """Opens the menu of the page, or of one of its checks."""
    menu = page.locator(f"#c{check} .byb-check__how" if check else "details.byb-menu")
    menu.locator("> summary").click()
    expect(menu).to_have_attribute("open", "")


def where(site: Site, host: str, address: str) -> str:
    return site.url + address if host == "http" else site.disk(address)


@pytest.mark.parametrize("host", ["http", "file"])
@pytest.mark.parametrize("address", COPIES.values(), ids=COPIES.keys())
def test_every_button_of_an_item_copies_what_python_wrote(
    site: Site, context: BrowserContext, host: str, address: str
) -> None:
    name = address.removesuffix(".html").upper()
    page = open_page(context, where(site, host, address))
    unfold(page)
    for form in item_forms(site.primer, name):
        label = f"Copy {form.label} {'to' if form.name == 'link' else 'for'} {name}"
        button(page, label).click()
        heard(page, f"Copied: {label.removeprefix('Copy ')}")
        text, rich = pasted(context)
        assert text.strip() == form.text.replace("\r\n", "\n").strip(), form.name
        assert not form.html or links(rich) == links(form.html)


def links(markup: str) -> list[tuple[str, str]]:
    page = html5lib.parseFragment(markup, namespaceHTMLElements=False)
    return [(link.get("href"), "".join(link.itertext())) for link in page.iter("a")]


@pytest.mark.parametrize("host", ["http", "file"])
def test_every_button_of_a_source_copies_what_python_wrote(site: Site, context: BrowserContext, host: str) -> None:
    key = Path(SOURCE).stem
    page = open_page(context, where(site, host, SOURCE))
    unfold(page)
    for form in reference_forms(site.primer, site.primer.bibliography.references[key], ""):
        label = f"Copy {form.label} {'to' if form.name == 'link' else 'for'} {key}"
        button(page, label).click()
        heard(page, label.removeprefix("Copy "))
        text, _ = pasted(context)
        wanted = form.text if form.name != "cite" else page.locator(".byb-reference").inner_text()
        assert text.strip() == wanted.replace("\r\n", "\n").strip(), form.name


@pytest.mark.parametrize("host", ["http", "file"])
def test_a_check_is_copied_by_keyboard_in_the_forms_of_its_menu(site: Site, context: BrowserContext, host: str) -> None:
    page = open_page(context, where(site, host, "g6.html"))
    page.locator("#c2 .byb-check__how > summary").focus()
    page.keyboard.press("Enter")
    forms = {form.name: form for form in check_forms(site.primer, "G6", 2)}
    for kind, label in (
        ("link", "Copy Link to G6.2"),
        ("markdown", "Copy Markdown for G6.2"),
        ("comment", "Copy Pull-request comment for G6.2"),
        ("github", "Copy GitHub checklist for G6.2"),
        ("cite", "Copy Citation for G6.2"),
    ):
        button(page, label).focus()
        page.keyboard.press("Enter" if kind == "link" else "Space")
        heard(page, f"Copied: {label.removeprefix('Copy ')}")
        assert pasted(context)[0].strip() == forms[kind].text.strip()
    page.keyboard.press("Escape")
    expect(page.locator("#c2 .byb-check__how")).not_to_have_attribute("open", "")
    expect(page.locator("#c2 .byb-check__how > summary")).to_be_focused()


def test_every_form_of_a_check_is_one_link_away(site: Site, context: BrowserContext) -> None:
    page = open_page(context, site.url + "g6.html")
    unfold(page, 3)
    page.get_by_role("link", name="Every form of G6.3", exact=True).click()
    box = page.locator("#cite-c3")
    expect(box).to_be_in_viewport()
    expect(box).to_have_attribute("open", "")
    for form in check_forms(site.primer, "G6", 3):
        label = f"Copy {form.label} {'to' if form.name == 'link' else 'for'} G6.3"
        box.get_by_role("button", name=label, exact=True).click()
        heard(page, f"Copied: {label.removeprefix('Copy ')}")
        assert pasted(context)[0].strip() == form.text.replace("\r\n", "\n").strip(), form.name


@pytest.mark.parametrize("host", ["http", "file"])
def test_where_the_clipboard_is_refused_the_older_way_copies(site: Site, context: BrowserContext, host: str) -> None:
    context.add_init_script(REFUSED)
    page = open_page(context, where(site, host, "g6.html"))
    unfold(page)
    button(page, "Copy Jira for G6").click()
    heard(page, "Copied: Jira for G6")
    text, rich = pasted(context)
    (form,) = [form for form in item_forms(site.primer, "G6") if form.name == "jira"]
    assert text.strip() == form.text.strip()
    assert links(rich) == links(form.html)


@pytest.mark.parametrize("host", ["http", "file"])
def test_where_nothing_may_copy_the_text_is_selected_and_the_reader_told(
    site: Site, context: BrowserContext, host: str
) -> None:
    context.add_init_script(CLOSED)
    page = open_page(context, where(site, host, "g6.html"))
    unfold(page)
    button(page, "Copy Link to G6").click()
    heard(page, "press Ctrl+C")
    area = page.get_by_label("Text to copy")
    expect(area).to_be_focused()
    assert area.input_value() == item_url(site.primer, "G6")
    assert area.evaluate("area => area.value.slice(area.selectionStart, area.selectionEnd)") == area.input_value()
    page.keyboard.press("Tab")
    expect(area).to_have_count(0)


@pytest.mark.parametrize("address", [*COPIES.values(), SOURCE, "review.html"])
def test_every_copy_button_is_visible_and_named_with_the_words_that_it_shows(
    site: Site, context: BrowserContext, address: str
) -> None:
    page = open_page(context, site.url + address)
    if page.locator("details.byb-menu").count():
        unfold(page)
    buttons = page.locator("button.byb-copy:visible").all()
    assert buttons
    names = []
    for one in buttons:
        expect(one).to_be_visible()
        shown, name = one.inner_text().strip(), one.get_attribute("aria-label") or one.inner_text().strip()
        assert shown.casefold() in name.casefold()
        names.append(name)
    assert len(set(names)) == len(names)


def test_a_claim_is_copied_with_its_prefix_whatever_part_is_selected(site: Site, context: BrowserContext) -> None:
    page = open_page(context, site.url + "m11.html")
    fields = site.primer.myths["M11"].fields
    page.evaluate(
        """() => { const claim = document.querySelector(".byb-claim"), words = claim.lastChild;
        getSelection().setBaseAndExtent(words, 2, words, words.length) }"""
    )
    page.keyboard.press("Control+C")
    text, _ = pasted(context)
    assert text.startswith(fields.verdict.prefix)
    button(page, "Copy the claim with its correction").click()
    heard(page, "the claim with its correction")
    fact, claim, url = pasted(context)[0].split("\n")
    assert fact.startswith(f"M11 {fields.title}.")
    assert claim == f"{fields.verdict.prefix} {plain(site.primer, fields.claim)}"
    assert url == item_url(site.primer, "M11")


def test_from_a_search_to_a_comment_and_back_to_the_very_check(site: Site, context: BrowserContext) -> None:
    page = open_page(context, site.url)
    page.keyboard.press("Control+K")
    page.get_by_role("searchbox").fill("takedown displacement")
    page.get_by_role("link", name=re.compile("G12")).first.click()
    expect(page).to_have_url(site.url + "g12.html")
    unfold(page, 3)
    button(page, "Copy Pull-request comment for G12.3").click()
    heard(page, "Pull-request comment for G12.3")
    shown = MarkdownIt("gfm-like").render(pasted(context)[0])
    url, words = links(shown)[0]
    assert words == "G12.3"
    back = open_page(context, url.replace(site.primer.settings.site_url, site.url))
    check = back.locator("#c3")
    expect(check).to_be_in_viewport()
    asked = site.primer.guidelines["G12"].fields.checks[2]
    assert plain(site.primer, asked.text) in check.inner_text()


def test_a_choice_is_shared_by_its_address_and_read_offline_in_another_profile(
    site: Site, chromium: Browser, context: BrowserContext
) -> None:
    page = open_page(context, site.url + "review.html")
    page.get_by_label("Collect", exact=True).check()
    expect(page).to_have_url(re.compile("#lifecycle=collect$"))
    wanted = render_checklist(site.primer, choose(site.primer, read_choice(lifecycle=["collect"])), "github")
    assert page.locator("#review-out").text_content() == wanted
    button(page, "Copy a link to this choice").click()
    heard(page, "a link to this choice")
    shared = pasted(context)[0]
    assert shared == site.primer.settings.url("review.html#lifecycle=collect")
    other = chromium.new_context(offline=True)
    offline = open_page(other, site.disk("review.html") + "#" + shared.partition("#")[2])
    assert offline.get_by_label("Collect", exact=True).is_checked()
    assert offline.locator("#review-out").text_content() == wanted
    other.close()


@pytest.mark.parametrize("form", CHECKLIST_FORMS)
@pytest.mark.parametrize("host", ["http", "file"])
def test_a_choice_can_be_copied_and_saved_in_every_form(
    site: Site, context: BrowserContext, host: str, form: str, tmp_path: Path
) -> None:
    page = open_page(context, where(site, host, "review.html") + "#lifecycle=collect&role=engineer&id=G12")
    page.get_by_label(CHECKLIST_FORMS[form].label, exact=True).check()
    choice = read_choice("G12", lifecycle=["collect"], roles=["engineer"])
    wanted = render_checklist(site.primer, choose(site.primer, choice), form)
    button(page, "Copy the checklist").click()
    heard(page, "the checklist")
    text, rich = pasted(context)
    assert text.strip() == wanted.replace("\r\n", "\n").strip()
    assert form != "jira" or len(links(rich)) > 3
    with page.expect_download() as download:
        button(page, "Save as a file").click()
    assert download.value.suggested_filename == CHECKLIST_FORMS[form].file_name
    download.value.save_as(tmp_path / "saved")
    assert (tmp_path / "saved").read_bytes() == wanted.encode()


def test_a_choice_that_nothing_fits_says_so_and_the_way_back_is_a_first_review(
    site: Site, context: BrowserContext
) -> None:
    page = open_page(context, site.url + "review.html#lifecycle=wind-down&role=funder&topic=family")
    chosen = page.locator("#review-chosen")
    expect(chosen).to_have_text("No guideline fits all of these choices. Remove one.")
    button(page, "Back to a first review").click()
    expect(chosen).to_have_text("A first review: G18, G6, G8.")
    page.go_back()
    expect(page.get_by_label("Wind down")).to_be_checked()
    button(page, "Choose all guidelines").click()
    expect(chosen).to_have_text(f"Chosen: {', '.join(site.primer.guidelines)}.")


def test_the_page_and_the_command_print_the_same(site: Site, context: BrowserContext) -> None:
    page = open_page(context, site.url + "review.html#role=engineer&form=csv")
    command = [
        sys.executable,
        "-m",
        "primer",
        "checklist",
        "--root",
        str(site.root),
        "--role",
        "engineer",
        "--format",
        "csv",
    ]
    printed = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert page.locator("#review-out").text_content() == printed


def test_without_a_script_the_texts_can_be_selected_and_no_dead_button_is_shown(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = open_page(context, site.url + "g6.html")
    assert page.locator("button.byb-copy:visible").count() == 0
    assert page.locator("pre[data-copy='BibTeX']").text_content()
    page.goto(site.url + "review.html")
    assert not page.locator("#review").is_visible()
    assert page.get_by_role("link", name="issue-form.yml").is_visible()
    context.close()


@pytest.mark.parametrize("address", [*COPIES.values(), SOURCE])
def test_a_preview_gets_title_sentence_and_address(site: Site, address: str) -> None:
    head = (site.folder / address).read_text("utf-8").partition("</head>")[0]
    found = dict(re.findall(r'<meta property="og:([a-z_:]+)" content="([^"]*)"', head))
    assert found.keys() >= {"title", "description", "url", "type", "site_name"}
    assert found["url"] == site.primer.settings.url(address)
    assert 'type="application/atom+xml"' in head


@pytest.mark.parametrize("host", ["http", "file"])
def test_firefox_copies_and_chooses_too(site: Site, firefox: Firefox, host: str) -> None:
    wait = "document.getElementById('announce').textContent.length > 5"
    link = 'button[aria-label="Copy Link to G6"]'
    steps = [
        {"goto": where(site, host, "g6.html")},
        {"click": "#cite > summary"},
        {"click": link},
        {"until": wait},
        {"eval": "document.getElementById('announce').textContent"},
        {"goto": where(site, host, "review.html") + "#lifecycle=collect"},
        {"eval": "document.getElementById('review-out').textContent"},
    ]
    done = firefox.run(steps)
    wanted = render_checklist(site.primer, choose(site.primer, read_choice(lifecycle=["collect"])), "github")
    assert done["results"] == ["Copied: Link to G6", wanted]
    assert done["console"] == []


def test_the_old_address_of_a_merged_guideline_answers_on_a_built_site(tmp_path: Path, context: BrowserContext) -> None:
    root = copy_small(tmp_path / "site")
    text = (root / "docs/guidelines/g6-help-ready.md").read_text("utf-8")
    twin = re.sub(r"^title: .*$", "title: Have help ready early", text, flags=re.M).replace("id: G6", "id: G7")
    write(root / "docs/guidelines/g7-twin.md", twin)
    for arguments in (
        ["record", "--all"],
        ["record", "G7", "--tag", "MERGED_TO", "--to", "G6", "--note", "Both asked for the same agreement."],
        ["check"],
        ["build", "--no-pdf"],
    ):
        done = primer(root, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    page = open_page(context, (root / "site" / "g7.html").as_uri())
    main = page.locator("main, article").first
    expect(main).to_contain_text("This guideline was merged on")
    expect(main).to_contain_text("Both asked for the same agreement.")
    page.get_by_role("link", name=re.compile("Have help ready before")).first.click()
    expect(page).to_have_url((root / "site" / "g6.html").as_uri())
    record = json.loads((root / "site" / "g7.json").read_text("utf-8"))
    assert (record["status"], record["replaced_by"]) == ("merged", ["G6"])
