"""What a reader or a printer finds in the PDFs of the real primer."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from support import printed
from support.each import each
from support.printed import BYB, EDITION, MM, edition, letters, opened, real, starts, texts

from primer.content.wording import sure
from primer.paper.compile import PACKED, Compiler, packed
from primer.paper.contents import print_context
from primer.paper.document import Document
from primer.paper.edition import every_document, ready_packs
from primer.paper.layout import A4, A6, CARD, LETTER, WIDE
from primer.paper.typesetter import PaperError
from primer.paper.verify import check_pdf
from primer.strings import read_strings

BOOK = f"{BYB}-book-a4.pdf"
SHEETS = {"a4": A4, "letter": LETTER, "a6": A6, "card": CARD, "projector": WIDE}
FACES = {"SourceSerif4", "SourceSans3"}
PROMISED = [
    *(
        f"{BYB}-{kind}-{sheet}.pdf"
        for kind in ("book", "largeprint", "handouts", "facilitator", "brief", "what-works")
        for sheet in ("a4", "letter")
    ),
    *(f"{BYB}-{kind}-{sheet}.pdf" for kind in ("handouts-largeprint", "cards-home") for sheet in ("a4", "letter")),
    f"{BYB}-facilitator-projector.pdf",
    f"{BYB}-cards-printshop-card.pdf",
    f"{BYB}-cards-large-a6.pdf",
    *(f"handouts/{BYB}-handout-g{n}-{sheet}.pdf" for n in range(1, 25) for sheet in ("a4", "letter")),
    *(
        f"packs/{BYB}-pack-{name}-{sheet}.pdf"
        for name in ("ai-detection", "chat-outreach", "data-sharing")
        for sheet in ("a4", "letter")
    ),
]
UNBOUND = ("handout-", "cards-printshop", "cards-large", "brief", "what-works")
BOUND = [name for name in PROMISED if not any(part in name for part in UNBOUND)]
"""Documents between a cover and help."""


def test_every_promised_document_is_printed() -> None:
    assert [name for name in PROMISED if name not in edition()[1]] == []


@each("name", lambda: PROMISED)
def test_every_page_has_exactly_the_size_that_the_name_says(name: str) -> None:
    sheet = SHEETS[re.search(r"-(\w+)\.pdf$", name)[1]]  # type: ignore[index]
    sizes = {tuple(round(side, 1) for side in opened(name).get_page_size(index)) for index in range(len(opened(name)))}
    assert sizes == {(round(sheet.width, 1), round(sheet.height, 1))}


@each("name", lambda: [BOOK, f"{BYB}-largeprint-letter.pdf", f"packs/{BYB}-pack-ai-detection-a4.pdf"])
def test_every_item_stands_where_its_bookmark_leads(name: str) -> None:
    for item in edition()[1][name].document.ids:
        text = texts(name)[starts(name)[item]].replace(f" {item} ", " ")
        assert real().primer.items[item].fields.title in text, item


def test_a_packed_pdf_is_half_as_long_and_says_the_same() -> None:
    loose = printed.path(f"{BYB}-facilitator-a4.pdf").read_bytes()
    tight = packed(loose)
    assert len(tight) < len(loose) / 2
    with pikepdf.open(io.BytesIO(loose)) as one, pikepdf.open(io.BytesIO(tight)) as other:
        assert "/StructTreeRoot" in other.Root
        assert other.pdf_version == one.pdf_version
        assert [page.Contents.read_bytes() for page in other.pages] == [
            page.Contents.read_bytes() for page in one.pages
        ]
    assert packed(tight) == tight
    assert b"/ObjStm" in printed.path(BOOK).read_bytes()
    assert len(loose) < PACKED


def test_a_document_that_lacks_an_item_is_refused() -> None:
    whole = edition()[1][f"handouts/{BYB}-handout-g6-a4.pdf"].document
    missing = whole.__class__(**{**whole.__dict__, "ids": whole.ids | {"G99"}})
    with pytest.raises(PaperError, match=rf"^handouts/{BYB}-handout-g6-a4\.pdf: G99 cannot be found in it\."):
        check_pdf(missing, printed.path(whole.path).read_bytes())


def test_a_document_that_is_too_long_is_refused() -> None:
    whole = edition()[1][f"{BYB}-brief-a4.pdf"].document
    short = whole.__class__(**{**whole.__dict__, "most_pages": 1})
    with pytest.raises(PaperError, match=rf"^{BYB}-brief-a4\.pdf: has 4 pages, 1 at most\."):
        check_pdf(short, printed.path(whole.path).read_bytes())


def test_a_document_on_other_paper_is_refused() -> None:
    whole = edition()[1][f"{BYB}-brief-a4.pdf"].document
    with pytest.raises(PaperError, match=rf"^{BYB}-brief-a4\.pdf: page 1 is 612\.0 by 792\.0 pt"):
        check_pdf(whole, printed.path(f"{BYB}-brief-letter.pdf").read_bytes())


def structure(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every element of a structure tree."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += list(one)  # type: ignore[call-overload]
        elif isinstance(one, pikepdf.Dictionary):
            if "/S" in one:
                yield one
            if "/K" in one:
                waiting.append(one.K)


def attribute(element: pikepdf.Dictionary, name: str) -> bool:
    """Whether an element has an attribute."""
    given = element.get("/A", pikepdf.Array())
    return any(name in one for one in (given if isinstance(given, pikepdf.Array) else [given]))  # type: ignore[operator]


@each("name", lambda: PROMISED)
def test_every_document_is_tagged_and_says_what_it_is(name: str) -> None:
    with pikepdf.open(printed.path(name)) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert metadata["dc:title"]
        assert {str(page.obj.Tabs) for page in pdf.pages if "/Annots" in page.obj} <= {"/S"}


@each(
    "name",
    lambda: [
        BOOK,
        f"{BYB}-facilitator-letter.pdf",
        f"{BYB}-cards-home-a4.pdf",
        f"handouts/{BYB}-handout-g12-a4.pdf",
    ],
)
def test_heads_figures_notes_and_links_carry_what_a_screen_reader_needs(name: str) -> None:
    with pikepdf.open(printed.path(name)) as pdf:
        elements = list(structure(pdf.Root.StructTreeRoot.K))
        assert [one for one in elements if one.S == "/TH" and not attribute(one, "/Scope")] == []
        assert [one for one in elements if one.S == "/Figure" and not str(one.get("/Alt", ""))] == []
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", []) if note.Subtype == "/Link"]
        assert links
        assert [one for one in links if not str(one.get("/Contents", "")) or "/StructParent" not in one] == []


@each("name", lambda: PROMISED)
def test_only_our_faces_are_used_and_all_are_embedded(name: str) -> None:
    with pikepdf.open(printed.path(name)) as pdf:
        fonts = {
            str(font.BaseFont): font
            for page in pdf.pages
            for _, font in page.obj.Resources.get("/Font", pikepdf.Dictionary()).items()
        }
        assert fonts
        for full, font in fonts.items():
            assert full.split("+")[-1].split("-")[0] in FACES
            assert "/ToUnicode" in font
            described = font.DescendantFonts[0].FontDescriptor
            assert any(f"/FontFile{kind}" in described for kind in ("", "2", "3"))


def words(text: str) -> list[str]:
    """The words of a text, without case and signs."""
    return re.findall(r"[a-z0-9]+", text.lower())


@each("name", lambda: [BOOK, f"{BYB}-cards-home-letter.pdf", f"packs/{BYB}-pack-ai-detection-a4.pdf"])
def test_no_bookmark_repeats_six_words_of_a_claim(name: str) -> None:
    titles = " | ".join(" ".join(words(mark.get_title())) for mark in opened(name).get_toc())
    for page in real().primer.myths.values():
        claim = words(page.fields.claim)
        runs = {" ".join(claim[at : at + 6]) for at in range(len(claim) - 5)}
        assert [run for run in runs if run in titles] == []


@each(
    "name",
    lambda: [
        BOOK,
        f"{BYB}-book-letter.pdf",
        f"{BYB}-facilitator-a4.pdf",
        f"packs/{BYB}-pack-data-sharing-letter.pdf",
    ],
)
def test_every_printed_page_number_is_the_page_where_that_item_starts(name: str) -> None:
    found = 0
    for text in texts(name):
        # A line that ends a page is followed by the foot, "page 9 of 454".
        for item, number in re.findall(r"\b([GMFW][1-9]\d*)(?:, | \()page (\d+)(?!\d| of )", text):
            assert starts(name)[item] + 1 == int(number), (item, number, text[:80])
            found += 1
    assert found > 4


@each("name", lambda: [BOOK, f"packs/{BYB}-pack-chat-outreach-a4.pdf"])
def test_titles_in_lists_and_tables_stand_before_their_page(name: str) -> None:
    whole = " ".join(texts(name))
    for item, start in starts(name).items():
        for number in re.findall(
            re.escape(f"{item} {real().primer.items[item].fields.title} (page ") + r"(\d+)\)", whole
        ):
            assert int(number) == start + 1


@each("name", lambda: BOUND)
def test_every_page_after_the_cover_has_a_foot(name: str) -> None:
    pages = texts(name)
    for number, text in enumerate(pages[1:], 2):
        assert f"page {number} of {len(pages)}" in text
        assert f"Before You Build {EDITION}" in text
        assert "beforeyoubuild.example" in text


@each("name", lambda: BOUND)
def test_the_cover_says_which_edition_this_is_and_where_a_newer_one_would_be(name: str) -> None:
    cover = texts(name)[0]
    for part in (
        f"Edition {EDITION}, ",
        "beforeyoubuild.example",
        "look for a newer edition",
        "CC BY 4.0",
        "They contain no images",
    ):
        assert part in cover
    assert str(real().primer.revision.day.year) in cover


@each("name", lambda: BOUND)
def test_the_last_page_is_help_with_the_day_it_was_checked(name: str) -> None:
    last = texts(name)[-1]
    assert re.search(r"Seen on \d{1,2} \w+ \d{4}|\d{1,2} November 2026", last)
    assert any(entry.name in " ".join(texts(name)[-8:]) for entry in real().primer.help.fields.entries)  # type: ignore[union-attr]


@each("name", lambda: [name for name in BOUND if "largeprint" not in name and "projector" not in name])
def test_emergency_numbers_stand_on_the_first_page_of_help(name: str) -> None:
    title = real().primer.help.fields.title  # type: ignore[union-attr]
    first = next(text for text in texts(name)[1:] if title in text and not text.startswith("Contents"))
    number = real().primer.help.fields.entries[0].contacts[0].value  # type: ignore[union-attr]
    assert re.search(rf"\b{re.escape(number)}\b", first)


def test_no_claim_stands_on_a_page_without_its_correction() -> None:
    for item, page in real().primer.myths.items():
        prefix = page.fields.verdict.prefix
        start = starts(BOOK)[item]
        near = [text for text in texts(BOOK)[start : start + 4] if prefix in text]
        assert near, item
        title = page.fields.title
        assert all(title in text[: text.index(prefix)] for text in near[:1]), item


def test_lists_that_a_page_asks_for_are_printed() -> None:
    pages = texts(BOOK)
    start = next(index for index, text in enumerate(pages) if "Findings with little or no evidence" in text)
    near = " ".join(pages[start : start + 3])
    for item, page in real().primer.findings.items():
        level = page.fields.level
        if (level.rated and level.number <= 1) or page.fields.disputed:
            assert f"{item} {page.fields.title}" in near
    assert any(re.search(r"What was read Sources full text \d+ abstract \d+", text) for text in pages)


HANDOUTS = [name for name in PROMISED if "handout-" in name]


@each("name", lambda: HANDOUTS)
def test_a_handout_is_one_page_and_nothing_on_it_is_smaller_than_12_points(name: str) -> None:
    assert len(opened(name)) == 1
    assert min(letter.size for letter in letters(name, 0)) >= 11.99


@each("name", lambda: HANDOUTS)
def test_a_handout_holds_what_a_group_needs(name: str) -> None:
    item = re.search(r"-(g\d+)-", name)[1].upper()  # type: ignore[index]
    g, text = real().primer.guidelines[item].fields, texts(name)[0]
    squeezed = "".join(words(text))
    for part in (g.title, g.statement, *(check.text for check in g.checks), g.question, *g.agree, g.strength.label):
        assert "".join(words(part)) in squeezed, part
    assert sure(read_strings(), g) in text
    assert f"https://beforeyoubuild.example/{item.lower()}.html" in text


def test_large_print_goes_down_to_18_points_and_no_further() -> None:
    for name in (f"{BYB}-largeprint-a4.pdf", f"{BYB}-handouts-largeprint-letter.pdf"):
        pages = range(0, len(opened(name)), 7)
        assert min(letter.size for index in pages for letter in letters(name, index)) >= 17.99


def test_a_handout_in_large_print_has_at_most_two_pages() -> None:
    for sheet in ("a4", "letter"):
        name = f"{BYB}-handouts-largeprint-{sheet}.pdf"
        assert max(after - start for start, after in pairwise(sorted(starts(name).values()))) <= 2


@each("name", lambda: [*HANDOUTS[:4], BOOK, f"{BYB}-facilitator-projector.pdf", f"{BYB}-largeprint-a4.pdf"])
def test_codes_lead_to_the_address_printed_beside_them(name: str) -> None:
    printed_at_300 = opened(name)[0].render(scale=300 / 72, grayscale=True).to_pil()
    half = printed_at_300.resize((printed_at_300.width // 2, printed_at_300.height // 2), Image.Resampling.BILINEAR)
    for picture in (printed_at_300, half):
        codes = zxingcpp.read_barcodes(picture.convert("L"))
        assert len(codes) == 1
        address = codes[0].text
        assert address.removeprefix("https://").rstrip("/") in texts(name)[0]
        if "handout" in name:
            assert address in texts(name)[0]
    place = zxingcpp.read_barcodes(printed_at_300.convert("L"))[0].position
    side = (place.top_right.x - place.top_left.x) / 300 * 72
    assert side >= 19.9 * MM


AGAIN = {BOOK, f"handouts/{BYB}-handout-g6-a4.pdf"}
"""A long document and a short one, which between them use every part of the templates that could bring in chance."""


def printed_again(wanted: set[str]) -> list[str]:
    """The documents of some that come out otherwise when they are printed again."""
    context = print_context(real().primer)
    press = Compiler(context.facts, real().primer.revision.epoch)
    again = {one.path: press.compile(one) for one in every_document(context) if one.path in wanted}
    assert again.keys() == wanted
    return [path for path, data in again.items() if data != printed.path(path).read_bytes()]


def test_the_same_primer_gives_the_same_bytes() -> None:
    assert printed_again(AGAIN) == []


@pytest.mark.slow
def test_the_same_primer_gives_the_same_bytes_of_every_document() -> None:
    assert printed_again({path for path in edition()[1] if path.endswith(".pdf")}) == []


@pytest.mark.parametrize("guess", ['{"g1": 4000, "f1": 1, "m1": 100000}', "{}"])
def test_what_the_first_pass_guesses_is_never_printed(guess: str, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = real()
    context = print_context(checked.primer)
    (ready,) = (ready for ready in ready_packs(context, A4) if ready.path.endswith("pack-ai-detection-a4.pdf"))
    inputs = {**ready.inputs, "rough": guess}
    monkeypatch.setattr(Document, "inputs", property(lambda document: inputs))
    assert (
        Compiler(context.facts, checked.primer.revision.epoch).compile(ready) == printed.path(ready.path).read_bytes()
    )
