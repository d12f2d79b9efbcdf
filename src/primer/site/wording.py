"""What pages say by number, level and list: small pieces that templates put into strings of the catalogue."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from mkdocs_bibliography.text.strings import Strings
from primer.export.comparison import ItemChange


class HtmlStrings:
    """The strings of a language in a template that escapes: they are HTML, and what is filled in is escaped."""

    def __init__(self, strings: Strings) -> None:
        self._strings = strings
        self.label, self.day = strings.label, strings.day

    def __call__(self, key: str, /, **values: Any) -> Markup:
        """A string with its names filled in."""
        return Markup(self._strings.text(key, values.get("n"))).format(**{"/": Markup("</a>")}, **values)


def parts_of(strings: Strings, change: ItemChange) -> str:
    """The parts of an item whose words changed: `title and statement`."""
    return strings("list.and").join(strings(f"edition.part-{name}") for name in change.reworded)
