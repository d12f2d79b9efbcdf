"""Text written so that its reader finds no markup in it; attributes, relative addresses.

Each function is for one reader: `inert` for HTML that Markdown runs over, `plain` for HTML when it has run, `literal`
for our own Markdown, `attribute` and `attributes` for attributes of HTML, `pasted` for Markdown anywhere, `in_script`
for JSON in a script, `in_markdown` for such a script in a Markdown text, `tex` for BibTeX and `annotation` for
GitHub's log. What Typst reads is escaped where Typst is written.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping


def attributes(names: Mapping[str, str]) -> str:
    """HTML attributes whose values Markdown leaves alone wherever they stand."""
    return " ".join(f'{name}="{_encoded(value)}"' for name, value in names.items())


def _encoded(value: str) -> str:
    return re.sub(r"[^0-9A-Za-z -]", lambda found: f"&#{ord(found[0])};", value)


def relative(address: str, page: str) -> str:
    """The way to an address from a page, both counted from the root of the site."""
    path, _, fragment = address.partition("#")
    folder = posixpath.dirname(page)
    way = "" if path == page else posixpath.relpath(path, folder) if path and folder else path
    return way + (f"#{fragment}" if fragment else "")


_QUIET = set(" ,.;\t\n")
_ACTIVE = {code: f"&#{code};" for code in range(128) if not (chr(code).isalnum() or chr(code) in _QUIET)}
_ACTIVE[ord("\r")] = ""


def inert(text: str) -> str:
    """Text as HTML in which Markdown finds no markup; HTML has no carriage returns."""
    return text.translate(_ACTIVE)


class _References(dict[int, str]):
    """A table for `str.translate` that turns the characters of a pattern into references; it fills as it is used."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self._pattern = re.compile(pattern)

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = f"&#{code};" if self._pattern.match(letter) else letter
        return self[code]


_LITERAL = _References(r"[^\w ,.;:?()/'’–—-]|_")
_ATTRIBUTE = _References(r"[^0-9A-Za-z ]")


def literal(text: str) -> str:
    """Plain text that neither Markdown nor HTML reads as markup."""
    return text.translate(_LITERAL)


def attribute(text: str) -> str:
    """Plain text for an HTML attribute, safe in every context of Markdown; HTML has no carriage returns."""
    return text.replace("\r\n", "\n").translate(_ATTRIBUTE)


_REFERENCE = re.compile(r"<(script|style)\b.*?</\1>|(?<![<&])&#(\d+);", re.S)
_PLAIN = {str(ord(sign)): sign for sign in "!#$%()*+,-./:=?[\\]^_`{|}~"}
"""Signs that mean nothing in the text of HTML or between quotation marks, unless they end or begin what does. An at
sign is not among them: Markdown writes addresses of e-mail in references on purpose."""


def plain(html: str) -> str:
    """A finished page with the signs that only Markdown minds written plainly; what browsers read stays the same."""
    return _REFERENCE.sub(lambda found: _PLAIN.get(found[2], found[0]), html)


_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def one_line(text: str) -> str:
    """Text on one line, without the control characters and halves of characters that no format of text may hold."""
    return " ".join(_UNSEEN.sub("", text).split())


_SIGNS = re.compile(r"([\\`*_\[\]<>|~])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK = re.compile(r"^(#{1,6}|[-+=]|:(?=\s)|\d{1,9}(?=[.)]))")


def pasted(text: str) -> str:
    """Plain text for Markdown that is pasted anywhere: signs have a backslash, and none begins a block."""
    signs = _SIGNS.sub(r"\\\1", _ENTITY.sub("&amp;", one_line(text)))
    return _BLOCK.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", signs)


def in_script(json: str) -> str:
    """JSON for a script of HTML, which nothing in it ends, and in which Markdown finds no code."""
    return (
        json.replace("<", "\\u003c").replace("`", "\\u0060").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ACTIVE_IN_JSON = re.compile(r"""\\["\\]|[!#$&()*<>\[\]^_`{|}~\u2028\u2029]""")


def in_markdown(json: str) -> str:
    """JSON for a script of HTML in a Markdown text: no sign of its strings means anything to Markdown or to HTML."""
    return _STRING.sub(lambda string: f'"{_ACTIVE_IN_JSON.sub(_unicode_escape, string[0][1:-1])}"', json)


def _unicode_escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0][-1]):04x}"


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def tex(text: str) -> str:
    """Plain text for a field of BibTeX."""
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _TEX.get(found[0], f"\\{found[0]}"), text)


def annotation(text: str, more: str = "") -> str:
    """Text for an annotation in GitHub's log, whose signs are `%` and a number; `more` are signs beside line ends."""
    return "".join(f"%{ord(letter):02X}" if letter in "%\r\n" + more else letter for letter in text)
