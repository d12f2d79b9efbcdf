"""TeX in the fields of a bibliography, as plain text: for checks and for our own fields, without pandoc.

What a style prints is read by pandoc; see `pandoc_items`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec
from pylatexenc.latex2text import get_default_latex_context_db as text_database
from pylatexenc.latexwalker import LatexWalkerError
from pylatexenc.latexwalker import get_default_latex_context_db as syntax_database
from pylatexenc.macrospec import MacroSpec

DEEPEST = 30
"""Braces inside braces; no text of a bibliography has so many."""

_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "'": "’", "~": "\u00a0"}
_LIGATURE = re.compile(r"---?|``|''|[`'~]")
_LENGTH = r"-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)"
_SKIP = re.compile(rf"\\[hv](?:skip\s*{_LENGTH}(?:\s*(?:plus|minus)\s*{_LENGTH})*|space\*?\s*\{{{_LENGTH}\}})\s?")
_ADDRESS = re.compile(r"\\url\s*\{([^{}]*)\}|\\href\s*\{[^{}]*\}")
_MATH = re.compile(r"((?<!\\)\$[^$]*\$)")
_EMPTY_ACCENT = re.compile(r"\\([`'^\"=.])\{\}(\\[ij]\b|[A-Za-z])")
_BARE = re.compile(r"(?<!\\)[%$]")
_IN_TEXT = re.compile(
    r"\\ifmmode[^\\]*(?:\\(?!ifmmode|else\b)[^\\]*)*\\else\b\s?([^\\]*(?:\\(?!ifmmode|fi\b)[^\\]*)*)\\fi\b(?:\{\})?"
)
_LETTERS = {
    "ne": "≠", "Re": "ℜ", "Im": "ℑ", "degree": "°", "prime": "′", "mathsection": "§", "bibinitperiod": ".",
    "slash": "/", "hyphen": "-", "hyp": "-", "dash": "–", "Dash": "—", "textquotesingle": "'", "newline": " ",
    "space": " ", "textendash": "–", "textemdash": "—", "BibTeX": "BibTeX",
    "TeX": "TeX", "LaTeX": "LaTeX", "bibnamedelima": " ",
    "textasciicircum": "^",
}  # fmt: skip
_DROPPED = ("author", "date", "href", "include", "input", "maketitle", "title", "url")
"""Commands of documents, which have no argument here."""
_AROUND = {
    "enquote": "“%s”", "mkbibquote": "“%s”", "mkbibparens": "(%s)", "mkbibbrackets": "[%s]", "overline": "%s\u0305",
    "binom": "(%(1)s over %(2)s)",
}  # fmt: skip


def tex_to_text(value: str) -> str:
    """A value as plain text. Unknown commands are dropped; in formulas they stay, so that no sign is lost."""
    if "\\" not in value and "$" not in value:
        return _flat(_ligatures(value))
    value = _EMPTY_ACCENT.sub(r"\\\1{\2}", value).replace("\\~{}", "\\textasciitilde{}")
    text = _ADDRESS.sub(r"\1", _SKIP.sub("", text_branches(value)))
    if depth(text) > DEEPEST:
        return _flat(re.sub(r"\\[A-Za-z]*", "", text))
    parts = _MATH.split(text)
    return _flat("".join(_decoded(part, is_math=index % 2 == 1) for index, part in enumerate(parts)))


def text_branches(value: str) -> str:
    """A value in which each condition on the mode is what it is in text; a condition that is not closed goes."""
    if "\\ifmmode" not in value:
        return value
    return re.sub(r"\\(?:ifmmode|else|fi)\b", "", _IN_TEXT.sub(r"{\1}", value))


def depth(value: str) -> int:
    """How many braces are open at most."""
    deepest = now = 0
    for brace in re.findall(r"\\.|([{}])", value, re.DOTALL):
        now += {"{": 1, "}": -1}.get(brace, 0)
        deepest = max(deepest, now)
    return deepest


def _flat(text: str) -> str:
    return re.sub(r"[ \t\n]+", " ", re.sub("[{}]", "", text)).strip()


def _ligatures(text: str) -> str:
    return _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)


def _decoded(part: str, is_math: bool) -> str:
    reader, syntax = _reader(is_math)
    try:
        text = part if is_math else _BARE.sub(r"\\\g<0>", part)
        return str(reader.latex_to_text(text, latex_context=syntax, tolerant_parsing=True))
    except (
        AttributeError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
        LatexWalkerError,
    ):  # What pylatexenc raises for odd arguments.
        return part.replace("\\", "")


@lru_cache(maxsize=2)
def _reader(is_math: bool) -> tuple[LatexNodes2Text, object]:
    """Pylatexenc, which also knows biblatex's commands."""
    texts, syntax = text_database(), syntax_database()
    letters = _LETTERS | dict.fromkeys(_DROPPED, "")
    own = [MacroTextSpec(name, simplify_repl=letter) for name, letter in letters.items()]
    own += [MacroTextSpec(name, simplify_repl=around) for name, around in _AROUND.items()]
    texts.add_context_category("bibliography", prepend=True, macros=own)
    arguments = {name: "{{" if "(2)" in around else "{" for name, around in _AROUND.items()}
    own_syntax = [MacroSpec(name, braces) for name, braces in (arguments | dict.fromkeys(_DROPPED, "")).items()]
    syntax.add_context_category("bibliography", prepend=True, macros=own_syntax)
    if is_math:
        texts.set_unknown_macro_spec(MacroTextSpec("", simplify_repl=lambda node: f"\\{node.macroname} "))
    return LatexNodes2Text(latex_context=texts, math_mode="text", strict_latex_spaces=not is_math), syntax
