"""PDFs: documents compiled by Typst in one process, checked, and put in place whole: `write_pdfs`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import typst

from primer.progress import Progress
from primer.render.paper_documents import Document

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "typst"
FONTS = _HERE / "paper_fonts"


class PaperError(Exception):
    """A document cannot be made as it should be; the message is one line with the mend."""


@dataclass(frozen=True)
class Compiled:
    """A document as a PDF."""

    document: Document
    data: bytes


class Press:
    """Compiles documents; faces and templates are read once."""

    def __init__(self, facts: Mapping[str, str], epoch: int) -> None:
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)
        self._facts = dict(facts)
        self._epoch = epoch

    def compile(self, document: Document) -> bytes:
        """The document as PDF/UA-1.

        Raises PaperError when Typst refuses it, such as for a character that no face holds.
        """
        try:
            made = self._compiler.compile(
                input=document.code.encode(),
                sys_inputs={**self._facts, **document.layout.inputs},
                pdf_standards=["ua-1"],
                timestamp=self._epoch,
            )
        except typst.TypstError as error:
            hints = " ".join(error.hints)
            raise PaperError(f"{document.path}: {error.message}. {hints or 'Mend the text that it names.'}") from error
        assert isinstance(made, bytes)
        return made


def write_pdfs(documents: Iterable[Document], facts: Mapping[str, str], epoch: int, folder: Path, progress: Progress) -> int:
    """Compile documents into a folder; each file appears whole or not at all. Gives their number."""
    press, wanted = Press(facts, epoch), tuple(documents)
    for number, document in enumerate(wanted, 1):
        progress.step(number, len(wanted), document.path)
        write_whole(folder / document.path, press.compile(document))
    return len(wanted)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that nobody ever finds half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.new")
    draft.write_bytes(data)
    draft.replace(path)
