"""Topics, stages and roles in front matter: validated by the words of the primer that is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from primer.project.taxonomy import Taxonomy, Word

CONTEXT = "taxonomy"
"""The name under which validation is given the words."""


def _one_of(name: str) -> Callable[[object, ValidationInfo], Word]:
    def validate(value: object, info: ValidationInfo) -> Word:
        known: tuple[Word, ...] = getattr((info.context or {}).get(CONTEXT, Taxonomy()), name)
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "Input should be a valid string")
        if not known:
            return Word(value)
        if value not in known:
            expected = ", ".join(repr(str(word)) for word in known)
            raise PydanticCustomError("enum", "Input should be {expected}", {"expected": expected})
        return known[known.index(Word(value))]

    return validate


_SCHEMA = WithJsonSchema({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})
Topic = Annotated[Word, PlainValidator(_one_of("topics")), PlainSerializer(str, return_type=str), _SCHEMA]
"""What an item is about."""
Stage = Annotated[Word, PlainValidator(_one_of("stages")), PlainSerializer(str, return_type=str), _SCHEMA]
"""When in a project's life a guideline matters."""
Role = Annotated[Word, PlainValidator(_one_of("roles")), PlainSerializer(str, return_type=str), _SCHEMA]
"""Who on a team a guideline speaks to."""
