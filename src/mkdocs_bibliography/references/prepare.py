"""BibTeX fields as pandoc reads them whole: what it would lose, though others write it, in words that it knows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mkdocs_bibliography.references.dates import month_number, pandoc_date
from mkdocs_bibliography.references.journals import JOURNALS
from mkdocs_bibliography.references.tex import text_branches

VERBATIM = frozenset({"doi", "url", "file", "eprint", "pdf"})
"""Fields that hold no TeX."""

_DATES = frozenset({"date", "urldate", "eventdate", "origdate"})
_JOURNALS = frozenset({"journal", "journaltitle", "shortjournal", "booktitle", "series"})
_MARKED = frozenset({"title", "subtitle", "booktitle", "journal", "journaltitle", "shorttitle", "maintitle"})
_ESCAPE = re.compile(r"\{?\\(?:([%&_#${}])|(~)(?:\{\})?|textasciitilde(?:\{\}|\s*))\}?")
_LANGUAGE = re.compile(r"(?!en)[a-z]{2,12}(?:[-_][a-z]{2})?")
"""A language other than English: pandoc looks for it in `langid` alone, many programs write it into `language`."""
_DEFINITION = re.compile(
    r"\\(?:begin|end|if(?!f\b)\w+)\b|\\(?=(?:(?:re)?newcommand|providecommand|def|let|newenvironment)\b)"
)
"""Commands of which pandoc may never come to an end; of one that defines others the name stays as a word."""
_LONE = re.compile(r"\s*\{?\\([a-z]+)\s*\}?\s*(?:\{\})?")
_TAG = re.compile(r"(?:<|\{\\textless\})(/?)(i|em|b|strong|sub|sup|span)(?:\s[^<>{}]*)?(?:>|\{\\textgreater\})")
_COMMANDS = {
    "i": "emph",
    "em": "emph",
    "b": "textbf",
    "strong": "textbf",
    "sub": "textsubscript",
    "sup": "textsuperscript",
}


def prepared(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of one entry for pandoc, each with its braces closed."""
    ready = {name: _balanced(_prepared(name, value)) for name, value in fields.items()}
    language = fields.get("language", "").strip().lower()
    if _LANGUAGE.fullmatch(language):
        ready = {"langid": language, **ready}
    return ready


def _prepared(name: str, value: str) -> str:
    if name in VERBATIM:
        text = clean_verbatim(value)
        return (bare_doi(text) if name == "doi" else text).replace("{", "%7B").replace("}", "%7D")
    if name in _DATES:
        return pandoc_date(value)
    if name == "month":
        return str(month_number(value) or value)
    if name in _JOURNALS and (lone := _LONE.fullmatch(value)):
        return JOURNALS.get(lone[1], value).replace("&", "\\&")
    text = _DEFINITION.sub("", text_branches(value)) if "\\" in value else value
    return html_to_tex(text) if name in _MARKED else text


def html_to_tex(value: str) -> str:
    """Tags that exporters leave in titles as commands; a tag that is not closed, and any span, is left out."""
    tags = list(_TAG.finditer(value))
    if not tags:
        return value
    opened: list[int] = []
    texts = [""] * len(tags)
    for number, tag in enumerate(tags):
        if not tag[1]:
            opened.append(number)
        elif opened and tags[opened[-1]][2] == tag[2]:
            command = _COMMANDS.get(tag[2])
            texts[opened.pop()], texts[number] = (f"\\{command}{{", "}") if command else ("", "")
    written = iter(texts)
    return _TAG.sub(lambda _: next(written), value)


def clean_verbatim(value: str) -> str:
    """A field that holds no TeX, such as a URL: only the escapes that exporters add are taken away."""
    text = re.sub(r"\\url\s*\{", "", value.strip())
    return _ESCAPE.sub(lambda found: found[1] or "~", text).strip("{} \n")


def bare_doi(text: str) -> str:
    """A DOI without the address of a resolver before it."""
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.IGNORECASE)


def _balanced(value: str) -> str:
    """The value, without its braces if they do not pair as TeX pairs them."""
    depth = 0
    for brace in re.findall(r"\\.|[{}]", value, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    lost = depth or re.search(r"(?<!\\)(?:\\\\)*\\$", value)
    return re.sub(r"\\?[{}]|\\$", "", value) if lost else value
