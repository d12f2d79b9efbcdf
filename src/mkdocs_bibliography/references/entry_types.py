"""The types of BibTeX and biblatex entries, and the fields that they need."""

from __future__ import annotations

from collections.abc import Mapping

TYPES = frozenset(
    "article artwork audio bibnote book bookinbook booklet collection commentary conference dataset electronic image"
    " inbook incollection inproceedings inreference jurisdiction legal legislation letter manual mastersthesis misc"
    " movie music mvbook mvcollection mvproceedings mvreference online patent performance periodical phdthesis"
    " proceedings reference report review set software standard suppbook suppcollection suppperiodical techreport"
    " thesis unpublished video www xdata".split()
)
"""Every type that is known; an entry of another is a `document` in CSL."""

_YEAR = ("year", "date")
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "article": (("author", "editor"), ("title",), ("journal", "journaltitle"), _YEAR),
    "book": (("author", "editor"), ("title",), _YEAR),
    "inbook": (("author", "editor"), ("title", "chapter"), _YEAR),
    "incollection": (("author", "editor"), ("title",), ("booktitle",), _YEAR),
    "inproceedings": (("author", "editor"), ("title",), ("booktitle",), _YEAR),
    "phdthesis": (("author",), ("title",), ("school", "institution"), _YEAR),
    "mastersthesis": (("author",), ("title",), ("school", "institution"), _YEAR),
    "thesis": (("author",), ("title",), ("institution", "school"), _YEAR),
    "techreport": (("author", "editor"), ("title",), ("institution",), _YEAR),
    "report": (("author", "editor"), ("title",), ("institution", "organization", "publisher"), _YEAR),
    "online": (("title",), ("url", "doi", "eprint")),
    "unpublished": (("author",), ("title",)),
}
"""For each type, names of which one of each group must be there."""
