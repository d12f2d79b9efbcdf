"""The closed lists of words that front matter may use, each with the words that readers see."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How sure the evidence makes us of a claim."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    VERY_LIMITED = "very-limited"
    NONE = "none"
    ON_RECORD = "on-record"
    """A document exists, or says something: nothing that evidence could make surer."""

    @property
    def rated(self) -> bool:
        """Whether it says how sure the evidence is."""
        return self is not Level.ON_RECORD

    @property
    def number(self) -> int:
        """The level out of 4; 0 also where none is given."""
        return {"strong": 4, "moderate": 3, "limited": 2, "very-limited": 1}.get(self.value, 0)

    @property
    def words(self) -> str:
        """The level as readers see it, such as `Limited evidence`."""
        if self is Level.ON_RECORD:
            return "On record"
        return "No evidence found" if self is Level.NONE else f"{self.value.capitalize().replace('-', ' ')} evidence"

    @property
    def label(self) -> str:
        """Words and number, such as `Limited evidence (2 of 4)`; `On record` has no number."""
        return f"{self.words} ({self.number} of 4)" if self.rated else self.words

    @property
    def verb(self) -> str:
        """The verb that a sentence at this level uses."""
        return {
            "strong": "does",
            "moderate": "probably",
            "limited": "may",
            "very-limited": "it is very uncertain whether",
            "none": "we do not know whether",
            "on-record": "says",
        }[self.value]


class NeedLevel(StrEnum):
    """How sure we are that the problem is real which a guideline answers."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    VERY_LIMITED = "very-limited"
    NONE = "none"

    @property
    def number(self) -> int:
        """The level out of 4."""
        return Level(self.value).number

    @property
    def word(self) -> str:
        """The level as readers see it after `Need:`."""
        return "no evidence found" if self is NeedLevel.NONE else self.value.replace("-", " ")


class EffectLevel(StrEnum):
    """How sure we are that doing what a guideline says helps."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    VERY_LIMITED = "very-limited"
    UNTESTED = "untested"

    @property
    def number(self) -> int:
        """The level out of 4."""
        return 0 if self is EffectLevel.UNTESTED else Level(self.value).number

    @property
    def word(self) -> str:
        """The level as readers see it after `Effect:`."""
        return self.value.replace("-", " ")


class Strength(StrEnum):
    """How strongly a guideline is recommended."""

    DO = "do"
    USUALLY = "usually"
    CONSIDER = "consider"

    @property
    def label(self) -> str:
        """The recommendation as readers see it."""
        return {"do": "Do this", "usually": "Usually do this", "consider": "Consider this"}[self.value]


class Basis(StrEnum):
    """What a guideline stands on."""

    EVIDENCE = "evidence"
    LAW = "law"
    RIGHTS = "rights"
    LIVED_EXPERIENCE = "lived-experience"
    PRACTICE = "practice"

    @property
    def label(self) -> str:
        """The basis as readers see it."""
        return self.value.replace("-", " ")


class Verdict(StrEnum):
    """What is wrong with a claim that a myth page answers."""

    FALSE = "false"
    MISLEADING = "misleading"
    UNSUPPORTED = "unsupported"
    OUTDATED = "outdated"
    DEPENDS = "depends"

    @property
    def prefix(self) -> str:
        """The words that stand before the claim, and travel with it when it is copied."""
        return {
            "false": "Incorrect claim:",
            "misleading": "Misleading claim:",
            "unsupported": "Unsupported claim:",
            "outdated": "Outdated claim:",
            "depends": "Claim that depends on its setting:",
        }[self.value]


class Technique(StrEnum):
    """How a claim misleads."""

    OVERGENERALISATION = "overgeneralisation"
    MISUSED_STATISTIC = "misused-statistic"
    DEFINITION_SHIFT = "definition-shift"
    ANECDOTE = "anecdote"
    OUTDATED_DATA = "outdated-data"
    FALSE_CHOICE = "false-choice"
    MISSING_EVIDENCE = "missing-evidence"

    @property
    def label(self) -> str:
        """The technique as readers see it."""
        return self.value.replace("-", " ")


class ClaimType(StrEnum):
    """What kind of thing a finding says; the criteria for its level depend on it."""

    PREVALENCE = "prevalence"
    DESCRIPTION = "description"
    MECHANISM = "mechanism"
    EFFECT = "effect"
    HARM = "harm"
    TOOL_PERFORMANCE = "tool-performance"
    LAW = "law"
    LIVED_EXPERIENCE = "lived-experience"

    @property
    def label(self) -> str:
        """The type as readers see it."""
        return self.value.replace("-", " ").capitalize()


class Relation(StrEnum):
    """What a reference does for the claim that cites it."""

    SUPPORTS = "supports"
    PARTLY_SUPPORTS = "partly-supports"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"
    BACKGROUND = "background"

    @property
    def label(self) -> str:
        """The relation as readers see it."""
        return self.value.replace("-", " ")


class Usage(StrEnum):
    """How the glossary advises using a term."""

    USE = "use"
    CARE = "care"
    AVOID = "avoid"

    @property
    def label(self) -> str:
        """The advice as readers see it."""
        return {"use": "Use", "care": "Use with care", "avoid": "Avoid"}[self.value]


class HelpStatus(StrEnum):
    """How far a help entry's details were confirmed."""

    VERIFIED = "verified"
    PARTLY = "partly"
    COMMON_KNOWLEDGE = "common-knowledge"


class Provenance(StrEnum):
    """Where the words of a passage about the 2013 documents come from."""

    READ = "read"
    REPORTED = "reported"
    RECONSTRUCTED = "reconstructed"
    OURS = "ours"

    @property
    def label(self) -> str:
        """The label that the passage carries on the page."""
        return {
            "read": "Read in the source",
            "reported": "Reported by others",
            "reconstructed": "Reconstructed, not confirmed",
            "ours": "Ours",
        }[self.value]


class StudyType(StrEnum):
    """The design of a study, as references.bib names it."""

    ADMINISTRATIVE_DATA = "administrative-data"
    DATASET = "dataset"
    EVALUATION = "evaluation"
    JOURNALISM = "journalism"
    LEGAL_POLICY = "legal-policy"
    METHODOLOGICAL_CRITIQUE = "methodological-critique"
    MIXED_METHODS = "mixed-methods"
    PROBABILITY_SURVEY = "probability-survey"
    QUALITATIVE = "qualitative"
    QUANTITATIVE_OBSERVATIONAL = "quantitative-observational"
    REPORT = "report"
    SYSTEMATIC_REVIEW = "systematic-review"
    THEORY = "theory"


class ReadStatus(StrEnum):
    """The most that was read of a source."""

    FULL_TEXT = "full-text"
    ABSTRACT = "abstract"
    FRONT_MATTER = "front-matter"
    PRESS_SUMMARY = "press-summary"
    NONE = "none"

    @property
    def label(self) -> str:
        """What was read, as readers see it."""
        return "not read" if self is ReadStatus.NONE else self.value.replace("-", " ")


class Verified(StrEnum):
    """How far the bibliographic fields of a source were seen."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class LedgerStatus(StrEnum):
    """What became of an id."""

    CURRENT = "current"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SPLIT = "split"
    REMOVED_FOR_SAFETY = "removed-for-safety"


class ChangeTag(StrEnum):
    """What kind of change a line of an item's history records."""

    ADDED = "ADDED"
    CLARIFIED = "CLARIFIED"
    STRENGTHENED = "STRENGTHENED"
    WEAKENED = "WEAKENED"
    MERGED_TO = "MERGED_TO"
    SPLIT_TO = "SPLIT_TO"
    WITHDRAWN = "WITHDRAWN"
    EVIDENCE_UP = "EVIDENCE_UP"
    EVIDENCE_DOWN = "EVIDENCE_DOWN"
    CORRECTED = "CORRECTED"
    SAFETY_REMOVED = "SAFETY_REMOVED"


class DataNeeded(StrEnum):
    """What an intervention has to know about people."""

    NONE = "none"
    TOTALS = "totals"
    POSTS = "posts"
    RECORDS = "records"
    PRIVATE = "private"

    @property
    def label(self) -> str:
        """The kind of data as readers see it."""
        return {
            "none": "No personal data",
            "totals": "Totals",
            "posts": "What people post or search",
            "records": "Records of named people",
            "private": "Faces, bodies or private messages",
        }[self.value]


class Undo(StrEnum):
    """Whether an intervention can be taken back once people have met it."""

    EASILY = "easily"
    PARTLY = "partly"
    HARDLY = "hardly"

    @property
    def label(self) -> str:
        """The answer as readers see it."""
        return self.value.capitalize()
