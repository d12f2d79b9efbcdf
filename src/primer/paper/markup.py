"""The smallest pieces of Typst markup: escaped text, content, and inline HTML of formatted references."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from primer.fonts.coverage import TICK

_SPECIAL = re.compile(r"[\\#$*_`<>@\[\]~/=+.:-]")
_OPENINGS = {"em": "emph", "i": "emph", "strong": "strong", "b": "strong", "sup": "super", "sub": "sub"}


class Content(str):
    """Typst markup that stands as a value, brackets included."""

    __slots__ = ()


def escape(text: str) -> str:
    """Plain text in which Typst finds no markup; straight quotes stay, so that Typst curls them."""
    return _SPECIAL.sub(lambda match: f"\\{match.group()}", text).replace(TICK, "#tick();")


def content(markup: str) -> Content:
    """Markup as a value: `[...]`, without space at its ends."""
    return Content(f"[{markup.strip()}]")


def from_html(html: str) -> str:
    """Inline HTML, as formatted references hold it, as markup."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return "".join(writer.parts)


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._ends: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a":
            target = (given.get("href") or "").replace("\\", "\\\\").replace('"', '\\"')
            opening = f'#link("{target}")['
        elif "small-caps" in (given.get("class") or ""):
            opening = "#smallcaps["
        else:
            opening = f"#{_OPENINGS[tag]}[" if tag in _OPENINGS else ""
        self.parts.append(opening)
        self._ends.append("];" if opening else "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(self._ends.pop())

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))


def plain(text: str) -> Content:
    """Plain text as a value."""
    return content(escape(text))


@dataclass(frozen=True)
class Call:
    """A call of one of our Typst functions."""

    function: str
    arguments: str
    """As Typst code."""

    @classmethod
    def of(cls, function: str, **arguments: object) -> Call:
        """A call with values; arguments named `not_when` become `not-when`."""
        return cls(function, ", ".join(f"{name.replace('_', '-')}: {value(one)}" for name, one in arguments.items()))

    def markup(self, *, fresh: bool = True) -> str:
        """The call as markup; one that is not fresh goes on where the last one ended."""
        return f"#{self.function}({'' if fresh else 'fresh: false, '}{self.arguments})"


def call(function: str, **arguments: object) -> str:
    """A call of one of our Typst functions, as markup."""
    return Call.of(function, **arguments).markup()


@dataclass(frozen=True)
class Code:
    """Markup, and where in it the pieces that have a name begin."""

    text: str
    places: Mapping[str, int] = field(default_factory=dict)
    """The offset of each piece by its name."""


def joined(parts: Iterable[str | Code]) -> Code:
    """Parts of a document one below another."""
    texts: list[str] = []
    places: dict[str, int] = {}
    at = 0
    for part in parts:
        code = part if isinstance(part, Code) else Code(part)
        texts.append(code.text)
        places |= {name: at + place for name, place in code.places.items()}
        at += len(code.text) + 1
    return Code("\n".join(texts), places)


def value(one: object) -> str:
    """A value of Python as Typst code: content, text, numbers, sequences and mappings."""
    match one:
        case Content():
            return one
        case str():
            return json.dumps(one, ensure_ascii=False)
        case bool():
            return str(one).lower()
        case None:
            return "none"
        case Mapping():
            inner = ", ".join(f"{name}: {value(part)}" for name, part in one.items())
            return f"({inner or ':'})"
        case Sequence():
            return f"({''.join(f'{value(part)}, ' for part in one)})"
        case _:
            return str(one)
