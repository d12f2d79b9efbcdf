"""The picture of the rooms and the table beside it are what the imports say."""

from __future__ import annotations

import runpy

from support.paths import ROOT

ROOMS = runpy.run_path(str(ROOT / "scripts" / "rooms.py"))


def test_the_picture_and_the_table_are_drawn_from_the_imports() -> None:
    found = ROOMS["rooms"]()
    assert ROOMS["PICTURE"].read_text("utf-8") == ROOMS["drawn"](found), "run python scripts/rooms.py"
    assert ROOMS["table"](found) in (ROOT / "docs" / "engine.md").read_text("utf-8"), "run python scripts/rooms.py"


def test_every_import_leads_to_a_lower_row() -> None:
    level = {name: at for at, row in enumerate(ROOMS["ROWS"]) for name in row}
    upward = [
        (name, other)
        for name, room in ROOMS["rooms"]().items()
        for other in room.imports
        if level[other] <= level[name]
    ]
    assert upward == []
