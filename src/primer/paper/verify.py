"""What has to be true of every PDF before anybody is given it: `check_pdf`."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pypdfium2

from primer.paper.document import Document
from primer.paper.typesetter import PaperError

_ID = re.compile(r"[A-Z][1-9]\d*\b")


def check_pdf(document: Document, data: bytes) -> int:
    """The number of pages of a finished document.

    Raises PaperError when an item is missing from the text, lacks its bookmark, or pages have another size or number
    than the document promises.
    """
    pdf = pypdfium2.PdfDocument(data)
    try:
        _check_pages(document, pdf)
        starts = bookmarks(pdf)
        missing = sorted(document.ids - starts.keys())
        if missing:
            raise PaperError(
                f"{document.path}: {', '.join(missing)} cannot be found in it. Report this as a bug of 'primer pdf'."
            )
        return len(pdf)
    finally:
        pdf.close()


def bookmarks(pdf: pypdfium2.PdfDocument) -> Mapping[str, int]:
    """For each id whose bookmark leads to a page that shows its title, the index of that page."""
    found: dict[str, int] = {}
    texts: dict[int, str] = {}
    for mark in pdf.get_toc():
        match, target = _ID.match(mark.get_title()), mark.get_dest()
        if match and target:
            index = target.get_index()
            texts[index] = texts.get(index) or page_text(pdf, index)
            if _shows(texts[index], mark.get_title(), match.group()):
                found.setdefault(match.group(), index)
    return found


def _shows(text: str, title: str, name: str) -> bool:
    """Whether a page shows a title; its id may stand in the margin and be read between two lines."""
    words, shown = (_squeezed(re.sub(rf"\b{name}\b", "", part)) for part in (title, text))
    return words in shown and name in text


def _squeezed(text: str) -> str:
    return "".join(re.findall(r"\w+", text))


def page_text(pdf: pypdfium2.PdfDocument, index: int) -> str:
    """The text of a page in the order of its content."""
    return str(pdf[index].get_textpage().get_text_bounded())


def _check_pages(document: Document, pdf: pypdfium2.PdfDocument) -> None:
    if document.most_pages and len(pdf) > document.most_pages:
        what = f"has {len(pdf)} pages, {document.most_pages} at most. Shorten its checks or its statement"
        raise PaperError(f"{document.path}: {what}.")
    sheet = document.sheet
    for index in range(len(pdf)):
        width, height = pdf.get_page_size(index)
        if abs(width - sheet.width) > 0.1 or abs(height - sheet.height) > 0.1:
            raise PaperError(
                f"{document.path}: page {index + 1} is {width:.1f} by {height:.1f} pt. Report this as a bug."
            )
