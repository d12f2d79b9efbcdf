"""The whole site as files: Markdown for an engine to turn into pages, and what is copied as it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path

from primer.render.citing import Cited, cite_pages
from primer.render.data import data_files
from primer.render.downloads import offer_files, read_offers, with_offers
from primer.render.hosting import hosting_files
from primer.render.linked_data import with_linked_data
from primer.render.markup import as_file, literal
from primer.render.pages import RenderedPage, render_pages
from primer.render.pictures import previews
from primer.render.references import ReferenceOptions, page_address, render_reference_list, render_reference_page
from primer.render.search import items_script, search_script
from primer.render.sharing import below_title, reference_bar
from primer.render.source_words import words_section
from primer.run import Checked, issue_line, summary_of

REFERENCES = ReferenceOptions()


@dataclass(frozen=True)
class SiteFiles:
    """What a Markdown engine needs to build the site without any plugin of ours."""

    markdown: Mapping[str, str]
    """Pages by their path, such as `g12.md`."""
    assets: Mapping[str, bytes]
    """Everything else that we make, by its path."""


@dataclass(frozen=True)
class Rendered:
    """Everything that makers of assets may read."""

    checked: Checked
    cited: Cited
    """The pages of the site with their citations rendered, and every use of every reference."""


Maker = Callable[[Rendered], Mapping[str, bytes]]


def citation_assets(rendered: Rendered) -> Mapping[str, bytes]:
    """The scripts that open citation cards and filter tables and lists, and the styles of cards and lists."""
    folder = resources.files("primer") / "assets"
    return {
        "assets/js/cards.js": (folder / "cards.js").read_bytes(),
        "assets/js/filters.js": (folder / "filters.js").read_bytes(),
        "assets/css/citations.css": (folder / "citations.css").read_bytes(),
    }


def published_data(rendered: Rendered) -> Mapping[str, bytes]:
    """The machine interface: `/data/`, and each item as JSON and Markdown."""
    return data_files(rendered.checked)


def paper_files(rendered: Rendered) -> Mapping[str, bytes]:
    """Copies of the PDFs that were printed before the site."""
    dist = rendered.checked.project.root / "dist"
    return offer_files(dist, read_offers(dist))


MAKERS: tuple[Maker, ...] = (
    search_script,
    items_script,
    citation_assets,
    published_data,
    paper_files,
    previews,
    hosting_files,
)
"""What is made beside pages, each function for a family of files."""


def render_site(checked: Checked) -> SiteFiles:
    """Every file of the site.

    Raises PandocUnavailable when citations are not cached and pandoc cannot format them.
    """
    cited = cite_pages(checked.primer, render_pages(checked.primer), checked.cache)
    pages = (*cited.pages, *_reference_pages(checked, cited))
    offers = read_offers(checked.project.root / "dist")
    offered = (replace(page, text=with_offers(page.text, offers)) for page in pages)
    listed = tuple(_with_list(checked, cited, page) for page in offered)
    rendered = Rendered(checked, replace(cited, pages=listed))
    assets = {name: data for maker in MAKERS for name, data in maker(rendered).items()}
    pages = tuple(with_linked_data(checked.primer, page) for page in listed)
    return SiteFiles({as_file(page.address): _with_front_matter(page) for page in pages}, assets)


def slips_page(checked: Checked) -> SiteFiles:
    """A single page that tells the issues, for a preview of a project that has not been right yet."""
    told = "\n".join(f"- {literal(issue_line(issue))}" for issue in checked.issues)
    return SiteFiles({"index.md": f"# {summary_of(checked.issues)}\n\nMend them; this page follows.\n\n{told}\n"}, {})


def _reference_pages(checked: Checked, cited: Cited) -> tuple[RenderedPage, ...]:
    pages = []
    for key, reference in checked.primer.bibliography.references.items():
        address = page_address(reference, REFERENCES)
        words = words_section(checked.primer, key, address)
        text = render_reference_page(reference, cited.formatted, cited.uses.get(key, ()), REFERENCES, words)
        title = f"{cited.formatted.label(key)}: {reference.title}"
        summary = f"What {cited.formatted.label(key)} supports here, and what it cannot support."
        facts = {"type": "reference", "label": "Reference", "id": key, "index": "references"}
        bar = reference_bar(checked.primer, reference, cited.formatted.entries[key].text)
        pages.append(RenderedPage(address, title, summary, below_title(text, bar), reference.source_path, facts))
    return tuple(pages)


def _with_list(checked: Checked, cited: Cited, page: RenderedPage) -> RenderedPage:
    """A page whose line `[[bibliography]]` has become the list of all references."""
    if "\n[[bibliography]]\n" not in page.text:
        return page
    references = checked.primer.bibliography.references.values()
    listed = render_reference_list(references, cited.formatted, cited.uses, REFERENCES, filters=True)
    return replace(page, text=page.text.replace("\n[[bibliography]]\n", f"\n{listed}\n"))


def write_stage(files: SiteFiles, folder: Path) -> None:
    """Write the files into a folder, which another engine can build.

    Markdown that readers are given as it is stays out: an engine would make pages of it.
    """
    assets = {name: data for name, data in files.assets.items() if not name.endswith(".md")}
    pages = {name: text.encode() for name, text in files.markdown.items()}
    for name, data in {**pages, **assets}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _with_front_matter(page: RenderedPage) -> str:
    facts = {"title": page.title, "description": page.summary, **({"byb": dict(page.facts)} if page.facts else {})}
    lines = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    return f"---\n{lines}\n---\n\n{page.text}"
