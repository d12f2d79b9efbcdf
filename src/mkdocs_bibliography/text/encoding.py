"""Bibliography files as text: UTF-8, or the encoding that the file itself names."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from mkdocs_bibliography.text.source import Source, UnreadableText, read_limited, read_source

_NAMED = re.compile(rb"%\s*Encoding:\s*([\w-]+)|%% Saved with string encoding [^\n(]*\(([^\n)]*)\)", re.IGNORECASE)
_BIBDESK = {"isolatin1": "latin-1", "windowslatin1": "cp1252", "macosroman": "mac-roman"}


def read_bibliography_file(path: Path, name: str) -> Source:
    """Read a file; where it is not UTF-8, as the comment says that JabRef or BibDesk puts at its beginning.

    Raises OSError when the file cannot be opened and UnreadableText when it is neither.
    """
    try:
        return read_source(path, name)
    except UnreadableText as error:
        data = read_limited(path)
        encoding = _encoding(data[:2_000])
        if not encoding:
            raise _named(name, error) from error
        text = data.decode(encoding, "replace")
        return Source(name, text.replace("\r\n", "\n").replace("\r", "\n"))


def _named(name: str, error: UnreadableText) -> UnreadableText:
    """The same, with the file and the way out."""
    way_out = error.fix
    if "UTF-8" in way_out:
        way_out = "Save the file as UTF-8, or name its encoding in its first line: '% Encoding: ISO8859_1'."
    return UnreadableText(f"{name}:{error.line}: {error}. {way_out}", error.line, way_out)


def _encoding(beginning: bytes) -> str:
    """The encoding that a comment names; empty when there is none that Python knows."""
    found = _NAMED.search(beginning)
    if found is None:
        return ""
    name = (found[1] or found[2]).decode("ascii", "replace").lower()
    name = _BIBDESK.get(re.sub(r"[^a-z0-9]", "", name), name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""
