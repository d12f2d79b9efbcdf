"""What a page of each type holds beside its front matter: the headings of its body and the anchors of its address.

Anchors are fixed here, once, so that a link to a part of a page outlives every rewording of a heading.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from primer.content.field_roles import fields_with, labels, lead
from primer.content.item_models import Activity, Fields, Finding, Guideline, Myth
from primer.content.matrix_models import MatrixPage
from primer.content.page_models import Agenda, GlossaryPage, HelpPage, Pack, PageFields
from primer.content.template_models import TemplatePage


@dataclass(frozen=True)
class Section:
    """A second-level heading that a body may or must have."""

    heading: str
    """The heading's words, exactly."""
    anchor: str
    """The fragment that it has on the page."""
    required: bool
    holds: str
    """What an author writes there."""


@dataclass(frozen=True)
class PageType:
    """The shape of one type of page."""

    name: str
    """The value of `type` in front matter."""
    folder: str
    """Where `primer new` puts a file, under `docs/`."""
    fields: type[Fields]
    sections: tuple[Section, ...]
    """The headings of the body, in the order that they must have."""
    anchors: tuple[str, ...]
    """Every fixed fragment of the page; `c1` stands for one a check, `step-1` for one a step."""
    label: str
    """What readers call it."""
    plural: str
    """Many of it; also the name of its index page."""
    schema_org: str = ""
    """What schema.org calls it."""
    has_preview: bool = False
    """Whether links to it are shown with a picture."""

    @property
    def has_id(self) -> bool:
        """Whether its pages have a permanent id."""
        return issubclass(self.fields, (Guideline, Myth, Finding, Activity))

    @property
    def lead(self) -> str:
        """The field that says what an item says."""
        return fields_with(self.fields, lead)[0]

    @property
    def labels(self) -> Mapping[str, str]:
        """The key of what readers see above or before each field."""
        return labels(self.fields)


GUIDELINE = PageType(
    name="guideline",
    folder="guidelines",
    fields=Guideline,
    sections=(
        Section(
            "Why",
            "why",
            True,
            "The argument, in three to six short paragraphs, each claim cited or linked to a finding.",
        ),
        Section(
            "How",
            "how",
            True,
            "Pairs of `/// do` and `/// avoid` blocks, then one `/// example` block: a small fictional product.",
        ),
        Section(
            "Harms and trade-offs",
            "limits",
            True,
            "What following the guideline costs, whom it can harm, and when to stop.",
        ),
        Section(
            "In a workshop",
            "workshop",
            False,
            "How a group practises it; activities that use it are listed by themselves.",
        ),
    ),
    anchors=(
        *"statement checks c1 brief when why how limits agree".split(),
        *"evidence sources myths related workshop history cite".split(),
    ),
    label="Guideline",
    plural="guidelines",
    schema_org="TechArticle",
    has_preview=True,
)
MYTH = PageType(
    name="myth",
    folder="myths",
    fields=Myth,
    sections=(
        Section(
            "What research shows",
            "research",
            True,
            "The evidence for the fact, cited, in one to four paragraphs.",
        ),
        Section(
            "Why it misleads",
            "misleads",
            True,
            "What the claim leaves out or turns round. The claim's own words are not repeated.",
        ),
        Section("What it changes in design", "design", True, "What a team does otherwise on knowing the fact."),
    ),
    anchors=tuple("answer sure say research claim misleads true design evidence sources history cite".split()),
    label="Myth, corrected",
    plural="myths",
    schema_org="Claim",
    has_preview=True,
)
FINDING = PageType(
    name="finding",
    folder="findings",
    fields=Finding,
    sections=(Section("Notes", "notes", False, "What a careful reader should know that the fields do not hold."),),
    anchors=tuple("messages used claim level limits notes evidence sources history cite".split()),
    label="Finding",
    plural="findings",
    schema_org="Claim",
    has_preview=True,
)
ACTIVITY = PageType(
    name="activity",
    folder="workshop",
    fields=Activity,
    sections=(Section("Handout", "handout", False, "Text that participants need in front of them."),),
    anchors=tuple(
        "goal materials steps step-1 debrief facilitator adaptations handout guidelines history cite".split()
    ),
    label="Workshop activity",
    plural="activities",
    schema_org="LearningResource",
)
PAGE = PageType("page", "", PageFields, (), (), "Page", "pages")
SOURCE = PageType("source", "sources", PageFields, (), (), "Source rendering", "sources")
GLOSSARY = PageType("glossary", "", GlossaryPage, (), ("term-ID",), "Glossary", "glossary")
HELP = PageType("help", "", HelpPage, (), ("help-ID",), "Help", "help")
MATRIX = PageType("matrix", "", MatrixPage, (), ("row-ID",), "What works", "matrices")
TEMPLATE = PageType("template", "forms", TemplatePage, (), ("form", "example"), "Template", "templates")
AGENDA = PageType("agenda", "workshop", Agenda, (), ("slots", "slot-1"), "Agenda", "agendas")

ITEM_TYPES = (GUIDELINE, MYTH, FINDING, ACTIVITY)
"""The types whose pages have a permanent id, in the order that readers meet them."""
PAGE_TYPES = {kind.name: kind for kind in (*ITEM_TYPES, PAGE, SOURCE, GLOSSARY, HELP, AGENDA, MATRIX, TEMPLATE)}
"""Every type by its name."""
FRONT_MATTER: tuple[type[Fields], ...] = (*(kind.fields for kind in PAGE_TYPES.values()), Pack)
"""The model of every front matter and of packs."""
