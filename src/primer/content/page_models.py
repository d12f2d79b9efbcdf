"""The fields of pages that are no items, and of packs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from primer.content.field_roles import front, short_sentences
from primer.content.field_types import (
    CiteKey,
    Day,
    Line,
    Place,
    Prose25,
    Prose40,
    Prose45,
    Prose80,
    Slug,
    Title60,
    Title70,
)
from primer.content.ids import ActivityId, GuidelineId, ItemId
from primer.content.item_models import Fields
from primer.content.taxonomy import Role, Stage, Topic
from primer.content.vocabulary import HelpStatus, Usage


class Term(Fields):
    """A word, with advice on using it."""

    id: Slug
    """The anchor is `#term-` and this."""
    term: Line
    usage: Usage
    definition: Prose80
    why: Prose45
    instead: Line | None = None
    """What to write in its place; needed when the advice is to avoid."""
    variants: tuple[Line, ...] = ()
    """Other forms, matched by search; for terms to avoid also by `primer check`."""
    cite: CiteKey | None = None
    locator: Place | None = None


class Contact(Fields):
    """One way to reach a service."""

    kind: Literal["phone", "text", "chat", "web"]
    value: Line
    note: Line | None = None


class HelpEntry(Fields):
    """A service that helps people, or takes reports."""

    id: Slug
    name: Line
    country: Line
    what: Prose45
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1)]
    hours: Line
    """`not stated` where the service's own page does not say."""
    status: HelpStatus
    not_confirmed: Prose40 | None = None
    """What could not be confirmed; needed unless the status is verified."""
    source: Line
    """The page on which the details were seen, and its date if it showed one."""
    checked: Day


class Group(Fields):
    """A question that a team has, and the guidelines that answer it."""

    id: Slug
    """The anchor is `#group-` and this."""
    question: Line
    ids: Annotated[tuple[GuidelineId, ...], Field(min_length=1)]


class PageFields(Fields):
    """A page of prose without an id."""

    type: Literal["page", "source", "glossary", "help", "agenda", "matrix", "template"] = "page"
    """`source` pages render the 2013 documents: each passage carries its provenance."""
    title: Annotated[Title70, front]
    summary: Annotated[Prose25, front, short_sentences]
    reviewed: Day
    aliases: tuple[Line, ...] = ()
    content_note: Prose25 | None = None
    groups: tuple[Group, ...] = ()
    """The order in which `[[index guidelines]]` on this page lists guidelines; one that no group names comes last."""
    first: tuple[GuidelineId, ...] = ()
    """The guidelines that `[[index review]]` on this page starts with; all of them where none is named."""


class GlossaryPage(PageFields):
    """`docs/glossary.md`: the terms stand in front matter, the body introduces them."""

    type: Literal["glossary"]
    terms: Annotated[tuple[Term, ...], Field(min_length=1)]


class HelpPage(PageFields):
    """`docs/help.md`: the entries stand in front matter, the body says what to know first."""

    type: Literal["help"]
    entries: Annotated[tuple[HelpEntry, ...], Field(min_length=1)]


class Slot(Fields):
    """A stretch of an agenda: an activity, or something else named by a title."""

    minutes: Annotated[int, Field(ge=1, le=180)]
    title: Line
    activity: ActivityId | None = None
    note: Prose40 | None = None


class Agenda(PageFields):
    """`docs/workshop/agenda-60.md` and its like: slots that add up to the minutes."""

    type: Literal["agenda"]
    minutes: Annotated[int, Field(ge=15, le=480)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=2)]


class Pack(Fields):
    """`docs/workshop/packs/*.yml`: a choice of items for one printed pack."""

    title: Title60
    summary: Prose45
    ids: tuple[ItemId, ...] = ()
    topics: tuple[Topic, ...] = ()
    lifecycle: tuple[Stage, ...] = ()
    roles: tuple[Role, ...] = ()
    """Beside `ids` the pack holds each item with one of the topics, one of the stages and one of the roles given."""
