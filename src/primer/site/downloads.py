"""What pages say of the files to take away."""

from __future__ import annotations

import re

from mkdocs_bibliography.text.escape import literal, relative
from mkdocs_bibliography.text.strings import Strings
from primer.paper.downloads import FOLDER, Download
from primer.site.table_regions import region

_HANDOUT = re.compile(r"^\[\[handout ([A-Z]\d+)\]\]\n?", re.M)
_PRINT = re.compile(r"^\[\[print ([\w -]+)\]\]\n?", re.M)
_TEMPLATE = re.compile(r"^\[\[template ([\w-]+)\]\]\n?", re.M)
_ALL = re.compile(r"^\[\[paper\]\]$", re.M)


def with_offers(strings: Strings, text: str, offers: tuple[Download, ...], address: str = "index.html") -> str:
    """A page whose lines `[[paper]]`, `[[handout G12]]` and `[[print facilitator g12]]` have become links."""
    folder = relative(FOLDER + "/", address).rstrip("/")
    text = _HANDOUT.sub(lambda match: _handout(strings, match.group(1), offers), text)
    text = _PRINT.sub(lambda match: _files(strings, match.group(1).split(), offers, folder), text)
    text = _TEMPLATE.sub(lambda match: _template(strings, match.group(1), offers, folder), text)
    return _ALL.sub(lambda _: _tables(strings, offers), text)


def _handout(strings: Strings, name: str, offers: tuple[Download, ...]) -> str:
    found = [offer for offer in offers if f"-handout-{name.lower()}-" in offer.path]
    links = strings("list.or").join(f"[{offer.words(strings)}]({FOLDER}/{offer.path})" for offer in found)
    return strings("paper.handout", id=name, links=links) + "\n" if found else ""


def _template(strings: Strings, name: str, offers: tuple[Download, ...], folder: str) -> str:
    """The files of a document to copy."""
    found = [offer for offer in offers if re.search(rf"-template-{re.escape(name)}(-\w+)?\.\w+$", offer.path)]
    links = ", ".join(f"[{offer.words(strings)}]({folder}/{offer.path})" for offer in found)
    return strings("paper.print", links=links) + "\n" if found else ""


def _files(strings: Strings, names: list[str], offers: tuple[Download, ...], folder: str) -> str:
    """The files of a session: the document or pack of a name, or the handout of an id, and what each holds."""
    rows = []
    for name in names:
        wanted = re.compile(rf"[a-z0-9]+-[\d.]+-(?:handout-|pack-)?{re.escape(name)}-(?:a4|letter)\.pdf$")
        found = [offer for offer in offers if wanted.search(offer.path)]
        links = strings("list.or").join(f"[{offer.words(strings)}]({folder}/{offer.path})" for offer in found)
        rows += [f"- {literal(found[0].title)}: {links}. {literal(found[0].about)}"] if found else []
    return "\n".join([f"## {strings('paper.files')} {{#files}}", "", *rows, ""]) if rows else ""


def _link(strings: Strings, offer: Download) -> str:
    """A link that shows sheet, pages and size, since its row has the title, and is named with both."""
    words = f'<span class="byb-unshown">{literal(offer.title)}, </span>{offer.words(strings)}'
    return f"[{words}]({FOLDER}/{offer.path})"


def _tables(strings: Strings, offers: tuple[Download, ...]) -> str:
    if not offers:
        return strings("paper.none")
    groups = {
        "whole": [offer for offer in offers if "/" not in offer.path],
        "templates": [offer for offer in offers if offer.path.startswith("templates/")],
        "packs": [offer for offer in offers if offer.path.startswith("packs/")],
        "handouts": [offer for offer in offers if offer.path.startswith("handouts/")],
    }
    return "\n\n".join(_table(strings, name, group) for name, group in groups.items() if group)


def _table(strings: Strings, name: str, offers: list[Download]) -> str:
    rows: dict[tuple[str, str], list[str]] = {}
    for offer in offers:
        rows.setdefault((offer.title, offer.about), []).append(_link(strings, offer))
    lines = [f"| {literal(one)} | {literal(about)} | {'<br>'.join(links)} |" for (one, about), links in rows.items()]
    title = strings(f"paper.group-{name}")
    head = [f"| {strings('paper.document')} | {strings('paper.holds')} | PDF |", "| --- | --- | --- |"]
    return "\n".join([f"## {title} {{#{name}}}", "", region(title, "byb-wide"), "", *head, *lines, "", "</div>"])
