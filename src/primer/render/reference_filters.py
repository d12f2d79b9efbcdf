"""The form that narrows the list of all works; without a script it stays hidden and the list is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from primer.formatted_text import inert
from primer.references import Reference, slug_of
from primer.render.hypertext import attributes

_TYPES = {
    "article": "Journal article",
    "inbook": "Part of a book",
    "incollection": "Chapter",
    "inproceedings": "Conference paper",
    "mastersthesis": "Master's thesis",
    "misc": "Other",
    "online": "Web page",
    "phdthesis": "Doctoral thesis",
    "techreport": "Report",
}
"""Words for types of entry whose own name says too little."""


def filter_keys(reference: Reference, cited: bool) -> dict[str, str]:
    """Attributes of a work that the form asks for; several values have spaces between them."""
    return {
        "data-type": reference.entry_type,
        "data-keywords": " ".join(slug_of(word) for word in reference.keywords),
        "data-cited": "yes" if cited else "no",
    }


def filter_form(references: Sequence[Reference], prefix: str) -> str:
    """A hidden form for the list whose id is `filtered`, which offers only what its works have."""
    types = {work.entry_type: _TYPES.get(work.entry_type, work.entry_type.capitalize()) for work in references}
    keywords = {slug_of(word): word for work in references for word in work.keywords}
    lists = _choice("Type", "type", types)
    lists += _choice("Keyword", "keywords", keywords) if keywords else ""
    lists += _choice("Cited", "cited", {"yes": "Yes", "no": "No"}, in_order=True)
    names = {"class": f"{prefix}filters", "data-filters": "filtered", "aria-label": "Filter the references"}
    return f'<form {attributes(names)} hidden>{lists}<button type="reset">Show all</button><output></output></form>'


def _choice(label: str, name: str, values: Mapping[str, str], *, in_order: bool = False) -> str:
    """A list to choose one value from, sorted by its words unless they have an order."""
    shown = values.items() if in_order else sorted(values.items(), key=lambda value: value[1].casefold())
    options = "".join(f"<option {attributes({'value': value})}>{inert(words)}</option>" for value, words in shown)
    return f'<label>{label} <select name="{name}"><option value="">All</option>{options}</select></label>'
