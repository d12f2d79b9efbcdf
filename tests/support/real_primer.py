"""The primer in docs/, read and checked once a process."""

from __future__ import annotations

import functools
import gc

from support.paths import ROOT

from primer.checks.check_project import CheckedProject, check_project
from primer.content.model import Primer


@functools.cache
def checked_docs() -> CheckedProject:
    """The folder of the real primer, read, and checked when its issues are asked for."""
    return check_project(ROOT)


@functools.cache
def checked_primer() -> Primer:
    """The real primer; a test that asks for it fails with its errors while it has any."""
    checked = checked_docs()
    errors = [str(issue) for issue in checked.issues if issue.severity == "error"]
    assert not errors, f"docs/ has {len(errors)} errors; scripts/check lists them. The first: {errors[0]}"
    # The primer stays to the end, and looking through its many objects for garbage would slow every build down.
    gc.collect()
    gc.freeze()
    return checked.primer
