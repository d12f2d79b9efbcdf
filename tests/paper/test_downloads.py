"""The site offers exactly what was printed: lists, sizes, a handout from its guideline, and the files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from support.small_site import copy_small

from primer.checks.check_project import check_project
from primer.paper.downloads import Download, read_downloads, read_offers, write_offers
from primer.paper.edition import print_everything
from primer.project.progress import Progress
from primer.site.downloads import with_offers
from primer.site.site import render_site
from primer.strings import read_strings

OFFERS = (
    Download("byb-1.0-book-a4.pdf", "The book", "Everything.", "a4", 321, 5_456_551),
    Download("byb-1.0-book-letter.pdf", "The book", "Everything.", "letter", 332, 5_450_385),
    Download("byb-1.0-cards.txt", "Cards as text", "As text.", "text", 0, 17_400),
    Download("handouts/byb-1.0-handout-g1-a4.pdf", "G1 One", "One page.", "a4", 1, 33_893),
    Download("handouts/byb-1.0-handout-g12-a4.pdf", "G12 Two", "One page.", "a4", 1, 33_893),
)


def unshown(title: str) -> str:
    """The title in a link, for those who do not see the column before."""
    return f'<span class="byb-unshown">{title}, </span>'


def test_documents_are_listed_in_groups_with_sheets_pages_and_sizes() -> None:
    assert with_offers(read_strings(), "Before.\n\n[[paper]]\n", OFFERS) == (
        "Before.\n\n"
        "## Whole documents {#whole}\n\n"
        '<div class="byb-table byb-wide" role="region" aria-label="Whole documents" tabindex="0" markdown="1">\n\n'
        "| Document | What it holds | PDF |\n| --- | --- | --- |\n"
        f"| The book | Everything. | [{unshown('The book')}A4, 321 pages, 5.5 MB](downloads/byb-1.0-book-a4.pdf)"
        f"<br>[{unshown('The book')}Letter, 332 pages, 5.5 MB](downloads/byb-1.0-book-letter.pdf) |\n"
        f"| Cards as text | As text. | [{unshown('Cards as text')}17 kB](downloads/byb-1.0-cards.txt) |\n\n</div>\n\n"
        "## Handouts, one guideline on a page {#handouts}\n\n"
        '<div class="byb-table byb-wide" role="region" aria-label="Handouts&#44; one guideline on a page" tabindex="0" '
        'markdown="1">\n\n'
        "| Document | What it holds | PDF |\n| --- | --- | --- |\n"
        f"| G1 One | One page. | [{unshown('G1 One')}A4, 1 page, 34 kB]"
        "(downloads/handouts/byb-1.0-handout-g1-a4.pdf) |\n"
        f"| G12 Two | One page. | [{unshown('G12 Two')}A4, 1 page, 34 kB]"
        "(downloads/handouts/byb-1.0-handout-g12-a4.pdf) |\n"
        "\n</div>\n"
    )


def test_a_guideline_links_to_its_own_handout() -> None:
    assert with_offers(read_strings(), "[[handout G1]]\nAfter.", OFFERS) == (
        "To print: the handout of G1 on one page, "
        "[A4, 1 page, 34 kB](downloads/handouts/byb-1.0-handout-g1-a4.pdf).\nAfter."
    )


def test_a_session_names_its_files_with_sizes_and_what_they_hold() -> None:
    offers = (
        *OFFERS,
        Download("byb-1.0-facilitator-a4.pdf", "Facilitator pack", "Agendas and forms.", "a4", 45, 678_629),
        Download("byb-1.0-facilitator-letter.pdf", "Facilitator pack", "Agendas and forms.", "letter", 46, 680_000),
        Download("byb-1.0-facilitator-projector.pdf", "Slides", "For a wall.", "projector", 20, 100_000),
        Download("packs/byb-1.0-pack-evidence-a4.pdf", "How sure", "For an hour.", "a4", 9, 90_000),
    )
    assert with_offers(
        read_strings(), "[[print facilitator evidence g12 g3]]\nAfter.", offers, "workshop/agenda-60.html"
    ) == (
        "## Files to print {#files}\n\n"
        "- Facilitator pack: [A4, 45 pages, 679 kB](../downloads/byb-1.0-facilitator-a4.pdf) or "
        "[Letter, 46 pages, 680 kB](../downloads/byb-1.0-facilitator-letter.pdf). Agendas and forms.\n"
        "- How sure: [A4, 9 pages, 90 kB](../downloads/packs/byb-1.0-pack-evidence-a4.pdf). For an hour.\n"
        "- G12 Two: [A4, 1 page, 34 kB](../downloads/handouts/byb-1.0-handout-g12-a4.pdf). One page.\n"
        "After."
    )


def test_without_paper_there_are_no_links() -> None:
    assert with_offers(read_strings(), "Before.\n\n[[handout G1]]\nAfter.", ()) == "Before.\n\nAfter."
    assert with_offers(read_strings(), "[[paper]]", ()) == "This copy of the site was built without PDFs."


def test_a_list_whose_files_are_gone_offers_nothing(tmp_path: Path) -> None:
    write_offers(tmp_path, OFFERS)
    assert read_offers(tmp_path) == ()


def test_the_list_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    for offer in OFFERS:
        (tmp_path / offer.path).parent.mkdir(exist_ok=True)
        (tmp_path / offer.path).write_bytes(b"%PDF")
    write_offers(tmp_path, OFFERS)
    assert read_offers(tmp_path) == OFFERS
    write_offers(tmp_path, OFFERS[:2])
    assert not (tmp_path / OFFERS[3].path).exists()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small site, printed."""
    root = copy_small(tmp_path_factory.mktemp("downloads") / "site")
    checked = check_project(root)
    print_everything(checked.primer, root / "dist", Progress(io.StringIO()), checked.raise_for_errors)
    return root


def test_the_site_holds_copies_of_what_was_printed(small: Path) -> None:
    files = render_site(check_project(small).primer, read_downloads(small / "dist"))
    offered = {f"downloads/{offer.path}" for offer in read_offers(small / "dist")}
    assert offered <= files.assets.keys()
    book = "byb-1.0-book-a4.pdf"
    assert files.assets[f"downloads/{book}"] == (small / "dist" / book).read_bytes()
    assert "downloads/handouts/byb-1.0-handout-g6-a4.pdf" in files.markdown["g6.md"]


def test_the_files_of_a_session_follow_how_many_of_each(small: Path, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    path = root / "docs/workshop/agenda-60.md"
    path.write_text(
        path.read_text("utf-8") + "\n## What to print {#print}\n\nOne each.\n\n## Later {#later}\n\nGo.\n", "utf-8"
    )
    text = render_site(check_project(root).primer, read_downloads(small / "dist")).markdown["workshop/agenda-60.md"]
    marks = ("{#print}", "One each.", "{#files}", "facilitator-a4.pdf", "handout-g6-a4.pdf", "{#later}", "Go.")
    places = [text.find(mark) for mark in marks]
    assert -1 not in places
    assert places == sorted(places)


def test_a_site_without_paper_names_none_of_it(small: Path, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "site")
    files = render_site(check_project(root).primer, read_downloads(root / "dist"))
    assert [name for name in files.assets if name.startswith("downloads/")] == []
    assert not any("downloads/" in text or "[[handout" in text for text in files.markdown.values())
