"""Copy buttons on pages that are not made from a template of their own."""

from __future__ import annotations

from primer.model import Primer
from primer.references import Reference
from primer.render.pages import template_module
from primer.share import reference_forms

_UNBOXED = ("link", "markdown", "jira")
"""Forms that a source's page has no box for."""


def reference_bar(primer: Primer, reference: Reference, printed: str) -> str:
    """The copy buttons of a source; `printed` is the reference as the site's style prints it."""
    forms = reference_forms(primer, reference, printed)
    return str(template_module("share.md", primer).buttons(forms, reference.key, _UNBOXED))


def below_title(page_text: str, block: str) -> str:
    """A page with a block put below its first heading."""
    title, line_end, rest = page_text.partition("\n")
    return f"{title}{line_end}\n{block}\n{rest}"
