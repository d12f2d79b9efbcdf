"""Every rule about content: a small function each, from a `Primer` to the issues that it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from mkdocs_bibliography.text.issues import Issue, sort_issues
from primer.checks import (
    characters,
    edges,
    editions,
    extracts,
    fields,
    figures,
    file_places,
    language,
    links,
    permanence,
    pictures,
    reviews,
    words,
)
from primer.content.model import Primer

Rule = Callable[[Primer], Iterable[Issue]]

RULES: tuple[Rule, ...] = (
    *(*characters.RULES, *edges.RULES, *editions.RULES, *extracts.RULES, *fields.RULES),
    *(*file_places.RULES, *figures.RULES),
    *(*language.RULES, *links.RULES, *permanence.RULES, *pictures.RULES, *reviews.RULES, *words.RULES),
)
"""The rules that need nothing but the primer."""

STRICT_IN_RELEASE = frozenset({"edge-suspect", "help-stale", "start-unwritten"})
"""Warnings that stop a release."""


def check_primer(primer: Primer, as_of: date, *, release: bool = False) -> tuple[Issue, ...]:
    """Every issue that any rule finds, sorted by place; `as_of` is the day by which things are called stale."""
    found = [issue for rule in RULES for issue in rule(primer)]
    found += fields.check_help_age(primer, as_of)
    if release:
        found = [replace(issue, severity="error") if issue.code in STRICT_IN_RELEASE else issue for issue in found]
        found += permanence.check_release(primer)
    return sort_issues(found)
