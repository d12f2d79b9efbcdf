"""Every code that an issue of a primer may carry, with the line that the documentation prints for it."""

from __future__ import annotations

from mkdocs_bibliography.text.issues import BIBLIOGRAPHY_CODES, Code

CODES: dict[str, Code] = BIBLIOGRAPHY_CODES | {
    "block-stray": Code("A line `///` closes no block.", "page bodies"),
    "block-unclosed": Code("A typed block is not closed, or starts inside another.", "page bodies"),
    "block-unknown": Code("A typed block is of no known kind.", "page bodies"),
    "block-untitled": Code("A typed block that needs a title has none.", "page bodies"),
    "changed-unrecorded": Code(
        "What a citer relies on has changed since the last line of the item's history.", "items and docs/ledger.yml"
    ),
    "check-number": Code("The numbers of a guideline's checks do not rise.", "guidelines"),
    "directive-unknown": Code("A line such as `[[index myths]]` asks for what does not exist.", "page bodies"),
    "example-unedited": Code(
        "A page still says, word for word, what the example of its type says.", "items made by `primer new`"
    ),
    "field-missing": Code("A field that the page's type needs is missing.", "front matter and packs"),
    "field-unknown": Code("A field that the page's type does not know.", "front matter and packs"),
    "field-wrong": Code("A field's value has the wrong type, length or word.", "front matter and packs"),
    "figure-unsupported": Code("A finding states figures, and none of its evidence supports them.", "findings"),
    "file-unreadable": Code("A file is missing, cannot be opened or is not UTF-8.", "every file that is read"),
    "fingerprint-missing": Code(
        "The ledger keeps no fingerprint of an item, so a change would pass unseen. Stops a release.",
        "docs/ledger.yml",
    ),
    "front-matter-missing": Code("A page does not start with front matter.", "pages"),
    "front-matter-unclosed": Code("A page's front matter has no closing line.", "pages"),
    "group-wrong": Code("An activity's smallest group is larger than its largest.", "activities"),
    "heading-anchor": Code("Two headings of a page have the same anchor.", "page bodies"),
    "heading-level": Code("A heading repeats the title's level, or skips one.", "page bodies"),
    "help-stale": Code(
        "A help entry was checked more than 92 days before the build's date. Stops a release.",
        "the help page",
        "warning",
    ),
    "help-unconfirmed": Code("A help entry that is not verified does not say what was not confirmed.", "the help page"),
    "html-raw": Code("HTML stands in a page's text.", "page bodies"),
    "id-duplicate": Code("Two files have the same id or address.", "pages"),
    "id-gone": Code("An edge or a mention leads to an id that is no longer current.", "front matter, packs and text"),
    "id-self": Code("An edge leads back to its own page.", "front matter"),
    "id-unknown": Code(
        "An edge or a mention leads to an id or a check that does not exist.", "front matter, packs and text"
    ),
    "image-alt": Code("An image has no alternative text.", "page bodies"),
    "law-undated": Code("A claim of law does not say where, or as of when.", "findings"),
    "ledger-case": Code("Two ids differ only in case.", "docs/ledger.yml"),
    "ledger-check": Code(
        "A guideline's checks differ from those that the ledger lists.", "guidelines and docs/ledger.yml"
    ),
    "ledger-deleted": Code(
        "An id that the ledger calls current has no page, or no entry in the bibliography.", "docs/ledger.yml"
    ),
    "ledger-missing": Code("An id or a key is not in the ledger.", "pages and bibliography files"),
    "ledger-retyped": Code("An id has changed its type.", "docs/ledger.yml"),
    "ledger-tombstone": Code(
        "The entry of an id that is gone is incomplete, or keeps what was removed for safety.", "docs/ledger.yml"
    ),
    "ledger-wrong": Code("An entry of the ledger has a wrong form.", "docs/ledger.yml"),
    "level-unearned": Code("A finding's level or count of sources is above what its evidence carries.", "findings"),
    "link-dead": Code("A link leads to a page or an anchor that does not exist.", "page bodies"),
    "link-raw": Code("A link names an address of the built site in place of a file.", "page bodies"),
    "minutes-wrong": Code("Steps or slots do not add up to the minutes promised.", "activities and agendas"),
    "must-binds": Code(
        "`must` stands outside a guideline's statement and checks, a quotation or a statement of law.", "all prose"
    ),
    "myth-level": Code("A myth's correction is called surer than any finding that carries it.", "myths"),
    "myth-wording": Code(
        "The wording of a claim stands where readers meet it before the fact.",
        "titles, summaries, headings and file names",
    ),
    "passage-unlabelled": Code("Text on a source page has no provenance.", "pages of type source"),
    "quotation-long": Code("A quotation has 15 words or more.", "all text"),
    "reference-retracted": Code("A page cites a reference that was retracted.", "bibliography files", "warning"),
    "reference-unused": Code("A reference is neither cited nor tagged `background`.", "bibliography files"),
    "release-address": Code("A release is built for a reserved address.", "mkdocs.yml"),
    "released-missing": Code("An id of the last release is not in the ledger.", "docs/released.txt"),
    "retraction-wrong": Code("`retracted` does not hold a day and a reason.", "bibliography files"),
    "section-missing": Code("A page lacks a heading that its type needs.", "page bodies"),
    "section-order": Code("A page's headings are not in the order of its type.", "page bodies"),
    "section-unknown": Code("A page has a heading that its type does not know.", "page bodies"),
    "sentences-long": Code(
        "The sentences of a statement or summary average more than 18 words.", "statements and summaries"
    ),
    "slot-short": Code("An agenda gives an activity less time than it needs.", "agendas"),
    "term-avoided": Code("A term that the glossary says to avoid stands in text of our own.", "all prose"),
    "term-duplicate": Code("Two terms of the glossary have the same anchor.", "the glossary"),
    "term-incomplete": Code("A term to avoid does not say what to write instead.", "the glossary"),
    "title-duplicate": Code("Two pages have the same title.", "pages"),
    "type-unknown": Code("A page's type is none of ours.", "front matter"),
    "yaml-alias": Code("YAML holds an alias.", "front matter, packs and the ledger"),
    "yaml-broken": Code("YAML cannot be read.", "front matter, packs and the ledger"),
    "yaml-duplicate-key": Code("A key stands twice in one mapping.", "front matter, packs and the ledger"),
}
"""Every code by its name."""
