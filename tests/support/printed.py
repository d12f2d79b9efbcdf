"""The PDFs of the real primer, printed once for all tests, and what can be read from them."""

from __future__ import annotations

import ctypes
import functools
import io
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
from support.builds import made_once
from support.paths import ROOT
from support.real_primer import checked_docs, checked_primer

from primer.checks.check_project import CheckedProject
from primer.paper.compile import PdfFile
from primer.paper.edition import print_everything
from primer.paper.verify import bookmarks
from primer.project.progress import Progress
from primer.project.settings import read_settings

MM = 72 / 25.4
EDITION = read_settings(ROOT).edition
BYB = f"byb-{EDITION}"
"""What the name of each document of the real primer begins with."""
STRAIGHT = str.maketrans("‘’“”\ufffe\x02", "''\"\"--")
"""Curled quotes as straight ones, and the two characters that pdfium gives for a hyphen at a line's end as hyphens."""


def real() -> CheckedProject:
    """The primer in docs/, which has no error."""
    checked_primer()
    return checked_docs()


@functools.cache
def edition() -> tuple[Path, dict[str, PdfFile]]:
    """The folder that everything was printed into, and what is in it by path."""

    def make(part: Path) -> None:
        made = print_everything(real().primer, part / "dist", Progress(io.StringIO()), real().raise_for_errors)
        (part / "made.pickle").write_bytes(pickle.dumps({one.document.path: one for one in made}))

    folder = made_once("paper", make)
    return folder / "dist", pickle.loads((folder / "made.pickle").read_bytes())


def path(name: str) -> Path:
    """The file of a document of the real primer."""
    return edition()[0] / name


@functools.cache
def opened(name: str) -> pypdfium2.PdfDocument:
    """A document of the real primer, open."""
    return pypdfium2.PdfDocument(path(name))


@functools.cache
def texts(name: str) -> tuple[str, ...]:
    """The text of each page, white space made single and quotes straight."""
    pages = (page.get_textpage().get_text_bounded() for page in opened(name))
    return tuple(" ".join(text.translate(STRAIGHT).split()) for text in pages)


@functools.cache
def starts(name: str) -> Mapping[str, int]:
    """For each id with a bookmark in a document, the index of the page where it starts."""
    return bookmarks(opened(name))


@dataclass(frozen=True)
class Letter:
    """A character on a page."""

    text: str
    size: float
    """In points."""
    left: float
    top: float
    """Distance in points from the left and the upper edge of the page."""


def letters(name: str, index: int) -> Iterator[Letter]:
    """The characters of a page, without white space."""
    page = opened(name)[index]
    textpage, height = page.get_textpage(), page.get_height()
    left, top = ctypes.c_double(), ctypes.c_double()
    for at in range(textpage.count_chars()):
        text = chr(raw.FPDFText_GetUnicode(textpage, at))
        if text.strip():
            raw.FPDFText_GetCharOrigin(textpage, at, ctypes.byref(left), ctypes.byref(top))
            yield Letter(text, raw.FPDFText_GetFontSize(textpage, at), left.value, height - top.value)
