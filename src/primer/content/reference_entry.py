"""What an entry of `references.bib` holds beside BibTeX's own fields."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field

from mkdocs_bibliography.references.reference import RETRACTED
from primer.content.field_types import Line, Slug
from primer.content.item_models import Fields
from primer.content.vocabulary import ReadStatus, Verified


class ReferenceFields(Fields):
    """The fields of our own, and those of BibTeX that every entry needs; other BibTeX fields may stand beside them."""

    model_config = ConfigDict(extra="allow", frozen=True)

    author: Line | None = None
    """Names as BibTeX writes them; an organisation in double braces. `editor` may take its place."""
    title: Line
    year: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    studytype: Slug
    """The design of the study, one of those that the primer names."""
    population: Line
    """Who or what was studied, where and when."""
    limits: Line
    """What the source cannot support."""
    read: ReadStatus
    """The most that was read of it."""
    verified: Verified
    """Whether every bibliographic field shown was seen."""
    retracted: Annotated[str, Field(pattern=RETRACTED)] | None = None
    """When and why it was retracted: `2024-03-01: reason`."""
    corrected: Annotated[str, Field(pattern=RETRACTED)] | None = None
    """When and how it was corrected, in the same form."""
    keywords: Line
    """Comma-separated themes; `background` marks a source that is kept without being cited."""
