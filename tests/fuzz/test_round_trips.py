"""What readers can copy or load, with hostile text in it: a proper reader of each form gives the same text back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from xml.etree import ElementTree

import bibtexparser
import html5lib
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import markdown
from markdown_it import MarkdownIt
from support.hostile import SIGNS, many
from support.small_site import small_primer
from support.vectors import VECTORS

from mkdocs_bibliography.references.bibtex_writer import bibtex_of_csl, print_entry
from mkdocs_bibliography.references.export import csl_json, ris
from mkdocs_bibliography.references.reference import Reference
from mkdocs_bibliography.references.tex import tex_to_text
from mkdocs_bibliography.text.escape import in_script, one_line, pasted, tex
from primer.export.checklist import _yaml
from primer.export.feed import FeedEntry, atom
from primer.export.item_citation import ItemCitation
from primer.export.snippets import _anchor

PIECES = (*SIGNS, "ER  - ", "\r\nTI  - x", "]]>", "\x85", "}", "\\", "and", "\ud800", "\n# x", "1. ")
TEXTS = st.one_of(st.sampled_from(sorted(VECTORS.values())), st.lists(st.sampled_from(PIECES)).map("".join), st.text())
"""The texts of the browser's test, pieces that formats trip over, and anything."""


def citation(text: str) -> ItemCitation:
    primer = small_primer()
    day = date(2026, 11, 24)
    return ItemCitation(
        "G6", f"x{text}", f"y{text}", "1.0", day, "https://a.example/", f"z{text}", "byb", primer.strings
    )


def reference(text: str) -> Reference:
    csl = {
        "id": "a", "type": "article-journal", "title": f"x{text}", "container-title": f"y{text}", "volume": f"v{text}",
        "author": [{"family": f"f{text}", "given": f"g{text}"}], "note": f"n{text}", "page": "1-2",
    }  # fmt: skip
    return Reference("a", "article", {"keywords": f"k{text}"}, csl, "works.json", 1, "")


def ris_records(text: str) -> Sequence[Mapping[str, Sequence[str]]]:
    """The records of a RIS file, read as its readers do: by lines of any ending, each with a tag."""
    records: list[dict[str, list[str]]] = []
    for line in filter(None, text.splitlines()):
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        if match[1] == "TY":
            records.append({})
        records[-1].setdefault(match[1], []).append(match[2])
    assert all(record["ER"] == [""] for record in records)
    return records


def text_of(html: str) -> str:
    return one_line("".join(html5lib.parseFragment(html).itertext()))


def bibtex_fields(text: str) -> Mapping[str, str]:
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {field.key: field.value for field in entry.fields}


def untexed(value: str) -> str:
    """A value as TeX prints it."""
    names = {"textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^"}
    return re.sub(r"\\(text\w+)\{\}|\\(.)|[{}]", lambda found: names[found[1]] if found[1] else found[2] or "", value)


@example("\nER  - \r\nTY  - JOUR")
@example("x\u2028y\x85z\x0bA  - ")
@many(100)
@given(TEXTS)
def test_ris(text: str) -> None:
    (own,) = ris_records(citation(text).ris)
    assert (own["TI"], own["T2"]) == ([one_line(f"x{text}")], [one_line(f"y{text}")])
    (other,) = ris_records(ris([reference(text)]))
    assert other["KW"][0].startswith("k")
    assert {"TI", "T2", "VL", "AU", "N1", "SP", "EP"} <= other.keys()


@many(100)
@given(TEXTS)
def test_csl_json(text: str) -> None:
    (own,) = json.loads(citation(text).csl_json)
    assert (own["title"], own["container-title"]) == (f"x{text}", f"y{text}")
    (other,) = json.loads(csl_json([reference(text)]))
    assert (other["title"], other["author"][0]["given"]) == (f"x{text}", f"g{text}")


@example("\\")
@example("a}b{c\\")
@example("\\write18{id} % x")
@many(100)
@given(TEXTS)
def test_bibtex(text: str) -> None:
    fields = bibtex_fields(citation(text).bibtex)
    assert untexed(fields["title"]) == one_line(f"x{text}")
    assert untexed(fields["author"]) == one_line(f"z{text}")


@example("\\input{/etc/passwd}")
@many(100)
@given(TEXTS)
def test_bibtex_of_csl(text: str) -> None:
    csl = dict.fromkeys(("title", "volume", "page", "DOI", "URL", "ISBN", "note", "publisher"), f"x{text}")
    csl |= {"author": [{"family": "A", "given": "B"}], "issued": {"literal": text}}
    kind, fields = bibtex_of_csl(csl)
    read = bibtex_fields(print_entry(kind, "a", fields))
    assert {"title", "volume", "pages", "doi", "url", "isbn", "note"} <= read.keys()
    for value in read.values():
        # No command but those that stand for a sign, and those that we write for markup.
        known = r"textbackslash|textasciitilde|textasciicircum|emph|textbf|textsuperscript|textsubscript"
        assert not re.search(rf"\\(?!(?:{known})(?![A-Za-z]))[A-Za-z@]", value.replace("\\\\", "")), value


@many(100)
@given(st.text(st.sampled_from("ab\\~^&%$#_ ")))
def test_tex_is_read_as_it_was_written(text: str) -> None:
    assert tex_to_text(f"x{tex(one_line(text))}x") == one_line(f"x{one_line(text)}x")


@example("# x")
@example("- x\n- y")
@example("1. x\n\n    y")
@example("&lt;b&gt; &amp;")
@example("=\n---")
@many(200)
@given(TEXTS)
def test_markdown(text: str) -> None:
    said = one_line(text)
    for before in ("", "> ", "- "):
        shown = MarkdownIt("commonmark").render(f"{before}{pasted(text)}\n")
        assert text_of(shown) == said
        root = html5lib.parseFragment(shown, namespaceHTMLElements=False)
        assert {node.tag for node in root.iter() if isinstance(node.tag, str)} <= {
            "DOCUMENT_FRAGMENT",
            "p",
            "blockquote",
            "ul",
            "li",
        }
    shown = markdown(f"x {pasted(text)}")
    assert "<" not in re.sub(r"</?p>", "", shown)


@many(100)
@given(TEXTS)
def test_html(text: str) -> None:
    said = one_line(text)
    root = html5lib.parseFragment(_anchor("https://a.example/", said), namespaceHTMLElements=False)
    (link,) = root
    assert (link.tag, list(link.attrib), one_line("".join(link.itertext()))) == ("a", ["href"], said)


@example("\x00\x07\ufffe]]>")
@many(100)
@given(TEXTS)
def test_atom(text: str) -> None:
    entry = FeedEntry("changes.html#a", f"x{text}", date(2026, 11, 24), f"<p>{text}</p>")
    feed = atom(small_primer(), "data/changes.xml", "changes.html", f"y{text}", [entry], date(2026, 11, 24))
    root = ElementTree.fromstring(feed.encode())
    names = "{http://www.w3.org/2005/Atom}"
    assert root.findtext(f"{names}title") == one_line(f"y{text}")
    assert root.findtext(f"{names}entry/{names}title") == one_line(f"x{text}")
    assert root.findtext(f"{names}entry/{names}content") == one_line(f"<p>{text}</p>")


@many(100)
@given(TEXTS)
def test_yaml_of_an_issue_form_and_a_script(text: str) -> None:
    assert yaml.safe_load(_yaml(text)) == one_line(text)
    script = in_script(json.dumps(text))
    assert json.loads(script) == text
    assert "<" not in script


def test_plain_citations_are_one_line() -> None:
    for text in VECTORS.values():
        assert citation(text).plain.splitlines() == [citation(text).plain]
