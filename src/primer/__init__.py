"""Before You Build: claims, evidence and permanent links, from Markdown and BibTeX to a site and paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from primer.model import Primer

__all__ = ["load"]


def load(root: str | Path = ".") -> Primer:
    """The primer of a project's folder, read and checked.

    Raises `primer.run.Slips` when its content has errors, `primer.project.ProjectError` when the folder is no project.
    """
    from primer.run import check_project

    checked = check_project(Path(root))
    checked.require()
    return checked.primer
