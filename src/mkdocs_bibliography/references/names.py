"""Personal and corporate names as BibTeX writes them, taken apart for CSL."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_bibliography.references.latex import decode

Name = Mapping[str, str]
"""One CSL name: `literal`, or `family` with `given`, `suffix`, `dropping-particle` and `non-dropping-particle`."""

_EXTENDED = re.compile(r"\b(family|given|prefix|suffix|useprefix)(?:-i)?\s*=\s*")


def split_top(value: str, separator: re.Pattern[str]) -> list[str]:
    """Parts of a value between matches of a separator outside of braces."""
    parts, start = [], 0
    for match in _outside_braces(value, separator):
        parts.append(value[start : match.start()])
        start = match.end()
    return [*parts, value[start:]]


def _outside_braces(value: str, separator: re.Pattern[str]) -> Iterator[re.Match[str]]:
    depth, at = 0, 0
    for match in re.finditer(rf"\\.|[{{}}]|(?P<cut>{separator.pattern})", value, separator.flags | re.DOTALL):
        if match["cut"] is not None and depth == 0 and match.start() >= at:
            at = match.end()
            yield match
        elif match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth = max(0, depth - 1)


_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_SPACE = re.compile(r"(?:\s|~)+")


def parse_names(value: str) -> tuple[Name, ...]:
    """The names of a field such as `author`, in order; `and others` becomes a last name with the literal `others`."""
    return tuple(parse_name(part.strip()) for part in split_top(value.strip(), _AND) if part.strip())


def parse_name(value: str) -> Name:
    """A name: `First von Last`, `von Last, First`, `von Last, Jr, First`, `family=..., given=...`, `{Corporate}`."""
    if value.startswith("{") and _is_one_group(value):
        return {"literal": decode(value[1:-1]).plain}
    if value == "others":
        return {"literal": value}
    if _EXTENDED.match(value):
        return _extended(value)
    parts = [part.strip() for part in split_top(value, _COMMA)]
    if len(parts) == 1:
        words = [word for word in split_top(value, _SPACE) if word]
        particle = _particle(words[:-1])
        if not particle[1]:
            return _name(given=words[:-1], family=words[-1:])
        return _name(given=particle[0], particle=particle[1], family=[*particle[2], words[-1]])
    words = [word for word in split_top(parts[0], _SPACE) if word]
    before, low, after = _particle(words[:-1], leading=True)
    suffix = parts[1] if len(parts) > 2 else ""
    given = [word for word in split_top(parts[-1], _SPACE) if word]
    return _name(given=given, particle=low, family=[*before, *after, *words[-1:]], suffix=suffix)


def _is_one_group(value: str) -> bool:
    depth = 0
    for match in re.finditer(r"\\.|[{}]", value, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.end() == len(value) and value[1:2] != "\\"
    return False


def _is_low(word: str) -> bool:
    """Whether BibTeX takes the word for a particle: its first letter outside of a protecting brace is lower case."""
    if word.startswith("{") and not word.startswith("{\\"):
        return False
    letter = next((letter for letter in decode(word).plain if letter.isalpha()), "")
    return letter.islower()


def _particle(words: list[str], leading: bool = False) -> tuple[list[str], list[str], list[str]]:
    """Words before the particle, the particle, and words after it."""
    low = [index for index, word in enumerate(words) if _is_low(word)]
    if not low or (leading and low[0] != 0):
        return words, [], []
    return words[: low[0]], words[low[0] : low[-1] + 1], words[low[-1] + 1 :]


def _name(given: list[str], family: list[str], particle: list[str] | None = None, suffix: str = "") -> Name:
    parts = {
        "family": " ".join(family),
        "given": " ".join(given),
        "dropping-particle": " ".join(particle or []),
        "suffix": suffix,
    }
    return {key: _spaced(decode(text).plain) for key, text in parts.items() if text}


def _spaced(text: str) -> str:
    """Initials set apart: "J.R." as "J. R."."""
    return re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_]\.)", " ", text)


def _extended(value: str) -> Name:
    """Biblatex's form with named parts."""
    pairs = (part.partition("=") for part in split_top(value, _COMMA))
    parts = {key.strip(): text.strip().strip('"') for key, _, text in pairs}
    particle = "non-dropping-particle" if parts.get("useprefix") == "true" else "dropping-particle"
    names = {"family": "family", "given": "given", "suffix": "suffix", "prefix": particle}
    return {csl: decode(parts[key]).plain for key, csl in names.items() if parts.get(key)}


def family_name(name: Name) -> str:
    """The part by which a name is cited: particle and family name, or the whole of a corporate name."""
    particle = name.get("non-dropping-particle", "")
    return name.get("literal") or f"{particle} {name.get('family', '')}".strip()


def short_names(names: tuple[Name, ...]) -> str:
    """The names for a running text: "Okafor", "Okafor & Lind", "Okafor et al."."""
    families = [family_name(name) for name in names if name.get("literal") != "others"]
    if len(families) > 2 or len(families) != len(names):
        return f"{families[0]} et al." if families else ""
    return " & ".join(families)
