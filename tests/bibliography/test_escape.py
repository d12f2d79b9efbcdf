"""What was kept from Markdown is written plainly when it has run, and browsers read the same."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_bibliography.text.escape import attribute, in_markdown, inert, plain


class Reader(HTMLParser):
    """Notes what a browser reads: tags with their attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.read: list[object] = [""]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.read += [(tag, attrs), ""]

    def handle_endtag(self, tag: str) -> None:
        self.read += [tag, ""]

    def handle_data(self, data: str) -> None:
        self.read[-1] = f"{self.read[-1]}{data}"


SIGNS = st.text("ab/#:;&<>\"'-!=@ \n", max_size=20)


@given(SIGNS, SIGNS)
def test_a_plain_page_is_read_as_the_one_that_was_kept_from_markdown(address: str, text: str) -> None:
    html = f'<p>&amp;<a href="{attribute(address)}" title="{attribute(text)}">{inert(text)}</a>&lt;{inert(text)}</p>'
    assert Reader(plain(html)).read == Reader(html).read


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ('<a href="ref&#47;x&#46;html">', '<a href="ref/x.html">'),
        ("<p>&#91;1&#93;</p>", "<p>[1]</p>"),
        ("<p>&#60;b&#62; &#38; &#34;</p>", "<p>&#60;b&#62; &#38; &#34;</p>"),
        ("<&#47;p> &&#35;47;", "<&#47;p> &&#35;47;"),
        ("&#109;&#97;&#64;b&#46;org", "&#109;&#97;&#64;b.org"),
        ('<script>a = "&#47;"</script>&#47;', '<script>a = "&#47;"</script>/'),
    ],
    ids=["an address", "text", "signs of HTML", "what would become HTML", "e-mail", "a script"],
)
def test_signs_are_written_plainly_where_they_mean_nothing(html: str, written: str) -> None:
    assert plain(html) == written


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8))
def test_json_in_markdown_holds_the_same_and_no_sign_that_markdown_or_html_reads(value: object) -> None:
    for signs in (True, False):
        written = in_markdown(json.dumps(value, ensure_ascii=signs))
        assert json.loads(written) == value
        outside = written.replace("[]", "").replace("{}", "")
        assert not any(sign in outside for sign in "<>&`*_()!#|~$\u2028")
        assert "\\\\" not in written


def test_json_in_markdown_holds_no_link_and_no_end_of_a_comment() -> None:
    written = in_markdown(json.dumps(["-->", "</script>", "[x](javascript:a)", "\\", '"', "`a`"]))
    assert not any(part in written for part in ("-->", "</", "](", "\\\\", '\\"', "`"))
