"""Characters that our faces lack: printed in an installed Noto font, or told before anything is printed."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pypdfium2
import pytest
from support.fake_fonts import make_font, only_fonts_of
from support.paths import SITES
from support.small_site import change

from primer.checks.check_project import CheckedProject, CheckFailed, check_project
from primer.paper.edition import print_everything
from primer.project.progress import Progress

SCRIPTS = {
    "Noto Serif": "νόμος закон",
    "Noto Naskh Arabic": "سلام",
    "Noto Serif CJK SC": "中文",
    "Noto Emoji": "😀",
}
ARABIC = "the Noto font of its script, such as Noto Sans Arabic"
PAGE = "docs/findings/b1-wechsel.md"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return only_fonts_of(tmp_path / "fonts", monkeypatch)


def _checked(folder: Path, said: str) -> CheckedProject:
    """The other primer, whose finding says these words, and a work of which has them in its title."""
    root = Path(shutil.copytree(SITES / "other", folder / "primer"))
    change(root, {"replace": {PAGE: {"does_not_show: Ob ein": f"does_not_show: {said} Ob ein"}}})
    return check_project(root)


def _printed(checked: CheckedProject) -> dict[str, bytes]:
    dist = checked.primer.root / "dist"
    print_everything(checked.primer, dist, Progress(io.StringIO()), lambda: None)
    return {path.name: path.read_bytes() for path in dist.rglob("*.pdf")}


def _said(checked: CheckedProject) -> list[str]:
    return [str(issue) for issue in checked.issues if issue.code == "character-unprinted"]


@pytest.mark.parametrize(
    ("said", "told", "fix"),
    [
        ("νόμος", "'ν' (U+03BD, GREEK SMALL LETTER NU) and 4 more of its kind go", "Noto Serif"),
        ("закон", "'з' (U+0437, CYRILLIC SMALL LETTER ZE) and 4 more of its kind go", "Noto Serif"),
        ("سلام", "'س' (U+0633, ARABIC LETTER SEEN) and 3 more of its kind go", ARABIC),
        ("中文", "'中' (U+4E2D, CJK UNIFIED IDEOGRAPH-4E2D) and 1 more of its kind go", "Noto Serif CJK"),
        ("😀", "'😀' (U+1F600, GRINNING FACE) goes", "Noto Sans Math, Noto Sans Symbols 2 or Noto Emoji"),
    ],
)  # fmt: skip
def test_a_script_without_a_font_is_told_once_with_its_place(
    said: str, told: str, fix: str, place: Path, tmp_path: Path
) -> None:
    line = (SITES / "other" / PAGE).read_text("utf-8").partition("does_not_show")[0].count("\n") + 1
    words = f"{told} to paper, and no font has it. Install {fix}, or write the words otherwise. [character-unprinted]"
    assert _said(_checked(tmp_path, said)) == [f"{PAGE}:{line}:16: {words}"]


def test_a_character_that_no_font_can_have_is_told_with_any_font(place: Path, tmp_path: Path) -> None:
    for family, characters in SCRIPTS.items():
        make_font(place, family, characters)
    checked = _checked(tmp_path, "\ue000")
    (told,) = _said(checked)
    assert "U+E000 goes to paper, and no font has it. It means nothing outside the font" in told
    with pytest.raises(CheckFailed):
        checked.raise_for_errors()


def test_every_script_is_printed_in_an_installed_font(place: Path, tmp_path: Path) -> None:
    for family, characters in SCRIPTS.items():
        make_font(place, family, characters)
    checked = _checked(tmp_path, " ".join(SCRIPTS.values()))
    assert _said(checked) == []
    document = pypdfium2.PdfDocument(_printed(checked)["pdh-0.1-book-a4.pdf"])
    text = "".join(page.get_textpage().get_text_range() for page in document)
    for word in "νόμος закон 中文 😀".split():
        assert word in text, word
    assert "سلام" in text or "مالس" in text


def test_an_installed_font_changes_no_page_that_does_not_need_it(place: Path, tmp_path: Path) -> None:
    before = _printed(_checked(tmp_path / "before", "Nichts."))
    make_font(place, "Noto Serif", "Nichtsαβγ")
    make_font(place, "Source Serif 4", "Nichts")
    assert _printed(_checked(tmp_path / "after", "Nichts.")) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "at"),
    [
        ("references.bib", "title = {Digital", r"title = {{\(\alpha\)} ж Digital", "references.bib:3:"),
        ("primer.yml", "subtitle: Was", "subtitle: ж Was", "primer.yml:2:11:"),
        ("mkdocs.yml", "site_name: ", "site_name: ж ", "mkdocs.yml:1:12:"),
        ("docs/normen.md", "Diese Seiten berufen sich auf", "&#1078; berufen sich auf", "docs/normen.md:"),
        (PAGE, "does_not_show: Ob ein", 'does_not_show: "\\u0436" # Ob ein', f"{PAGE}:"),
        ("extracts.yml", "Verifiers SHOULD", "ж Verifiers SHOULD", "extracts.yml:"),
    ],
)
def test_whatever_goes_to_paper_is_looked_at(
    file: str, old: str, new: str, at: str, place: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(SITES / "other", tmp_path / "primer"))
    change(root, {"replace": {file: {old: new}}})
    assert [line for line in _said(check_project(root)) if line.startswith(at) and "U+0436" in line]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (PAGE, "topics: [wechsel]", "topics: [wechsel]\naliases: [смена]"),
        ("docs/normen.md", "Diese Seiten berufen", "<!-- смена -->\n\nDiese Seiten berufen"),
        ("primer.yml", "short: PDH", "# смена\nshort: PDH"),
        ("references.bib", "  year = {2017},", "  year = {2017},\n  abstract = {смена},"),
        ("docs/index.md", "Für alle", "смена. Für alle"),
        (PAGE, "does_not_show: Ob", "does_not_show: E\u2011Mail, W\u00f6rter\u2010Buch, a\u00adb, e\u0301. Ob"),
    ],
)
def test_what_stays_off_paper_may_be_in_any_script(file: str, old: str, new: str, place: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(SITES / "other", tmp_path / "primer"))
    change(root, {"replace": {file: {old: new}}})
    checked = check_project(root)
    assert _said(checked) == []
    assert _printed(checked)
