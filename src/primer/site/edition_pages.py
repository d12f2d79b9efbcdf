"""The pages about editions: what an edition holds, what changed since it, and what it changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from primer.content.addresses import item_address
from primer.content.editions import ReleasedEdition
from primer.content.evidence_edges import suspect_edges
from primer.content.model import Primer
from primer.content.page_types import ITEM_TYPES
from primer.content.wording import upper_first
from primer.export.comparison import ItemChange, compare, item_change
from primer.export.edition_files import comparison_pairs
from primer.site.model import RenderedPage
from primer.site.pages import template_module


def edition_pages(primer: Primer) -> Iterator[RenderedPage]:
    """Every such page."""
    t = primer.strings
    for edition in primer.editions.values():
        title = t("edition.name", edition=edition.name)
        text = _filled(primer, "index", edition, tuple(_listed(primer, edition)))
        yield _page(f"v/{edition.name}/index.html", title, t("edition.held", edition=edition.name), text)
    for address, since, until in comparison_pairs(primer):
        title = t("edition.comparison", since=since, until=until or t("edition.now-word"))
        text = _filled(primer, "comparison", title, since, until, _grouped(compare(primer, since, until)))
        yield _page(f"{address}.html", title, t("edition.comparison-summary", title=title), text)


def _page(address: str, title: str, summary: str, text: str) -> RenderedPage:
    return RenderedPage(address, title, summary, text, "", {"type": "edition"})


def _filled(primer: Primer, macro: str, *told: object) -> str:
    text: str = getattr(template_module("editions.md", primer), macro)(*told)
    return text.strip() + "\n"


def _listed(primer: Primer, edition: ReleasedEdition) -> Iterator[tuple[str, tuple[tuple[str, str, str], ...]]]:
    """For each type its name, and id, title and state of every item that the edition held."""
    for kind in ITEM_TYPES:
        names = [name for name in _names(edition) if primer.letters.kind_of(name) == kind.name]
        if names:
            yield primer.strings(f"types.{kind.name}"), tuple(_row(primer, edition, name) for name in names)


def _names(edition: ReleasedEdition) -> list[str]:
    held = (*edition.file.items, *edition.file.removed)
    return sorted(held, key=lambda name: int(name[1:]))


def _row(primer: Primer, edition: ReleasedEdition, name: str) -> tuple[str, str, str]:
    entry, item, t = primer.ledger.entries[name], edition.file.items.get(name), primer.strings
    if entry.status.value != "current":
        to = f" {t('edition.into')} {', '.join(entry.to)}" if entry.to else ""
        state = t.label(entry.status) + to
    elif item is None:
        state = t("edition.text-removed")
    else:
        state = t("edition.changed-since" if item_change(primer, edition.name, name) else "edition.as-today")
    return name, item.title if item else upper_first(t("edition.text-removed")), state


def _grouped(changes: tuple[ItemChange, ...]) -> Mapping[str, Any]:
    counts = Counter(change.kind for change in changes)
    groups = {kind: tuple(one for one in changes if one.kind == kind) for kind in ("changed", "gone", "new", "removed")}
    rated = tuple(one for one in groups["changed"] if one.ratings)
    return {**groups, "rated": rated, "counts": counts}


def since_notes(primer: Primer, name: str) -> str:
    """For each edition since which an item changed, a note that shows when it is reached by its anchor."""
    changes = {edition: item_change(primer, edition, name) for edition in primer.editions}
    told = {edition: change for edition, change in changes.items() if change and change.then}
    if not told:
        return ""
    return _filled(primer, "since_notes", name, item_address(name), told)


def suspect_note(primer: Primer, name: str) -> str:
    """For the preview: the edges of an item that wait for a review."""
    suspects = tuple(one.words for one in suspect_edges(primer) if one.edge.touches(name))
    return _filled(primer, "suspect_note", name, suspects) if suspects else ""
