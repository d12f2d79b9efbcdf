"""Rules about what a page's text points at, and the form of its body."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from mkdocs_bibliography.citations.checks import check_citations as citation_issues
from mkdocs_bibliography.text.issues import Issue, issue_at
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Source, SpanSet
from primer.checks.edges import id_problem
from primer.content.addresses import data_addresses
from primer.content.anchors import anchors_of, headings_of
from primer.content.item_models import Fields, Guideline
from primer.content.model import Primer
from primer.content.page import Page, Passage
from primer.content.vocabulary import Provenance
from primer.syntax.blocks import KINDS, Block, find_blocks
from primer.syntax.directives import INDEXES, PAGES, Directive, find_directives
from primer.syntax.mentions import Mention, code_in, find_mentions
from primer.syntax.sure_code import sure_code

_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\](?!\())*+)\]"
    r"\((?P<target>(?:[^()\s]|\([^()\s]*\))*)(?: +\"[^\"]*\")?\)"
)
_DEFINITION = re.compile(r"^[ \t>+-]*+(?:\* ++|\d+[.)])?[ \t]*+\[(?!\^)[^\[\]]+\]:[ \t]*\n?[ \t]*(?P<target>\S+)", re.M)
_SCHEME = re.compile(r"(?P<name>[A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_OPENED = re.compile(r"\]\((?=(?P<target>\S{0,40}))")
_ATTRIBUTES = re.compile(r"\{:?[ \t]*(?!=)[^{}\n]*?(?<![\w.#])[A-Za-z_:@][\w:.@-]{0,60}[ \t]*=[^{}\n]*\}")
_HTML = re.compile(r"""</?[A-Za-z][\w-]*(?::[\w-]+)?(?=[\s/>])(?:[^<>"']|"[^"]*"|'[^']*')*+>?""")
_LONG_HTML = re.compile(r"<!--|<\?|<!(?=[A-Za-z\[])")
"""What opens a comment, an instruction or a declaration, all of which go on to an end that may stand far below."""


def check_citations(primer: Primer) -> Iterator[Issue]:
    """`cite-unknown`, `cite-malformed`: citations in text can be read, and their keys stand in the bibliography."""
    for page in primer.all_pages:
        for passage in page.passages:
            if "@" in page.source.cut(passage.span):
                found = citation_issues(page.source, primer.bibliography, within=passage.span)
                yield from (issue for issue in found if primer.bibliography_complete or issue.code != "cite-unknown")


def check_mentions(primer: Primer) -> Iterator[Issue]:
    """`id-unknown`, `id-gone`: ids in text are those of current items, and of checks that exist."""
    for page in primer.all_pages:
        for passage in page.passages:
            text = page.source.cut(passage.span)
            for mention in find_mentions(text, primer.letters.all):
                problem = _mention_problem(primer, mention)
                if problem:
                    yield issue_at(page.source, passage.span.start + mention.span.start, *problem)


def _mention_problem(primer: Primer, mention: Mention) -> tuple[str, str] | None:
    problem = id_problem(primer, mention.id)
    if problem and problem[0] == "id-unknown":
        return "id-unknown", f"{problem[1][:-1]}, or write `{mention.id}` as code where none is meant."
    page = primer.items.get(mention.id)
    if problem or page is None:
        return problem
    anchors = anchors_of(page) if mention.check or mention.fragment else frozenset()
    if mention.check and not (isinstance(page.fields, Guideline) and f"c{mention.check}" in anchors):
        return "id-unknown", f"'{mention.id}' has no check {mention.check}. Fix the number."
    if mention.fragment and mention.fragment[1:] not in anchors:
        return "link-dead", f"'{mention.id}' has no anchor '{mention.fragment[1:]}'. Fix it."
    return None


class _Targets:
    """What links may lead to."""

    def __init__(self, primer: Primer) -> None:
        self._pages = {page.source.path: page for page in primer.all_pages}
        self._files = primer.files
        self._made = data_addresses(primer.settings.identity)
        self._anchors: dict[str, frozenset[str]] = {}
        self._item = re.compile(rf"{primer.letters.pattern}(\.\d+)?")

    def problem(self, page: Page[Fields], target: str, in_body: bool) -> tuple[str, str] | None:
        """What is wrong with the target of a link on a page."""
        path, _, fragment = target.partition("#")
        scheme = _SCHEME.match(target)
        if scheme or self._item.fullmatch(path):
            return None if not scheme or scheme["name"].lower() in _SCHEMES else self._foreign(scheme["name"])
        if path.endswith(".html"):
            return "link-raw", f"'{target}' is an address of the built site. Link to the Markdown file, or to an id."
        if not in_body:
            what = f"'{target}' is a file, and other pages show this field too. Link to an id, or move it to the body."
            return "link-raw", what
        folder = posixpath.dirname(page.source.path)
        full = posixpath.normpath(posixpath.join(folder, unquote(path))) if path else page.source.path
        if full not in self._pages:
            what = f"there is no page or file '{path}'. Fix the path, from this file's folder."
            made = full.removeprefix("docs/") in self._made
            return None if made or full in self._files else ("link-dead", what)
        return self._fragment(self._pages[full], fragment)

    def _foreign(self, scheme: str) -> tuple[str, str]:
        return "link-dead", f"'{scheme}:' is no address that readers can follow. Use https, mailto or tel."

    def _fragment(self, page: Page[Fields], fragment: str) -> tuple[str, str] | None:
        if not fragment or not page.valid:
            return None
        if page.source.path not in self._anchors:
            self._anchors[page.source.path] = anchors_of(page)
        if fragment in self._anchors[page.source.path]:
            return None
        return "link-dead", f"'{page.source.path}' has no anchor '{fragment}'. Fix it, or give the heading that id."


def check_links(primer: Primer) -> Iterator[Issue]:
    """`link-dead`, `link-raw`, `image-alt`: links lead to what exists; images have alternative text."""
    targets = _Targets(primer)
    for page in primer.all_pages:
        for passage in page.passages:
            text, placed = _said(page, passage)
            for place, code, what in _link_problems(targets, page, passage, text) if "](" in text else ():
                yield issue_at(page.source, passage.span.start + place * placed, code, what)
        for match in _DEFINITION.finditer(page.source.text, page.front.end):
            scheme = _SCHEME.match(match["target"])
            if scheme is None or scheme["name"].lower() not in _SCHEMES:
                what = "the target of a link stands apart from its words. Write [words](target)."
                yield issue_at(page.source, match.start("target"), "link-raw", what)


def _said(page: Page[Fields], passage: Passage) -> tuple[str, bool]:
    """The words of a passage, and whether offsets in them are those of the file: in YAML, signs can be coded."""
    text = page.source.cut(passage.span)
    coded = bool(passage.path) and "\\" in text
    return (str(page.front.value(passage.path)), False) if coded else (text, True)


def _link_problems(
    targets: _Targets, page: Page[Fields], passage: Passage, text: str
) -> Iterator[tuple[int, str, str]]:
    """Where in a passage, the code, and what is wrong with a link or an image."""
    code = _code_of(passage, text)
    read = {match.end("text"): match for match in _LINK.finditer(text)}
    for opened in (match for match in _OPENED.finditer(text) if not code.hold(match.start())):
        match = read.get(opened.start())
        if match is None:
            what = f"'{opened['target']}' is no target that can be read. Write [words](target), without brackets."
            yield opened.start("target"), "link-dead", what
            continue
        if match["image"] and not match["text"].strip():
            yield match.start(), "image-alt", "an image without alternative text. Describe it between the brackets."
        problem = targets.problem(page, match["target"], not passage.path)
        if match["image"] and _SCHEME.match(match["target"]):
            problem = "link-dead", f"'{match['target'][:60]}' is a picture of another site. Put it into docs/assets."
        if problem:
            yield match.start("target"), *problem


def _code_of(passage: Passage, text: str) -> SpanSet:
    """The code of a passage; in a field, which holds no HTML, what looks like a tag is none."""
    spans = protected_spans(text, ("](", "{"))
    return SpanSet(span for span in spans if text[span.start] == "`") if passage.path else code_in(text, spans)


def check_directives(primer: Primer) -> Iterator[Issue]:
    """`directive-unknown`: a line such as `[[index myths]]` asks for something that exists, where it can be put."""
    for page in primer.all_pages:
        for directive in find_directives(page.source.text, page.front.end):
            what = _directive_problem(primer, page, directive)
            if what:
                yield issue_at(page.source, directive.span.start, "directive-unknown", what)


def _directive_problem(primer: Primer, page: Page[Fields], directive: Directive) -> str:
    said = f"[[{directive.kind} {directive.name}]]"
    if page.kind.name not in PAGES:
        return f"'{said}' stands for nothing on a page of type {page.kind.name}. Move it to a page of type page."
    if directive.kind == "index" and directive.name not in INDEXES:
        near = get_close_matches(directive.name, INDEXES, 1)
        return f"there is no '{said}'. Write '[[index {near[0] if near else 'guidelines'}]]' or another that exists."
    if directive.kind == "specimen" and directive.name not in primer.guidelines.keys() | primer.unparsed_ids:
        return f"there is no '{said}'. Name a guideline that exists."
    if directive.kind not in ("index", "specimen"):
        return f"there is no '{said}'. Write '[[index NAME]]' or '[[specimen ID]]'."
    return ""


def check_headings(primer: Primer) -> Iterator[Issue]:
    """`heading-level`, `heading-anchor`: no level is skipped, none repeats the title's, and each anchor stands once."""
    for page in primer.all_pages:
        level, seen = 1, set(page.kind.anchors) - {part.anchor for part in page.kind.sections}
        for heading in headings_of(page):
            if heading.level == 1:
                yield issue_at(page.source, heading.place, "heading-level", "'#' is the title's level. Use '##'.")
            elif heading.level > level + 1:
                what = f"a heading of level {heading.level} follows one of level {level}. Use '{'#' * (level + 1)}'."
                yield issue_at(page.source, heading.place, "heading-level", what)
            if heading.anchor in seen:
                what = f"the anchor '{heading.anchor}' is taken on this page. Write '{{#name}}' after the heading."
                yield issue_at(page.source, heading.place, "heading-anchor", what)
            level = max(heading.level, 2)
            seen.add(heading.anchor)


def check_html(primer: Primer) -> Iterator[Issue]:
    """`html-raw`: text is Markdown; HTML stands only in code."""
    for page in primer.all_pages:
        text = page.source.cut(page.body)
        for passage in page.passages:
            yield from _attributes(page, passage)
        tags = (*_HTML.finditer(text), *_long_html(text))
        targets = (span for span in protected_spans(text, ("<",)) if text[span.start] == "(") if tags else ()
        code = SpanSet((*targets, *sure_code(text)) if tags else ())
        for match in tags:
            if not code.hold(match.start()):
                what = f"'{match.group()[:40]}' is HTML. Write Markdown, or put it between backticks."
                if match.group() == "<!--":
                    what = "'<!--' begins a comment without an end. Add '-->', or put it between backticks."
                yield issue_at(page.source, page.front.end + match.start(), "html-raw", what)


def _long_html(text: str) -> Iterator[re.Match[str]]:
    """What opens HTML that goes on; a comment is let be that has an end, since one without takes all that follows."""
    last = text.rfind("-->")
    return (found for found in _LONG_HTML.finditer(text) if found[0] != "<!--" or found.end() > last)


def _attributes(page: Page[Fields], passage: Passage) -> Iterator[Issue]:
    """Attributes of HTML between braces, which Markdown would hand to the page; `{#name}` is no such thing."""
    text, placed = _said(page, passage)
    found = tuple(_ATTRIBUTES.finditer(text)) if "{" in text else ()
    code = _code_of(passage, text) if found else SpanSet(())
    # What stands close behind code belongs to it, and is none.
    for match in (one for one in found if text.endswith("`", 0, one.start()) or not code.hold(one.start())):
        what = f"'{match.group()[:40]}' holds attributes of HTML. Take them out, or put it between backticks."
        yield issue_at(page.source, passage.span.start + match.start() * placed, "html-raw", what)


def check_blocks(primer: Primer) -> Iterator[Issue]:
    """`block-...`, `passage-unlabelled`: blocks are known and closed; on a source page each states its provenance."""
    for page in primer.all_pages:
        blocks, issues = find_blocks(page.source, page.front.end)
        yield from issues
        for block in blocks:
            yield from _block_issues(page.source, block)
        if page.kind.name == "source":
            covered = page.front.end
            for block in blocks:
                yield from _loose(page, covered, block.span.start)
                covered = block.span.end
            yield from _loose(page, covered, len(page.source.text))


def _loose(page: Page[Fields], start: int, stop: int) -> Iterator[Issue]:
    """The first line of text between two passages, if there is one."""
    offset = start
    for line in page.source.text[start:stop].split("\n"):
        if line.strip() and not line.startswith("#"):
            what = (
                "text outside a passage. Put it between '/// passage | read' (or reported, reconstructed, ours) "
                "and '///'."
            )
            yield issue_at(page.source, offset, "passage-unlabelled", what)
            return
        offset += len(line) + 1


RULES = (check_citations, check_mentions, check_links, check_directives, check_headings, check_html, check_blocks)


def _block_issues(source: Source, block: Block) -> Iterator[Issue]:
    if block.kind not in KINDS:
        what = f"'{block.kind}' is no kind of block. Use one of: {', '.join(KINDS)}."
        yield issue_at(source, block.span.start, "block-unknown", what)
    elif block.kind == "passage":
        if block.title not in list(Provenance):
            what = f"'{block.title}' is no provenance. Write one of: {', '.join(Provenance)}."
            yield issue_at(source, block.span.start, "passage-unlabelled", what)
    elif not block.title:
        yield issue_at(
            source, block.span.start, "block-untitled", f"a '{block.kind}' block has no title. Add '| title'."
        )
