"""Licences that a primer's text can be under, by their SPDX names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence."""

    spdx: str
    name: str
    """As readers know it."""
    address: str

    @property
    def place(self) -> str:
        """The address without its scheme."""
        return self.address.removeprefix("https://")

    @property
    def shown(self) -> str:
        """The name, with the place of its text where it has one."""
        return f"{self.name} ({self.place})" if self.place else self.name


def _creative(kind: str) -> Licence:
    address = f"https://creativecommons.org/licenses/{kind.lower()}/4.0"
    return Licence(f"CC-{kind}-4.0", f"CC {kind} 4.0", address)


LICENCES = {
    one.spdx: one
    for one in (
        *map(_creative, ("BY", "BY-SA", "BY-NC", "BY-NC-SA", "BY-ND", "BY-NC-ND")),
        Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0"),
        Licence(
            "OGL-UK-3.0",
            "Open Government Licence 3.0",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3",
        ),
        Licence("GFDL-1.3-or-later", "GNU FDL 1.3", "https://www.gnu.org/licenses/fdl-1.3.html"),
        Licence("MIT", "MIT", "https://opensource.org/license/mit"),
        Licence("LicenseRef-All-Rights-Reserved", "All rights reserved", ""),
    )
}
"""By SPDX name."""
