"""What fonts have letters for: read as fontTools reads it, judged as Typst judges it, and chosen by script."""

from __future__ import annotations

import random
import unicodedata
from pathlib import Path

import pytest
import typst
from fontTools.ttLib import TTCollection, TTFont
from support.fake_fonts import make_font, only_fonts_of

from primer.fonts.coverage import FONTS, HYPHENS, TICK, missing, shipped
from primer.fonts.faces import UnreadableFont, read_faces
from primer.fonts.installed import noto_for

OURS = sorted(FONTS.glob("*.ttf"))
INSTALLED = sorted(Path("/usr/share/fonts").rglob("*.ttf"))[:40]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return only_fonts_of(tmp_path / "fonts", monkeypatch)


@pytest.mark.parametrize("path", [*OURS, *INSTALLED], ids=lambda path: path.stem)
def test_characters_and_family_are_those_that_fonttools_reads(path: Path) -> None:
    (face,) = read_faces(path)
    font = TTFont(path)
    assert face.characters == font.getBestCmap().keys()
    assert face.family == (font["name"].getDebugName(16) or font["name"].getDebugName(1))


def test_every_face_of_a_collection_is_read(tmp_path: Path) -> None:
    files = [make_font(tmp_path, "Noto One", "αβ"), make_font(tmp_path, "Noto Two", "中\U0001f600")]
    collection = TTCollection()
    collection.fonts = [TTFont(file) for file in files]
    collection.save(tmp_path / "both.ttc")
    assert [(face.family, face.characters) for face in read_faces(tmp_path / "both.ttc")] == [
        ("Noto One", set(map(ord, "αβ"))),
        ("Noto Two", {0x4E2D, 0x1F600}),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"ttcf", b"ttcf\0\1\0\0\xff\xff\xff\xff", b"\0\1\0\0\0\3" + bytes(60), b"no font"]
)
def test_what_is_no_font_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(data)
    with pytest.raises(UnreadableFont):
        read_faces(tmp_path / "broken.ttf")


def test_a_broken_font_hides_no_other(place: Path) -> None:
    make_font(place, "Noto Serif", "α")
    whole = (place / "NotoSerif-Regular.ttf").read_bytes()
    for length in range(0, len(whole), 40):
        (place / f"Noto{length}.ttf").write_bytes(whole[:length])
    assert noto_for(frozenset("α"), "en").families == ("Noto Serif",)


def test_typst_refuses_what_is_called_missing_and_nothing_else() -> None:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
    faces = 'font: ("Source Serif 4", "Source Sans 3"), fallback: false'

    def refused(one: str) -> bool:
        code = f'#set document(title: "a")\n#set text({faces})\n#("a{one}b")'
        try:
            compiler.compile(input=code.encode(), pdf_standards=["ua-1"], timestamp=0)
        except typst.TypstError:
            return True
        return False

    given = [one for one in map(chr, range(0x20, 0x110000)) if unicodedata.category(one) not in ("Cs", "Cn", "Co")]
    special = [one for one in given if unicodedata.category(one) in ("Cf", "Zs", "Zl", "Zp")]
    sample = {*special, *random.Random(1).sample(given, 300), *given[:700], "\ue000"} - {
        TICK,
        *map(chr, HYPHENS),
        *'"\\',
    }
    assert {one for one in sample if bool(missing(f"a{one}b")) != refused(one)} == set()


def test_a_letter_with_a_mark_is_printed_from_its_parts() -> None:
    assert missing("e\u0301 \u01de") == frozenset()
    assert "\u01de" not in shipped()


def test_the_font_of_a_script_is_chosen_before_others(place: Path) -> None:
    for family in ("Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Mono", "Noto Serif"):
        make_font(place, family, "سلامα")
    assert noto_for(frozenset("سلام"), "ar").families == ("Noto Naskh Arabic",)
    assert noto_for(frozenset("α"), "el").families == ("Noto Serif",)


def test_han_has_the_form_of_the_language(place: Path) -> None:
    for region in ("JP", "KR", "SC", "TC"):
        make_font(place, f"Noto Serif CJK {region}", "中")
    chosen = {language: noto_for(frozenset("中"), language).families for language in ("ja", "ko-KR", "zh-TW", "de-DE")}
    assert [families[0][-2:] for families in chosen.values()] == ["JP", "KR", "TC", "SC"]


def test_only_noto_is_taken_and_no_more_families_than_needed(place: Path) -> None:
    make_font(place, "Something Else", "αЖ")
    make_font(place, "Noto Serif", "α")
    found = noto_for(frozenset("αЖ"), "en")
    assert (found.families, found.characters) == (("Noto Serif",), frozenset("α"))
    assert [path.name for path in found.files] == ["NotoSerif-Regular.ttf"]
