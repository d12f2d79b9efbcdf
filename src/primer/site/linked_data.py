"""What a page is about, as JSON-LD in the terms of schema.org; a corrected myth appears as its fact alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mkdocs_bibliography.references.export import inverted
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.text.escape import in_markdown
from primer.content.item_models import Finding, Item, Myth
from primer.content.model import Primer
from primer.export.plain import plain
from primer.export.snippets import item_url, qualified, statement_of
from primer.site.model import RenderedPage


def with_linked_data(primer: Primer, page: RenderedPage) -> RenderedPage:
    """A page with its JSON-LD at the end, when it is about an item or a source."""
    name = page.facts.get("id", "")
    if name in primer.items:
        data = item_data(primer, name)
    elif page.facts.get("type") == "reference" and name in primer.bibliography.references:
        data = reference_data(primer, primer.bibliography.references[name])
    else:
        return page
    text = in_markdown(json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False))
    return replace(page, text=f'{page.text}\n<script type="application/ld+json">{text}</script>\n')


def item_data(primer: Primer, name: str) -> Mapping[str, Any]:
    """An item in schema.org's terms."""
    fields, settings = primer.items[name].fields, primer.settings
    history = primer.ledger.history(name)
    url = item_url(primer, name)
    whole = {"@type": "Book", "name": settings.site_name, "bookEdition": settings.edition, "url": settings.site_url}
    data = {
        "@type": primer.items[name].kind.schema_org,
        "@id": url,
        "url": url,
        "identifier": qualified(primer, name),
        "name": fields.title,
        "description": plain(primer, fields.summary),
        "inLanguage": settings.identity.language,
        "isPartOf": whole,
        "author": {"@type": "Organization", "name": settings.contributors},
        "license": f"{settings.identity.licence.address}/",
        "dateModified": str(fields.reviewed),
        **({"datePublished": str(history[0].date)} if history else {}),
    }
    return {**data, **_own(primer, name, fields)}


def _own(primer: Primer, name: str, fields: Item) -> dict[str, Any]:
    """What only one type has."""
    if isinstance(fields, Myth):
        return {"text": fields.title}
    if isinstance(fields, Finding):
        keys = dict.fromkeys(entry.cite for entry in fields.evidence)
        return {"text": statement_of(primer, fields), "citation": [item_url(primer, key) for key in keys]}
    title = {"headline": fields.title} if primer.items[name].kind.name == "guideline" else {}
    return {**title, "abstract": statement_of(primer, fields)}


def reference_data(primer: Primer, reference: Reference) -> Mapping[str, Any]:
    """A source in schema.org's terms."""
    names: Any = reference.csl.get("author", ())
    authors = [{"@type": "Organization" if "literal" in one else "Person", "name": inverted(one)} for one in names]
    same = [f"https://doi.org/{reference.doi}"] if reference.doi else [reference.url] if reference.url else []
    return {
        "@type": "ScholarlyArticle",
        "@id": item_url(primer, reference.key),
        "url": item_url(primer, reference.key),
        "name": reference.title,
        "headline": reference.title,
        "identifier": qualified(primer, reference.key),
        **({"author": authors} if authors else {}),
        **({"datePublished": reference.year} if reference.year.isdigit() else {}),
        **({"sameAs": same} if same else {}),
        **({"creativeWorkStatus": "Retracted", "correction": reference.retraction} if reference.retraction else {}),
    }
