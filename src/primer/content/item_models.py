"""The front matter of every item: names, types, limits and roles. The JSON Schemas in `schema/` are made from it.

What a field is to readers is said here, beside its type, and nowhere else: `field_roles.py` says what each role means.

Texts marked as prose may hold inline Markdown, and Pandoc citations (`[@key]`) and ids (`F12`) that become
links.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from primer.content.field_roles import (
    Label,
    advice,
    frame,
    front,
    indexed,
    lead,
    own_words,
    printed,
    published,
    relied_on,
    short_sentences,
    states_figures,
)
from primer.content.field_types import (
    CiteKey,
    Day,
    ExtractId,
    Line,
    Place,
    Prose20,
    Prose25,
    Prose30,
    Prose40,
    Prose45,
    Prose80,
    Title60,
    Title70,
)
from primer.content.ids import ActivityId, FindingId, GuidelineId, MythId
from primer.content.taxonomy import Basis, ClaimLevel, EffectLevel, NeedLevel, Role, Stage, Topic
from primer.content.vocabulary import (
    ClaimType,
    Relation,
    Strength,
    Technique,
    Verdict,
)


class Fields(BaseModel):
    """A mapping in front matter: unknown keys are refused, values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, use_attribute_docstrings=True)


class Check(Fields):
    """A question that a reviewer answers with yes, no or not applicable."""

    n: Annotated[int, Field(ge=1), relied_on]
    """Number inside the guideline; given once, never reused. Its id is `G12.3`, its anchor `#c3`."""
    text: Annotated[Prose25, relied_on]
    """The question, which a yes answers well."""
    passes_if: Prose30
    """What a reviewer has to see to answer yes."""
    fails_if: Prose30
    """What makes the answer no."""
    gate: bool = False
    """Whether a no stops a launch; true for one check of each guideline."""


class Need(Fields):
    """How sure we are that the problem is real."""

    level: Annotated[NeedLevel, relied_on]
    """How strong the evidence is."""
    reason: Annotated[Prose40, states_figures]
    """Why the level is not higher or lower."""
    findings: Annotated[tuple[FindingId, ...], Field(min_length=1)]
    """The findings that it rests on."""


class Effect(Fields):
    """How sure we are that doing what the guideline says helps."""

    level: Annotated[EffectLevel, relied_on]
    """How strong the evidence is; `untested` when there is none."""
    reason: Annotated[Prose40, states_figures]
    """Why the level is not higher or lower."""
    findings: tuple[FindingId, ...] = ()
    """The findings that it rests on; none where nobody has tested it."""


class FindingEdge(Fields):
    """A finding that carries a guideline or corrects a myth, and why."""

    ref: Annotated[FindingId, relied_on]
    why: Prose40
    """What the finding says that bears on this page."""


class Evidence(Fields):
    """A source that a finding is based on."""

    cite: Annotated[CiteKey, relied_on]
    locator: Annotated[Place, relied_on]
    """A page or section that was read, else `abstract`, `front matter` or `press summary`."""
    relation: Annotated[Relation, relied_on]
    """What the source does for the claim."""
    note: Prose40 | None = None
    """What the source found that matters here."""
    size: Line | None = None
    """Sample or number of studies, such as `212 patients`."""
    place: Line | None = None
    """Where the data come from."""
    years: Line | None = None
    """Years of the data, such as `2005 to 2015`; the year of publication when they are not known."""
    extracts: Annotated[tuple[ExtractId, ...], Field(alias="from")] = ()
    """The extracts of the source that the row rests on, by their letters; needed unless its words were not seen."""
    agrees: ExtractId | None = None
    """The extract that a reader held size, place and years against."""


class InBrief(Fields):
    """The two lines that a reader in a hurry needs."""

    do: Annotated[Prose40, Label("do"), states_figures, advice]
    """What to do on Monday."""
    why: Annotated[Prose40, Label("why"), states_figures]
    """Why it matters: the sentence under the title."""


class MetIn(Fields):
    """A place where a claim was met."""

    where: Prose40
    """Who says so, and where."""
    cite: CiteKey | None = None
    locator: Place | None = None


class Item(Fields):
    """What every page with a permanent id has."""

    title: Annotated[Title70, relied_on, front, published, states_figures]
    """What the page says, in a sentence that stands alone."""
    summary: Annotated[Prose25, front, short_sentences, own_words, published, states_figures]
    """A sentence for lists, search cards and link previews; for a myth it states the fact."""
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=4), published]
    """What the page is about: one to four of the topics of `primer.yml`."""
    aliases: tuple[Line, ...] = ()
    """Other words that people search by; matched, never shown."""
    reviewed: Annotated[Day, published]
    """The day the page was last read through against its sources."""
    content_note: Annotated[Prose25 | None, published] = None
    """A short factual note on what the page discusses."""


class Guideline(Item):
    """What a team should do, and the questions that show whether it did."""

    id: GuidelineId
    type: Literal["guideline"]
    title: Annotated[Title60, relied_on, front, published]
    """An imperative, unique: it becomes a ticket's summary."""
    summary: Annotated[Prose25, front, short_sentences, own_words, published, states_figures, advice]
    """A sentence for lists, search cards and link previews."""
    statement: Annotated[
        Prose45,
        Label("guideline"),
        lead,
        relied_on,
        front,
        short_sentences,
        own_words,
        indexed,
        published,
        printed,
        states_figures,
        advice,
    ]
    """The guideline itself. `must` may stand only here and in checks."""
    strength: Annotated[Strength, relied_on, published]
    """How strongly it is recommended."""
    basis: Annotated[tuple[Basis, ...], Field(min_length=1), published]
    """What it is based on."""
    basis_note: Annotated[Prose40, published, printed, states_figures]
    """Why this strength, and what it is based on beside the findings."""
    in_brief: Annotated[InBrief, Label("in_brief")]
    """What to do and why, a sentence each."""
    need: Annotated[Need, Label("need"), relied_on, published]
    """How sure it is that the problem is real."""
    effect: Annotated[Effect, Label("effect"), relied_on, published]
    """How sure it is that following the guideline helps."""
    checks: Annotated[tuple[Check, ...], Field(min_length=3, max_length=7), Label("checks"), relied_on, published]
    """Three to seven questions that a reviewer answers."""
    applies_when: Annotated[tuple[Prose40, ...], Field(min_length=1), Label("applies_when"), published, printed]
    """A situation in which the guideline applies."""
    not_when: Annotated[tuple[Prose40, ...], Label("not_when"), published, printed] = ()
    """A situation in which it does not apply."""
    agree: Annotated[tuple[Prose40, ...], Field(min_length=1), Label("agree"), published, printed]
    """Who has to agree before work goes on, and to what."""
    lifecycle: Annotated[tuple[Stage, ...], Field(min_length=1), published]
    """When in a project's life it matters."""
    roles: Annotated[tuple[Role, ...], Field(min_length=1), published]
    """Who on a team it speaks to."""
    findings: Annotated[tuple[FindingEdge, ...], Field(min_length=1), Label("findings"), relied_on, published]
    """The findings that carry it, and why."""
    myths: Annotated[tuple[MythId, ...], published] = ()
    related: Annotated[tuple[GuidelineId, ...], published] = ()
    question: Annotated[Prose20, front, indexed, published, printed]
    """One open question: the front of the card and the foot of the handout."""
    card: Annotated[Prose40, front]
    """The back of the card."""


class Myth(Item):
    """A claim that research does not bear out; the page is titled with the fact."""

    id: MythId
    type: Literal["myth"]
    claim: Annotated[Prose40, Label("claim"), relied_on, own_words, printed]
    """The claim in reported speech ("Speakers say that ..."). Shown once, after the fact."""
    question: Annotated[Prose20, Label("question"), front, indexed, published, printed]
    """The neutral question that stands for the claim in lists, search and cards."""
    answer: Annotated[
        Prose80, lead, relied_on, front, short_sentences, own_words, indexed, published, printed, states_figures
    ]
    """The short answer, with its source."""
    verdict: Annotated[Verdict, relied_on, published]
    """What is wrong with the claim."""
    technique: Annotated[tuple[Technique, ...], Field(min_length=1), published]
    """How the claim misleads."""
    level: Annotated[ClaimLevel, relied_on, published]
    """How sure the evidence makes us of the fact in the title."""
    disputed: Annotated[bool, relied_on] = False
    level_reason: Annotated[Prose40, Label("myth-level_reason"), own_words, published, printed, states_figures]
    """Why the level is not higher or lower."""
    true_part: Annotated[Prose80, Label("true_part"), indexed, published, printed]
    """What is true in the claim."""
    say_instead: Annotated[Prose45, Label("say_instead"), relied_on, front, indexed, published, printed, states_figures]
    """A sentence that a reader can use in place of the claim."""
    met_in: Annotated[tuple[MetIn, ...], Field(min_length=1)]
    """Where the claim is made."""
    findings: Annotated[tuple[FindingEdge, ...], Field(min_length=1), Label("findings"), relied_on, published]
    """The findings that answer it, and why."""
    guidelines: Annotated[tuple[GuidelineId, ...], Field(min_length=1), Label("guidelines"), published]
    """The guidelines that a team follows on knowing the fact."""


class Finding(Item):
    """What research shows, how sure that is, and what it does not show."""

    id: FindingId
    type: Literal["finding"]
    statement: Annotated[
        Prose80,
        Label("statement"),
        lead,
        relied_on,
        front,
        short_sentences,
        own_words,
        indexed,
        published,
        printed,
        states_figures,
    ]
    """The claim precisely: figures with population, place and year."""
    key_messages: Annotated[
        tuple[Prose40, ...],
        Field(min_length=2, max_length=3),
        Label("key_messages"),
        relied_on,
        published,
        printed,
        states_figures,
    ]
    """What to remember: two or three sentences that stand alone."""
    claim_type: Annotated[ClaimType, published]
    """What kind of claim it is."""
    level: Annotated[ClaimLevel, relied_on, published]
    """How sure the evidence makes us of the claim."""
    disputed: Annotated[bool, relied_on] = False
    level_reason: Annotated[Prose40, Label("level_reason"), own_words, published, printed, states_figures]
    """Why the level is not higher or lower."""
    independent: Annotated[int, Field(ge=0), Label("independent"), published]
    """Number of independent sources: those that share a sample, team or dataset count once."""
    sole_design: Annotated[Prose25 | None, printed] = None
    """Needed when a strong level rests on one source: the design that carries it alone."""
    population: Annotated[Prose40, Label("population"), relied_on, indexed, published, printed, frame]
    """Who or what was studied."""
    setting: Annotated[Prose25, Label("setting"), indexed, published, printed, frame]
    """Where it was studied."""
    period: Annotated[Line, Label("period"), relied_on, published, printed, frame]
    """Years of the data, or of publication."""
    does_not_show: Annotated[Prose80, Label("does_not_show"), relied_on, own_words, indexed, published, printed]
    """What readers may take from it wrongly."""
    would_change: Annotated[Prose40, Label("would_change"), published, printed]
    """What would move the level up or down."""
    searched: Annotated[Day, Label("searched"), published]
    """The day the evidence was last searched for."""
    jurisdiction: Annotated[Line | None, Label("jurisdiction"), published] = None
    as_of: Annotated[Day | None, published] = None
    """For claims of law: where, and as it stood on this day."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1), Label("evidence"), relied_on, published]
    """The sources that it is based on, a row each."""


class Step(Fields):
    """A step of an activity."""

    minutes: Annotated[int, Field(ge=1, le=180), relied_on]
    text: Annotated[Prose80, relied_on]
    """What the group does."""


class GroupSize(Fields):
    """How many people an activity suits."""

    least: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(ge=1)]


class Adaptations(Fields):
    """How an activity runs for people who cannot take part in its first form."""

    remote: Annotated[Prose80, Label("remote")]
    """How it runs on a video call."""
    without_cards: Annotated[Prose80, Label("without_cards")]
    """How it runs without printed cards."""


class Activity(Item):
    """Something that a group does in a workshop."""

    id: ActivityId
    type: Literal["activity"]
    title: Annotated[Title60, relied_on, front, published]
    summary: Annotated[Prose25, front, short_sentences, own_words, published]
    """A sentence for lists, search cards and link previews."""
    goal: Annotated[Prose40, Label("goal"), lead, relied_on, own_words, indexed, published, printed]
    """What the group can do afterwards."""
    minutes: Annotated[int, Field(ge=5, le=180), relied_on, published]
    group: Annotated[GroupSize, published]
    materials: Annotated[tuple[Prose25, ...], Field(min_length=1), Label("materials"), published, printed]
    """Something that has to be at hand."""
    steps: Annotated[tuple[Step, ...], Field(min_length=2), Label("steps"), relied_on, published]
    """What happens, with minutes that add up to the whole."""
    debrief: Annotated[tuple[Prose25, ...], Field(min_length=2), Label("debrief"), printed]
    """A question to talk about at the end."""
    facilitator: Annotated[tuple[Prose40, ...], Field(min_length=1), Label("facilitator"), printed]
    """A note for the person who leads."""
    adaptations: Annotated[Adaptations, Label("adaptations")]
    """How people take part who cannot in its first form."""
    guidelines: Annotated[tuple[GuidelineId, ...], Field(min_length=1), Label("guidelines"), published]
    findings: Annotated[tuple[FindingId, ...], Label("findings"), published] = ()
