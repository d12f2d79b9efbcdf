"""A diagram as inline SVG, drawn from the primer: a picture for the eye, beside a table that says it in words."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from primer.content.model import Primer
from primer.project.levels import Level


def map_levels(primer: Primer) -> tuple[Level, ...]:
    """The columns of the evidence map: what is on record, then from not known to well known."""
    return primer.settings.taxonomy.levels[::-1]


def types_diagram(primer: Primer, shape: Literal["wide", "narrow"]) -> str:
    """How guidelines, findings, corrected myths, references and activities hang together, with their numbers.

    A page holds it wide for a desk and narrow for a phone, and shows one of the two.
    """
    checks = sum(len(page.fields.checks) for page in primer.guidelines.values())
    words = {
        "guideline": (f"{len(primer.guidelines)} guidelines", f"with {checks} checks"),
        "finding": (f"{len(primer.findings)} findings", "each with a level"),
        "reference": (f"{len(primer.bibliography.references)} references", "each with its limits"),
        "myth": (f"{len(primer.myths)} corrected myths", "each titled with the fact"),
        "activity": (f"{len(primer.activities)} activities", "for a workshop"),
    }
    return _types(shape, _PLANS[shape], words)


@dataclass(frozen=True)
class _Plan:
    """Where the boxes of the types stand, and the arrows between them, each with the place of its word."""

    size: tuple[int, int]
    boxes: Mapping[str, tuple[int, int, int]]
    """Left, top and width by type."""
    arrows: tuple[tuple[str, int, int, str], ...]


_PLANS = {
    "wide": _Plan(
        (800, 250),
        {
            "guideline": (0, 20, 200), "finding": (300, 20, 200), "reference": (600, 20, 200),
            "myth": (300, 170, 200), "activity": (0, 170, 200),
        },
        (
            ("M200 50H296", 214, 42, "use"),
            ("M500 50H596", 532, 42, "cite"),
            ("M400 170V84", 410, 132, "are corrected by"),
            ("M200 80L297 168", 262, 122, "answer"),
            ("M100 170V84", 34, 132, "practise"),
        ),
    ),
    "narrow": _Plan(
        (356, 300),
        {
            "guideline": (1, 120, 128), "finding": (166, 120, 189), "reference": (166, 1, 189),
            "myth": (166, 239, 189), "activity": (1, 239, 128),
        },
        (
            ("M129 150H162", 134, 142, "use"),
            ("M260 120V65", 270, 96, "cite"),
            ("M260 239V184", 270, 217, "corrected by"),
            ("M129 178L164 236", 88, 208, "answer"),
            ("M30 239V184", 38, 233, "practise"),
        ),
    ),
}  # fmt: skip


def _types(name: str, plan: _Plan, words: Mapping[str, tuple[str, str]]) -> str:
    parts = [_box(*place, kind, *words[kind]) for kind, place in plan.boxes.items()]
    for path, x, y, said in plan.arrows:
        parts.append(f'<path class="line" marker-end="url(#tip-{name})" d="{path}"/>')
        parts.append(_text(x, y, said, "soft"))
    tip = (
        f'<marker id="tip-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path class="solid" d="M0 0L8 4L0 8z"/></marker>'
    )
    return _svg(name, *plan.size, "How the types of page hang together", [f"<defs>{tip}</defs>", *parts])


def _box(x: float, y: float, width: float, kind: str, first: str, second: str) -> str:
    return (
        f'<rect class="paper is-{kind}" x="{x}" y="{y}" width="{width}" height="60"/>'
        + _text(x + 10, y + 26, first, f"is-{kind}")
        + _text(x + 10, y + 45, second, "soft")
    )


def _text(x: float, y: float, words: str, kind: str = "") -> str:
    marked = f' class="{kind} solid"' if kind.startswith("is-") else f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="13.5"{marked}>{html.escape(words)}</text>'


def _svg(kind: str, width: float, height: float, name: str, parts: list[str]) -> str:
    label = html.escape(name)
    shape = f'class="byb-figure__{kind}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg {shape} role="img" aria-label="{label}">{"".join(parts)}</svg>'
