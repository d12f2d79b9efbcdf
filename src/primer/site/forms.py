"""The documents to copy and fill in as files: Markdown, and Word through pandoc."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from mkdocs_bibliography.references.pandoc import word_document
from mkdocs_bibliography.text.files import digest
from mkdocs_bibliography.text.kept import KeptFolder
from primer.export.forms import form_markdown, form_slug
from primer.site.model import RenderedSite

_KEPT_BYTES = 5_000_000
"""Some hundred documents."""


def template_files(rendered: RenderedSite) -> Mapping[str, bytes]:
    """Each document as `forms/NAME-form.md` and `.docx`; one made from the same text before is taken as it was.

    Raises PandocUnavailable when a Word document is not kept and pandoc cannot write it.
    """
    primer = rendered.primer
    kept = KeptFolder(primer.cache / "word", _KEPT_BYTES)
    files: dict[str, bytes] = {}
    for page in primer.templates:
        text = form_markdown(primer, page)
        name = digest([text, primer.revision.epoch, version("pypandoc-binary")])
        word = kept.read(name)
        if word is None:
            word = word_document(text, primer.revision.epoch)
            kept.write(name, word)
        files |= {
            f"forms/{form_slug(page)}-form.md": text.encode(),
            f"forms/{form_slug(page)}-form.docx": word,
        }
    kept.prune()
    return files
