"""Rules about what a page's text points at, and the form of its body."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from primer.anchors import anchors_of, headings_of
from primer.blocks import find_blocks
from primer.checks.edges import unknown_key
from primer.citations import parse_citations
from primer.claims import Page
from primer.fields import Fields, Guideline
from primer.ids import find_mentions
from primer.issues import Issue, issue_at
from primer.model import Primer
from primer.passages import passages_of
from primer.prose import protected_spans

_LINK = re.compile(r"(?P<image>!?)\[(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*)(?: +\"[^\"]*\")?\)")
_HTML = re.compile(r"<(?!!--)/?[a-zA-Z][^>]*>")


def check_citations(primer: Primer) -> Iterator[Issue]:
    """`cite-unknown`, `cite-malformed`: citations in text can be read, and their keys stand in the bibliography."""
    references = primer.bibliography.references
    for page in primer.every_page:
        for passage in passages_of(page):
            text = page.source.cut(passage.span)
            if "@" not in text:
                continue
            found = parse_citations(text)
            for span, code, message in found.problems:
                yield issue_at(page.source, passage.span.start + span.start, code, message)
            for item in (item for cluster in found.clusters for item in cluster.items):
                if item.key not in references:
                    place = passage.span.start + item.span.start
                    yield issue_at(page.source, place, "cite-unknown", unknown_key(primer, item.key))


def check_mentions(primer: Primer) -> Iterator[Issue]:
    """`id-unknown`, `id-gone`: ids in text are those of current items, and of checks that exist."""
    for page in primer.every_page:
        for passage in passages_of(page):
            text = page.source.cut(passage.span)
            for mention in find_mentions(text, protected_spans(text)):
                problem = _mention_problem(primer, mention.id, mention.check)
                if problem:
                    yield issue_at(page.source, passage.span.start + mention.span.start, *problem)


def _mention_problem(primer: Primer, name: str, check: int | None) -> tuple[str, str] | None:
    if name in primer.ledger.gone:
        return "id-gone", f"'{name}' is {primer.ledger.gone[name].status}. Point at what took its place."
    if name not in primer.items:
        return "id-unknown", f"there is no '{name}'. Mend the id, or write it as code (`{name}`) where none is meant."
    fields = primer.items[name].fields
    if check and not (isinstance(fields, Guideline) and any(one.n == check for one in fields.checks)):
        return "id-unknown", f"'{name}' has no check {check}. Mend the number."
    return None


def check_links(primer: Primer) -> Iterator[Issue]:
    """`link-dead`, `link-raw`, `image-alt`: links lead to a page and an anchor that exist; images have alternative text."""
    pages = {page.source.path: page for page in primer.every_page}
    anchors: dict[str, frozenset[str]] = {}
    for page in primer.every_page:
        text = page.source.text
        for match in _LINK.finditer(text, page.front.end):
            if match["image"]:
                if not match["text"].strip():
                    yield issue_at(page.source, match.start(), "image-alt", "an image without alternative text. Describe it between the brackets.")
                continue
            problem = _link_problem(page, match["target"], pages, anchors)
            if problem:
                yield issue_at(page.source, match.start("target"), *problem)


def _link_problem(
    page: Page[Fields], target: str, pages: dict[str, Page[Fields]], anchors: dict[str, frozenset[str]]
) -> tuple[str, str] | None:
    path, _, fragment = target.partition("#")
    if re.match(r"[a-z]+:", target) or re.fullmatch(r"[GMFW]\d+(\.\d+)?", path):
        return None
    if path.endswith(".html"):
        return "link-raw", f"'{target}' is an address of the built site. Link to the Markdown file, or to an id."
    full = posixpath.normpath(posixpath.join(posixpath.dirname(page.source.path), path)) if path else page.source.path
    if full not in pages:
        return "link-dead", f"there is no page '{path}'. Mend the path, from this file's folder."
    known = anchors.setdefault(full, anchors_of(pages[full]))
    if fragment and fragment not in known:
        return "link-dead", f"'{pages[full].source.path}' has no anchor '{fragment}'. Mend it, or give the heading that id."
    return None


def check_headings(primer: Primer) -> Iterator[Issue]:
    """`heading-level`, `heading-anchor`: no level is skipped, none repeats the title's, and each anchor stands once."""
    for page in primer.every_page:
        level, seen = 1, set(page.kind.anchors) - {part.anchor for part in page.kind.sections}
        for heading in headings_of(page):
            if heading.level == 1:
                yield issue_at(page.source, heading.place, "heading-level", "'#' is the title's level. Use '##'.")
            elif heading.level > level + 1:
                what = f"a heading of level {heading.level} follows one of level {level}. Use '{'#' * (level + 1)}'."
                yield issue_at(page.source, heading.place, "heading-level", what)
            if heading.anchor in seen:
                what = f"the anchor '{heading.anchor}' is taken on this page. Write another as '{{#name}}' after the heading."
                yield issue_at(page.source, heading.place, "heading-anchor", what)
            level = max(heading.level, 2)
            seen.add(heading.anchor)


def check_html(primer: Primer) -> Iterator[Issue]:
    """`html-raw`: text is Markdown; HTML stands only in code."""
    for page in primer.every_page:
        text = page.source.text[page.front.end :]
        if "<" not in text:
            continue
        code = [span for span in protected_spans(text) if text[span.start] in "`~ <" and not _HTML.match(text, span.start)]
        for match in _HTML.finditer(text):
            if not any(span.start <= match.start() < span.end for span in code):
                what = f"'{match.group()[:40]}' is HTML. Write Markdown, or put it between backticks."
                yield issue_at(page.source, page.front.end + match.start(), "html-raw", what)


def check_blocks(primer: Primer) -> Iterator[Issue]:
    """`block-...`, `passage-...`: typed blocks are known and closed; on source pages every passage has its provenance."""
    for page in primer.every_page:
        blocks, issues = find_blocks(page.source, page.front.end)
        yield from issues
        if page.kind.name == "source":
            covered = page.front.end
            for block in (*blocks, None):
                stop = block.span.start if block else len(page.source.text)
                yield from _loose(page, covered, stop)
                covered = block.span.end if block else stop


def _loose(page: Page[Fields], start: int, stop: int) -> Iterator[Issue]:
    offset = start
    for line in page.source.text[start:stop].split("\n"):
        if line.strip() and not line.startswith("#"):
            what = "text outside a passage. Put it between '/// passage | read' (or reported, reconstructed, ours) and '///'."
            yield issue_at(page.source, offset, "passage-unlabelled", what)
            return
        offset += len(line) + 1


RULES = (check_citations, check_mentions, check_links, check_headings, check_html, check_blocks)
