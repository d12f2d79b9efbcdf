"""Topics, stages and roles: the words by which items are chosen."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What an item is about."""

    SELF_VIEW = "self-view"
    SURVIVAL_SEX = "survival-sex"
    RISK = "risk"
    POLICING = "policing"
    NETWORKS = "networks"
    SUPPORT = "support"
    EVALUATION = "evaluation"
    NUMBERS = "numbers"
    DATA = "data"
    PRIVACY = "privacy"
    PLATFORMS = "platforms"
    DETECTION = "detection"
    SCREENING = "screening"
    OUTREACH = "outreach"
    SURVIVORS = "survivors"
    LABOUR = "labour"
    FAMILY = "family"
    BOYS_LGBTQ = "boys-lgbtq"
    REPORTS = "reports"
    BIAS = "bias"

    @property
    def label(self) -> str:
        """The topic as readers see it."""
        return _TOPICS[self.value]


_TOPICS = {
    "self-view": "How young people see it",
    "survival-sex": "Survival sex and need",
    "risk": "What shapes risk",
    "policing": "Police, courts and arrest",
    "networks": "Those who profit",
    "support": "Support and services",
    "evaluation": "Evaluation",
    "numbers": "Numbers and prevalence",
    "data": "Data and labels",
    "privacy": "Privacy and surveillance",
    "platforms": "Sites, platforms and their law",
    "detection": "Detection by software",
    "screening": "Screening and training",
    "outreach": "Outreach and contact",
    "survivors": "Working with survivors",
    "labour": "Labour trafficking",
    "family": "Family, partners and peers",
    "boys-lgbtq": "Boys and LGBTQ young people",
    "reports": "Hotlines, tips and reports",
    "bias": "Bias",
}


class Lifecycle(StrEnum):
    """When in a project's life a guideline matters."""

    DECIDE = "decide"
    DESIGN = "design"
    COLLECT = "collect"
    BUILD = "build"
    DEPLOY = "deploy"
    OPERATE = "operate"
    WIND_DOWN = "wind-down"

    @property
    def label(self) -> str:
        """The stage as readers see it."""
        return self.value.replace("-", " ").capitalize()


class Role(StrEnum):
    """Who on a team a guideline speaks to."""

    ENGINEER = "engineer"
    PRODUCT = "product"
    DATA = "data"
    DESIGN = "design"
    TRUST_SAFETY = "trust-safety"
    LEGAL = "legal"
    LEAD = "lead"
    FUNDER = "funder"

    @property
    def label(self) -> str:
        """The role as readers see it."""
        return {"trust-safety": "Trust and safety", "lead": "Team lead", "data": "Data scientist"}.get(
            self.value, self.value.capitalize()
        )
