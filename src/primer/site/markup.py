"""Text to text: authored Markdown made ready for one page of the site.

Ids become links, links to files become links to addresses, typed blocks become HTML that Markdown runs through.
Citations stay as they are: the bibliography plugin's `html/page.py` takes them last.
"""

from __future__ import annotations

import html
import posixpath
import re

from mkdocs_bibliography.text.escape import attribute, inert, literal, relative
from mkdocs_bibliography.text.prose import protected_spans
from mkdocs_bibliography.text.source import Source, Span, replaced
from mkdocs_bibliography.text.strings import Strings
from primer.content.addresses import item_address, mention_address
from primer.content.item_models import Fields
from primer.content.model import Primer
from primer.content.page import Page
from primer.content.vocabulary import Provenance
from primer.diagrams.drawing import NARROW, Picture
from primer.diagrams.fences import find_diagrams
from primer.syntax.blocks import Block, find_blocks
from primer.syntax.derived import Derived, find_derived
from primer.syntax.mentions import Mention, code_in, find_mentions

_FILE_LINK = re.compile(r"(?<=\]\()([^()\s:#]+\.md)(#[\w-]+)?(?=[)\s])")
_CODE_OR_SIGN = re.compile(
    r"(?:\\\\)+(?=`)|\\`|(?:(?<!`)|(?<=\\`))(?P<marks>`++)(?P<code>.+?)(?<!`)(?P=marks)(?!`)|[&<]", re.DOTALL
)
_INLINE_CODE = re.compile(r"(?P<marks>`++)(?P<code>[^\n]*?[^`\n])(?P=marks)(?!`)")
_BLANK_LINES = re.compile(r"\A(?:[ \t]*\n)+")
_ESCAPED = {"&": "&amp;", "<": "&lt;"}


def with_sums(strings: Strings, text: str) -> str:
    """Markdown whose figures of our own are numbers, each with its sum as a title."""
    return replaced(text, ((figure.span, _with_sum(strings, figure)) for figure in find_derived(text)))


def _with_sum(strings: Strings, figure: Derived) -> str:
    title = strings("item.sum", sum=figure.shown_sum)
    return f'<span class="byb-derived" title="{attribute(title)}">{literal(figure.printed)}</span>'


def as_file(address: str) -> str:
    """An address as the path of the Markdown file that MkDocs makes it from."""
    return address.replace(".html", ".md", 1)


class Markup:
    """Makes the texts of one page ready."""

    def __init__(self, primer: Primer, address: str) -> None:
        self._primer = primer
        self.address = address
        """The page's own."""
        self._addresses = primer.addresses

    def href(self, address: str) -> str:
        """A relative link from this page, for Markdown: to the file that another page is made from."""
        return as_file(relative(address, self.address) or posixpath.basename(address))

    def link(self, name: str, words: str | None = None) -> str:
        """A Markdown link to an item or a reference; its words are the title unless given."""
        page, reference = self._primer.items.get(name), self._primer.bibliography.references.get(name)
        title = page.fields.title if page else reference.title if reference else name
        address = f"ref/{reference.slug}.html" if reference and not page else item_address(name)
        return f"[{literal(words or title)}]({self.href(address)})"

    def prose(self, text: str) -> str:
        """A field of front matter: inline Markdown on one line, without HTML."""
        written = self._primer.declared_sums.get(text, text)
        escaped = _CODE_OR_SIGN.sub(_without_html, written)
        return with_sums(self._primer.strings, self.ids(re.sub(r"\s+", " ", escaped).strip()))

    def ids(self, text: str) -> str:
        """A text with its ids made links."""
        known = (
            one
            for one in find_mentions(text, self._primer.letters.all)
            if one.id in self._primer.items or one.id in self._primer.ledger.retired
        )
        return replaced(text, ((one.span, self._mention(text, one)) for one in known))

    def _mention(self, text: str, mention: Mention) -> str:
        target = self.href(mention_address(mention))
        return target if mention.linked else f"[{text[mention.span.start : mention.span.end]}]({target})"

    def body(self, page: Page[Fields], heading: str | None = None, without: tuple[str, ...] = ()) -> str:
        """The text below a heading of a page's body, or the whole body, less its blocks of some kinds."""
        return self._ready(page, _without(trimmed(page.written(heading)), without))

    def blocks(self, page: Page[Fields], heading: str, kind: str) -> str:
        """The blocks of one kind below a heading of a page's body."""
        text = trimmed(page.written(heading))
        found, _ = find_blocks(Source("", text))
        return "\n\n".join(
            self._ready(page, text[block.span.start : block.span.end]) for block in found if block.kind == kind
        )

    def _ready(self, page: Page[Fields], text: str) -> str:
        folder = posixpath.dirname(page.source.path)
        code = code_in(text, protected_spans(text, ("](",)))
        text = _FILE_LINK.sub(
            lambda match: match.group() if code.hold(match.start()) else self._file(folder, match), text
        )
        return self._blocks(with_sums(self._primer.strings, self.ids(_drawn(_with_code(text)))))

    def _file(self, folder: str, match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, match.group(1)))
        address = self._addresses.get(path)
        return self.href(address + (match.group(2) or "")) if address else match.group()

    def _blocks(self, text: str) -> str:
        blocks, _ = find_blocks(Source("", text))
        return replaced(text, ((block.span, self._block(text, block)) for block in blocks))

    def _block(self, text: str, block: Block) -> str:
        inner, strings = trimmed(text[block.inner.start : block.inner.end]), self._primer.strings
        if block.kind == "passage":
            label = strings.label(Provenance(block.title)) if block.title in list(Provenance) else block.title
            head = f'<p class="byb-passage__label">{html.escape(label)}</p>'
            return f'<div class="byb-passage byb-passage--{block.title}" markdown="1">\n{head}\n\n{inner}\n\n</div>'
        lead = strings(f"block.{block.kind}") if strings.has(f"block.{block.kind}") else ""
        prefix = f'<span class="byb-block__kind">{lead}</span> ' if lead else ""
        head = f'<p class="byb-block__title">{prefix}{literal(block.title)}</p>'
        return f'<div class="byb-block byb-block--{block.kind}" markdown="1">\n{head}\n\n{inner}\n\n</div>'


def _without_html(match: re.Match[str]) -> str:
    """Code as finished HTML, since not every reader of Markdown finds the same ends of it; else a sign, escaped."""
    code = match["code"]
    return _finished_code(code) if code else _ESCAPED.get(match.group(), match.group())


def _with_code(text: str) -> str:
    """A text in which code that looks like HTML is finished HTML, where it stands in a line."""
    spans = protected_spans(text, ("`",)) if "`" in text and "<" in text else ()
    found = ((span, _INLINE_CODE.fullmatch(text, span.start, span.end)) for span in spans)
    return replaced(text, ((span, _finished_code(match["code"])) for span, match in found if match and "<" in match[0]))


def _finished_code(code: str) -> str:
    return f"<code>{inert(code.strip())}</code>"


def _without(text: str, kinds: tuple[str, ...]) -> str:
    blocks, _ = find_blocks(Source("", text))
    left_out = (_with_blank_lines(text, block.span) for block in blocks if block.kind in kinds)
    return trimmed(replaced(text, ((span, "") for span in left_out)))


def _with_blank_lines(text: str, span: Span) -> Span:
    """A stretch with the ends of lines behind it."""
    after = re.compile("\n*").match(text, span.end)
    return Span(span.start, after.end() if after else span.end)


def trimmed(text: str) -> str:
    """A text without blank lines around it; what its first line is indented by means something."""
    return _BLANK_LINES.sub("", text).rstrip()


def _drawn(text: str) -> str:
    """A text whose pictures are drawn, each with its words below it."""
    return replaced(text, ((one.span, _figure(one.drawn(), one.drawn(NARROW))) for one in find_diagrams(text)))


def _figure(picture: Picture, narrow: Picture) -> str:
    caption = f"<figcaption>{html.escape(picture.title)}</figcaption>"
    words = "".join(f"<li>{html.escape(line)}</li>" for line in picture.words)
    told = f'<details class="byb-fold"><summary>The picture in words</summary><ul>{words}</ul></details>'
    drawn = picture.svg()
    if narrow.width < picture.width:
        drawn = picture.svg(name="byb-figure__wide") + narrow.svg(name="byb-figure__narrow")
    return f'<figure class="byb-figure byb-picture" tabindex="0">{drawn}{caption}</figure>\n{told}'
