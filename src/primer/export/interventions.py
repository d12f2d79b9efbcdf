"""`what-works.json` and `what-works.csv`: the interventions that the primer compares, as records and as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from primer.content.addresses import address_of
from primer.content.item_models import Fields
from primer.content.matrix_models import COLUMNS, Cell, Intervention
from primer.content.model import Primer
from primer.export.plain import plain
from primer.export.record_types import Edition
from primer.export.tables import IDENTITY, table
from primer.project.levels import Level


class CellRecord(Fields):
    """A level with the sentence that it belongs to."""

    level: str
    number: int | None
    """Out of 4, for a level of evidence; absent for data, for undoing and for what is on record."""
    label: str
    text: str
    findings: tuple[str, ...]
    """Empty where no study was found, and where the cell is the judgement of the authors."""


class InterventionRecord(Fields):
    """A row."""

    qualified_id: str
    id: str
    url: str
    status: str
    name: str
    need: CellRecord
    effect: CellRecord
    harm: CellRecord
    data: CellRecord
    undo: CellRecord
    guidelines: tuple[str, ...]


class InterventionsData(Edition):
    """`what-works.json`: a row an intervention."""

    interventions: tuple[InterventionRecord, ...]


def interventions_data(primer: Primer, edition: Mapping[str, Any]) -> InterventionsData:
    """Every row of the page that compares interventions; none when the primer has no such page."""
    page = primer.matrix
    rows = page.fields.interventions if page else ()
    home = primer.settings.url(address_of(page)) if page else ""
    return InterventionsData(**edition, interventions=tuple(_record(primer, row, home) for row in rows))


def _record(primer: Primer, row: Intervention, home: str) -> InterventionRecord:
    return InterventionRecord(
        qualified_id=f"v{primer.settings.edition}-{row.id}",
        id=row.id,
        url=f"{home}#row-{row.id}",
        status="current",
        name=row.name,
        guidelines=row.guidelines,
        **{name: _cell(primer, cell) for name, cell in row.cells},
    )


def _cell(primer: Primer, cell: Cell) -> CellRecord:
    level = cell.level
    number = level.number if isinstance(level, Level) and level.rated else None
    text = plain(primer, cell.text)
    return CellRecord(
        level=level.value, number=number, label=primer.strings.label(level), text=text, findings=cell.findings
    )


def interventions_table(data: InterventionsData) -> bytes:
    """`what-works.csv`: a row an intervention, three columns a cell."""
    parts = ("label", "text", "findings")
    columns = [f"{name}{'' if part == 'label' else f'_{part}'}" for name in COLUMNS for part in parts]
    rows = (
        (
            *(getattr(row, name) for name in (*IDENTITY, "name")),
            *(getattr(getattr(row, name), part) for name in COLUMNS for part in parts),
            row.guidelines,
        )
        for row in data.interventions
    )
    return table((*IDENTITY, "name", *columns, "guidelines"), rows)
