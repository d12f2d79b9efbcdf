"""The role of a field: what it is to readers, citers and authors, said once, where the field is.

A model says `population: Annotated[Prose40, Label("Population"), published, indexed]`; every list of fields that the
engine needs is computed from such annotations by `fields_with`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from primer.content.field_types import Words
from primer.content.ids import ACheck, AnId


@dataclass(frozen=True, slots=True)
class FieldRole:
    """A role that a field can have."""

    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """What readers see above or before a field, on the site, on paper and in Markdown."""

    key: str
    """Of the string, below `field` in the catalogue."""


lead = FieldRole("lead")
"""The sentence that says what an item says; each type has one."""
front = FieldRole("front")
"""What readers meet before the body, or share: the wording of a myth may not stand there."""
short_sentences = FieldRole("short_sentences")
"""Its sentences are held to an average length."""
own_words = FieldRole("own_words")
"""What an author has to write again on a page that began as the example of its type."""
relied_on = FieldRole("relied_on")
"""What somebody who cites the item relies on; inside a list or a mapping, the parts of it that they rely on."""
indexed = FieldRole("indexed")
"""The search index holds its words."""
published = FieldRole("published")
"""It stands in the published data, under the same name."""
printed = FieldRole("printed")
"""The item's own page of paper says it, in sentences."""
states_figures = FieldRole("states_figures")
"""Its figures need no citation beside them: any source of the page may carry them."""
frame = FieldRole("frame")
"""It says who, where and when."""
advice = FieldRole("advice")
"""It says what to do: only shares and measurements are figures there, not `90 days`."""

FieldPath = tuple[str, ...]
"""The way to a field by names alone, without places in lists: `("evidence", "note")`."""


@cache
def fields_with(model: type[BaseModel], role: FieldRole) -> tuple[str, ...]:
    """The names of a model's fields that have a role, in the model's order."""
    return tuple(name for name, field in model.model_fields.items() if role in field.metadata)


@cache
def paths_with(model: type[BaseModel], role: FieldRole) -> tuple[FieldPath, ...]:
    """The ways to the fields that have a role, also in the models inside a model."""
    return tuple(path for path, field in _fields(model) if role in field.metadata)


@cache
def labels(model: type[BaseModel]) -> dict[str, str]:
    """The key of each label by the name of its field, also in the models inside a model."""
    marked = ((path[-1], mark) for path, field in _fields(model) for mark in field.metadata)
    return {name: f"field.{mark.key}" for name, mark in marked if isinstance(mark, Label)}


def is_prose(field: FieldInfo) -> bool:
    """Whether a field holds sentences, or a list of them: those have a greatest number of words."""
    return any(isinstance(part, Words) for part in (*field.metadata, *_parts(field.annotation)))


def is_text(field: FieldInfo) -> bool:
    """Whether a field holds free text, or a list of texts."""
    return {part for part in _parts(field.annotation) if isinstance(part, type)} - {type(None)} == {str}


def prose_names(model: type[BaseModel]) -> frozenset[str]:
    """The names of the fields that hold sentences, also in the models inside a model."""
    return frozenset(path[-1] for path, field in _fields(model) if is_prose(field))


def edge_paths(model: type[BaseModel]) -> frozenset[FieldPath]:
    """The ways to the ids of other items; the item's own id is none of them."""
    found = (path for path, field in _fields(model) if any(map(_is_id, (*field.metadata, *_parts(field.annotation)))))
    return frozenset(path for path in found if path != ("id",))


def _is_id(part: object) -> bool:
    return isinstance(part, AnId) and not isinstance(part, ACheck)


def _fields(model: type[BaseModel], above: FieldPath = ()) -> Iterator[tuple[FieldPath, FieldInfo]]:
    for name, field in model.model_fields.items():
        yield (*above, name), field
        for part in _parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel):
                yield from _fields(part, (*above, name))


def _parts(annotation: Any) -> Iterator[Any]:
    """What an annotation is made of in the end: types, and the marks beside them."""
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from (*marks, *_parts(inner))
    elif get_args(annotation):
        yield from (part for inner in get_args(annotation) for part in _parts(inner))
    else:
        yield annotation
