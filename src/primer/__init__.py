"""Before You Build: claims, evidence and permanent links, from Markdown and BibTeX to a site and paper.

Every public name is here; other paths may change. A name's module is loaded when the name is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from primer.checks.check_project import CheckFailed
    from primer.content.model import Primer
    from primer.export.checklist import Choice, NothingChosen, choose, read_choice, render_checklist
    from primer.export.item_markdown import item_markdown
    from primer.export.records import item_record
    from primer.export.snippets import Form, check_forms, item_forms
    from primer.project.settings import ProjectError

__all__ = [
    "CheckFailed",
    "Choice",
    "Form",
    "NothingChosen",
    "Primer",
    "ProjectError",
    "check_forms",
    "choose",
    "item_forms",
    "item_markdown",
    "item_record",
    "load",
    "read_choice",
    "render_checklist",
]

_MODULES = {
    "Choice": "primer.export.checklist",
    "Form": "primer.export.snippets",
    "NothingChosen": "primer.export.checklist",
    "Primer": "primer.content.model",
    "ProjectError": "primer.project.settings",
    "CheckFailed": "primer.checks.check_project",
    "check_forms": "primer.export.snippets",
    "choose": "primer.export.checklist",
    "item_forms": "primer.export.snippets",
    "item_markdown": "primer.export.item_markdown",
    "item_record": "primer.export.records",
    "read_choice": "primer.export.checklist",
    "render_checklist": "primer.export.checklist",
}
"""The module that defines each public name but `load`."""


def load(root: str | Path = ".") -> Primer:
    """The primer of a project's folder, read and checked.

    Raises CheckFailed when its content has errors, ProjectError when the folder is no project.
    """
    from primer.checks.check_project import check_project

    checked = check_project(Path(root))
    checked.raise_for_errors()
    return checked.primer


if not TYPE_CHECKING:  # A type checker takes the names from the imports above, and reports any other.

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
