"""Cards meet when they are printed on both sides, say the same in every form, and can be read."""

from __future__ import annotations

import re

import pikepdf
from support import printed
from support.each import each
from support.printed import BYB, MM, STRAIGHT, letters, opened, real, starts, texts

from primer.content.model import AnyItem
from primer.paper.cards import deck_text

HOME = [f"{BYB}-cards-home-a4.pdf", f"{BYB}-cards-home-letter.pdf"]
SHOP, LARGE = f"{BYB}-cards-printshop-card.pdf", f"{BYB}-cards-large-a6.pdf"


def cards() -> list[AnyItem]:
    """The pages that have a card, in the order of the deck."""
    return [*real().primer.guidelines.values(), *real().primer.myths.values()]


def start_of(name: str, index: int, item: str) -> tuple[float, float]:
    """Where the words of a card begin on a page: the first letter of its id, and the line it stands on."""
    line = list(letters(name, index))
    text = "".join(letter.text for letter in line).translate(STRAIGHT)
    title = re.sub(r"\s", "", f"{item} {real().primer.items[item].fields.title}").translate(STRAIGHT)
    first = line[text.index(title)]
    return first.left, first.top


@each("name", lambda: HOME)
def test_fronts_and_backs_meet_within_a_millimetre(name: str) -> None:
    width = opened(name)[0].get_width()
    for number, page in enumerate(cards()):
        item = page.fields.id
        front, back = (start_of(name, starts(name)[item] + face, item) for face in (0, 1))
        left = (width - 2 * 88 * MM) / 2
        column = number % 8 % 2
        seen = left + column * 88 * MM + 5 * MM
        mirrored = left + (1 - column) * 88 * MM + 5 * MM
        # A shape stands before the words on the front only.
        assert seen <= front[0] <= seen + 5 * MM
        assert abs(back[0] - mirrored) < MM
        assert abs(front[1] - back[1]) < MM


@each("name", lambda: HOME)
def test_a_front_is_an_odd_page_so_that_its_back_is_on_the_same_sheet(name: str) -> None:
    assert {index % 2 for index in starts(name).values()} == {0}


def test_a_card_of_the_home_deck_is_read_from_9_points() -> None:
    for name in HOME:
        first = min(starts(name).values())
        on_cards = [letter for index in (first, first + 1) for letter in letters(name, index) if letter.top < 277 * MM]
        assert min(letter.size for letter in on_cards if letter.top < 265 * MM) >= 9.4


def test_the_print_shop_gets_one_face_a_page_with_3_mm_to_cut_off() -> None:
    assert len(opened(SHOP)) == 2 * len(cards())
    with pikepdf.open(printed.path(SHOP)) as pdf:
        for page in pdf.pages:
            cut, whole = pikepdf.Rectangle(page.trimbox), pikepdf.Rectangle(page.obj.BleedBox)
            assert (round(cut.width / MM), round(cut.height / MM)) == (88, 63)
            assert {round(edge / MM, 1) for edge in (cut.llx - whole.llx, cut.lly - whole.lly)} == {3.0}
    for index in range(0, len(opened(SHOP)), 9):
        assert all(7 * MM < letter.left < 88 * MM for letter in letters(SHOP, index))


def test_nothing_on_a_large_card_is_smaller_than_14_points() -> None:
    assert len(opened(LARGE)) == 2 * len(cards())
    assert min(letter.size for index in range(len(opened(LARGE))) for letter in letters(LARGE, index)) >= 13.99


def test_the_front_shows_a_question_an_id_and_a_title_and_nothing_else() -> None:
    for number, page in enumerate(cards()):
        fields = page.fields
        question = fields.question if page.kind.name == "guideline" else "How sure are we, and why?"
        front = texts(LARGE)[2 * number]
        assert front == f"{fields.id} {fields.title} {question}"


def test_no_claim_stands_on_a_card() -> None:
    whole = " ".join(" ".join(texts(LARGE)).lower().split())
    for page in real().primer.myths.values():
        claim = page.fields.claim.lower().split()
        assert not any(" ".join(claim[at : at + 6]) in whole for at in range(len(claim) - 5))


def test_the_text_of_the_deck_matches_it_card_for_card() -> None:
    assert printed.path(f"{BYB}-cards.txt").read_text("utf-8") == deck_text(real().primer)
    told = deck_text(real().primer).strip().split("\n\n")
    assert len(told) == len(cards())
    for number, card in enumerate(told):
        title, front, back, level = card.split("\n")
        seen = texts(LARGE)[2 * number] + " " + texts(LARGE)[2 * number + 1]
        for part in (title, front.removeprefix("Front: "), back.removeprefix("Back: "), level):
            assert " ".join(part.split()) in re.sub(r" \(?page \d+\)?", "", seen), part
