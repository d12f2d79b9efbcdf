"""The address of everything, from the root of the site."""

from __future__ import annotations

import re

from mkdocs_bibliography.references.reference import slug_of
from mkdocs_bibliography.text.strings import Strings
from primer.content.item_models import Activity, Fields, Finding, Guideline, Myth
from primer.content.page import Page
from primer.project.identity import Identity
from primer.project.letters import Letters
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


def reference_address(key: str) -> str:
    """The address of a work's page from the root of the site."""
    return f"ref/{slug_of(key)}.html"


_DATA_FILES = (
    "primer.json", "primer.js", "ids.json", "changes.json", "changes.xml", "guidelines.csv", "checks.csv",
    "claims.csv", "references.csv", "what-works.csv", "what-works.json", "references.bib", "references.csl.json",
    "references.ris", "{slug}-links.md", "autolinks.json", "issue-form.yml", "review.js",
    "schema/primer-1.schema.json", "schema/item-1.schema.json", "schema/check-1.schema.json",
    "schema/ids-1.schema.json", "schema/changes-1.schema.json", "schema/interventions-1.schema.json",
    "schema/comparison-1.schema.json", "schema/primer-file-1.schema.json", "schema/extracts-file-1.schema.json",
)  # fmt: skip
"""The addresses of the published data, to which pages may link; items add `g12.json` and `g12.md`."""


def data_addresses(identity: Identity) -> frozenset[str]:
    """The addresses of what is offered for programs."""
    return frozenset(f"data/{name.format(slug=identity.slug)}" for name in _DATA_FILES)


def data_files(identity: Identity, letters: Letters, strings: Strings) -> dict[str, str]:
    """What is offered for programs: address and purpose of each file."""
    return {
        f"data/{name.format(slug=identity.slug)}": strings(
            f"data.{name.format(slug='short')}", short=identity.short, id=f"{letters.guideline}12"
        )
        for name in _DATA_FILES
    }


def alternate_address(address: str) -> str:
    """Where the Markdown twin of a page stands."""
    return address.removesuffix(".html") + ".md"
