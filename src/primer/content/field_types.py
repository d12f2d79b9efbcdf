"""The kinds of values that fields of front matter hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic.json_schema import JsonSchemaValue, WithJsonSchema


def _at_most(limit: int) -> AfterValidator:
    def check(text: str) -> str:
        count = len(text.split())
        if count > limit:
            raise ValueError(f"has {count} words, at most {limit} are allowed. Shorten it.")
        return text

    return AfterValidator(check)


def _not_a_number(value: object) -> object:
    if isinstance(value, (int, float, datetime)):
        raise ValueError(f"is {value}, not a day. Write it in the form 2026-11-24.")
    return value


def _prose_schema(limit: int) -> WithJsonSchema:
    schema: JsonSchemaValue = {"type": "string", "minLength": 1, "x-max-words": limit}
    return WithJsonSchema(schema)


Day = Annotated[date, BeforeValidator(_not_a_number)]
"""A day in the form 2026-11-24."""
Line = Annotated[str, Field(min_length=1)]
"""Plain text without markup."""
Title60 = Annotated[str, Field(min_length=8, max_length=60)]
Title70 = Annotated[str, Field(min_length=8, max_length=70)]
Prose20 = Annotated[str, Field(min_length=1), _at_most(20), _prose_schema(20)]
Prose25 = Annotated[str, Field(min_length=1), _at_most(25), _prose_schema(25)]
Prose30 = Annotated[str, Field(min_length=1), _at_most(30), _prose_schema(30)]
Prose40 = Annotated[str, Field(min_length=1), _at_most(40), _prose_schema(40)]
Prose45 = Annotated[str, Field(min_length=1), _at_most(45), _prose_schema(45)]
Prose80 = Annotated[str, Field(min_length=1), _at_most(80), _prose_schema(80)]
GuidelineId = Annotated[str, Field(pattern=r"^G[1-9][0-9]*$")]
MythId = Annotated[str, Field(pattern=r"^M[1-9][0-9]*$")]
FindingId = Annotated[str, Field(pattern=r"^F[1-9][0-9]*$")]
ActivityId = Annotated[str, Field(pattern=r"^W[1-9][0-9]*$")]
ItemId = Annotated[str, Field(pattern=r"^[GMFW][1-9][0-9]*$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CiteKey = Annotated[str, Field(min_length=1)]
ExtractId = Annotated[str, Field(pattern=r"^[a-z]$")]
