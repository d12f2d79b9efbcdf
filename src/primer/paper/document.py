"""Documents that hold items and pages between a cover and help: the book, packs and the facilitator pack."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from primer.content.page_types import ITEM_TYPES
from primer.content.printed_pages import HELP, printed_paths
from primer.paper.contents import Fragment, PrintContext, qr_code
from primer.paper.layout import Layout, PaperSize
from primer.paper.markup import Code, call, joined, plain

_CODE_OF_A_PAGE = 2700
"""How many characters of code make a page of the book, roughly."""
_LARGE_PRINT = 3
"""How many pages of large print one of the book makes, roughly. Typst tries five times to make numbers of pages agree
with the pages, and guesses that are far off leave too few of them."""


@dataclass(frozen=True)
class Document:
    """A document that can be compiled."""

    path: str
    """Where it is put under `dist/`."""
    title: str
    about: str
    """One sentence for the list of downloads."""
    code: Code
    layout: Layout
    ids: frozenset[str]
    """What has to be found in it."""
    most_pages: int = 0
    """More pages than these are a fault; 0 for a document of any length."""

    @property
    def inputs(self) -> Mapping[str, str]:
        """What templates read beside the facts of the edition; `rough` guesses on what page each piece begins."""
        share = _LARGE_PRINT if self.layout.inputs.get("large") else 1
        rough = {name: 6 + share * place // _CODE_OF_A_PAGE for name, place in self.code.places.items()}
        references = {"references": "yes"} if "#references(" in self.code.text else {}
        return {**self.layout.inputs, **references, "rough": json.dumps(rough)}

    @property
    def sheet(self) -> PaperSize:
        """The size of its pages."""
        return self.layout.sheet


@dataclass(frozen=True)
class Part:
    """A stretch of a document with a title of its own."""

    title: str
    pieces: tuple[Fragment, ...]


def item_parts(context: PrintContext, names: Iterable[str]) -> list[Part]:
    """Items under the name of their type, in the order of types and numbers."""
    chosen = set(names)
    pages = {name: context.primer.items[name] for name in context.items if name in chosen}
    groups = {kind: tuple(context.items[name] for name in pages if pages[name].kind is kind) for kind in ITEM_TYPES}
    return [Part(context.primer.strings(f"types.{kind.name}"), pieces) for kind, pieces in groups.items() if pieces]


def page_part(context: PrintContext, title: str, paths: Sequence[str]) -> list[Part]:
    """Pages of prose under one title; none when the primer lacks them all."""
    asked = printed_paths(context.primer.settings)
    assert asked.issuperset(paths), f"PRINTED lacks one of {paths}"
    known = tuple(context.pages[path] for path in paths if path in context.pages)
    return [Part(title, known)] if known else []


def open_document(
    context: PrintContext, layout: Layout, title: str, subtitle: str, note: str | None = None
) -> list[str]:
    """What every document but a single sheet begins with: its rules and its cover."""
    cover = call(
        "cover",
        title=title,
        subtitle=plain(subtitle),
        code=qr_code(context.facts["site"]),
        note=context.field(note) if note else None,
    )
    return ['#import "/book.typ": *', layout.setup(title, subtitle), cover]


def help_part(context: PrintContext) -> Code:
    """The help that every set ends with."""
    return joined(set_parts(page_part(context, context.primer.strings("type.help"), HELP)))


def bind(
    context: PrintContext, layout: Layout, title: str, subtitle: str, parts: Sequence[Part], note: str | None = None
) -> Code:
    """The code of a document: cover, contents, parts, the works that they cite, help."""
    helps = page_part(context, context.primer.strings("type.help"), HELP)
    cited = context.references(piece for part in (*parts, *helps) for piece in part.pieces)
    references = [Part(context.primer.strings("print.references"), (cited,))] if cited else []
    return joined(
        [
            *open_document(context, layout, title, subtitle, note),
            "#contents()",
            *set_parts((*parts, *references, *helps)),
        ]
    )


def set_parts(parts: Iterable[Part]) -> Iterator[str | Code]:
    """Parts as markup; the first piece of each goes on below the part's title."""
    for part in parts:
        yield f"#part({plain(part.title)})"
        yield from (piece.code(fresh=place > 0) for place, piece in enumerate(part.pieces))
