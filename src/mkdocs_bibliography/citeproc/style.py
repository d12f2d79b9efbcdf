"""CSL styles: the bundled ones by name, any other by file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Literal

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.locales import LOCALES, is_locale
from mkdocs_bibliography.text.source import UnreadableText, read_source

_BUNDLED = Path(__file__).parent / "styles"
_SUBSTITUTE = "subsequent-author-substitute"

Kind = Literal["author-date", "numeric", "note"]
"""How a style cites: by names in the text, by number, or in notes."""


class StyleNotFound(UserError):
    """No such style or locale; the message lists what there is."""


def bundled_styles() -> tuple[str, ...]:
    """Names of the styles that come with the package."""
    return tuple(sorted(path.stem for path in _BUNDLED.glob("*.csl")))


@dataclass(frozen=True)
class Style:
    """A CSL style and the locale of its words."""

    name: str = "apa"
    """One of `bundled_styles`, or the path of a `.csl` file."""
    locale: str = ""
    """A locale such as `en-GB`; empty for the style's own."""

    @cached_property
    def language(self) -> str:
        """The locale of the style's words: the one asked for, else its own, else `en-US`."""
        return self.locale or self.attributes("style").get("default-locale", "en-US")

    @cached_property
    def path(self) -> Path:
        """The style's file. Raises StyleNotFound."""
        path = _BUNDLED / f"{self.name}.csl" if self.name in bundled_styles() else Path(self.name)
        if not path.is_file():
            known = ", ".join(bundled_styles())
            raise StyleNotFound(
                f"There is no CSL style '{self.name}'. Name one of {known}, or the path of a .csl file."
            )
        return path

    @cached_property
    def text(self) -> str:
        """The style's XML, changed so that entries and citations read alike wherever they stand.

        A dash never stands for repeated authors, since each entry is shown alone too (see `substituting_text`); and in
        a style without notes no citation depends on the one before it.
        """
        return re.sub(rf'\s{_SUBSTITUTE}="[^"]*"', "", self.substituting_text)

    @cached_property
    def substituting_text(self) -> str:
        """The same with a dash, or what the style has for it, for the authors of the entry above."""
        try:
            xml = read_source(self.path, self.name).text
        except UnreadableText as error:
            raise StyleNotFound(f"{self.name}:{error.line}: {error}. {error.fix}") from error
        parent = re.search(r'<link[^>]*href="[^"]*/([\w-]+)"[^>]*rel="independent-parent"', xml)
        if parent or "<citation" not in xml:
            wanted = f" It depends on the style '{parent[1]}': use that one's file." if parent else ""
            raise StyleNotFound(f"'{self.name}' is no independent CSL style.{wanted}")
        if _is_note(xml):
            return xml
        return re.sub(r'\sposition="(?!first")[^"]*"', ' is-uncertain-date="no-such-variable"', xml)

    @cached_property
    def kind(self) -> Kind:
        """How the style cites."""
        if _is_note(self.text):
            return "note"
        citation = self.text[self.text.index("<citation") : self.text.index("</citation>")]
        used = citation + "".join(self._macro(name) for name in re.findall(r'macro="([^"]+)"', citation))
        return "numeric" if re.search(r'variable="(?:citation-number|citation-label)"', used) else "author-date"

    def _macro(self, name: str) -> str:
        found = re.search(rf'<macro name="{re.escape(name)}">.*?</macro>', self.text, re.DOTALL)
        return found[0] if found else ""

    @property
    def substitutes(self) -> bool:
        """Whether the style's list shows the authors of the entry above by a dash."""
        return _SUBSTITUTE in self.substituting_text

    def attributes(self, element: str) -> dict[str, str]:
        """The attributes of the first element of a name, such as `citation`."""
        found = re.search(rf"<{element}\b([^>]*)>", self.text)
        return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1])) if found else {}

    def citation_layout(self) -> dict[str, str]:
        """Prefix, suffix and delimiter that a citation's works stand in."""
        citation = self.text[self.text.index("<citation") :]
        found = re.search(r"<layout\b([^>]*)>", citation)
        return {name: unescape(value) for name, value in re.findall(r'([\w-]+)="([^"]*)"', found[1] if found else "")}

    @cached_property
    def plain_text(self) -> str:
        """The style's XML without disambiguation, and with entries that show nothing: their order is what it is for."""
        xml = re.sub(r'\sdisambiguate-add-[\w-]+="true"', "", self.text)
        start = xml.find("<bibliography")
        layout = re.compile(r"<layout\b.*?</layout>", re.DOTALL)
        return xml[:start] + layout.sub('<layout><text value="entry"/></layout>', xml[start:], count=1)

    def check(self) -> None:
        """Raises StyleNotFound if the style or the locale does not exist."""
        _ = self.kind
        if self.locale and not is_locale(self.locale):
            raise StyleNotFound(f"There is no CSL locale '{self.locale}'. Name one of {', '.join(LOCALES)}.")


def _is_note(xml: str) -> bool:
    return re.search(r'<style\b[^>]*\sclass="note"', xml) is not None
