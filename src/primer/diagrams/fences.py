"""Pictures in a page: a fence ```` ```diagram ```` that holds the data of one as YAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from mkdocs_bibliography.text.source import Span, SpanSet, replaced
from mkdocs_bibliography.text.yaml_faults import YAML_FAULTS, load_yaml, problem_of
from primer.diagrams.bars import Bars
from primer.diagrams.drawing import WIDTH, Picture
from primer.diagrams.flow import Flow
from primer.diagrams.rate import Rate
from primer.diagrams.screens import Screens

_FENCE = re.compile(r"^```(?P<opens>diagram)?[ \t]*$\n?", re.M)
_LIKE = re.compile(r"^[ \t]*(?:[-*+>][ \t]*)*(?:`{3,}|~{3,})[ \t]*diagram[ \t]*$", re.M)
_FORM: TypeAdapter[Screens | Flow | Bars | Rate] = TypeAdapter(
    Annotated[Screens | Flow | Bars | Rate, Field(discriminator="kind")]
)
LARGEST = 20_000
"""Characters of the data of a picture."""


class DiagramError(ValueError):
    """Data that no picture can be drawn from; the message says where and why."""


@dataclass(frozen=True)
class DiagramSource:
    """A fence, and the data in it."""

    span: Span
    data: str

    def drawn(self, width: int = WIDTH) -> Picture:
        """The picture.

        Raises DiagramError when the data are not those of one.
        """
        return draw(self.data, width)


def find_diagrams(text: str, start: int = 0) -> Iterator[DiagramSource]:
    """The pictures of a text, in order."""
    opened: re.Match[str] | None = None
    for line in _FENCE.finditer(text, start):
        if opened is None:
            opened = line if line["opens"] else None
        elif not line["opens"]:
            end = line.end() - line[0].endswith("\n")
            yield DiagramSource(Span(opened.start(), end), text[opened.end() : line.start()])
            opened = None


def loose_fences(text: str, start: int = 0) -> Iterator[int]:
    """Offsets of lines that look like the beginning of a picture and are none: nothing closes it, or it is indented."""
    found = [one.span for one in find_diagrams(text, start)]
    starts, held = {span.start for span in found}, SpanSet(found)
    for line in _LIKE.finditer(text, start):
        if line.start() not in starts and not held.hold(line.start()):
            yield line.start()


def draw(data: str, width: int = WIDTH) -> Picture:
    """The picture that data describe, `WIDTH` or `NARROW` wide.

    Raises DiagramError when they describe none.
    """
    if len(data) > LARGEST:
        raise DiagramError(f"the data have {len(data):,} characters, at most {LARGEST:,} are drawn")
    try:
        return _FORM.validate_python(load_yaml(data)).drawn(width)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"][1:])) or (*first["loc"], "kind")[0]
        raise DiagramError(f"{place}: {first['msg'].removeprefix('Value error, ')}") from error
    except YAML_FAULTS as error:
        raise DiagramError(f"the data are no YAML: {problem_of(error)}") from error


def in_words(text: str) -> str:
    """A text whose pictures are told in words, as lists."""
    return replaced(text, ((one.span, listed(one.drawn())) for one in find_diagrams(text)))


def listed(picture: Picture) -> str:
    """A picture as Markdown: its title, and a list of sentences."""
    return "\n".join([f"**{picture.title}**", "", *(f"- {line}" for line in picture.words)])
