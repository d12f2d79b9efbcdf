"""Text that is code to Typst stands on paper as text: nothing is read, and nothing is run."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from support.hostile_site import make_hostile
from support.vectors import VECTORS

from primer.checks.check_project import check_project
from primer.paper.edition import print_everything
from primer.paper.typesetter import PaperError, Typesetter
from primer.project.progress import Progress

TEXTS = {
    **{name: text for name, text in VECTORS.items() if name.startswith("typst")},
    "typst, more": '#include "/etc/passwd" #plugin("/etc/passwd") #csv("../../../etc/passwd") ]#read("/etc/passwd")[',
}
"""Each would end the printing, or put the password file of this machine on paper."""


def test_hostile_text_in_every_field_is_printed_as_it_is(tmp_path: Path) -> None:
    root = tmp_path / "site"
    make_hostile(root, TEXTS)
    checked = check_project(root)
    print_everything(checked.primer, root / "dist", Progress(io.StringIO()), checked.raise_for_errors)
    printed = ""
    for path in (root / "dist").rglob("*.pdf"):
        document = pypdfium2.PdfDocument(path)
        printed += "".join(page.get_textpage().get_text_range() for page in document)
    assert "root:x:0" not in printed
    for command in ("#read(", "#image(", "#include", "#plugin(", "panic(1)", "#eval("):
        assert command in printed, command


@pytest.mark.parametrize(
    "code",
    [
        '#read("/etc/passwd")', '#read("../../../../../../../../etc/passwd")', '#image("/etc/passwd")',
        '#include "/etc/passwd"', '#import "/etc/passwd": x', '#plugin("/etc/passwd")', '#csv("/../../etc/passwd")',
    ],
)  # fmt: skip
def test_typst_reads_nothing_outside_its_root(code: str) -> None:
    with pytest.raises(PaperError):
        Typesetter({}, 0).typeset("x.pdf", f'#set document(title: "x")\n{code}', {})
