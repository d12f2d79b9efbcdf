"""Numbers of pages agree with the pages, however long Typst takes to find them."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pypdfium2
import pytest
from support.printed import BYB, real, texts

from primer.paper.contents import print_context
from primer.paper.typesetter import PaperError, Typesetter

HEAD = """#import "/primer.typ": *
#set document(title: "A document")
#set text(font: serif, lang: "en")
#metadata(none)<begin>
#let page-of(name) = if first-pass() { rough-page(name) } else { place-of(name).page() }
"""


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    context = print_context(real().primer)
    return Typesetter(context.facts, 0)


def pages_of(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("links", [2, 6, 9])
def test_a_chain_of_pieces_that_push_one_another_settles(typesetter: Typesetter, links: int) -> None:
    """Each piece moves to a page of its own when the one before it has moved, so that each pass moves one."""
    names = [f"a{number}" for number in range(links)]
    pieces = ["#pagebreak()\n= A <a0>\n"]
    pieces += [
        f"#context if page-of({json.dumps(before)}) > {at} [#pagebreak()]\n= A <{name}>\n"
        for at, (before, name) in enumerate(pairwise(names), 1)
    ]
    end = "".join(f'#to-page("{name}", "", [See])\n\n' for name in names)
    data = typesetter.typeset("a.pdf", HEAD + "".join(pieces) + end, {"rough": json.dumps(dict.fromkeys(names, 1))})
    pages = pages_of(data)
    assert len(pages) == links + 1
    assert re.findall(r"page\W(\d+)", pages[-1]) == [str(number) for number in range(2, links + 2)]


def test_numbers_that_push_one_another_for_ever_are_of_one_width(typesetter: Typesetter) -> None:
    """A narrow number puts its piece on a page with a wide one, and a wide number on a page with a narrow one."""
    code = """#context if measure(to-page("a", "", [See])).width < measure[See (page~10)].width {
  for _ in range(9) { pagebreak() }
}
= A <a>
#to-page("a", "", [See])
"""
    pages = pages_of(typesetter.typeset("a.pdf", HEAD + code, {"rough": '{"a": 1}'}))
    assert re.findall(r"page\W+(\d+)", pages[-1]) == [str(len(pages))]


def test_numbers_that_never_agree_are_one_line(typesetter: Typesetter) -> None:
    code = "#pagebreak()\n= A <a>\n#context if calc.even(counter(page).final().first()) [#pagebreak() x] else [y]\n"
    with pytest.raises(PaperError) as told:
        typesetter.typeset("a.pdf", HEAD + code, {"rough": '{"a": 1}'})
    assert str(told.value) == (
        "a.pdf: its numbers of pages never agree with its pages. Report this as a bug of 'primer pdf'."
    )


def test_large_print_holds_the_words_of_each_source() -> None:
    """Its cells are paragraphs, and Typst leaves out what may not stand in one."""
    primer = real().primer
    rows = [row for finding in primer.findings.values() for row in finding.fields.evidence]
    words = {one.words for row in rows for one in primer.extracts.of(row.cite) if one.id in row.extracts}
    assert len(words) > 100
    for name in (f"{BYB}-book-a4.pdf", f"{BYB}-largeprint-a4.pdf"):
        printed = letters_of(" ".join(texts(name)))
        begun = [one for one in words if letters_of(one[:25]) in printed]
        assert len(begun) > 0.95 * len(words), name  # The rest is cut by the end of a page.


def letters_of(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
