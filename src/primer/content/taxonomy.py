"""Words in front matter that a primer chooses itself: validated by those of the primer that is read."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from primer.project.levels import Level
from primer.project.taxonomy import Taxonomy
from primer.project.words import Word

_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONTEXT = "taxonomy"
"""The name under which validation is given the words."""
_ANY = Taxonomy()
OWN = frozenset({"topics", "stages", "roles", "basis"})
"""The lists to which a primer adds words of its own, by their keys in `primer.yml`."""


class OneOf:
    """One of the words of a list of the taxonomy."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """How pydantic checks and writes it."""
        written = core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
        return core_schema.with_info_plain_validator_function(self._chosen, serialization=written)

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, _: GetJsonSchemaHandler) -> JsonSchemaValue:
        """How a JSON Schema says it: the words are those of each primer."""
        return {"type": "string", "pattern": f"^{_WORD.pattern}$"}

    def _chosen(self, value: object, info: ValidationInfo) -> Word:
        known: tuple[Word, ...] = getattr((info.context or {}).get(CONTEXT, _ANY), self._name)
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "Input should be a valid string")
        if not known:
            if not _WORD.fullmatch(value):
                raise PydanticCustomError("word", "Input should be small letters and digits with hyphens between")
            return Word(value)
        if value not in known:
            expected = ", ".join(repr(str(word)) for word in known)
            about = {"expected": expected, "key": self._name}
            raise PydanticCustomError(
                "word_unknown" if self._name in OWN else "enum", "Input should be {expected}", about
            )
        return known[known.index(Word(value))]


Topic = Annotated[Word, OneOf("topics")]
"""What an item is about."""
Stage = Annotated[Word, OneOf("stages")]
"""When in a project's life a guideline matters."""
Role = Annotated[Word, OneOf("roles")]
"""Who on a team a guideline speaks to."""
Basis = Annotated[Word, OneOf("basis")]
"""What a guideline is based on."""
ClaimLevel = Annotated[Level, OneOf("levels")]
"""How sure the evidence makes us of a claim."""
NeedLevel = Annotated[Level, OneOf("needs")]
"""How sure we are that the problem is real which a guideline answers."""
EffectLevel = Annotated[Level, OneOf("effects")]
"""How sure we are that doing what a guideline says helps."""
