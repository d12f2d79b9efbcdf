"""Before You Build: claims, evidence and permanent links, from Markdown and BibTeX to a site and paper.

Every public name is here; other paths may change. A name's module is loaded when the name is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from primer.checklist import Choice, NothingChosen, choose, read_choice, render_checklist
    from primer.model import Primer
    from primer.project import ProjectError
    from primer.records import item_record
    from primer.run import Slips
    from primer.share import Form, check_forms, item_forms
    from primer.show import item_markdown

__all__ = [
    "Choice",
    "Form",
    "NothingChosen",
    "Primer",
    "ProjectError",
    "Slips",
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
    "Choice": "primer.checklist",
    "Form": "primer.share",
    "NothingChosen": "primer.checklist",
    "Primer": "primer.model",
    "ProjectError": "primer.project",
    "Slips": "primer.run",
    "check_forms": "primer.share",
    "choose": "primer.checklist",
    "item_forms": "primer.share",
    "item_markdown": "primer.show",
    "item_record": "primer.records",
    "read_choice": "primer.checklist",
    "render_checklist": "primer.checklist",
}
"""The module that defines each public name but `load`."""


def load(root: str | Path = ".") -> Primer:
    """The primer of a project's folder, read and checked.

    Raises Slips when its content has errors, ProjectError when the folder is no project.
    """
    from primer.run import check_project

    checked = check_project(Path(root))
    checked.require()
    return checked.primer


if not TYPE_CHECKING:  # A type checker takes the names from the imports above, and reports any other.

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_MODULES[name]), name)
