"""A page of `docs/`: its front matter, checked against its type, and its body, cut at its headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Generic, TypeVar

from pydantic import ValidationError

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, Span
from primer.content.field_roles import prose_names
from primer.content.item_models import Fields
from primer.content.page_types import FRONT_MATTER, PAGE_TYPES, PageType
from primer.content.taxonomy import CONTEXT
from primer.project.front_matter import FrontMatter, Path, read_front_matter
from primer.project.taxonomy import Taxonomy
from primer.project.validation import field_issues, shown
from primer.syntax.derived import spelled, spelled_values
from primer.syntax.headings import HeadingSource, find_headings

F = TypeVar("F", bound=Fields, covariant=True)


@dataclass(frozen=True)
class BodySection:
    """A second-level heading and the text below it."""

    heading: str
    """The name of the section in its type; the words of a heading that the type does not know."""
    words: str
    """The heading as its author wrote it, where the anchor alone says which section it is; else empty."""
    anchor: str
    """As its author wrote it, or as its type has it; empty when neither gives one."""
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

    @property
    def valid(self) -> bool:
        """Whether the front matter was right; if not, `fields` is empty and only the text can be checked."""
        return type(self.fields) is not Fields

    @property
    def body(self) -> Span:
        """The text after the front matter."""
        return Span(self.front.end, len(self.source.text))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Its prose: each field that holds sentences, then the body."""
        return (*prose_fields(self.front), Passage(self.body, ()))

    @cached_property
    def headings(self) -> tuple[HeadingSource, ...]:
        """Every heading of the body, in order, outside code."""
        return find_headings(self.source.text, self.front.end)

    @cached_property
    def sections(self) -> tuple[BodySection, ...]:
        """The body's second-level headings, in order; one in another language is known by its anchor, as `{#why}`."""
        heads = [heading for heading in self.headings if heading.level == 2]
        names = {part.anchor: part.heading for part in self.kind.sections}
        anchors = {part.heading: part.anchor for part in self.kind.sections}
        stops = [*(head.span.start for head in heads[1:]), len(self.source.text)]
        parts = zip(heads, stops, strict=False)
        return tuple(
            BodySection(
                names.get(head.anchor or "", head.text),
                head.text if head.text != names.get(head.anchor or "", head.text) else "",
                head.anchor or anchors.get(head.text, ""),
                head.span.start,
                Span(head.span.end, stop),
            )
            for head, stop in parts
        )

    def heading_words(self, heading: str) -> str:
        """How the author words the heading of a section; empty where they leave it to the type."""
        return next((part.words for part in self.sections if part.heading == heading), "")

    def place(self, *path: str | int) -> int:
        """The offset of a value of the front matter, for a message about it."""
        return self.front.place(path)

    def section(self, heading: str) -> str:
        """The text below a heading of the body; empty when the page has none of that name."""
        return spelled(self.written(heading))

    def part(self, anchor: str) -> str:
        """The text below the heading of the body that has an anchor; empty when none has it."""
        texts = (self.source.cut(part.text).strip() for part in self.sections if part.anchor == anchor)
        return spelled(next(texts, ""))

    def written(self, heading: str | None = None) -> str:
        """The text below a heading, or the whole body, with its figures of our own as they were declared."""
        if heading is None:
            return self.source.cut(self.body)
        return next((self.source.cut(part.text).strip() for part in self.sections if part.heading == heading), "")

    @property
    def body_text(self) -> str:
        """The whole body as readers see it."""
        return spelled(self.written())


def read_page(source: Source, taxonomy: Taxonomy | None = None) -> tuple[Page[Fields], tuple[Issue, ...]]:
    """The page that a source holds, and what is wrong with it, by the words of a primer.

    A page whose front matter cannot be used has `Fields()` in the place of its fields: its text can still be checked.
    """
    front = read_front_matter(source)
    issues = list(front.issues)
    kind, fields = PAGE_TYPES["page"], Fields()
    if front.values:
        kind, fields, found = _read_fields(source, front, taxonomy or Taxonomy())
        told = {(issue.line, issue.column) for issue in front.issues}
        issues += (issue for issue in found if (issue.line, issue.column) not in told)
    page = Page(source, kind, Fields() if front.issues else fields, front)
    return page, (*issues, *_section_issues(page))


def _read_fields(source: Source, front: FrontMatter, taxonomy: Taxonomy) -> tuple[PageType, Fields, tuple[Issue, ...]]:
    """The type and the fields of a page, or type `page` and no fields, with what is wrong."""
    name = front.values.get("type")
    if not isinstance(name, str) or name not in PAGE_TYPES:
        what = f"type {shown(name)} is none of ours. Write one of: {', '.join(PAGE_TYPES)}."
        return PAGE_TYPES["page"], Fields(), (issue_at(source, front.place(("type",)), "type-unknown", what),)
    kind = PAGE_TYPES[name]
    try:
        return kind, kind.fields.model_validate(spelled_values(front.values), context={CONTEXT: taxonomy}), ()
    except ValidationError as error:
        return kind, Fields(), field_issues(source, front, error, model=kind.fields)


def _section_issues(page: Page[Fields]) -> Iterator[Issue]:
    if not page.kind.has_id:
        return
    allowed = [part.heading for part in page.kind.sections]
    known = [part for part in page.sections if part.heading in allowed]
    for part in page.sections:
        if part.heading not in allowed:
            choice = " or ".join(repr(one) for one in allowed)
            what = f"'{part.heading}' is no heading of type {page.kind.name}. Use {choice}."
            yield issue_at(page.source, part.place, "section-unknown", what)
    for earlier, later in pairwise(known):
        if allowed.index(later.heading) <= allowed.index(earlier.heading):
            what = f"'{later.heading}' comes after '{earlier.heading}'. Put it where its type has it, once."
            yield issue_at(page.source, later.place, "section-order", what)
    for wanted in page.kind.sections:
        if wanted.required and all(part.heading != wanted.heading for part in page.sections):
            what = f"no heading '## {wanted.heading}'. Add it: {wanted.holds}"
            yield issue_at(page.source, page.front.end, "section-missing", what)


PROSE = frozenset().union(*map(prose_names, FRONT_MATTER))
"""Names of the fields that hold sentences."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of prose."""

    span: Span
    """Where it stands in the file, quotes and line breaks of the YAML included."""
    path: Path
    """The field that holds it; empty for the body."""


def prose_fields(front: FrontMatter) -> Iterator[Passage]:
    """Each field of front matter that holds sentences."""
    for path, span in front.places.items():
        name = next((part for part in reversed(path) if isinstance(part, str)), "")
        if name in PROSE and isinstance(front.value(path), str):
            yield Passage(span, path)
