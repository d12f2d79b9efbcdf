"""Installed fonts for what our own faces lack, found once for all documents: `with_fonts`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from primer.fonts.coverage import missing
from primer.fonts.installed import noto_for


def with_fonts(facts: Mapping[str, str], codes: Iterable[str]) -> Mapping[str, str]:
    """The facts of an edition with the families, and their files, that its documents need beside our own.

    Without such a need nothing of this machine is looked at, and nothing is added.
    """
    wanted = frozenset[str]().union(*map(missing, codes))
    if not wanted:
        return facts
    found = noto_for(wanted, "-".join(filter(None, (facts["lang"], facts["region"].upper()))))
    faces = sha256(b"".join(sha256(path.read_bytes()).digest() for path in found.files)).hexdigest()
    files = json.dumps([str(path) for path in found.files])
    return {**facts, "fallback": json.dumps(found.families), "fonts": files, "faces": faces}
