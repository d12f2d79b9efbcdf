"""The address of everything, from the root of the site."""

from __future__ import annotations

import re

from mkdocs_bibliography.references.reference import slug_of
from primer.content.item_models import Activity, Fields, Finding, Guideline, Myth
from primer.content.page import Page
from primer.project.identity import Identity
from primer.syntax.mentions import Mention


def item_address(name: str) -> str:
    """The permanent address of an item, such as `g12.html` for `G12`."""
    return f"{name.lower()}.html"


def mention_address(mention: Mention) -> str:
    """Where a mention leads, from the root of the site."""
    return item_address(mention.id) + (f"#c{mention.check}" if mention.check else mention.fragment)


def address_of(page: Page[Fields]) -> str:
    """The address of a page from the root of the site: by id, else by its path."""
    if isinstance(page.fields, (Guideline, Myth, Finding, Activity)):
        return item_address(page.fields.id)
    path = page.source.path.removeprefix("docs/").removesuffix(".md")
    return re.sub(r"(^|/)README$", r"\1index", path) + ".html"


def number_of(name: str) -> tuple[int, int]:
    """What sorts ids: the letter in the order of types, then the number."""
    return ("GMFW".index(name[0]), int(name[1:]))


def reference_address(key: str) -> str:
    """The address of a work's page from the root of the site."""
    return f"ref/{slug_of(key)}.html"


_DATA_FILES: dict[str, str] = {
    "data/primer.json": "Everything: guidelines, corrected myths, findings, activities and sources.",
    "data/primer.js": "The same as a script that sets {short}_PRIMER, for a page opened from a folder.",
    "data/ids.json": "Every id ever given: address, status, successor, revision, and the anchors that pages keep.",
    "data/changes.json": "Every change, newest first.",
    "data/changes.xml": "Changes as an Atom feed.",
    "data/guidelines.csv": "A row a guideline.",
    "data/checks.csv": "A row a check, with what passes and what fails.",
    "data/claims.csv": "A row a finding and a row a corrected myth, each with its level.",
    "data/references.csv": "A row a source: design, population, what it cannot support, its own words, who uses it.",
    "data/what-works.csv": "A row an intervention: need, effect, harm seen, data it needs, how easily undone.",
    "data/what-works.json": "The same as JSON.",
    "data/references.bib": "All sources in BibTeX.",
    "data/references.csl.json": "All sources in CSL-JSON.",
    "data/references.ris": "All sources in RIS.",
    "data/{slug}-links.md": "Link definitions, to make [G12] a link in your own Markdown.",
    "data/autolinks.json": "The calls that set up GitHub's autolinks.",
    "data/issue-form.yml": "A GitHub issue form with every check.",
    "data/review.js": "The pieces that the review page puts checklists together from.",
    "data/schema/primer-1.schema.json": "JSON Schema of primer.json.",
    "data/schema/item-1.schema.json": "JSON Schema of the file of one item or source.",
    "data/schema/check-1.schema.json": "JSON Schema of a check.",
    "data/schema/ids-1.schema.json": "JSON Schema of ids.json.",
    "data/schema/changes-1.schema.json": "JSON Schema of changes.json.",
    "data/schema/interventions-1.schema.json": "JSON Schema of what-works.json.",
    "data/schema/comparison-1.schema.json": "JSON Schema of since.json and changes.json of an edition.",
    "data/schema/primer-file-1.schema.json": "JSON Schema of primer.yml, for an editor.",
    "data/schema/extracts-file-1.schema.json": "JSON Schema of extracts.yml, for an editor.",
}
"""The addresses of the published data, to which pages may link; items add `g12.json` and `g12.md`."""


def data_files(identity: Identity) -> dict[str, str]:
    """What is offered for programs: address and purpose of each file."""
    return {
        address.format(slug=identity.slug): purpose.replace("{short}", identity.short)
        for address, purpose in _DATA_FILES.items()
    }


def alternate_address(address: str) -> str:
    """Where the Markdown twin of a page stands."""
    return address.removesuffix(".html") + ".md"
