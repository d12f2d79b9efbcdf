"""Names of people and bodies, as CSL items have them."""

from __future__ import annotations

from collections.abc import Mapping

Name = Mapping[str, str]
"""One CSL name: `literal`, or `family` with `given`, `suffix`, `dropping-particle` and `non-dropping-particle`."""


def family_name(name: Name) -> str:
    """The part by which a name is cited: particle and family name, or the whole of a corporate name."""
    particle = name.get("non-dropping-particle", "")
    return name.get("literal") or f"{particle} {name.get('family', '')}".strip()


def short_names(names: tuple[Name, ...]) -> str:
    """The names for a running text: "Okafor", "Okafor & Lind", "Okafor et al."."""
    families = [family_name(name) for name in names if name.get("literal") != "others"]
    if len(families) > 2 or len(families) != len(names):
        return f"{families[0]} et al." if families else ""
    return " & ".join(families)
