"""Code is what every reader of Markdown takes for code: HTML in it never becomes an element."""

from __future__ import annotations

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.hostile import many

from primer.publish.theme import EXTENSIONS
from primer.syntax.sure_code import sure_code

TAG = "<u x>"
SURE = (
    "`<u x>`", "A `<u x>` b", "- `<u x>`", "``<u x>``", "`` ` <u x> ``", "`a` and `<u x>`", "`a\nb` and `<u x>`",
    "```\n<u x>\n```", "~~~ html\n<u x>\n~~~", "- x\n\n    ```\n    <u x>\n    ```", "| a |\n| - |\n| `<u x>` |",
    "a <!-- a --> `<u x>`", "`<!-- <u x>`", "a \\\\ `<u x>`\n\n```\na\n```",
)  # fmt: skip
UNSURE = (
    "<u x>", "`\\`<u x>\\``", "\\`<u x>\\`", "`x\n: <u x>`", "x\n- `a\n- <u x>`", "1. ```\n<u x>\n```", "```\n<u x>",
    "    ```\n<u x>\n    ```", "```\na\n~~~\n\n<u x>", "``x` <u x>`", "```x`` <u x>`` `", "`a``b` <u x>` ``",
    "~~~\n<u x>\n```", "x\n    <u x>", "    <u x>", "- x\n\n      <u x>", "<!-- ` --> <u x> `",
    "<!-- a --> `<u x>`", "> ```\n> <u x>\n> ```",
    "````\n<u x>\n```", "```\n\n<u x>\n````", "``` a`b\n<u x>\n```", "```\n\n```\n\n<u x>\n\n```\n```", "`a\n\n<u x>`",
)  # fmt: skip


def is_code(text: str) -> bool:
    return any(span.start <= text.index(TAG) < span.end for span in sure_code(text))


@pytest.mark.parametrize("text", SURE)
def test_code_that_all_agree_on(text: str) -> None:
    assert is_code(text)
    assert not alive(text)


@pytest.mark.parametrize("text", UNSURE)
def test_code_that_some_take_for_text(text: str) -> None:
    assert not is_code(text)


def alive(text: str) -> list[str]:
    """The readers that make an element of the tag."""
    readers = {
        "Python-Markdown": lambda: markdown.markdown(text, extensions=list(EXTENSIONS)),
        "CommonMark": lambda: MarkdownIt("gfm-like").render(text),
    }
    return [name for name, read in readers.items() if TAG in read() or "<u x=" in read()]


PIECES = st.sampled_from(
    ("`", "``", "```", "~~~", "\n", "\n\n", " ", "    ", "a", TAG, "- ", "1. ", ": ", "> ", "|", "\\", "<!-- ", " -->",
     "\n```\n", "\n\n```\n", "[x](", ")", "#", "/// example\n", "\n///\n", "*", "| a |\n| - |\n")
)  # fmt: skip


@many(150)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_the_site_makes_no_element_of_what_stands_in_sure_code(text: str) -> None:
    place = text.find(TAG)
    spans = list(sure_code(text))
    while place >= 0:
        if not any(span.start <= place < span.end for span in spans):
            return
        place = text.find(TAG, place + 1)
    assert "Python-Markdown" not in alive(text), spans


def test_many_backticks_take_no_long_time() -> None:
    assert list(sure_code("` `` " * 50_000))[:1]
    assert list(sure_code("```\n" * 50_000))[:1]
    assert list(sure_code("``` `` " * 50_001))[1:] == []
    for long in (
        "<!-- `a` " * 50_000,
        "--> <!-- `a` " * 50_000,
        "<!--\n\n" * 50_000 + "-->",
        "a\n```\n-->\n```\n" * 20_000,
    ):
        assert len(list(sure_code(long))) in (0, 20_000, 50_000)
