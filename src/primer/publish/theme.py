"""What a site takes from its theme when it brings templates and a stylesheet of its own."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from primer.project.look import SHEET
from primer.project.made_pages import made_pages, menu
from primer.project.settings import Settings
from primer.site.model import LAYERED
from primer.site.previews import can_draw
from primer.theme import SCRIPTS, STYLES, TEMPLATES

EXTENSIONS = (
    "abbr", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences",
    "pymdownx.tasklist",
)  # fmt: skip
"""What our Markdown needs: without them headings lose their anchors."""
_ON_THEME = re.compile(r"""{%-?\s*extends\s+["']base\.html["']""")
_MAIN = re.compile(r"assets/stylesheets/main\.\w+\.min\.css")
_OF_THEME = re.compile(r"assets/(javascripts|stylesheets)/|assets/images/favicon\.png")


def trim_theme(files: Iterable[File], config: MkDocsConfig) -> Iterator[File]:
    """The files of a site without those of the theme that no page loads, and the theme's styles in a layer.

    A site whose own template takes the place of ours keeps all of them.
    """
    if own_template(config):
        yield from files
        return
    for file in files:
        if _MAIN.fullmatch(file.src_uri):
            styles = re.sub(r"/\*# sourceMappingURL.*?\*/", "", file.content_string).removeprefix('@charset "UTF-8";')
            notice = "/* Material for MkDocs, MIT licence: see theme-LICENCE beside this file. */"
            yield File.generated(config, LAYERED, content=f"{notice}\n@layer theme{{{styles}}}")
            yield File.generated(config, LAYERED.replace(".css", "-LICENCE"), content=_theme_licence())
        elif not _OF_THEME.match(file.src_uri) or Path(file.src_dir or "") == Path(config.docs_dir):
            yield file


def dress(config: MkDocsConfig, settings: Settings) -> None:
    """Give a site what every primer needs: templates, styles, scripts, extensions, and addresses that last.

    What the author set comes first.
    """
    config.use_directory_urls = False
    config.theme["font"] = False
    if not own_template(config):
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(TEMPLATES))
    ours = (*STYLES, *((SHEET,) if settings.words.look.css else ()))
    config.extra_css = [*(path for path in ours if path not in config.extra_css), *config.extra_css]
    given = {str(getattr(script, "path", script)) for script in config.extra_javascript}
    added = [ExtraScriptValue(path) for path in SCRIPTS if path not in given]
    config.extra_javascript = [*added, *config.extra_javascript]
    named = {name.removeprefix("markdown.extensions.") for name in config.markdown_extensions}
    config.markdown_extensions = [*config.markdown_extensions, *(one for one in EXTENSIONS if one not in named)]
    config.mdx_configs = {"toc": {"permalink": False}, **config.mdx_configs}
    docs = Path(config.docs_dir)
    written = [f"docs/{path.relative_to(docs).as_posix()}" for path in docs.rglob("*.md")]
    if settings.words.makes_indexes:
        config.nav = config.nav or menu(written, settings.strings)
        written += [source.path for source in made_pages(written, settings.strings, date.min)]
    identity = settings.identity
    config.copyright = config.copyright or f"{identity.terms(settings.strings)} {settings.contributors}."
    config.site_description = config.site_description or identity.subtitle or settings.site_name
    config.extra["primer"] = {
        "language": identity.language,
        "strings": settings.strings,
        "leave": settings.exit_url,
        "logo": settings.words.look.logo,
        "icon": settings.words.look.icon,
        "danger_note": identity.danger_note,
        "reports": settings.words.reports,
        "letters": settings.taxonomy.letters,
        "pages": frozenset(path.removeprefix("docs/").removesuffix(".md") + ".html" for path in written),
        "pictures": can_draw(),
    }


def own_template(config: MkDocsConfig) -> bool:
    """Whether the site's main template builds on that of the theme that mkdocs.yml names, and not on ours."""
    own = Path(config.theme.custom_dir or "") / "main.html"
    return config.theme.custom_dir is not None and own.is_file() and bool(_ON_THEME.search(own.read_text("utf-8")))


@functools.cache
def _theme_licence() -> str:
    """The licence of the theme, which has to go wherever its styles go."""
    theme = metadata.distribution("mkdocs-material")
    found = (path for path in theme.files or () if path.match("*.dist-info/licenses/LICENSE"))
    return next(found).read_text()
