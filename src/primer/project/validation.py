"""What is wrong with the fields of a mapping: complaints of pydantic, at the line and in the words of an author."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source
from primer.project.front_matter import FrontMatter, Path

_CODES = {"extra_forbidden": "field-unknown", "missing": "field-missing"}
"""The code of a complaint, where it is not `field-wrong`."""
_DAY = "is {shown}, not a day. Write it in the form 2026-11-24."
_INTEGER = "is {shown}, not a whole number. Fix it."
_WORDS = {
    "extra_forbidden": "is no field here. Remove it, or fix its spelling.",
    "missing": "is missing. Add it.",
    "value_error": "{error}",
    "string_too_long": "has {length} characters, at most {max_length} are allowed. Shorten it.",
    "string_too_short": "has {length} characters, at least {min_length} are needed. Write it out.",
    "too_long": "has {actual_length} entries, at most {max_length} are allowed. Take some out.",
    "too_short": "has {actual_length} entries, at least {min_length} are needed. Add some.",
    "enum": "is {shown}. Write one of: {choices}.",
    "word_unknown": "is {shown}. Write one of: {choices}. A new word goes under '{key}' in primer.yml.",
    "literal_error": "is {shown}. Write one of: {choices}.",
    "string_pattern_mismatch": "is {shown}, which does not have the form {pattern}. Fix it.",
    "string_type": "is {shown}, not text. Put it in quotes, or write it out.",
    "tuple_type": "is {shown}, not a list. Put '- ' before each entry, or write [...].",
    "model_type": "is {shown}, not a mapping. Write 'key: value' lines under it.",
    "dict_type": "is {shown}, not a mapping. Write 'key: value' lines under it.",
    "bool_parsing": "is {shown}. Write true or false.",
    "bool_type": "is {shown}. Write true or false.",
    "int_parsing": _INTEGER,
    "int_type": _INTEGER,
    "int_from_float": _INTEGER,
    "date_type": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}
"""What each type of complaint says of a value."""
_TRUTH = "is read as {shown}, a truth value. Put the word in quotes."
_OTHER = "is {shown}: {complaint}. Fix it."


def field_issues(
    source: Source,
    front: FrontMatter,
    error: ValidationError,
    within: Path = (),
    code: str = "",
    model: type[BaseModel] | None = None,
) -> tuple[Issue, ...]:
    """The issues that an error of pydantic about a value holds, each at its place in the YAML.

    `within` is the way to that value; `code`, when given, is the code of all of them; `model`, when given, says what
    belongs into a field that is missing.
    """
    found = error.errors(include_url=False)
    inner = {one["loc"][:length] for one in found for length in range(len(one["loc"]))}
    # A list of which an entry is wrong is also called too short: that is one error.
    told = (one for one in found if one["type"] != "too_short" or one["loc"] not in inner)
    return tuple(
        _issue(source, front, one, (*within, *one["loc"]), code, _missed(one, model) if model else "") for one in told
    )


def _missed(details: ErrorDetails, model: type[BaseModel]) -> str:
    """What belongs into the field that is missing; empty for other complaints."""
    meaning = field_meaning(model, details["loc"]) if details["type"] == "missing" else ""
    return f"{meaning[0].lower()}{meaning[1:]}" if meaning else ""


def field_meaning(model: type[BaseModel], path: Path) -> str:
    """What a field at the end of a way is for, in a sentence; empty when the model does not say."""
    meaning = ""
    for part in path:
        if isinstance(part, int):
            continue
        named = {field.alias or name: field for name, field in model.model_fields.items()}
        if part not in named:
            return ""
        meaning = named[part].description or ""
        model = next(_models_in(named[part].annotation), BaseModel)
    return " ".join(meaning.split())


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    """The models that a type is made of, such as `Check` in `tuple[Check, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _issue(source: Source, front: FrontMatter, details: ErrorDetails, path: Path, code: str, more: str) -> Issue:
    known = path[-1:] == ("[key]",) or (path in front.keys and details["type"] == "extra_forbidden")
    path = path[:-1] if path[-1:] == ("[key]",) else path
    place = front.keys[path].start if known else front.place(path)
    what = f"'{path_name(path)}' {_what(details)}"
    what = f"{what.removesuffix('.')}: {more}" if more else what
    return issue_at(source, place, code or _CODES.get(details["type"], "field-wrong"), what)


def path_name(path: Path) -> str:
    """The way to a value as people write it, with places in lists counted from 1."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)


def _what(details: ErrorDetails) -> str:
    value, context = details["input"], dict(details.get("ctx") or {})
    words = _WORDS.get(details["type"], _OTHER)
    if isinstance(value, bool) and details["type"] in ("enum", "literal_error", "string_type"):
        words = _TRUTH
    context |= {
        "shown": shown(value),
        "length": len(value) if isinstance(value, str) else 0,
        "choices": str(context.get("expected", "")).replace(" or ", ", "),
        "complaint": details["msg"][:1].lower() + details["msg"][1:],
    }
    return words.format(**context)


def shown(value: object) -> str:
    """A value as an author wrote it in YAML, for a message."""
    match value:
        case None:
            return "empty"
        case bool():
            return str(value).lower()
        case dict():
            return "a mapping"
        case list():
            return "a list"
        case str():
            return repr(value) if len(value) <= 60 else repr(value[:60] + "...")
        case _:
            return str(value)
