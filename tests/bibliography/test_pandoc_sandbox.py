"""Pandoc reads no file that a text names."""

import io
import zipfile
from pathlib import Path

import pytest
from support.small_site import SMALL

from mkdocs_bibliography.references.pandoc import word_document

pytestmark = pytest.mark.site


def test_a_word_document_holds_no_file_that_its_text_names(tmp_path: Path) -> None:
    picture = tmp_path / "a.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', "utf-8")
    for target in (picture.as_posix(), (SMALL / "primer.yml").as_posix(), "../../../etc/passwd"):
        with zipfile.ZipFile(io.BytesIO(word_document(f"# T\n\n![x]({target})\n", 0))) as document:
            assert [name for name in document.namelist() if "media" in name] == []
