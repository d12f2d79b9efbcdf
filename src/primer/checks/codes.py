"""Every code that an issue of a primer may carry, with the line that the documentation prints for it."""

from __future__ import annotations

from mkdocs_bibliography.text.issues import BIBLIOGRAPHY_CODES, Code

CODES: dict[str, Code] = BIBLIOGRAPHY_CODES | {
    "block-stray": Code("A line `///` closes no block.", "page bodies"),
    "block-unclosed": Code("A typed block is not closed, or starts inside another.", "page bodies"),
    "block-unknown": Code("A typed block is of no known kind.", "page bodies"),
    "block-untitled": Code("A typed block that needs a title has none.", "page bodies"),
    "cause-word": Code(
        "A sentence tells a cause, and the works that it cites only describe.", "sentences that cite, and findings"
    ),
    "changed-unrecorded": Code(
        "What a citer relies on has changed since the last line of the item's history.", "items and docs/ledger.yml"
    ),
    "character-unprinted": Code(
        "A character goes to paper, and neither our faces nor an installed Noto font has it.",
        "all that is printed",
    ),
    "check-number": Code("The numbers of a guideline's checks do not rise.", "guidelines"),
    "check-unknown": Code("A template names a check that no guideline asks.", "pages of type template"),
    "date-after": Code('A date stands after its noun: "a study of 2015".', "all prose, and titles of items"),
    "depth-in-text": Code("A citation in text says how much of its source was read.", "all prose"),
    "derived-wrong": Code("A figure of our own is not what its sum gives.", "all prose"),
    "diagram-wrong": Code("No picture can be drawn from the data of a fence.", "page bodies"),
    "directive-unknown": Code("A line such as `[[index myths]]` asks for what does not exist.", "page bodies"),
    "edge-suspect": Code(
        "A claim, or that on which it is based, changed since an editor held both against each other. Stops a release.",
        "guidelines, myths and findings",
        "warning",
    ),
    "edition-released": Code("An item is new, and its edition is released already.", "items and mkdocs.yml"),
    "edition-wrong": Code("The file of a released edition has a wrong form or name.", "released/*.json"),
    "extract-key": Code(
        "A key of the extracts is not in the bibliography or not in order, or a letter stands twice.", "extracts.yml"
    ),
    "extract-long": Code("An extract has more than 25 words.", "extracts.yml"),
    "extract-many": Code("A source has more than six extracts.", "extracts.yml"),
    "extract-query": Code("The address at which an extract was read holds a query string.", "extracts.yml"),
    "extract-unused": Code("Nothing rests on an extract.", "extracts.yml"),
    "field-missing": Code("A field that the page's type needs is missing.", "front matter, packs and extracts"),
    "field-unknown": Code("A field that the page's type does not know.", "front matter, packs and extracts"),
    "field-wrong": Code("A field's value has the wrong type, length or word.", "front matter, packs and extracts"),
    "figure-unsupported": Code("A finding states figures, and none of its evidence supports them.", "findings"),
    "figure-untraced": Code(
        "A number stands in no extract of the works that are cited with it.", "sentences that cite, and fields of items"
    ),
    "file-unreadable": Code(
        "A file is missing, too large, cannot be opened or is not UTF-8.", "every file that is read"
    ),
    "fingerprint-missing": Code(
        "The ledger keeps no fingerprint of an item, so a change would pass unseen. Stops a release.",
        "docs/ledger.yml",
    ),
    "frame-untraced": Code(
        "A number in population, setting, period, size, place or years stands in no extract.", "findings"
    ),
    "from-missing": Code("A row of evidence names no extract of its source.", "findings"),
    "from-unknown": Code("A row of evidence names an extract that its source does not have.", "findings"),
    "frozen-changed": Code("A body of a released edition is not what was released.", "released/"),
    "frozen-missing": Code("A body of a released edition is missing.", "released/"),
    "frozen-stray": Code("A file is no body of its edition, or one that was removed for safety.", "released/"),
    "front-matter-missing": Code("A page does not start with front matter.", "pages"),
    "front-matter-unclosed": Code("A page's front matter has no closing line.", "pages"),
    "gate-count": Code("A guideline has no gate check, or more than one.", "guidelines"),
    "group-wrong": Code("An activity's smallest group is larger than its largest.", "activities"),
    "heading-anchor": Code("Two headings of a page have the same anchor.", "page bodies"),
    "heading-level": Code("A heading repeats the title's level, or skips one.", "page bodies"),
    "hedge-observed": Code("A title hedges what was observed or written.", "findings"),
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
    "level-read-cap": Code(
        "A claim of prevalence, effect or performance is strong, and no source was read in full.", "findings"
    ),
    "level-unearned": Code("A finding's level or count of sources is above what its evidence carries.", "findings"),
    "level-unseen": Code("A level above limited rests on a source whose words were not seen.", "findings"),
    "link-dead": Code("A link leads to a page or an anchor that does not exist.", "page bodies"),
    "link-raw": Code("A link names an address of the built site in place of a file.", "page bodies"),
    "locator-impossible": Code(
        "A locator names a part that such a source does not have.", "extracts.yml, findings and text"
    ),
    "minutes-wrong": Code("Steps or slots do not add up to the minutes promised.", "activities and agendas"),
    "must-binds": Code(
        "`must` stands outside a guideline's statement and checks, a quotation or a statement of law.", "all prose"
    ),
    "matrix-level": Code("A cell of a matrix is called surer than any finding that holds it.", "pages of type matrix"),
    "myth-level": Code("A myth's correction is called surer than any finding that carries it.", "myths"),
    "myth-wording": Code(
        "The wording of a claim stands where readers meet it before the fact.",
        "titles, summaries, headings and file names",
    ),
    "passage-unlabelled": Code("Text on a source page has no provenance.", "pages of type source"),
    "path-name": Code("A file has a name that some system cannot have.", "files below docs/"),
    "path-outside": Code("A link below docs/ leads out of the project, or into itself.", "files below docs/"),
    "phrase-actor": Code("A phrase leaves out who acts.", "all prose, and titles of items"),
    "phrase-metaphor": Code("A figure of speech stands where a verb exists.", "all prose, and titles of items"),
    "quotation-long": Code("A quotation has 15 words or more.", "all text"),
    "read-disagrees": Code(
        "A page was opened of a source of which the bibliography says that less was read.",
        "extracts.yml, findings and text",
    ),
    "reference-notice": Code(
        "A cited source has a correction or a retraction that no one has read.", "sources-status.yml", "warning"
    ),
    "reference-retracted": Code("A page cites a reference that was retracted.", "bibliography files", "warning"),
    "reference-unused": Code("A reference is neither cited nor tagged `background`.", "bibliography files"),
    "release-address": Code("A release is built for a reserved address.", "mkdocs.yml"),
    "released-missing": Code("An id of the last release is not in the ledger.", "docs/released.txt"),
    "retraction-wrong": Code("`retracted` does not hold a day and a reason.", "bibliography files"),
    "review-wrong": Code("A line is no signature of an edge of evidence.", "reviews.txt"),
    "safety-kept": Code("A released edition still holds a text that was removed for safety.", "docs/ledger.yml"),
    "section-missing": Code("A page lacks a heading that its type needs.", "page bodies"),
    "section-opening": Code("The first sentence below a heading has no subject of its own.", "page bodies"),
    "section-order": Code("A page's headings are not in the order of its type.", "page bodies"),
    "section-unknown": Code("A page has a heading that its type does not know.", "page bodies"),
    "sentences-long": Code(
        "The sentences of a statement or summary average more than 18 words.", "statements and summaries"
    ),
    "setting-wrong": Code("A setting is of a wrong kind, or nothing beside the primer would honour it.", "mkdocs.yml"),
    "slot-short": Code("An agenda gives an activity less time than it needs.", "agendas"),
    "strings-missing": Code("The package has no words of the interface in the language.", "primer.yml", "warning"),
    "term-avoided": Code("A term that the glossary says to avoid stands in text of our own.", "all prose"),
    "term-duplicate": Code("Two terms of the glossary have the same anchor.", "the glossary"),
    "term-incomplete": Code("A term to avoid does not say what to write instead.", "the glossary"),
    "that-subject": Code('A clause with "That" is the subject of a sentence.', "all prose, and titles of items"),
    "sources-status": Code("The file of what registries said cannot be read.", "sources-status.yml"),
    "source-unread": Code("Evidence bears on a finding, and nobody read its source.", "findings", "warning"),
    "start-unwritten": Code(
        "The start page still holds what `primer init` left to be written. Stops a release.", "docs/index.md", "warning"
    ),
    "title-duplicate": Code("Two pages have the same title.", "pages"),
    "todo-left": Code("Something that `primer new` left to be written is still there.", "pages, bibliography files"),
    "type-unknown": Code("A page's type is none of ours.", "front matter"),
    "yaml-alias": Code("YAML holds an alias.", "front matter, packs, extracts and the ledger"),
    "yaml-broken": Code("YAML cannot be read.", "front matter, packs, extracts and the ledger"),
    "yaml-duplicate-key": Code("A key stands twice in one mapping.", "front matter, packs, extracts and the ledger"),
}
"""Every code by its name."""
