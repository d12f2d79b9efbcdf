"""The last look at a page: what could act by itself is found, and nothing else is."""

import pytest

from primer.site.active_html import find_active


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p><script>a</script>",
        '<script src="https://a.example/b.js"></script>',
        "<img src=x onerror=a>",
        "<svg/onload=a>",
        '<a href="java&#115;cript:a">x</a>',
        "<a href=' \tjava\nscript:a'>x</a>",
        '<a href="//a.example/">x</a>',
        '<a href="\\\\a.example/">x</a>',
        '<img src="https://a.example/b.png">',
        '<img src="data:image/svg+xml,x">',
        '<p style="background:url(x)">x</p>',
        "<iframe></iframe>",
        '<meta http-equiv="refresh" content="0">',
        '<form action="x">x</form>',
        "<p>x <img src=x onerror=a",
        '<a title="x>y" onclick="a">x</a>',
    ],
)
def test_it_is_found(html: str) -> None:
    assert html.find(find_active(html)) >= 0
    assert find_active(html)


@pytest.mark.parametrize(
    "html",
    [
        '<p>x onerror=a &lt;script&gt; 1 < 2</p><code>javascript:a</code>',
        '<button data-text="<script> onclick=a" data-html="href=javascript:a">x</button>',
        '<a href="g6.html#c1">x</a><a href="https://a.example/?b=c:d">x</a><a href="tel:+1">x</a>',
        '<a href="mailto:a@b">x</a>',
        '<script src="../assets/js/sort.js" defer></script><script type="application/ld+json">{"a": "b"}</script>',
        '<td style="text-align: right;">x</td><img src="assets/a.png" alt="b">',
    ],
)  # fmt: skip
def test_nothing_else_is(html: str) -> None:
    assert find_active(html) == ""
