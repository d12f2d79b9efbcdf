"""A diagram as inline SVG, drawn from the primer: a picture for the eye, beside a table that says it in words."""

from __future__ import annotations

import html

from primer.content.model import Primer
from primer.project.levels import Level


def map_levels(primer: Primer) -> tuple[Level, ...]:
    """The columns of the evidence map: what is on record, then from not known to well known."""
    return primer.settings.taxonomy.levels[::-1]


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


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    marked = f' class="{kind} solid"' if kind.startswith("is-") else f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="13.5"{marked}>{html.escape(words)}</text>'


def _svg(width: float, height: float, name: str, parts: list[str]) -> str:
    label = html.escape(name)
    return f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
