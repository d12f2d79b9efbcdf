"""Packs: which items a choice by id, topic, stage and role holds, from a YAML file or the command line."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable
from pathlib import Path

from mkdocs_bibliography.text.issues import Issue
from mkdocs_bibliography.text.source import UnreadableText, read_source
from primer.content.item_models import Item
from primer.content.join import read_pack
from primer.content.model import PackFile, Primer
from primer.content.page_models import Pack
from primer.paper.typesetter import PaperError
from primer.project.limits import PAGE
from primer.project.taxonomy import Taxonomy
from primer.project.words import Word


class PackError(Exception):
    """A pack's file has errors."""

    def __init__(self, path: Path, issues: tuple[Issue, ...]) -> None:
        super().__init__(f"{path}: {len(issues)} errors in it")
        self.issues = issues
        """What is wrong in the file, by place."""


def chosen_ids(primer: Primer, pack: Pack) -> tuple[str, ...]:
    """The ids that a pack names, and those of items with one of its topics, one of its stages and one of its roles.

    Only guidelines have stages and roles. Raises PaperError for an id that is not there, and for an empty choice.
    """
    for name in pack.ids:
        if name not in primer.items:
            raise PaperError(
                f"{name} is no current id.{_nearest(name, primer.items)} Take it out of the pack, or fix it."
            )
    filtered = pack.topics or pack.lifecycle or pack.roles
    matching = [name for name, page in primer.items.items() if filtered and _carries(page.fields, pack)]
    ids = tuple(sorted({*pack.ids, *matching}, key=primer.letters.order))
    if not ids:
        raise PaperError("No item fits everything you asked for. Name ids, or give fewer topics, stages and roles.")
    return ids


def _carries(fields: Item, pack: Pack) -> bool:
    wanted = (("topics", pack.topics), ("lifecycle", pack.lifecycle), ("roles", pack.roles))
    return all(set(words) & set(getattr(fields, name, ())) for name, words in wanted if words)


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, list(known), 1, 0.5)
    return f" Did you mean {close[0]}?" if close else ""


def read_pack_file(path: Path, taxonomy: Taxonomy) -> PackFile:
    """A pack from a YAML file anywhere.

    Raises PackError for what is wrong in it, PaperError when it cannot be read.
    """
    try:
        pack, issues = read_pack(read_source(path, str(path), PAGE), taxonomy)
    except OSError as error:
        raise PaperError(f"{path}: {error.strerror}. Name a pack's YAML file.") from error
    except UnreadableText as error:
        raise PaperError(f"{path}:{error.line}: {error}. {error.fix}") from error
    if pack is None:
        raise PackError(path, issues)
    return pack


def pack_of(
    ids: Collection[str], topics: Collection[str], stages: Collection[str], roles: Collection[str], title: str | None
) -> Pack:
    """A pack from the words of the command line, which are not checked yet."""
    words = [*ids, *(f"topic {word}" for word in topics), *(f"stage {word}" for word in stages)]
    words += [f"role {word}" for word in roles]
    return Pack.model_construct(
        title=(title or "A choice")[:60],
        summary=_shortened(f"Chosen: {', '.join(words)}."),
        ids=tuple(ids),
        topics=tuple(map(Word, topics)),
        lifecycle=tuple(map(Word, stages)),
        roles=tuple(map(Word, roles)),
    )


def _shortened(text: str) -> str:
    words = text.split()
    return text if len(words) <= 45 else " ".join([*words[:44], "..."])


def name_of(pack: Pack) -> str:
    """A pack's name for its file: the ids of a short choice, else words of its filters."""
    words = [*pack.ids[:6], *pack.topics, *pack.lifecycle, *pack.roles]
    more = ["and-more"] if len(pack.ids) > 6 else []
    return "-".join([*(str(word).lower() for word in words), *more])
