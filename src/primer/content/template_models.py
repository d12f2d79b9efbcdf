"""The fields of a document to copy and fill in: its questions, and how an invented product answered them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from primer.content.field_types import Line, Prose40, Prose45
from primer.content.ids import CheckId
from primer.content.item_models import Fields
from primer.content.page_models import PageFields


class Question(Fields):
    """A line of the form."""

    ask: Line
    hint: Prose40 | None = None
    """What a good answer holds."""
    example: Prose45
    """What the invented product wrote."""


class TemplatePage(PageFields):
    """`docs/forms/*.md`: the form stands in front matter, the body says when to use it."""

    type: Literal["template"]
    asked_by: Annotated[tuple[CheckId, ...], Field(min_length=1)]
    """The checks that ask for this document."""
    product: Line
    """The invented product that the example is of."""
    questions: Annotated[tuple[Question, ...], Field(min_length=3)]
