"""Where a text refers to a primer: by address, by an id with the primer's prefix, or by an id with an edition.

An id alone is no reference, since "F1 score" and "G7 summit" are none; `bare` takes it for one. An id with an edition
alone (`v2.0-G12`, which also looks like a milestone of some program) counts where the text names the primer elsewhere,
or where the primer has that edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import unquote

from primer.lint.ids import Ids

IGNORE = "lint-refs: ignore"
"""A line that holds this is left alone."""

_TAIL = ".,;:!?*_'\""
_OPEN = {")": "(", "]": "["}
_LINK_TEXT = re.compile(r"\[([^\[\]\n]{1,200})\](?:\(<?|: ?<?)$")
_VERSIONED = re.compile(r"v/(\d+\.\d+)/")


@dataclass(frozen=True, slots=True)
class Named:
    """An id as it stands in a text, between two offsets."""

    start: int
    end: int
    bare: int
    """Where the id itself begins, after a prefix and an edition."""
    name: str
    check: int | None
    edition: str | None


@dataclass(frozen=True, slots=True)
class Addressed:
    """An address of the primer as it stands in a text, between two offsets."""

    start: int
    end: int
    scheme: str
    path: str
    """From the root of the site, as it stands there, without the folder of an edition."""
    query: str
    anchor: str
    edition: str | None
    label: Named | None
    """The id that the words of the link name."""


Reference = Named | Addressed
Found = TypeVar("Found", Named, Addressed, Reference)


@dataclass(frozen=True)
class Scanner:
    """Finds references to one primer."""

    ids: Ids
    prefixes: tuple[str, ...]
    bare: bool = False

    @cached_property
    def _needles(self) -> tuple[bytes, ...]:
        return tuple(text.encode() for text in (self.ids.place.rstrip("/"), *self.prefixes))

    @cached_property
    def _id(self) -> str:
        return rf"(?P<name>(?:{'|'.join(self.ids.letters)})[0-9]{{1,4}})(?:\.(?P<check>[0-9]{{1,3}}))?(?![A-Za-z0-9_])"

    @cached_property
    def _prefixed(self) -> re.Pattern[str]:
        names = "|".join(map(re.escape, self.prefixes))
        return re.compile(rf"(?<![A-Za-z0-9_-])(?:{names})[- ](?:v(?P<edition>[0-9]+\.[0-9]+)-)?{self._id}")

    @cached_property
    def _pinned(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z0-9_.-])v(?P<edition>[0-9]+\.[0-9]+)-{self._id}")

    @cached_property
    def _alone(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![A-Za-z0-9_./#-])(?P<edition>(?!)){{0}}{self._id}(?![-/])")

    @cached_property
    def _pinned_bytes(self) -> re.Pattern[bytes]:
        return re.compile(self._pinned.pattern.encode())

    @cached_property
    def _alone_bytes(self) -> re.Pattern[bytes]:
        return re.compile(self._alone.pattern.encode())

    @cached_property
    def _address(self) -> re.Pattern[str]:
        place = re.escape(self.ids.place.rstrip("/"))
        rest = r"(?P<rest>(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]*)?)"
        return re.compile(rf"(?:(?P<scheme>https?):)?//(?i:{place}){rest}(?![\w.-])")

    def may_refer(self, data: bytes) -> bool:
        """Whether a look at the bytes of a file finds anything to read closer; wrong on the safe side alone."""
        if any(needle in data for needle in self._needles):
            return True
        return bool((self._alone_bytes if self.bare else self._pinned_bytes).search(data))

    def scan(self, text: str) -> tuple[Reference, ...]:
        """The references of a text, in order, none inside another."""
        found: list[Reference] = list(self._addresses(text))
        taken = [(one.start, one.end) for one in found]
        prefixed = [self._named(match) for match in self._prefixed.finditer(text)] if self.prefixes else []
        found += _outside(prefixed, taken)
        named = bool(found)
        pinned = [self._named(match) for match in self._pinned.finditer(text)]
        free = _outside(pinned, taken + [(one.start, one.end) for one in prefixed])
        found += [one for one in free if named or self.bare or self.ids.knows(one.edition or "")]
        if self.bare:
            held = [(one.start, one.end) for one in found]
            labels = [(one.label.start, one.label.end) for one in found if isinstance(one, Addressed) and one.label]
            found += _outside((self._named(match) for match in self._alone.finditer(text)), held + labels)
        return tuple(_outside(sorted(found, key=lambda one: one.start), _ignored(text)))

    def _named(self, match: re.Match[str], offset: int = 0) -> Named:
        check = match["check"]
        start, bare, end = (offset + at for at in (match.start(), match.start("name"), match.end()))
        return Named(start, end, bare, match["name"], int(check) if check else None, match["edition"])

    def _addresses(self, text: str) -> Iterator[Addressed]:
        for match in self._address.finditer(text):
            rest = _trimmed(match["rest"])
            end = match.start("rest") + len(rest)
            path, _, anchor = rest.partition("#")
            path, question, query = path.partition("?")
            path = path.lstrip("/")
            edition = _VERSIONED.match(path)
            yield Addressed(
                match.start(),
                end,
                match["scheme"] or "",
                unquote(path[edition.end() :] if edition else path),
                question + query,
                unquote(anchor),
                edition[1] if edition else None,
                self._label(text, match.start()),
            )

    def _label(self, text: str, start: int) -> Named | None:
        before = text[max(0, start - 210) : start]
        if not (words := _LINK_TEXT.search(before)):
            return None
        at = start - len(before) + words.start(1)
        label = re.compile(rf"(?<![A-Za-z0-9_./#])(?:v(?P<edition>[0-9]+\.[0-9]+)-)?{self._id}")
        named = [self._named(match, at) for match in label.finditer(words[1])]
        return named[0] if len(named) == 1 else None


def _trimmed(rest: str) -> str:
    """An address without the signs that belong to the sentence around it."""
    open_ones: list[str] = []
    for index, sign in enumerate(rest):
        if sign in _OPEN.values():
            open_ones.append(sign)
        elif sign in _OPEN and (not open_ones or open_ones.pop() != _OPEN[sign]):
            return rest[:index].rstrip(_TAIL)
    return rest.rstrip(_TAIL)


def _outside(found: Iterable[Found], taken: list[tuple[int, int]]) -> list[Found]:
    """Of references in order, those that touch no span."""
    ends = sorted(taken)
    out: list[Found] = []
    at = 0
    for one in found:
        while at < len(ends) and ends[at][1] <= one.start:
            at += 1
        if at == len(ends) or ends[at][0] >= one.end:
            out.append(one)
    return out


def _ignored(text: str) -> list[tuple[int, int]]:
    """The lines that are to be left alone, as spans."""
    spans = []
    at = text.find(IGNORE)
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        spans.append((text.rfind("\n", 0, at) + 1, end))
        at = text.find(IGNORE, end)
    return spans
