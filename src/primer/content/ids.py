"""Ids in front matter: validated by the letters of the primer that is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from primer.content.taxonomy import CONTEXT
from primer.project.taxonomy import Taxonomy

_ANY = Taxonomy()


@dataclass(frozen=True, slots=True)
class AnId:
    """What makes a text the id of an item: of one type, or of any."""

    kind: str = ""
    """The name of the type."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """How pydantic checks it."""
        return core_schema.with_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, _: GetJsonSchemaHandler) -> JsonSchemaValue:
        """How a JSON Schema says it: the letters are those of each primer."""
        return {"type": "string", "pattern": f"^[A-Z][1-9][0-9]*{self._after}$", "x-id-of": self.kind or "item"}

    @property
    def _after(self) -> str:
        return ""

    def _checked(self, text: str, info: ValidationInfo) -> str:
        taxonomy: Taxonomy = (info.context or {}).get(CONTEXT, _ANY)
        pattern = f"{taxonomy.letters.pattern_of(self.kind)}{self._after}"
        if not re.fullmatch(pattern, text):
            raise PydanticCustomError(
                "string_pattern_mismatch", "Input should be of the form {pattern}", {"pattern": f"^{pattern}$"}
            )
        return text


@dataclass(frozen=True, slots=True)
class ACheck(AnId):
    """What makes a text the id of a check, such as `G12.3`: that of a guideline, a point and a number."""

    @property
    def _after(self) -> str:
        return r"\.[1-9][0-9]*"


GuidelineId = Annotated[str, AnId("guideline")]
MythId = Annotated[str, AnId("myth")]
FindingId = Annotated[str, AnId("finding")]
ActivityId = Annotated[str, AnId("activity")]
ItemId = Annotated[str, AnId()]
CheckId = Annotated[str, ACheck("guideline")]
