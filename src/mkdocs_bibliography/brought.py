"""What other plugins bring into pages after they were read, cited like what the pages' authors wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from mkdocs_bibliography.cache import CachedPage, CachedSite
from mkdocs_bibliography.citations.syntax import parse_citations
from mkdocs_bibliography.html.converted import citations_in, raw_keys
from mkdocs_bibliography.html.placeholders import fill, mark, names_in, owned, restore, without_unsearched

if TYPE_CHECKING:
    from mkdocs_bibliography.build import SiteBuilder


@dataclass
class _Open:
    """A page on its way through the build."""

    made: CachedPage
    address: str
    number: int
    text: str
    """Its Markdown when all plugins had changed it."""
    is_new: bool
    """Whether it cites otherwise than the file that was read."""
    brought: tuple[str, ...] = ()
    parts: dict[str, str] | None = None
    """What is put in only when nothing searches the page any more."""

    @cached_property
    def counted(self) -> int:
        """How many citations its text holds; asked only of a page that others were brought into."""
        return len(parse_citations(self.text).clusters)


class OpenPages:
    """The pages of one build; the rest of the plugin hands them over as they go through the hooks of MkDocs."""

    def __init__(self, site: CachedSite, maker: Callable[[], SiteBuilder], narrative: bool, heading: str) -> None:
        self.site = site
        self._maker = maker
        self._narrative = narrative
        self._heading = heading
        self._open: dict[str, _Open] = {}

    def markdown(self, name: str, address: str, text: str) -> str:
        """A page's Markdown with marks in the place of citations and lists."""
        made = self.site.pages.get(name)
        is_new = False
        if made is None or made.before.strip() != text.strip():
            is_new = _cited(text) != _cited(made.before if made else "")
            made = (
                self._maker().provisional(name, address, text)
                if made or is_new or "[[" in text
                else CachedPage(text, text, {}, text)
            )
        page = self._open[name] = _Open(made, address, len(self._open), text, is_new)
        return text if made.before == made.after else owned(made.after, page.number)

    def content(self, name: str, address: str, html: str) -> tuple[str, str]:
        """A converted page with what its marks stand for, and its Markdown as text alone.

        A page that another plugin brought citations into keeps its marks until every page is known.
        """
        if name not in self._open:  # such as a notebook, which is not converted from Markdown
            self.markdown(name, address, "")
        page = self._open[name]
        changes: list[tuple[int, int, str]] = []
        for span, cluster in citations_in(html, self._narrative):
            if all(item.key in self.site.keys for item in cluster.items):
                number = page.counted + len(page.brought)
                changes.append((span.start, span.end, mark(f"{page.number}.c{number}")))
                page.brought = (*page.brought, cluster.text)
        for start, end, new in reversed(changes):
            html = html[:start] + new + html[end:]
        if page.is_new or page.brought:
            return html, page.made.plain
        return self._settled(page, page.made, html), page.made.plain

    def shown(self, name: str, html: str) -> str:
        """A converted page for whoever copies it before all are known: what is not yet formatted is as written."""
        page = self._open[name]
        kept = {f"{page.number}.{one}": _apart(page, one, held)[0] for one, held in page.made.held.items()}
        kept |= {f"{page.number}.c{page.counted + at}": escape(text) for at, text in enumerate(page.brought)}
        return fill(restore(html, kept), {})

    def finish(self, contents: dict[str, str]) -> dict[str, tuple[str, str]]:
        """The pages that change once all are known, each with its HTML and its Markdown as text."""
        if not any(page.is_new or page.brought for page in self._open.values()):
            return {}
        texts = {name: (page.text, page.brought) for name, page in self._open.items()}
        final = self._maker().final(texts, {name: page.address for name, page in self._open.items()})
        done: dict[str, tuple[str, str]] = {}
        for name, html in contents.items():
            page = self._open.get(name)
            if page is not None:
                late = bool(page.is_new or page.brought)
                settled = self._late(page, final[name], html) if late else self._again(page, final[name], html)
                done[name] = settled, final[name].plain
        return done

    def _settled(self, page: _Open, made: CachedPage, html: str) -> str:
        """The page with everything in its place but what is not to be searched."""
        page.parts = {}
        kept = {}
        for name, held in made.held.items():
            kept[f"{page.number}.{name}"], parts = _apart(page, name, held)
            page.parts |= parts
        return restore(html, kept)

    def _late(self, page: _Open, made: CachedPage, html: str) -> str:
        """A page that kept its marks; what had no mark, since its Markdown cites nothing, comes at its end."""
        placed = set(names_in(html))
        ends = [name for name in ("list", "notes", "cards") if name in made.held]
        for name in (name for name in ends if f"{page.number}.{name}" not in placed):
            if name == "list" and self._heading:
                html += f'\n<h2 id="references">{escape(self._heading)}</h2>'
            html += f"\n{mark(f'{page.number}.{name}')}"
        old = {name: held for name, held in page.made.held.items() if name.startswith("h")}
        return self._settled(page, made, _exchanged(html, old, made.held))

    def _again(self, page: _Open, made: CachedPage, html: str) -> str:
        """A page that is settled already, whose numbers or letters may have changed."""
        old = {name: _apart(page, name, held)[0] for name, held in page.made.held.items()}
        new = {name: _apart(page, name, held) for name, held in made.held.items()}
        page.parts = {key: part for _, parts in new.values() for key, part in parts.items()}
        return _exchanged(html, old, {name: shown for name, (shown, _) in new.items()})

    def output(self, name: str, html: str) -> str:
        """A finished page, whole."""
        page = self._open.get(name)
        return fill(html, page.parts or {} if page else {})

    def left_raw(self, html: str) -> Iterator[str]:
        """The known keys that a finished page shows as written."""
        if re.search(r"\[[^\[\]<>]{0,200}@", html):
            yield from raw_keys(html, self.site.keys)


def _cited(text: str) -> list[str]:
    return [cluster.text for cluster in parse_citations(text).clusters]


def _apart(page: _Open, name: str, held: str) -> tuple[str, dict[str, str]]:
    return without_unsearched(held, f"{page.number}.{name}")


def _exchanged(html: str, old: Mapping[str, str], new: Mapping[str, str]) -> str:
    """The HTML with what it holds of the one in the place of the other."""
    for name, before in old.items():
        after = new.get(name, before)
        if before and before != after:
            html = html.replace(before, after, 1)
    return html
