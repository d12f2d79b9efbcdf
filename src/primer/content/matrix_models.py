"""The fields of the page that compares interventions: a row an intervention, each cell a level and a sentence."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from primer.content.field_types import Line, Prose25, Slug
from primer.content.ids import FindingId, GuidelineId
from primer.content.item_models import Fields
from primer.content.page_models import PageFields
from primer.content.taxonomy import ClaimLevel
from primer.content.vocabulary import DataNeeded, Undo


class EvidenceCell(Fields):
    """What research says of one side of an intervention, and how surely."""

    level: ClaimLevel
    """No higher than the best of its findings; `none` where no study was found."""
    text: Prose25
    findings: tuple[FindingId, ...] = ()
    """The findings that hold the sentence."""


class DataCell(Fields):
    """What an intervention has to know about people."""

    level: DataNeeded
    text: Prose25
    findings: tuple[FindingId, ...] = ()
    """The findings that hold the sentence; without one it is the judgement of the authors."""


class UndoCell(Fields):
    """How easily an intervention is taken back."""

    level: Undo
    text: Prose25
    findings: tuple[FindingId, ...] = ()
    """The findings that hold the sentence; without one it is the judgement of the authors."""


Cell = EvidenceCell | DataCell | UndoCell


class Intervention(Fields):
    """Something that people build or do against exploitation."""

    id: Slug
    """The anchor is `#row-` and this."""
    name: Line
    aliases: tuple[Line, ...] = ()
    """Other words for it, matched by search."""
    guidelines: tuple[GuidelineId, ...] = ()
    """What to do if a team builds it all the same."""
    need: EvidenceCell
    effect: EvidenceCell
    harm: EvidenceCell
    data: DataCell
    undo: UndoCell

    @property
    def cells(self) -> tuple[tuple[str, Cell], ...]:
        """Its cells by the name of their column, in the order of the columns."""
        return tuple((name, getattr(self, name)) for name in COLUMNS)

    @property
    def ranks(self) -> tuple[int, ...]:
        """What sorts rows by each column: surest first, least data first, most easily undone first."""
        evidence = (-(cell.level.number if cell.level.rated else -1) for cell in (self.need, self.effect, self.harm))
        return (*evidence, tuple(DataNeeded).index(self.data.level), tuple(Undo).index(self.undo.level))


COLUMNS = {
    "need": "Need",
    "effect": "Effect",
    "harm": "Harm seen",
    "data": "Data it needs",
    "undo": "Undone",
}
"""The columns by the names of their fields."""


class MatrixPage(PageFields):
    """`docs/what-works.md`: the rows stand in front matter, the body introduces them."""

    type: Literal["matrix"]
    interventions: Annotated[tuple[Intervention, ...], Field(min_length=1)]
