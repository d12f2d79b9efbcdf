"""What pages say of the files to take away."""

from __future__ import annotations

import re

from mkdocs_bibliography.text.escape import literal, relative
from primer.paper.downloads import FOLDER, Download
from primer.site.table_regions import region

_HANDOUT = re.compile(r"^\[\[handout ([GMFW]\d+)\]\]\n?", re.M)
_PRINT = re.compile(r"^\[\[print ([\w -]+)\]\]\n?", re.M)
_TEMPLATE = re.compile(r"^\[\[template ([\w-]+)\]\]\n?", re.M)
_ALL = re.compile(r"^\[\[paper\]\]$", re.M)


def with_offers(text: str, offers: tuple[Download, ...], address: str = "index.html") -> str:
    """A page whose lines `[[paper]]`, `[[handout G12]]` and `[[print facilitator g12]]` have become links."""
    folder = relative(FOLDER + "/", address).rstrip("/")
    text = _HANDOUT.sub(lambda match: _handout(match.group(1), offers), text)
    text = _PRINT.sub(lambda match: _files(match.group(1).split(), offers, folder), text)
    text = _TEMPLATE.sub(lambda match: _template(match.group(1), offers, folder), text)
    return _ALL.sub(lambda _: _tables(offers), text)


def _handout(name: str, offers: tuple[Download, ...]) -> str:
    found = [offer for offer in offers if f"-handout-{name.lower()}-" in offer.path]
    links = " or ".join(f"[{offer.words}]({FOLDER}/{offer.path})" for offer in found)
    return f"To print: the handout of {name} on one page, {links}.\n" if found else ""


def _template(name: str, offers: tuple[Download, ...], folder: str) -> str:
    """The files of a document to copy."""
    found = [offer for offer in offers if re.search(rf"-template-{re.escape(name)}(-\w+)?\.\w+$", offer.path)]
    links = ", ".join(f"[{offer.words}]({folder}/{offer.path})" for offer in found)
    return f"To print: {links}.\n" if found else ""


def _files(names: list[str], offers: tuple[Download, ...], folder: str) -> str:
    """The files of a session: the document or pack of a name, or the handout of an id, and what each holds."""
    rows = []
    for name in names:
        wanted = re.compile(rf"[a-z0-9]+-[\d.]+-(?:handout-|pack-)?{re.escape(name)}-(?:a4|letter)\.pdf$")
        found = [offer for offer in offers if wanted.search(offer.path)]
        links = " or ".join(f"[{offer.words}]({folder}/{offer.path})" for offer in found)
        rows += [f"- {literal(found[0].title)}: {links}. {literal(found[0].about)}"] if found else []
    return "\n".join(["## Files to print {#files}", "", *rows, ""]) if rows else ""


def _link(offer: Download) -> str:
    """A link that shows sheet, pages and size, since its row has the title, and is named with both."""
    words = f'<span class="byb-unshown">{literal(offer.title)}, </span>{offer.words}'
    return f"[{words}]({FOLDER}/{offer.path})"


def _tables(offers: tuple[Download, ...]) -> str:
    if not offers:
        return "This copy of the site was built without PDFs."
    groups = {
        "Whole documents": [offer for offer in offers if "/" not in offer.path],
        "Templates to fill in": [offer for offer in offers if offer.path.startswith("templates/")],
        "Packs for a situation": [offer for offer in offers if offer.path.startswith("packs/")],
        "Handouts, one guideline on a page": [offer for offer in offers if offer.path.startswith("handouts/")],
    }
    return "\n\n".join(_table(title, group) for title, group in groups.items() if group)


def _table(title: str, offers: list[Download]) -> str:
    rows: dict[tuple[str, str], list[str]] = {}
    for offer in offers:
        rows.setdefault((offer.title, offer.about), []).append(_link(offer))
    lines = [f"| {literal(name)} | {literal(about)} | {'<br>'.join(links)} |" for (name, about), links in rows.items()]
    anchor = title.split(",")[0].split()[0].lower()
    head = ["| Document | What it holds | PDF |", "| --- | --- | --- |"]
    return "\n".join([f"## {title} {{#{anchor}}}", "", region(title, "byb-wide"), "", *head, *lines, "", "</div>"])
