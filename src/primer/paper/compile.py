"""PDFs: documents compiled by Typst in one process, checked, and put in place whole: `print_documents`."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import typst

from mkdocs_bibliography.text.files import write_whole
from primer.paper.document import Document
from primer.paper.verify import PaperError, check_pdf
from primer.project.progress import Progress

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "typst"
FONTS = _HERE / "fonts"
_WORKERS = 2


@dataclass(frozen=True)
class PdfFile:
    """A PDF that was written."""

    document: Document
    pages: int
    size: int
    """In bytes."""


class Compiler:
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
                input=document.code.text.encode(),
                sys_inputs={**self._facts, **document.inputs},
                pdf_standards=["ua-1"],
                timestamp=self._epoch,
            )
        except typst.TypstError as error:
            hints = " ".join(error.hints)
            raise PaperError(f"{document.path}: {error.message}. {hints or 'Fix the text that it names.'}") from error
        assert isinstance(made, bytes)
        return with_cut(made, document.layout.bleed) if document.layout.bleed else made


def print_documents(
    documents: Iterable[Document],
    facts: Mapping[str, str],
    epoch: int,
    folder: Path,
    progress: Progress,
    meanwhile: Callable[[], None],
) -> tuple[PdfFile, ...]:
    """Compile, check and write documents into a folder; each file appears whole or not at all.

    `meanwhile` is called while Typst works, and before anything is written.
    """
    presses, wanted = threading.local(), tuple(documents)

    def compiled(document: Document) -> bytes:
        if not hasattr(presses, "own"):
            presses.own = Compiler(facts, epoch)
        press: Compiler = presses.own
        return press.compile(document)

    made = []
    pool = ThreadPoolExecutor(_WORKERS)
    try:
        results = pool.map(compiled, wanted)
        meanwhile()
        # Checked here and not by the workers: pdfium may run in one thread only.
        for document, data in zip(wanted, results, strict=True):
            made.append(PdfFile(document, check_pdf(document, data), len(data)))
            write_whole(folder / document.path, data)
            progress.step(len(made), len(wanted), document.path)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return tuple(made)


def with_cut(data: bytes, bleed: float) -> bytes:
    """The PDF with the line of the cut, `bleed` points inside each page's edge, noted for a print shop."""
    import pikepdf  # here, since it takes as long to load as a short document takes to print

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            whole = pikepdf.Rectangle(page.mediabox)
            cut = (whole.llx + bleed, whole.lly + bleed, whole.urx - bleed, whole.ury - bleed)
            page.obj.BleedBox, page.obj.TrimBox = page.mediabox, pikepdf.Array(cut)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()
