"""The look of a primer's site, as it comes with the package: templates, styles, scripts and fonts.

A site changes it by files of its own: `theme.custom_dir` for templates, `docs/assets/` for the rest. The command
`primer theme eject` copies one of them there to begin with.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

HERE = Path(str(files("primer.theme")))
TEMPLATES = HERE / "templates"
STYLES = ("assets/css/citations.css", "assets/css/byb.css", "assets/css/share.css")
"""The stylesheets of every page, in their order; a site's own come after them."""
SCRIPTS = ("assets/js/byb.js", "assets/js/filters.js", "assets/js/cards.js", "assets/js/copy.js")
"""The scripts of every page."""


def theme_files() -> Iterator[tuple[str, Path]]:
    """Every file that a site gets, by its address; templates are none of them."""
    for path in sorted((HERE / "assets").rglob("*")):
        if path.is_file():
            yield path.relative_to(HERE).as_posix(), path


def parts() -> dict[str, Path]:
    """What can be ejected, by name: templates such as `header`, and files such as `byb.css`."""
    templates = {path.stem: path for path in TEMPLATES.rglob("*.html")}
    return templates | {path.name: path for _, path in theme_files() if path.suffix in {".css", ".js", ".svg"}}
