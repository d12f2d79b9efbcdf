"""What `primer.yml` may say: names, forms and meanings of its keys. Its JSON Schema is made from this."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
)
from pydantic.config import JsonDict
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import core_schema

from mkdocs_bibliography.text.strings import own_texts
from primer.project.letters import Letters
from primer.project.licences import LICENCES
from primer.project.look import ICON
from primer.project.taxonomy import STUDY_TYPES
from primer.strings import read_strings


@dataclass(frozen=True, slots=True)
class Form:
    """A text of one form; what is said of another one ends with how to write it."""

    pattern: str
    says: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """How pydantic checks it."""
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, _: GetJsonSchemaHandler) -> JsonSchemaValue:
        """How a JSON Schema says it."""
        return {"type": "string", "pattern": f"^(?:{self.pattern})$"}

    def _checked(self, text: str) -> str:
        if not re.fullmatch(self.pattern, text):
            raise ValueError(f"is '{text}', {self.says}")
        return text


def _known_licence(value: object) -> object:
    if isinstance(value, str) and value not in LICENCES:
        raise ValueError(f"is '{value}', none of the licences that are known here: {', '.join(LICENCES)}.")
    return value


def _as_text(value: object) -> object:
    """A day as it was written: YAML reads it as a date."""
    return value.isoformat() if isinstance(value, date) else value


def _known_strings(value: object) -> object:
    return own_texts(value, read_strings().texts) if isinstance(value, dict) else value


def _all_different(letters: dict[str, str]) -> dict[str, str]:
    types: dict[str, list[str]] = {}
    for kind, letter in asdict(Letters(**letters)).items():
        types.setdefault(letter, []).append(kind)
    for letter, same in types.items():
        if len(same) > 1:
            raise ValueError(f"gives '{letter}' to {' and '.join(same)}. Give all but one of them another letter.")
    return letters


_ADDRESS = Form(r"https?://\S+", "no web address. Write one that begins with https://, or delete the line.")
_MAIL = Form(
    r"[^\s@<>\"'()]+@[^\s@<>\"'()]+\.[A-Za-z]{2,}",
    "no address for mail. Write one such as us@primer.example, or delete the line.",
)
_KEY = Form(r"[a-z0-9]+(-[a-z0-9]+)*", "not small letters and digits with hyphens between. Write it so.")
_DESIGN = Form(r"\.\.\.|[a-z0-9]+(-[a-z0-9]+)*", "neither '...' nor small letters with hyphens between. Write it so.")
_SHORT = Form(r"[A-Z][A-Z0-9]{1,7}", "not two to eight capitals and digits. Write it as in 'ACME'.")
_TAG = Form(r"[a-z]{2,3}(-[A-Z]{2})?", "no language. Write it as in 'de' or 'de-DE'.")
_FULL = Form(r"\s*\S[\s\S]*", "no text. Write some, or delete the line.")

Text = Annotated[str, _FULL]
Address = Annotated[str, _ADDRESS]
_CLOSED: JsonDict = {"additionalProperties": False}
Labels = Annotated[dict[Annotated[str, _KEY], Annotated[str, _FULL]], Field(min_length=1, json_schema_extra=_CLOSED)]
"""Words of front matter, each with what readers see, in the order in which they meet them."""

_DAY = (BeforeValidator(_as_text), Form(r"\d{4}-\d\d-\d\d", "no day. Write it as in 2026-11-24."))
Strings = Annotated[dict[str, Any], BeforeValidator(_known_strings)]
"""Strings by key, nested as in the catalogue or with dots."""
_COLOUR = Form(r"#[0-9a-fA-F]{6}", "no colour. Write it as in '#3a3985'.")
_PICTURE = Form(r"[\w./-]+\.(svg|png|webp|ico)", "no path of a picture under docs/. Write it as in 'assets/logo.svg'.")
_FACE = Form(r"[\w./-]+\.(woff2|woff|ttf|otf)", "no path of a face under docs/. Write it as in 'assets/fonts/a.woff2'.")
_PAGE = Form(r"[\w./-]+\.md", "no path of a page under docs/. Write it as in 'standards.md'.")
Colours = dict[Literal["guideline", "finding", "myth", "activity", "link"], Annotated[str, _COLOUR]]
_LETTER = Form(
    "[A-UW-Z]", "not one capital from A to Z; V is taken, since it stands before editions. Write it as in 'R'."
)
LettersOf = Annotated[
    dict[Literal["guideline", "myth", "finding", "activity"], Annotated[str, _LETTER]], AfterValidator(_all_different)
]
PaperSet = Literal["book", "brief", "handouts", "cards", "workshop", "forms", "packs"]
PAPER_SETS: tuple[PaperSet, ...] = get_args(PaperSet)


class PrimerFields(BaseModel):
    """What a primer says of itself, beside what `mkdocs.yml` holds. Every key may be left out."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        alias_generator=lambda name: name.replace("_", "-"),
    )

    short: Annotated[str, _SHORT] = "PRIMER"
    """Capitals that stand before ids in other people's texts and, in small letters, before names of files."""
    subtitle: Text = ""
    """What covers and the list for language models say below the name."""
    brief: Text = ""
    """What the two-page brief says below the name; the subtitle unless given."""
    contributors: Text = ""
    """The author of every item; the name with "contributors" unless given."""
    language: Annotated[str, _TAG] = "en-GB"
    """The language of text, pages and PDFs."""
    strings: Strings = Field(default_factory=dict)
    """Words of the interface that are to be others, by their keys in the catalogue."""
    licence: Annotated[str, BeforeValidator(_known_licence), Field(json_schema_extra={"enum": [*LICENCES]})] = (
        "CC-BY-4.0"
    )
    """The licence of the text, by its SPDX name."""
    code_licence: Text = "MIT"
    """The licence of what is no text, by its SPDX name."""
    cover_note: Text = ""
    """What covers warn of."""
    danger_note: Text = ""
    """What the foot of pages and the brief say beside the link to the page of help."""
    day: Annotated[str, *_DAY] = ""
    """The day of what is built without a commit, or with changes; else that of the newest file."""
    leave: Address = ""
    """Where a button "Leave this site" leads; without it there is none."""
    tracker: Address = ""
    """The public form in which readers report an error; where it holds `{page}`, the page's id is put."""
    contact: Annotated[str, _MAIL] = ""
    """An address for mail that is not public."""
    indexes: Literal["made", "written"] = "written"
    """Whether index pages that no file has are made."""
    topics: Labels = Field(default_factory=dict)
    """What items are about; without it any word is a topic."""
    letters: LettersOf = Field(default_factory=dict)
    """The capital that ids of a type begin with, for good: G, M, F and W unless given."""
    stages: Labels = Field(default_factory=dict)
    """When in a project's life a guideline matters."""
    roles: Labels = Field(default_factory=dict)
    """Who on a team a guideline speaks to."""
    basis: Labels = Field(default_factory=dict)
    """What a guideline can be based on."""
    levels: Labels = Field(default_factory=dict)
    """How sure the evidence makes us, strongest first; `none`, `on-record` and `untested` may get other labels."""
    study_types: Annotated[tuple[Annotated[str, _DESIGN], ...], Field(min_length=1)] = STUDY_TYPES
    """The designs that a source's `studytype` can name; `...` stands for those of every primer."""
    colours: Colours = Field(default_factory=dict)
    """Colours of the types and of links on a light page and on paper."""
    dark_colours: Colours = Field(default_factory=dict)
    """The same on a dark page; one that is missing here is the light one mixed with white."""
    logo: Annotated[str, _PICTURE] = ""
    """A picture before the name in the head of every page, as its path under `docs/`."""
    icon: Annotated[str, _PICTURE] = ICON
    """What tabs of browsers show, as its path under `docs/`."""
    fonts: dict[Literal["text", "text-italic", "labels"], Annotated[str, _FACE]] = Field(default_factory=dict)
    """Files of faces for pages under `docs/`; paper keeps its own."""
    paper: Annotated[tuple[PaperSet, ...], Field(min_length=1)] = PAPER_SETS
    """What is printed; what would hold no item is left out."""
    book_pages: tuple[Annotated[str, _PAGE], ...] = ()
    """Pages of yours that the book prints before its references, as their paths under `docs/`."""
    synonyms: tuple[Annotated[tuple[Text, ...], Field(min_length=2)], ...] = ()
    """Words for one thing, of which search takes each for all: two or more a line."""


def key_meanings() -> Mapping[str, str]:
    """Every key with what it means, in the order of the file."""
    return {str(one.alias): one.description or "" for one in PrimerFields.model_fields.values()}


def problems_of(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is wrong with values that do not stand in a file: the key, and what is said of it."""
    try:
        PrimerFields.model_validate(values)
    except ValidationError as error:
        yield from ((str(one["loc"][0]), one["msg"].removeprefix("Value error, ")) for one in error.errors())
