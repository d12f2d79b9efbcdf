"""How the site's templates are read, those that make Markdown and those that make finished pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context


def template_environment(**options: Any) -> Environment:
    """An environment over `site/templates`, in which a name that nothing gives is an error."""
    return Environment(
        loader=PackageLoader("primer.site", "templates"),
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        **options,
    )


@pass_context
def day_of(context: Context, value: date) -> str:
    """A date as readers see it, in the language of the primer."""
    return str(context["t"].day(value))
