"""The closed lists of words that front matter may use, each with the words that readers see."""

from __future__ import annotations

from enum import StrEnum


class Strength(StrEnum):
    """How strongly a guideline is recommended."""

    DO = "do"
    USUALLY = "usually"
    CONSIDER = "consider"

    @property
    def label(self) -> str:
        """The recommendation as readers see it."""
        return {"do": "Do this", "usually": "Usually do this", "consider": "Consider this"}[self.value]


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
