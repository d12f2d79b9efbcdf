"""A page of `docs/`: its front matter, checked against its type, and its body, cut at its headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from primer.fields import Fields
from primer.front_matter import FrontMatter, Path, read_front_matter
from primer.headings import find_headings
from primer.issues import Issue, issue_at
from primer.page_types import PAGE_TYPES, PageType
from primer.text import Source, Span

F = TypeVar("F", bound=Fields, covariant=True)


@dataclass(frozen=True)
class BodySection:
    """A second-level heading and the text below it."""

    heading: str
    place: int
    """Offset of the heading's line."""
    text: Span
    """The text below, up to the next heading of the same level."""


@dataclass(frozen=True)
class Page(Generic[F]):
    """One page: what its author wrote, in typed parts, each with its place."""

    source: Source
    kind: PageType
    fields: F
    front: FrontMatter
    sections: tuple[BodySection, ...]
    """The body's second-level headings, in order."""

    @property
    def usable(self) -> bool:
        """Whether the front matter was right; if not, `fields` is empty and only the text can be checked."""
        return type(self.fields) is not Fields

    @property
    def body(self) -> Span:
        """The text after the front matter."""
        return Span(self.front.end, len(self.source.text))

    def place(self, *path: str | int) -> int:
        """The offset of a value of the front matter, for a message about it."""
        return self.front.place(path)

    def section(self, heading: str) -> str:
        """The text below a heading of the body; empty when the page has none of that name."""
        return next((self.source.cut(part.text).strip() for part in self.sections if part.heading == heading), "")


def read_page(source: Source) -> tuple[Page[Fields], tuple[Issue, ...]]:
    """The page that a source holds, and what is wrong with it.

    A page whose front matter cannot be used has `Fields()` in the place of its fields: its text can still be checked.
    """
    front = read_front_matter(source)
    issues = list(front.issues)
    kind, fields = PAGE_TYPES["page"], Fields()
    if front.values:
        kind, fields, found = _read_fields(source, front)
        told = {(slip.line, slip.column) for slip in front.issues}
        issues += (slip for slip in found if (slip.line, slip.column) not in told)
    sections = tuple(_sections(source, front.end))
    issues += _section_issues(source, front.end, kind, sections)
    return Page(source, kind, Fields() if front.issues else fields, front, sections), tuple(issues)


def _read_fields(source: Source, front: FrontMatter) -> tuple[PageType, Fields, list[Issue]]:
    """The type and the fields of a page, or type `page` and no fields, with what is wrong."""
    name = front.values.get("type")
    if not isinstance(name, str) or name not in PAGE_TYPES:
        what = f"type {shown(name)} is none of ours. Write one of: {', '.join(PAGE_TYPES)}."
        return PAGE_TYPES["page"], Fields(), [issue_at(source, front.place(("type",)), "type-unknown", what)]
    kind = PAGE_TYPES[name]
    try:
        return kind, kind.fields.model_validate(front.values), []
    except ValidationError as error:
        return kind, Fields(), field_issues(source, front, error)


def _sections(source: Source, start: int) -> Iterator[BodySection]:
    heads = [heading for heading in find_headings(source.text, start) if heading.level == 2]
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        stop = following.span.start if following else len(source.text)
        yield BodySection(head.text, head.span.start, Span(head.span.end, stop))


def _section_issues(source: Source, start: int, kind: PageType, sections: tuple[BodySection, ...]) -> Iterator[Issue]:
    if not kind.letter:
        return
    allowed = [part.heading for part in kind.sections]
    known = [part for part in sections if part.heading in allowed]
    for part in sections:
        if part.heading not in allowed:
            what = (
                f"'{part.heading}' is no heading of type {kind.name}. Use {' or '.join(repr(one) for one in allowed)}."
            )
            yield issue_at(source, part.place, "section-unknown", what)
    for earlier, later in pairwise(known):
        if allowed.index(later.heading) <= allowed.index(earlier.heading):
            what = f"'{later.heading}' comes after '{earlier.heading}'. Put it where its type has it, once."
            yield issue_at(source, later.place, "section-order", what)
    for wanted in kind.sections:
        if wanted.required and all(part.heading != wanted.heading for part in sections):
            what = f"no heading '## {wanted.heading}'. Add it: {wanted.holds}"
            yield issue_at(source, start, "section-missing", what)


def field_issues(source: Source, front: FrontMatter, error: ValidationError) -> list[Issue]:
    """The issues that an error of pydantic holds, each at the place in the YAML that it is about."""
    found = error.errors(include_url=False)
    inner = {details["loc"][:length] for details in found for length in range(len(details["loc"]))}
    # A list of which an entry is wrong is also called too short: that is one slip.
    return [_field_issue(source, front, one) for one in found if one["type"] != "too_short" or one["loc"] not in inner]


def path_name(path: Path) -> str:
    """The way to a value as people write it, with places in lists counted from 1."""
    return ".".join(str(part + 1 if isinstance(part, int) else part) for part in path)


def _field_issue(source: Source, front: FrontMatter, details: ErrorDetails) -> Issue:
    path: Path = tuple(details["loc"])
    name = path_name(path)
    if details["type"] == "extra_forbidden":
        place = front.keys[path].start if path in front.keys else front.place(path)
        return issue_at(source, place, "field-unknown", f"'{name}' is no field here. Remove it, or mend its spelling.")
    if details["type"] == "missing":
        return issue_at(source, front.place(path[:-1]), "field-missing", f"'{name}' is missing. Add it.")
    return issue_at(source, front.place(path), "field-wrong", f"'{name}' {what_is_wrong(details)}")


def what_is_wrong(details: ErrorDetails) -> str:
    """What one complaint of pydantic says of a value, and how to mend it."""
    context: Mapping[str, Any] = details.get("ctx") or {}
    value = details["input"]
    match details["type"]:
        case "enum" | "literal_error" | "string_type" if isinstance(value, bool):
            return f"is read as {shown(value)}, a truth value. Put the word in quotes."
        case "value_error":
            return str(context["error"])
        case "string_too_long":
            return f"has {len(value)} characters, at most {context['max_length']} are allowed. Shorten it."
        case "string_too_short":
            return f"has {len(value)} characters, at least {context['min_length']} are needed. Write it out."
        case "too_long":
            return (
                f"has {context['actual_length']} entries, at most {context['max_length']} are allowed. Take some out."
            )
        case "too_short":
            return f"has {context['actual_length']} entries, at least {context['min_length']} are needed. Add some."
        case "enum" | "literal_error":
            return f"is {shown(value)}. Write one of: {context['expected'].replace(' or ', ', ')}."
        case "string_pattern_mismatch":
            return f"is {shown(value)}, which does not have the form {context['pattern']}. Mend it."
        case "string_type":
            return f"is {shown(value)}, not text. Put it in quotes, or write it out."
        case "int_parsing" | "int_type" | "int_from_float":
            return f"is {shown(value)}, not a whole number. Mend it."
        case "bool_parsing" | "bool_type":
            return f"is {shown(value)}. Write true or false."
        case "model_type":
            return f"is {shown(value)}, not a mapping. Write 'key: value' lines under it."
        case kind if kind.startswith("date_"):
            return f"is {shown(value)}, not a day. Write it in the form 2026-11-24."
        case "tuple_type":
            return f"is {shown(value)}, not a list. Put '- ' before each entry, or write [...]."
        case _:
            return f"is {shown(value)}: {details['msg'][0].lower()}{details['msg'][1:]}. Mend it."


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
