"""How a primer looks beside the theme: its colours, logo, icon and faces. All of it stands in `primer.yml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

SHEET = "assets/css/look.css"
"""The stylesheet that is made from the look, after those of the theme."""
ICON = "assets/icon.svg"
_FAMILIES = {"text": ("Primer Text", "serif"), "labels": ("Primer Labels", "sans")}
_LOGO = ".byb-logo{height:2rem;width:auto;margin-right:0.5rem;vertical-align:middle}"
_FORMATS = {"woff2": "woff2", "woff": "woff", "ttf": "truetype", "otf": "opentype"}


@dataclass(frozen=True)
class Look:
    """What the theme is told to do otherwise; empty where it keeps its own way."""

    colours: Mapping[str, str] = field(default_factory=dict)
    """Of the types and of links, by name, as `#3a3985`."""
    dark_colours: Mapping[str, str] = field(default_factory=dict)
    """The same on a dark page; a colour that is missing here is mixed with white."""
    logo: str = ""
    """A picture before the name in the head of every page, as its path under `docs/`."""
    icon: str = ICON
    """What tabs of browsers show."""
    fonts: Mapping[str, str] = field(default_factory=dict)
    """Files of faces under `docs/`: `text`, `text-italic`, `labels`."""

    @property
    def files(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every file that has to be there, with the keys that name it."""
        pictures = {"logo": self.logo, "icon": "" if self.icon == ICON else self.icon}
        yield from (((name,), path) for name, path in pictures.items() if path)
        yield from ((("fonts", name), path) for name, path in self.fonts.items())

    @property
    def css(self) -> str:
        """The stylesheet; empty when the theme's colours and faces stay."""
        head = (_LOGO,) if self.logo else ()
        return "\n".join((*head, *self._faces(), *self._colours()))

    def _faces(self) -> Iterator[str]:
        for name, path in self.fonts.items():
            family, _ = _FAMILIES[name.partition("-")[0]]
            style = "italic" if name.endswith("-italic") else "normal"
            source = f'url("../../{path}") format("{_FORMATS[path.rpartition(".")[2]]}")'
            yield f'@font-face{{font-family:"{family}";font-style:{style};font-weight:100 900;font-display:swap;'
            yield f"src:{source}}}"
        for name, (family, variable) in _FAMILIES.items():
            if name in self.fonts:
                generic = "serif" if variable == "serif" else "sans-serif"
                yield f':root{{--byb-{variable}:"{family}",{generic}}}'

    def _colours(self) -> Iterator[str]:
        names = dict.fromkeys((*self.colours, *self.dark_colours))
        light = "".join(f"--byb-{name}:{self.colours[name]};" for name in names if name in self.colours)
        dark = "".join(f"--byb-{name}:{self._dark(name)};" for name in names)
        if names:
            yield f":root{{{light}}}"
            yield f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"

    def _dark(self, name: str) -> str:
        return self.dark_colours.get(name) or f"color-mix(in srgb,{self.colours[name]} 40%,white)"
