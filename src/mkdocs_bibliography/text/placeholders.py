"""Characters that stand in a text for what is kept out of it while it is converted.

Unicode keeps U+FDD0 to U+FDEF for programs alone: text that people exchange holds none of them, and no font shows them.
Each use has its own, so that none is taken for another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RESERVED = re.compile("[\ufdd0-\ufdef]")


class Pair(NamedTuple):
    """Characters that a name stands between."""

    start: str
    end: str

    def around(self, name: str | int) -> str:
        """A placeholder."""
        return f"{self.start}{name}{self.end}"

    def pattern(self, name: str) -> str:
        """A regular expression for the placeholders whose names one matches; the name is a group."""
        return f"{self.start}({name}){self.end}"


HELD = Pair("\ufdd0", "\ufdd1")
"""Round the name of finished HTML, or the number of a citation."""
UNSEARCHED = Pair("\ufdd2", "\ufdd3")
"""Round HTML that no index of the site shall hold."""
MENTION = Pair("\ufdd4", "\ufdd5")
"""Round an id that a text mentions."""
BRACE = "\ufdd7"
"""An escaped brace of BibTeX."""


def without_placeholders(text: str) -> str:
    """A text as somebody wrote it, in which nothing is taken for a placeholder; its offsets stay."""
    return _RESERVED.sub("\ufffd", text)
