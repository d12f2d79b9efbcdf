"""The pictures that a shared link shows: one a guideline, finding and corrected myth, which shows its fact alone.

They are made by the Typst engine at build time and kept between builds, by what is on them.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_bibliography.text.kept import KeptFolder
from primer.content.item_models import Finding, Myth
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.wording import sure
from primer.fonts.coverage import FONTS

if TYPE_CHECKING:
    from primer.site.model import RenderedSite

_HERE = Path(__file__).parent
TEMPLATE = _HERE / "preview.typ"
SCALE = 96.0
"""Pixels an inch: 600 by 315 points become 800 by 420 pixels, the form that link previews expect, in under 60 KB."""


_KEPT_BYTES = 20_000_000


@dataclass(frozen=True)
class Card:
    """What a picture shows."""

    id: str
    type: str
    """The name of its type, which gives mark and colour."""
    kind: str
    """What readers call the type."""
    title: str
    level: str
    number: int | None
    """The level, which squares show; None where there are no squares."""
    of: int
    """How many squares there are."""


def picture_address(name: str) -> str:
    """Where the picture of an item stands, from the root of the site."""
    return f"assets/previews/{name.lower()}.png"


@functools.cache
def can_draw() -> bool:
    """Whether the engine that draws is installed; it comes with what prints PDFs."""
    return find_spec("typst") is not None


def previews(rendered: RenderedSite) -> dict[str, bytes]:
    """Every picture by its address; none where nothing can draw them."""
    if not can_draw():
        return {}
    primer = rendered.primer
    kept, settings = KeptFolder(primer.cache / "previews", _KEPT_BYTES), primer.settings
    inputs = {"site": settings.site_name, "colours": json.dumps(dict(settings.words.look.colours))}
    cards = tuple(_cards(primer))
    ground = "\n".join((*inputs.values(), TEMPLATE.read_text("utf-8"), version("typst")))
    names = {card: f"{_key(card, ground)}.png" for card in cards}
    pictures = {card: picture for card, name in names.items() if (picture := kept.read(name)) is not None}
    missing = [card for card in cards if card not in pictures]
    for card, picture in zip(missing, _drawn(missing, inputs), strict=True):
        kept.write(names[card], picture)
        pictures[card] = picture
    kept.prune()
    return {picture_address(card.id): pictures[card] for card in cards}


def _cards(primer: Primer) -> Iterator[Card]:
    strings = primer.strings
    for name, page in primer.guidelines.items():
        yield Card(name, "guideline", strings("type.guideline"), page.fields.title, sure(strings, page.fields), None, 0)
    claims: dict[str, Page[Myth] | Page[Finding]] = {**primer.myths, **primer.findings}
    for name, claim in claims.items():
        level = claim.fields.level
        number, kind = level.number if level.rated else None, claim.kind.name
        told = strings.label(level)
        yield Card(name, kind, strings(f"type.{kind}"), claim.fields.title, told, number, level.of)


def _key(card: Card, ground: str) -> str:
    """A name that changes with anything that the picture depends on: its card, and what all have in common."""
    return hashlib.sha256(f"{json.dumps(asdict(card))}\n{ground}".encode()).hexdigest()[:32]


def _drawn(cards: Sequence[Card], inputs: Mapping[str, str]) -> list[bytes]:
    """A picture a card; of words that need more than one page the first is it."""
    pages = _pages(cards, inputs)
    return pages if len(pages) == len(cards) else [_pages([card], inputs)[0] for card in cards]


def _pages(cards: Sequence[Card], inputs: Mapping[str, str]) -> list[bytes]:
    if not cards:
        return []
    import typst

    made = typst.compile(
        str(TEMPLATE),
        format="png",
        ppi=SCALE,
        sys_inputs={**inputs, "cards": json.dumps([asdict(card) for card in cards])},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    return [made] if isinstance(made, bytes) else list(made)
