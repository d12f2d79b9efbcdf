"""PDFs: documents compiled by Typst, checked, kept by what they are made from, and put in place whole."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs_bibliography.text.files import digest, write_all_whole
from mkdocs_bibliography.text.kept import KeptFolder, digest_of_files
from primer.fonts.coverage import FONTS
from primer.paper.document import Document
from primer.paper.fallback import with_fonts
from primer.paper.typesetter import TEMPLATES, Typesetter, typeset_apart
from primer.paper.verify import check_pdf
from primer.project.progress import Progress

if TYPE_CHECKING:
    from pikepdf import Pdf

_HERE = Path(__file__).parent
LARGE = 500_000
"""Characters of code from which a document is set in a process of its own: Typst keeps what it laid out for some ten
documents more, and four books at once would take 2.6 GB."""
PACKED = 1_000_000
"""Bytes from which a PDF is packed: a book then has less than half its size, for a second of work."""
_KEPT_BYTES = 150_000_000
"""About four editions."""


@dataclass(frozen=True)
class PdfFile:
    """A PDF that was written."""

    document: Document
    pages: int
    size: int
    """In bytes."""


class Compiler:
    """Compiles documents in this process; faces and templates are read once."""

    def __init__(self, facts: Mapping[str, str], epoch: int) -> None:
        self._typesetter = Typesetter(facts, epoch)

    def compile(self, document: Document) -> bytes:
        """The document as PDF/UA-1.

        Raises PaperError when Typst refuses it, such as for a character that no face holds.
        """
        return _finished(document, self._typesetter.typeset(document.path, document.code.text, document.inputs))


def print_documents(
    documents: Iterable[Document],
    facts: Mapping[str, str],
    epoch: int,
    folder: Path,
    cache: Path,
    progress: Progress,
    meanwhile: Callable[[], None],
) -> tuple[PdfFile, ...]:
    """Compile, check and write documents into a folder; each file appears whole or not at all.

    One that was made from the same before is taken from `cache`. `meanwhile` is called while Typst works, and before
    anything is written.
    """
    wanted, kept = tuple(documents), KeptFolder(cache / "paper", _KEPT_BYTES)
    facts = with_fonts(facts, (document.code.text for document in wanted))
    ground = digest([dict(facts), epoch, _engine()])
    names = {document.path: _kept_name(document, ground) for document in wanted}
    ready = {path: value for path, name in names.items() if (value := kept.read(name)) is not None}
    progress.reuse(len(ready), len(wanted), "PDFs")
    with _compiling([document for document in wanted if document.path not in ready], facts, epoch) as compiled:
        meanwhile()
        # Checked here and not by the workers: pdfium may run in one thread only.
        for document, data in compiled:
            ready[document.path] = b"%d\n%s" % (check_pdf(document, data), data)
            kept.write(names[document.path], ready[document.path])
            progress.step(len(ready), len(wanted), document.path)
    files = _put([(document, *_parts(ready[document.path])) for document in wanted], folder)
    kept.prune()
    return files


def _engine() -> Sequence[str]:
    """What every document depends on beside its own text: templates, faces, the programs and our own part in it."""
    code = [(_HERE / name).read_text("utf-8") for name in ("compile.py", "typesetter.py", "verify.py")]
    return [digest_of_files((TEMPLATES, FONTS)), *(version(name) for name in ("typst", "pikepdf", "pypdfium2")), *code]


def _kept_name(document: Document, ground: str) -> str:
    """A name that changes with anything that the document, or what is checked in it, depends on."""
    sheet, bleed = document.sheet, document.layout.bleed
    checked = [sheet.width, sheet.height, bleed, sorted(document.ids), document.most_pages]
    return digest([ground, document.code.text, dict(document.inputs), *checked])


@contextlib.contextmanager
def _compiling(
    documents: Sequence[Document], facts: Mapping[str, str], epoch: int
) -> Iterator[Iterator[tuple[Document, bytes]]]:
    """Documents and their PDFs, in the order in which they are to be had; Typst works while the caller does.

    Large ones are set one after another, each in a process of its own, beside the short ones.
    """
    pools = [ThreadPoolExecutor(1), ThreadPoolExecutor(1)]
    compilers: list[Compiler] = []

    def in_thread(document: Document) -> bytes:
        compilers.extend([] if compilers else [Compiler(facts, epoch)])
        return compilers[0].compile(document)

    def apart(document: Document) -> bytes:
        data = typeset_apart(document.path, document.code.text, document.inputs, facts, epoch)
        return _finished(document, data)

    large = [document for document in documents if len(document.code.text) >= LARGE]
    short = [document for document in documents if len(document.code.text) < LARGE]
    try:
        results = [pools[0].submit(apart, one) for one in large], [pools[1].submit(in_thread, one) for one in short]
        yield ((one, future.result()) for one, future in zip((*short, *large), (*results[1], *results[0]), strict=True))
    finally:
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)


def _parts(value: bytes) -> tuple[int, bytes]:
    """The number of pages and the PDF of a kept value."""
    pages, _, data = value.partition(b"\n")
    return int(pages), data


def _put(made: Sequence[tuple[Document, int, bytes]], folder: Path) -> tuple[PdfFile, ...]:
    """Write what the folder does not hold already: first beside its place, so that a full disk mixes nothing."""
    write_all_whole({folder / document.path: data for document, _, data in made})
    return tuple(PdfFile(document, pages, len(data)) for document, pages, data in made)


def _finished(document: Document, data: bytes) -> bytes:
    if document.layout.bleed:
        return with_cut(data, document.layout.bleed)
    return packed(data) if len(data) >= PACKED else data


def with_cut(data: bytes, bleed: float) -> bytes:
    """The PDF with the line of the cut, `bleed` points inside each page's edge, noted for a print shop."""
    import pikepdf  # here, since it takes as long to load as a short document takes to print

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            whole = pikepdf.Rectangle(page.mediabox)
            cut = (whole.llx + bleed, whole.lly + bleed, whole.urx - bleed, whole.ury - bleed)
            page.obj.BleedBox, page.obj.TrimBox = page.mediabox, pikepdf.Array(cut)
        return _saved(pdf)


def packed(data: bytes) -> bytes:
    """The PDF with its objects in compressed streams: Typst writes the tags of every page out in full."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return _saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _saved(pdf: Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, **how)
    return out.getvalue()
