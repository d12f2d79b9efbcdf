"""The pages of released editions: a frozen body between a banner that says what became of it and a short foot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment

from primer.content.editions import ReleasedEdition, pinned_address
from primer.content.model import Primer
from primer.content.wording import upper_first
from primer.export.comparison import CheckChange, ItemChange, item_change
from primer.site.model import LAYERED
from primer.site.templating import day_of, template_environment
from primer.site.wording import HtmlStrings, parts_of
from primer.theme import SCRIPTS

if TYPE_CHECKING:
    from primer.site.model import RenderedSite

_CHECK = re.compile(r'<li id="c(\d+)">')
_ROOT = "../../"
"""The way from a frozen page to the root of the site."""


@cache
def _templates() -> Environment:
    environment = template_environment(autoescape=True)
    environment.filters |= {"day": day_of, "upper_first": upper_first}
    environment.globals["parts_of"] = parts_of
    return environment


def frozen_pages(rendered: RenderedSite) -> dict[str, bytes]:
    """Every item of every released edition, at `v/1.0/g12.html` and the like."""
    primer = rendered.primer
    return {
        pinned_address(edition.name, name): frozen_page(primer, edition, name).encode()
        for edition in primer.editions.values()
        for name in (*edition.file.items, *edition.file.removed)
    }


def frozen_page(primer: Primer, edition: ReleasedEdition, name: str) -> str:
    """One page. It holds the item alone, and shares its styles with the site."""
    strings = HtmlStrings(primer.strings)
    body, item = edition.bodies.get(name), edition.file.items.get(name)
    change = item_change(primer, edition.name, name)
    return (
        _templates()
        .get_template("frozen.html")
        .render(
            primer=primer,
            t=strings,
            settings=primer.settings,
            edition=edition,
            name=name,
            item=item,
            entry=primer.ledger.entries[name],
            removal=edition.file.removed.get(name),
            change=change,
            body="".join(_annotated(strings, body.text, name, change)) if body and item else "",
            root=_ROOT,
            pinned=pinned_address(edition.name, name),
            styles=tuple(_styles(primer)),
            script=SCRIPTS[0],
            has=frozenset(page.source.path for page in primer.pages).__contains__,
        )
    )


def _styles(primer: Primer) -> Iterator[str]:
    yield LAYERED
    yield from primer.settings.styles


def _annotated(strings: HtmlStrings, body: str, name: str, change: ItemChange | None) -> Iterator[str]:
    """A frozen body with a note in each check that changed since; the body itself stays as it was released."""
    changed = {check.number: check for check in change.checks if check.kind != "new"} if change else {}
    start = 0
    for match in _CHECK.finditer(body):
        check = changed.get(int(match.group(1)))
        yield body[start : match.end()]
        start = match.end()
        if check:
            yield (
                _templates()
                .get_template("frozen-check.html")
                .render(t=strings, name=name, check=check, links=_links(check))
            )
    yield body[start:]


def _links(check: CheckChange) -> tuple[tuple[str, str], ...]:
    """The ids of the checks that took its place, each with its address from a frozen page."""
    return tuple((to, f"{_ROOT}{to.partition('.')[0].lower()}.html#c{to.partition('.')[2]}") for to in check.to)
