"""The kinds of values that fields of front matter hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema


def _not_a_number(value: object) -> object:
    if isinstance(value, (int, float, datetime)):
        raise ValueError(f"is {value}, not a day. Write it in the form 2026-11-24.")
    return value


@dataclass(frozen=True, slots=True)
class Words:
    """Prose of at most so many words: what makes a text a field of sentences."""

    limit: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """How pydantic checks it."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, _: GetJsonSchemaHandler) -> JsonSchemaValue:
        """How a JSON Schema says it."""
        return {"type": "string", "minLength": 1, "x-max-words": self.limit}

    def _checked(self, text: str) -> str:
        count = len(text.split())
        if count > self.limit:
            raise ValueError(f"has {count} words, at most {self.limit} are allowed. Shorten it.")
        return text


Day = Annotated[date, BeforeValidator(_not_a_number)]
"""A day in the form 2026-11-24."""
Line = Annotated[str, Field(min_length=1)]
"""Plain text without markup."""
Title60 = Annotated[str, Field(min_length=8, max_length=60)]
Title70 = Annotated[str, Field(min_length=8, max_length=70)]
Prose20 = Annotated[str, Field(min_length=1), Words(20)]
Prose25 = Annotated[str, Field(min_length=1), Words(25)]
Prose30 = Annotated[str, Field(min_length=1), Words(30)]
Prose40 = Annotated[str, Field(min_length=1), Words(40)]
Prose45 = Annotated[str, Field(min_length=1), Words(45)]
Prose80 = Annotated[str, Field(min_length=1), Words(80)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Place = Annotated[str, Field(min_length=1, pattern=r"^[^\[\]<>{}@`]+$")]
"""A page, a section or another part of a work, as a citation names it."""
CiteKey = Annotated[str, Field(min_length=1)]
ExtractId = Annotated[str, Field(pattern=r"^[a-z]$")]
