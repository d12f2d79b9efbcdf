"""A page of `docs/`: its front matter, checked against its type, and its body, cut at its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from primer.fields import Fields
from primer.front_matter import FrontMatter, Path, read_front_matter
from primer.issues import Issue, issue_at
from primer.page_types import PAGE_TYPES, PageType
from primer.text import Source, Span

F = TypeVar("F", bound=Fields, covariant=True)

_HEADING = re.compile(r"^## +(.*?) *(?:\{#[\w-]+\})? *$", re.M)
_FENCE = re.compile(r"^(```+|~~~+).*?(?:^\1`*~*[ ]*$|\Z)", re.M | re.S)


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
    def body(self) -> Span:
        """The text after the front matter."""
        return Span(self.front.end, len(self.source.text))

    def place(self, *path: str | int) -> int:
        """The offset of a value of the front matter, for a message about it."""
        return self.front.place(path)

    def section(self, heading: str) -> str:
        """The text below a heading of the body; empty when the page has none of that name."""
        return next((self.source.cut(part.text).strip() for part in self.sections if part.heading == heading), "")


def read_page(source: Source) -> tuple[Page[Fields] | None, tuple[Issue, ...]]:
    """The page that a source holds, or none when its front matter cannot be used, and what is wrong with it."""
    front = read_front_matter(source)
    if front.issues:
        return None, front.issues
    name = front.values.get("type")
    kind = PAGE_TYPES.get(name) if isinstance(name, str) else None
    if kind is None:
        known = ", ".join(PAGE_TYPES)
        slip = issue_at(source, front.place(("type",)), "type-unknown", f"type {name!r} is none of ours. Write one of: {known}.")
        return None, (slip,)
    try:
        fields = kind.fields.model_validate(front.values)
    except ValidationError as error:
        return None, tuple(field_issue(source, front, details) for details in error.errors(include_url=False))
    sections = tuple(_sections(source, front.end))
    return Page(source, kind, fields, front, sections), tuple(_section_issues(source, front.end, kind, sections))


def _sections(source: Source, start: int) -> Iterator[BodySection]:
    fenced = [(match.start(), match.end()) for match in _FENCE.finditer(source.text, start)]
    heads = [
        match
        for match in _HEADING.finditer(source.text, start)
        if not any(first <= match.start() < last for first, last in fenced)
    ]
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        stop = following.start() if following else len(source.text)
        yield BodySection(head.group(1), head.start(), Span(head.end(), stop))


def _section_issues(
    source: Source, start: int, kind: PageType, sections: tuple[BodySection, ...]
) -> Iterator[Issue]:
    if not kind.letter:
        return
    allowed = [part.heading for part in kind.sections]
    known = [part for part in sections if part.heading in allowed]
    for part in sections:
        if part.heading not in allowed:
            headings = "', '".join(allowed)
            yield issue_at(
                source, part.place, "section-unknown", f"'{part.heading}' is no heading of a {kind.name}. Use '{headings}'."
            )
    for earlier, later in zip(known, known[1:], strict=False):
        if allowed.index(later.heading) <= allowed.index(earlier.heading):
            yield issue_at(
                source, later.place, "section-order", f"'{later.heading}' comes after '{earlier.heading}'. Put it where its type has it, once."
            )
    for wanted in kind.sections:
        if wanted.required and all(part.heading != wanted.heading for part in sections):
            yield issue_at(source, start, "section-missing", f"no heading '## {wanted.heading}'. Add it: {wanted.holds}")


def field_issue(source: Source, front: FrontMatter, details: ErrorDetails) -> Issue:
    """The issue that one complaint of pydantic is, at the place in the YAML that it is about."""
    path: Path = tuple(details["loc"])
    name = ".".join(str(part) for part in path)
    if details["type"] == "extra_forbidden":
        place = front.keys[path].start if path in front.keys else front.place(path)
        return issue_at(source, place, "field-unknown", f"'{name}' is no field here. Remove it, or mend its spelling.")
    if details["type"] == "missing":
        return issue_at(source, front.place(path[:-1]), "field-missing", f"'{name}' is missing. Add it.")
    return issue_at(source, front.place(path), "field-wrong", f"'{name}' {_what_is_wrong(details)}")


def _what_is_wrong(details: ErrorDetails) -> str:
    context: Mapping[str, Any] = details.get("ctx") or {}
    value = details["input"]
    match details["type"]:
        case "value_error":
            return f"{context['error']}. Shorten it."
        case "string_too_long":
            return f"has {len(value)} characters, at most {context['max_length']} are allowed. Shorten it."
        case "string_too_short":
            return f"has {len(value)} characters, at least {context['min_length']} are needed. Write it out."
        case "too_long":
            return f"has {context['actual_length']} entries, at most {context['max_length']} are allowed. Take some out."
        case "too_short":
            return f"has {context['actual_length']} entries, at least {context['min_length']} are needed. Add some."
        case "enum" | "literal_error":
            return f"is {value!r}. Write one of: {context['expected']}."
        case "string_pattern_mismatch":
            return f"is {value!r}, which does not have the form {context['pattern']}. Mend it."
        case "string_type":
            return f"is {value!r}, not text. Put it in quotes, or write it out."
        case _:
            return f"is {value!r}: {details['msg'][0].lower()}{details['msg'][1:]}. Mend it."
