"""Which names a file may have on every system, and which paths stay in their folder."""

from __future__ import annotations

import re
from pathlib import Path

_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])(?: *\..*)?", re.I | re.S)
"""Names that Windows keeps for devices, whatever ends them. Microsoft: Naming Files, Paths, and Namespaces."""
_SIGN = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def name_problem(name: str) -> str:
    """Why some systems cannot have a file of this name; empty when all can."""
    if _DEVICE.fullmatch(name):
        return f"Windows keeps the name '{name}' for a device"
    if name.endswith((".", " ")):
        return f"Windows drops the end of '{name}'"
    if found := _SIGN.search(name):
        return f"Windows has no file whose name holds {found[0]!r}"
    return ""


def leaves(folder: Path, path: Path) -> bool:
    """Whether a path leads out of a folder, by its words or by a link on its way."""
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # A link that leads to itself.
        return True
