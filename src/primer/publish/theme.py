"""What a site takes from its theme when it brings templates and a stylesheet of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from primer.site.model import LAYERED, OWN_STYLESHEET

_MAIN = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
_OF_THEME = re.compile(r"assets/(javascripts|stylesheets)/|assets/images/favicon\.png")


def trim_theme(files: Iterable[File], config: MkDocsConfig) -> Iterator[File]:
    """The files of a site without those of the theme that no page loads, and the theme's styles in a layer."""
    listed = list(files)
    if all(file.src_uri != OWN_STYLESHEET for file in listed):
        yield from listed
        return
    for file in listed:
        if _MAIN.fullmatch(file.src_uri):
            styles = re.sub(r"/\*# sourceMappingURL.*?\*/", "", file.content_string).removeprefix('@charset "UTF-8";')
            notice = "/* Material for MkDocs, MIT licence: see theme-LICENCE beside this file. */"
            yield File.generated(config, LAYERED, content=f"{notice}\n@layer theme{{{styles}}}")
            yield File.generated(config, LAYERED.replace(".css", "-LICENCE"), content=_theme_licence())
        elif not _OF_THEME.match(file.src_uri) or Path(file.src_dir or "") == Path(config.docs_dir):
            yield file


@functools.cache
def _theme_licence() -> str:
    """The licence of the theme, which has to go wherever its styles go."""
    theme = metadata.distribution("mkdocs-material")
    found = (path for path in theme.files or () if path.match("*.dist-info/licenses/LICENSE"))
    return next(found).read_text()
