"""The words of an interface that no author wrote, by key and language: `Strings`, read from one YAML file a language.

A string may hold `{names}` to be filled in, and `{name}words{/}` for a link: what is given for the name opens it. Where
a number decides, a key holds `one` and `other` in the place of a string.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ENGLISH = "en"
PLURAL = frozenset({"one", "other"})
"""The forms of a string that depends on a number `n`."""

Text = str | Mapping[str, str]
"""A string, or its forms by number."""


@dataclass(frozen=True)
class Strings:
    """The strings of one language."""

    language: str
    """Such as `de`."""
    texts: Mapping[str, Text] = field(repr=False)
    """Every string by its key, such as `page.reviewed`."""
    given: Mapping[str, object] = field(default_factory=lambda: {"/": "</a>"}, repr=False)
    """What may stand in any string without being given again."""

    def __call__(self, key: str, /, **values: object) -> str:
        """A string with its names filled in; `n` also chooses the form."""
        text = self.text(key, values.get("n"))
        return text.format_map({**self.given, **values}) if "{" in text else text

    def text(self, key: str, number: object = None) -> str:
        """A string as the catalogue has it, its names still in braces."""
        text = self.texts[key]
        return text if isinstance(text, str) else text["one" if number == 1 else "other"]

    def has(self, key: str) -> bool:
        """Whether there is a string of this key."""
        return key in self.texts

    def in_script(self, script: str) -> str:
        """A script with every `"%{key}"` in it replaced by the string of that key, or by its forms as an object."""
        return IN_SCRIPT.sub(lambda found: self._written(found[1]) if self.has(found[1]) else found[0], script)

    def _written(self, key: str) -> str:
        return json.dumps(self.texts[key], ensure_ascii=False, separators=(",", ":"))

    def word(self, group: str, value: str) -> str:
        """A word of a list that may hold others too: its string where there is one, else itself without hyphens."""
        key = f"{group}.{value}"
        return self(key) if self.has(key) else value.replace("-", " ")

    def day(self, value: date) -> str:
        """A date as readers see it, such as `24 November 2026`."""
        return self("date.day", day=value.day, month=self(f"date.month-{value.month}"), year=value.year)

    def number(self, value: float) -> str:
        """A number with one decimal place, such as `5.5`."""
        return f"{value:.1f}".replace(".", self("number.point"))

    def label(self, word: Any, part: str = "") -> str:
        """A word of a closed list as readers see it: by its key such as `verdict.false`, or what it says itself."""
        if not isinstance(word, Enum):
            return str(word.label)
        key = ".".join(filter(None, (type(word).__name__.lower(), part, str(word.value))))
        return self(key)


def base_language(tag: str) -> str:
    """The language of a tag without its region: `de` of `de-AT`."""
    return tag.partition("-")[0].lower()


def languages(folder: Path) -> tuple[str, ...]:
    """The languages that a folder holds the strings of."""
    return tuple(sorted(path.stem for path in folder.glob("*.yml")))


NAMES = re.compile(r"\{([^{}]*)\}")
"""What a string fills in."""
IN_SCRIPT = re.compile(r'"%\{([\w-]+(?:\.[\w-]+)+)\}"')
"""How a script names a string of the catalogue."""


def forms_of(text: Text) -> tuple[str, ...]:
    """A string, or each of its forms."""
    return (text,) if isinstance(text, str) else tuple(text.values())


def names_in(text: Text) -> frozenset[str]:
    """The names that a string fills in, in any of its forms."""
    return frozenset(name for form in forms_of(text) for name in NAMES.findall(form))


@cache
def read_texts(folder: Path, language: str) -> Mapping[str, Text]:
    """Every string of a language by its key; those of English when the folder has no other."""
    path = folder / f"{language if language in languages(folder) else ENGLISH}.yml"
    return dict(flat_texts(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), ""))


def flat_texts(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Text]]:
    """The strings of a mapping that may hold others, each by its whole key."""
    for name, value in values.items():
        if isinstance(value, Mapping) and not value.keys() <= PLURAL:
            yield from flat_texts(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


BIBLIOGRAPHY = Path(__file__).parents[1] / "strings"
"""The strings of the bibliography."""


def bibliography_strings(tag: str = ENGLISH, own: Mapping[str, Text] | None = None) -> Strings:
    """The strings of citations, cards, lists and pages of works in the language of a tag; `own` says some otherwise."""
    strings = _bibliography_strings(base_language(tag))
    return replace(strings, texts={**strings.texts, **own}) if own else strings


@cache
def _bibliography_strings(language: str) -> Strings:
    known = language if language in languages(BIBLIOGRAPHY) else ENGLISH
    return Strings(known, read_texts(BIBLIOGRAPHY, language))


def own_texts(value: Mapping[str, Any], known: Mapping[str, Text]) -> dict[str, Text]:
    """Strings that a site says otherwise, by whole key.

    Raises ValueError, as words that go on from the name of the option, for what is none of the `known` strings.
    """
    own = dict(flat_texts(value))
    for key, text in own.items():
        if key not in known:
            near = get_close_matches(key, known, 1)
            advice = f"Did you mean '{near[0]}'?" if near else "Delete it."
            raise ValueError(f"has '{key}', no key of the catalogue. {advice}")
        forms = [text] if isinstance(text, str) else [*text.values()] if isinstance(text, dict) else [None]
        if not all(isinstance(form, str) for form in forms):
            raise ValueError(f"has no text for '{key}'. Write one, in quotes where it holds a colon.")
        if strange := sorted(names_in(text) - names_in(known[key])):
            names = ", ".join(f"{{{name}}}" for name in sorted(names_in(known[key]))) or "no names"
            raise ValueError(f"has {{{strange[0]}}} in '{key}', which holds {names}. Correct it.")
    return own
