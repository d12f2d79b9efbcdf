"""The text of a new page: every field of its type, with a note of what belongs there after `TODO`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

import yaml
from pydantic import BaseModel

from primer.commands.vocabulary import choices
from primer.content.model import Primer
from primer.content.page_types import PageType
from primer.content.schema import EXAMPLES
from primer.project.validation import field_meaning

TODO = "TODO"
"""What stands where an author has to write; the check fails until none is left."""
_KEPT = 3
"""How many entries of a list a new page begins with at most."""
_KEY = re.compile(r"( *)(?:- )?(\w+):")
_BLOCK = re.compile(r"^/// (\w+)", re.M)
_NAMED = {"topics": "topics", "lifecycle": "stages", "roles": "roles", "basis": "basis"}
_LEFT_OUT = frozenset({"aliases", "related", "content_note", "jurisdiction", "as_of"})
_IDS = frozenset({"findings", "guidelines", "myths"})


class _Plain(yaml.SafeDumper):
    """Writes each value where it stands, without anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        """Whether a value is written again wherever it stands."""
        return True


def skeleton(primer: Primer, kind: PageType, name: str, title: str, day: date) -> str:
    """A page of a type, valid in form, with the words and ids of this primer and no sentence of another."""
    _, front, body = (EXAMPLES / f"{kind.name}.md").read_text("utf-8").split("---\n", 2)
    fixed = {
        "id": name,
        "title": title,
        "reviewed": day,
        "searched": day,
        "independent": 1,
        "level": _carried(primer),
    }
    values = {
        key: fixed.get(key) or _filled(primer, kind.fields, (key,), value)
        for key, value in yaml.safe_load(front).items()
        if key not in _LEFT_OUT
        and (key not in _IDS or getattr(primer, key) or kind.fields.model_fields[key].is_required())
    }
    text = yaml.dump(values, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)
    return f"---\n{_with_choices(primer, text)}---\n{_body(kind, body)}"


def _with_choices(primer: Primer, text: str) -> str:
    """The front matter with a comment beside each word that is chosen from a list."""
    known, top, lines = choices(primer.settings.taxonomy), "", []
    for line in text.splitlines():
        found = _KEY.match(line)
        key = found[2] if found else ""
        top = key if found and not found[1] else top
        words = known.get(f"{top}.{key}") or known.get(key)
        several = " # one or more of: " if line.endswith(":") else " # one of: "
        lines.append(f"{line} {several}{', '.join(map(str, words))}" if found and words else line)
    return "\n".join(lines) + "\n"


def _filled(primer: Primer, fields: type[BaseModel], path: tuple[str | int, ...], value: Any) -> Any:
    """What stands in the place of an example's value."""
    key = path[-1]
    if key in _NAMED:
        words = getattr(primer.settings.taxonomy, _NAMED[key])
        return [str(words[0])] if words else ["todo"]
    if key in _IDS and isinstance(value, list):
        return _references(primer, fields, path, value)
    if isinstance(value, list):
        return [_filled(primer, fields, (*path, place), one) for place, one in enumerate(_begun(str(key), value))]
    if key in ("need", "effect"):
        level = _carried(primer) if key == "need" else str(primer.settings.taxonomy.scale.untested)
        value = {**value, "level": level}
    if isinstance(value, Mapping):
        left_out = {"agrees"} if primer.extracts.present else {"agrees", "from"}
        return {name: _part(primer, fields, (*path, name), one) for name, one in value.items() if name not in left_out}
    return _todo(fields, path) if isinstance(value, str) and " " in value else value


def _carried(primer: Primer) -> str:
    """The highest level that one source can carry: the third from above, or the lowest."""
    steps = primer.settings.taxonomy.scale.steps
    return str(steps[min(2, len(steps) - 1)])


def _begun(key: str, value: list[Any]) -> list[Any]:
    """As many entries as a new page begins with: all steps, since their minutes add up, and one row of evidence."""
    return value if key == "steps" else value[:1] if key == "evidence" else value[:_KEPT]


def _part(primer: Primer, fields: type[BaseModel], path: tuple[str | int, ...], value: Any) -> Any:
    name = path[-1]
    if name == "cite":
        return next(iter(primer.bibliography.references), "todo")
    if name == "findings":
        return list(primer.findings)[:1] or [f"{primer.letters.finding}1"]
    if name in ("from", "relation", "level", "kind"):
        return ["a"] if name == "from" else value
    return _todo(fields, path) if isinstance(value, str) else _filled(primer, fields, path, value)


def _references(primer: Primer, fields: type[BaseModel], path: tuple[str | int, ...], value: list[Any]) -> list[Any]:
    """Edges to items that this primer has; none where the type does not need one."""
    key = str(path[-1])
    known = list(getattr(primer, key))[:1] or [f"{primer.letters.of(key.removesuffix('s'))}1"]
    if value and isinstance(value[0], Mapping):
        return [{"ref": known[0], "why": _todo(fields, (*path, 0, "why"))}]
    return known


def _todo(fields: type[BaseModel], path: tuple[str | int, ...]) -> str:
    """`TODO`, and the first sentence of what the field is for, or its name; without what YAML puts in quotes."""
    meaning = re.split(r"[.;] |[.;]$", field_meaning(fields, path).replace("`", "").replace(": ", ", "), maxsplit=1)[0]
    if not meaning:
        meaning = str(next(part for part in reversed(path) if isinstance(part, str))).replace("_", " ")
    return f"{TODO} {meaning}"


def _body(kind: PageType, example: str) -> str:
    """The headings of the type, each with what it holds, and its blocks empty."""
    parts = []
    for section in kind.sections:
        found = re.search(rf"^## {re.escape(section.heading)}$(.*?)(?=^## |\Z)", example, re.M | re.S)
        blocks = [name for name, _ in groupby(_BLOCK.findall(found[1] if found else ""))]
        text = [f"## {section.heading}", f"{TODO} {section.holds}"]
        text += [f"/// {name} | {TODO} title\n{TODO} text\n///" for name in blocks]
        if section.required or found:
            parts.append("\n\n".join(text))
    return "\n" + "\n\n".join(parts) + ("\n" if parts else "")
