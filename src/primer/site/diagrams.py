"""Diagrams as inline SVG, drawn from the primer: pictures for the eye, each beside a table that says it in words."""

from __future__ import annotations

import html
from collections.abc import Iterator

from primer.content.item_models import Finding
from primer.content.model import Primer
from primer.content.taxonomy import Lifecycle
from primer.content.vocabulary import Level

LEVELS = (Level.ON_RECORD, Level.NONE, Level.VERY_LIMITED, Level.LIMITED, Level.MODERATE, Level.STRONG)
"""The columns of the evidence map: what is on record, then from not known to well known."""
_ROW, _TOP, _LEFT, _COLUMN, _WIDE = 27, 54, 400, 108, 1048
_DOT, _PITCH = 4.5, 13


def evidence_map(primer: Primer) -> str:
    """Guidelines down, levels across, a dot for each finding that a guideline stands on."""
    height = _TOP + _ROW * len(primer.guidelines) + 10
    parts = [_text(_LEFT + _COLUMN * place, 18, _short(level)) for place, level in enumerate(LEVELS)]
    rated = [(place, level.number) for place, level in enumerate(LEVELS) if level.rated]
    parts += [_text(_LEFT + _COLUMN * place, 34, f"{number} of 4", "soft") for place, number in rated]
    for row, (name, page) in enumerate(primer.guidelines.items()):
        middle = _TOP + _ROW * row + _ROW / 2
        parts.append(f'<path class="line hair" d="M0 {middle - _ROW / 2:g}H{_WIDE}"/>')
        parts += [_text(0, middle + 4.5, name, "is-guideline"), _text(40, middle + 4.5, page.fields.title)]
        found = [primer.findings[edge.ref].fields for edge in page.fields.findings if edge.ref in primer.findings]
        for place, level in enumerate(LEVELS):
            at_level = [finding for finding in found if finding.level is level]
            parts += _dots(_LEFT + _COLUMN * place + _DOT, middle, at_level)
    parts.append(f'<path class="line" d="M0 {height - 10}H{_WIDE}"/>')
    name = f"Evidence map: {len(primer.guidelines)} guidelines and the levels of the findings that each is based on"
    return _svg(_WIDE, height, name, parts)


def _short(level: Level) -> str:
    return level.words.removesuffix(" evidence").replace("No evidence found", "None found")


def _dots(left: float, middle: float, findings: list[Finding]) -> Iterator[str]:
    """A row of dots, hollow where studies disagree."""
    for place, finding in enumerate(findings):
        kind = "paper" if finding.disputed else "solid"
        yield f'<circle class="{kind} is-finding" cx="{left + _PITCH * place:g}" cy="{middle:g}" r="{_DOT}"/>'


def types_diagram(primer: Primer) -> str:
    """How guidelines, findings, corrected myths, references and activities hang together, with their numbers."""
    checks = sum(len(page.fields.checks) for page in primer.guidelines.values())
    boxes = [
        (0, 20, "guideline", f"{len(primer.guidelines)} guidelines", f"with {checks} checks"),
        (300, 20, "finding", f"{len(primer.findings)} findings", "each with a level"),
        (600, 20, "reference", f"{len(primer.bibliography.references)} references", "each with its limits"),
        (300, 170, "myth", f"{len(primer.myths)} corrected myths", "each titled with the fact"),
        (0, 170, "activity", f"{len(primer.activities)} activities", "for a workshop"),
    ]
    arrows = [
        ("M200 50H296", 214, 42, "use"),
        ("M500 50H596", 532, 42, "cite"),
        ("M400 170V84", 410, 132, "are corrected by"),
        ("M200 80L297 168", 262, 122, "answer"),
        ("M100 170V84", 34, 132, "practise"),
    ]
    parts = [_box(*box) for box in boxes]
    for path, x, y, words in arrows:
        parts.append(f'<path class="line" marker-end="url(#tip)" d="{path}"/>')
        parts.append(_text(x, y, words, "soft"))
    tip = (
        '<marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="solid" d="M0 0L8 4L0 8z"/></marker>'
    )
    return _svg(800, 250, "How the types of page hang together", [f"<defs>{tip}</defs>", *parts])


def _box(x: float, y: float, kind: str, first: str, second: str) -> str:
    return (
        f'<rect class="paper is-{kind}" x="{x}" y="{y}" width="200" height="60"/>'
        + _text(x + 12, y + 26, first, f"is-{kind}")
        + _text(x + 12, y + 45, second, "soft")
    )


def lifecycle_strip(primer: Primer) -> str:
    """The stages of a project in a row, each above the guidelines that matter in it."""
    stages = [
        (stage, [name for name, page in primer.guidelines.items() if stage in page.fields.lifecycle])
        for stage in Lifecycle
    ]
    width = 940 / len(stages)
    parts = []
    for place, (stage, names) in enumerate(stages):
        left = place * width
        parts.append(f'<path class="paper" d="M{left:g} 4h{width - 14:g}l10 14l-10 14H{left:g}l10 -14z"/>')
        parts.append(_text(left + 18, 23, stage.label))
        # Two columns of ids below each stage.
        parts += [
            _text(left + 18 + 46 * (number % 2), 56 + 19 * (number // 2), name, "is-guideline")
            for number, name in enumerate(names)
        ]
    longest = max((len(names) for _, names in stages), default=0)
    return _svg(940, 50 + 19 * ((longest + 1) // 2), "The stages of a project, with the guidelines for each", parts)


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    marked = f' class="{kind} solid"' if kind.startswith("is-") else f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="13.5"{marked}>{html.escape(words)}</text>'


def _svg(width: float, height: float, name: str, parts: list[str]) -> str:
    label = html.escape(name)
    return f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
