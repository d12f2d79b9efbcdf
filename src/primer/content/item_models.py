"""The front matter of every page type: names, types and limits. The JSON Schemas in `schema/` are made from it.

Texts marked as prose may hold inline Markdown, and Pandoc citations (`[@key]`) and ids (`F12`) that become
links.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from primer.content.field_types import (
    ActivityId,
    CiteKey,
    Day,
    ExtractId,
    FindingId,
    GuidelineId,
    Line,
    MythId,
    Prose20,
    Prose25,
    Prose30,
    Prose40,
    Prose45,
    Prose80,
    Title60,
    Title70,
)
from primer.content.taxonomy import Lifecycle, Role, Topic
from primer.content.vocabulary import (
    Basis,
    ClaimType,
    EffectLevel,
    Level,
    NeedLevel,
    Relation,
    Strength,
    Technique,
    Verdict,
)


class Fields(BaseModel):
    """A mapping in front matter: unknown keys are refused, values cannot change."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Check(Fields):
    """A question that a reviewer answers with yes, no or not applicable."""

    n: Annotated[int, Field(ge=1)]
    """Number inside the guideline; given once, never reused. Its id is `G12.3`, its anchor `#c3`."""
    text: Prose25
    passes_if: Prose30
    """What a reviewer has to see to answer yes."""
    fails_if: Prose30
    """What makes the answer no."""
    gate: bool = False
    """Whether a no stops a launch; true for one check of each guideline."""


class Need(Fields):
    """How sure we are that the problem is real."""

    level: NeedLevel
    reason: Prose40
    findings: Annotated[tuple[FindingId, ...], Field(min_length=1)]
    """The findings that it rests on."""


class Effect(Fields):
    """How sure we are that doing what the guideline says helps."""

    level: EffectLevel
    reason: Prose40
    findings: tuple[FindingId, ...] = ()
    """The findings that it rests on; none where nobody has tested it."""


class FindingEdge(Fields):
    """A finding that carries a guideline or corrects a myth, and why."""

    ref: FindingId
    why: Prose40


class Evidence(Fields):
    """A source that a finding stands on."""

    cite: CiteKey
    locator: Line
    """A page or section that was read, else `abstract`, `front matter` or `press summary`."""
    relation: Relation
    note: Prose40 | None = None
    """What the source found that matters here."""
    size: Line | None = None
    """Sample or number of studies, such as `212 patients`."""
    place: Line | None = None
    years: Line | None = None
    """Years of the data, such as `2005 to 2015`; the year of publication when they are not known."""
    extracts: Annotated[tuple[ExtractId, ...], Field(alias="from")] = ()
    """The extracts of the source that the row rests on, by their letters; needed unless its words were not seen."""
    agrees: ExtractId | None = None
    """The extract that a reader held size, place and years against."""


class InBrief(Fields):
    """The two lines that a reader in a hurry needs."""

    do: Prose40
    """What to do on Monday."""
    why: Prose40
    """Why it matters: the sentence under the title."""


class MetIn(Fields):
    """A place where a claim was met."""

    where: Prose40
    cite: CiteKey | None = None
    locator: Line | None = None


class Item(Fields):
    """What every page with a permanent id has."""

    title: Title70
    summary: Prose25
    """Search card, feeds, link previews. For a myth it states the fact."""
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=4)]
    aliases: tuple[Line, ...] = ()
    """Other words that people search by; matched, never shown."""
    reviewed: Day
    """The day the page was last read through against its sources."""
    content_note: Prose25 | None = None
    """A short factual note on what the page discusses."""


class Guideline(Item):
    """What a team should do, and the questions that show whether it did."""

    id: GuidelineId
    type: Literal["guideline"]
    title: Title60
    """An imperative, unique: it becomes a ticket's summary."""
    statement: Prose45
    """The guideline itself. `must` may stand only here and in checks."""
    strength: Strength
    basis: Annotated[tuple[Basis, ...], Field(min_length=1)]
    basis_note: Prose40
    """Why this strength, and what it stands on beside the findings."""
    in_brief: InBrief
    need: Need
    effect: Effect
    checks: Annotated[tuple[Check, ...], Field(min_length=3, max_length=7)]
    applies_when: Annotated[tuple[Prose40, ...], Field(min_length=1)]
    not_when: tuple[Prose40, ...] = ()
    agree: Annotated[tuple[Prose40, ...], Field(min_length=1)]
    """Who has to agree before work goes on, and to what."""
    lifecycle: Annotated[tuple[Lifecycle, ...], Field(min_length=1)]
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    findings: Annotated[tuple[FindingEdge, ...], Field(min_length=1)]
    myths: tuple[MythId, ...] = ()
    related: tuple[GuidelineId, ...] = ()
    question: Prose20
    """One open question: the front of the card and the foot of the handout."""
    card: Prose40
    """The back of the card."""

    @property
    def sure(self) -> str:
        """Both levels in words: `Need: strong. Effect: untested.`"""
        return f"Need: {self.need.level.word}. Effect: {self.effect.level.word}."


class Myth(Item):
    """A claim that research does not bear out; the page is titled with the fact."""

    id: MythId
    type: Literal["myth"]
    claim: Prose40
    """The claim in reported speech ("Speakers say that ..."). Shown once, after the fact."""
    question: Prose20
    """The neutral question that stands for the claim in lists, search and cards."""
    verdict: Verdict
    technique: Annotated[tuple[Technique, ...], Field(min_length=1)]
    answer: Prose80
    """The short answer, with its source."""
    level: Level
    """How sure the evidence makes us of the fact in the title."""
    disputed: bool = False
    level_reason: Prose40
    true_part: Prose80
    say_instead: Prose45
    """A sentence that a reader can use in place of the claim."""
    met_in: Annotated[tuple[MetIn, ...], Field(min_length=1)]
    findings: Annotated[tuple[FindingEdge, ...], Field(min_length=1)]
    guidelines: Annotated[tuple[GuidelineId, ...], Field(min_length=1)]


class Finding(Item):
    """What research shows, how sure that is, and what it does not show."""

    id: FindingId
    type: Literal["finding"]
    statement: Prose80
    """The claim precisely: figures with population, place and year."""
    key_messages: Annotated[tuple[Prose40, ...], Field(min_length=2, max_length=3)]
    claim_type: ClaimType
    level: Level
    disputed: bool = False
    level_reason: Prose40
    independent: Annotated[int, Field(ge=0)]
    """Number of independent sources: those that share a sample, team or dataset count once."""
    sole_design: Prose25 | None = None
    """Needed when a strong level rests on one source: the design that carries it alone."""
    population: Prose40
    setting: Prose25
    period: Line
    does_not_show: Prose80
    would_change: Prose40
    """What would move the level up or down."""
    searched: Day
    """The day the evidence was last searched for."""
    jurisdiction: Line | None = None
    as_of: Day | None = None
    """For claims of law: where, and as it stood on this day."""
    evidence: Annotated[tuple[Evidence, ...], Field(min_length=1)]


class Step(Fields):
    """A step of an activity."""

    minutes: Annotated[int, Field(ge=1, le=180)]
    text: Prose80


class GroupSize(Fields):
    """How many people an activity suits."""

    least: Annotated[int, Field(ge=1)]
    most: Annotated[int, Field(ge=1)]


class Adaptations(Fields):
    """How an activity runs for people who cannot take part in its first form."""

    remote: Prose80
    without_cards: Prose80


class Activity(Item):
    """Something that a group does in a workshop."""

    id: ActivityId
    type: Literal["activity"]
    title: Title60
    goal: Prose40
    minutes: Annotated[int, Field(ge=5, le=180)]
    group: GroupSize
    materials: Annotated[tuple[Prose25, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=2)]
    debrief: Annotated[tuple[Prose25, ...], Field(min_length=2)]
    facilitator: Annotated[tuple[Prose40, ...], Field(min_length=1)]
    """Notes for whoever leads."""
    adaptations: Adaptations
    guidelines: Annotated[tuple[GuidelineId, ...], Field(min_length=1)]
    findings: tuple[FindingId, ...] = ()
