"""TeX in BibTeX fields, decoded to plain text and to the light markup that CSL-JSON allows.

Only the TeX that bibliographies use is read: accents, symbols, quotes, dashes, emphasis, and braces that protect
capitals.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from pylatexenc.latexencode import get_builtin_uni2latex_dict

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_MARKS = {
    "emph": "i", "textit": "i", "mkbibemph": "i", "it": "i", "em": "i", "itshape": "i", "textbf": "b",
    "mkbibbold": "b", "bf": "b", "bfseries": "b", "textsuperscript": "sup", "textsubscript": "sub", "textsc": "sc",
    "sc": "sc", "scshape": "sc",
}  # fmt: skip
_SWITCHES = {"it", "em", "itshape", "bf", "bfseries", "sc", "scshape", "rm", "sf", "tt", "sl", "upshape", "normalfont"}
_QUOTES = {"enquote": "“”", "mkbibquote": "“”", "mkbibparens": "()", "mkbibbrackets": "[]"}
_SYMBOLS = {
    "i": "ı", "j": "ȷ", "aa": "å", "Dash": "—", "dash": "–", "AA": "Å", "hyphen": "-", "textquoteright": "’",
    "ldots": "…", "dots": "…", "slash": "/", "textendash": "–", "textemdash": "—", "space": " ", "newline": " ",
    "thinspace": "\u2009", "nobreakspace": "\u00a0", "textquotesingle": "'", "textasciitilde": "~",
    "textbackslash": "\\", "mathsection": "§", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "bibstring": "",
    "\\": " ", "-": "", "/": "", "@": "", " ": " ", "\n": " ", ",": "\u2009", ";": " ", ":": " ", "!": "", "(": "",
    ")": "", "relax": "", "noopsort": "", "bibinitperiod": ".", "bibnamedelima": " ", "hyp": "-",
    "textcopyright": "©",
}  # fmt: skip
_TOKEN = re.compile(r"\\([A-Za-z]+)\*?[ \t\n]*|\\(.)|([{}])|(\$)|(---?|``|''|`|'|~|\s+)|([^\\{}$`'~\s-]+|-)", re.DOTALL)
_PLAIN = re.compile(r"[\\{}$`'~]|--|\s\s|[\t\n]")
_IN_TEXT = re.compile(r"\\ifmmode.*?\\else\s?(.*?)\\fi\b(?:\{\})?", re.DOTALL)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "'": "’", "~": "\u00a0"}
_TAG = re.compile(r"<(/?)(i|b|sup|sub|sc|span)(?:\s[^>]*)?>")


@dataclass(frozen=True, slots=True)
class Decoded:
    """One field's text without TeX."""

    plain: str
    """Text alone."""
    marked: str
    """The text with `<i>`, `<b>`, `<sup>`, `<sub>`, `<sc>` and, round capitals that braces protect, `nocase` spans."""


@lru_cache(maxsize=1)
def _named_symbols() -> dict[str, str]:
    """Command name to letter for every symbol that pylatexenc knows."""
    found: dict[str, str] = {}
    for code, tex in get_builtin_uni2latex_dict().items():
        name = re.fullmatch(r"\{?\\(?:ensuremath\{\\)?([A-Za-z]+)\}*", tex)
        if name:
            found.setdefault(name[1], chr(code))
    return found | _SYMBOLS


class _Reader:
    """One pass over the tokens of a value; groups recurse."""

    def __init__(self, value: str) -> None:
        self.tokens = list(_TOKEN.finditer(value))
        self.at = 0
        self.in_math = False

    def next(self) -> re.Match[str] | None:
        """The next token, or None at the end."""
        self.at += 1
        return self.tokens[self.at - 1] if self.at <= len(self.tokens) else None

    def group(self, depth: int) -> str:
        """Text up to the brace that ends this group, or to the end of the value."""
        parts: list[str] = []
        closing = ""
        while token := self.next():
            if token[3] == "}":
                if depth > 0:
                    break
                continue
            if token[1] in _SWITCHES and depth > 0:
                tag = _MARKS.get(token[1])
                parts, closing = (["".join(parts), f"<{tag}>"], f"</{tag}>" + closing) if tag else (parts, closing)
                continue
            parts.append(self.token(token, depth))
        return "".join(parts) + closing

    def token(self, token: re.Match[str], depth: int) -> str:
        """The text of one token, with what belongs to it."""
        if token[1] or token[2]:
            return self.command(token[1] or token[2])
        if token[3]:
            return self.braced(depth)
        if token[4]:
            return self.formula(depth)
        if token[5]:
            return _LIGATURES.get(token[5], " ") if not self.in_math else token[5]
        return self.math(token[6]) if self.in_math else token[6]

    def formula(self, depth: int) -> str:
        """What stands between dollar signs; capitals in it are not those of words."""
        self.in_math = True
        parts: list[str] = []
        while (token := self.next()) and not token[4]:
            parts.append(self.token(token, depth + 1))
        self.in_math = False
        text = "".join(parts)
        return f'<span class="nocase">{text}</span>' if depth == 0 and text.lower() != text else text

    def braced(self, depth: int) -> str:
        """A group; at the top, and not begun by a command, its capitals are protected."""
        first = self.next()
        if first is None or first[3] == "}":
            return ""
        head = self.switch(first, depth)
        special = bool(first[1] or first[2])
        inner = head[0] + self.group(depth + 1) + head[1]
        return inner if special or depth or self.in_math else f'<span class="nocase">{inner}</span>'

    def switch(self, first: re.Match[str], depth: int) -> tuple[str, str]:
        """Opening and closing text for a group's first token, which may be a font switch."""
        if first[1] in _SWITCHES:
            tag = _MARKS.get(first[1])
            return (f"<{tag}>", f"</{tag}>") if tag else ("", "")
        return self.token(first, depth + 1), ""

    def argument(self) -> str:
        """What a command takes: a group or one token; of a run of letters, the first letter is the argument."""
        token = self.next()
        while token is not None and token[5] and token[5].isspace():
            token = self.next()
        if token is None:
            return ""
        if token[3] == "{":
            return self.group(1)
        return self.token(token, 1) if token[3] != "}" else ""

    def command(self, name: str) -> str:
        """The text that a command stands for, its argument read where it has one."""
        if name in _ACCENTS:
            letters = self.argument() or (self.argument() if name in "'`\"v" else "")
            if not letters:
                return name if name in "~^" else ""
            letters = letters.replace("ı", "i").replace("ȷ", "j")
            return unicodedata.normalize("NFC", letters[:1] + _ACCENTS[name] + letters[1:])
        if name in _MARKS:
            return f"<{_MARKS[name]}>{self.argument()}</{_MARKS[name]}>"
        if name in _QUOTES:
            return _QUOTES[name][0] + self.argument() + _QUOTES[name][1]
        if name == "href":
            self.argument()
            return self.argument()
        if len(name) == 1 and not name.isalpha():
            return _SYMBOLS.get(name, name)
        symbol = _named_symbols().get(name)
        takes_group = symbol is None and self.at < len(self.tokens) and self.tokens[self.at][3] == "{"
        return self.argument() if takes_group else symbol or ""

    def math(self, text: str) -> str:
        """Text inside dollar signs; `^` and `_` raise and lower what follows."""
        if text[-1] in "^_":
            tag = "sup" if text[-1] == "^" else "sub"
            return f"{text[:-1]}<{tag}>{self.argument()}</{tag}>"
        return re.sub(r"\^(\w)", r"<sup>\1</sup>", re.sub(r"_(\w)", r"<sub>\1</sub>", text))


def decode(value: str) -> Decoded:
    """Decode one field's TeX.

    `{DNA}` is protected text, `{\\"u}` a letter; unknown commands are dropped and their arguments kept.
    """
    value = _IN_TEXT.sub(r"{\1}", value) if "\\ifmmode" in value else value
    if not _PLAIN.search(value):
        return Decoded(plain_text(value.strip()), value.strip())
    marked = re.sub(r"[ \n\t]+", " ", _Reader(value).group(0)).strip()
    return Decoded(plain_text(marked), marked)


def plain_text(marked: str) -> str:
    """Marked text without its markup."""
    return unescape(_TAG.sub("", marked))
