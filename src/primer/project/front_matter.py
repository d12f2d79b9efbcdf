"""The YAML at the head of a page, or a whole YAML file, with the place of every key and value.

MkDocs drops front matter that it cannot read without a word; here every error in it is an issue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.source import Source, Span
from mkdocs_bibliography.text.yaml_faults import YAML_FAULTS, TooDeep, place_in, problem_of, raise_for_depth

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and positions in lists."""

LONGEST = 100
"""Signs of a number or a day."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class FrontMatter:
    """What a YAML text holds, and where."""

    values: Mapping[str, Any]
    """The mapping, as plain Python values; empty when the YAML could not be read."""
    keys: Mapping[Path, Span]
    """Where the key of each entry of a mapping stands."""
    places: Mapping[Path, Span]
    """Where each value stands, from its first character to after its last."""
    end: int
    """Offset of the first character after it: where the body starts."""
    issues: tuple[Issue, ...] = ()
    """What is wrong with the YAML itself."""

    def value(self, path: Path) -> Any:
        """The value at a path that `places` holds."""
        value: Any = self.values
        for part in path:
            value = value[part]
        return value

    def place(self, path: Path) -> int:
        """The offset of a value, or of the nearest thing around it that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path].start if path in self.places else 0


def read_front_matter(source: Source) -> FrontMatter:
    """The front matter between two lines of three hyphens at the start of a page."""
    if not source.text.startswith("---\n"):
        what = "no front matter. Start the file with '---', the keys and '---'."
        return FrontMatter({}, {}, {}, 0, (issue_at(source, 0, "front-matter-missing", what),))
    close = source.text.find("\n---\n", 3)
    if close < 0 and source.text.endswith("\n---"):
        close = len(source.text) - 4
    if close < 0:
        what = "the front matter is not closed. Add a line '---' after it."
        return FrontMatter({}, {}, {}, len(source.text), (issue_at(source, 0, "front-matter-unclosed", what),))
    return _read(source, 4, close + 1, min(close + 5, len(source.text)))


def read_yaml(source: Source) -> FrontMatter:
    """A whole file of YAML that holds one mapping."""
    return _read(source, 0, len(source.text), len(source.text))


@dataclass
class _Reader:
    """Walks the nodes of one YAML text and notes where things stand."""

    source: Source
    start: int
    keys: dict[Path, Span] = field(default_factory=dict)
    places: dict[Path, Span] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def at(self, mark: Any) -> int:
        """The offset in the source of a mark in the YAML text."""
        return self.start + int(mark.index)

    def issue(self, mark: Any, code: str, message: str) -> None:
        self.issues.append(issue_at(self.source, self.at(mark), code, message))

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.places[path] = Span(self.at(node.start_mark), self.at(node.end_mark))
        if id(node) in self.seen:
            what = "this value stands elsewhere too, through an alias ('*name'). Write it out in each place."
            self.issue(node.start_mark, "yaml-alias", what)
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return dict(self.entries(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, place)) for place, child in enumerate(node.value)]
        return self.scalar(node)

    def entries(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            here = (*path, key)
            if here in self.keys:
                first = self.source.position(self.keys[here].start)[0]
                what = f"'{key}' stands on line {first} already. Keep one of them."
                self.issue(key_node.start_mark, "yaml-duplicate-key", what)
                continue
            self.keys[here] = Span(self.at(key_node.start_mark), self.at(key_node.end_mark))
            yield key, self.value(value_node, here)

    def scalar(self, node: yaml.Node) -> Any:
        if node.tag == "tag:yaml.org,2002:str":  # nearly all are, and PyYAML would look up how to make each
            return node.value
        if len(node.value) > LONGEST:
            what = f"a number or day has {len(node.value):,} signs. Shorten it, or put it in quotes."
            self.issue(node.start_mark, "yaml-broken", what)
            return None
        try:
            return _CONSTRUCTOR.construct_object(node)
        except yaml.YAMLError:
            problem = f"the tag {node.tag!r} is not known"
        except YAML_FAULTS as error:
            problem = problem_of(error)
        self.issue(
            node.start_mark,
            "yaml-broken",
            f"'{node.value}' cannot be read: {problem}. Fix it, or put it in quotes.",
        )
        return None


class _Scalars(yaml.constructor.SafeConstructor):
    """Makes plain values of scalar nodes; nothing is kept between calls."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        self.constructed_objects = {}
        self.recursive_objects = {}
        return super().construct_object(node, deep)


_CONSTRUCTOR = _Scalars()


def _read(source: Source, start: int, stop: int, end: int) -> FrontMatter:
    text = source.text[start:stop]
    reader = _Reader(source, start)
    try:
        raise_for_depth(text)
        node = _compose(text)
    except TooDeep as error:
        place = reader.at(error.problem_mark)
        issue = issue_at(source, place, "yaml-broken", "this YAML is nested too deeply. Flatten it.")
        return FrontMatter({}, {}, {}, end, (issue,))
    except yaml.YAMLError as error:
        return FrontMatter({}, {}, {}, end, (_broken(source, text, error, start),))
    if node is None:
        return FrontMatter({}, {}, {}, end)
    if not isinstance(node, yaml.MappingNode):
        issue = issue_at(source, start, "yaml-broken", "not a mapping of keys to values. Write 'key: value' lines.")
        return FrontMatter({}, {}, {}, end, (issue,))
    values = reader.value(node, ())
    return FrontMatter(values, reader.keys, reader.places, end, tuple(reader.issues))


def _compose(text: str) -> yaml.Node | None:
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        return node
    finally:
        loader.dispose()


def _broken(source: Source, text: str, error: yaml.YAMLError, start: int) -> Issue:
    offset = start + place_in(error, text)
    line = source.position(offset)[0]
    if "\t" in source.text.split("\n")[line - 1]:
        return issue_at(source, offset, "yaml-broken", "this YAML cannot be read at a tab. Indent with spaces.")
    advice = "Put a value that holds ': ' or begins with a sign in quotes."
    return issue_at(source, offset, "yaml-broken", f"this YAML cannot be read: {problem_of(error)}. {advice}")
