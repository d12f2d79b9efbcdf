"""The `bibliography` plugin: Pandoc's citations in any MkDocs site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_bibliography.cache import MadeSite, digest_of, read_made, write_made
from mkdocs_bibliography.config import BibliographyConfig, bibliography_files, style_text
from mkdocs_bibliography.html.placeholders import restore
from mkdocs_bibliography.text.source import Source, UnreadableText

if TYPE_CHECKING:
    from mkdocs_bibliography.build import Document

log = get_plugin_logger("bibliography")

_ASSETS = Path(__file__).parent / "assets"
_ASSET_FOLDER = "assets/bibliography"


class BibliographyPlugin(BasePlugin[BibliographyConfig]):
    """Citations, lists of references and backlinks; in a site with the `primer` plugin, that one does the work."""

    def __init__(self) -> None:
        self._site = MadeSite({}, {}, [])
        self._root = Path()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the script and the style of the cards."""
        self._root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        if "primer" not in config.plugins:
            config.extra_css.append(f"{_ASSET_FOLDER}/citations.css")
            config.extra_javascript += [f"{_ASSET_FOLDER}/cards.js", f"{_ASSET_FOLDER}/copy.js"]
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make what the pages cite, or take it from the last build, and say what is wrong."""
        if "primer" in config.plugins:
            return files
        try:
            self._site = _site(files, self.config, self._root, config.use_directory_urls)
        except (UnreadableText, OSError) as error:
            raise PluginError(f"bibliography: {error}") from error
        for severity, report in self._site.reports:
            (log.error if severity == "error" else log.warning)(report)
        if self._site.has_filters:
            config.extra_javascript.append(f"{_ASSET_FOLDER}/filters.js")
        for file in _made_files(self._site, self.config, config):
            files.append(file)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put citations, lists and cards into the page."""
        made = self._site.pages.get(page.file.src_uri)
        if made is None or made.before == made.after:
            return markdown
        if made.before.strip() != markdown.strip():
            what = f"{page.file.src_uri} is changed by another plugin, so its citations stay as written."
            log.warning(f"{what} List 'bibliography' before that plugin.")
            return markdown
        return made.after

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put what was kept out of Markdown's way into the converted page, before other plugins see it."""
        made = self._site.pages.get(page.file.src_uri)
        return restore(html, made.held) if made and made.held else html

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the bibliography files."""
        for source in bibliography_files(self.config, self._root):
            server.watch(str(self._root / source.path))
        return server


def _site(files: Files, options: BibliographyConfig, root: Path, directory_urls: bool) -> MadeSite:
    """What the plugin adds to the site; nothing is made when the last build was of the same files and options."""
    bibliographies = bibliography_files(options, root)
    pages = files.documentation_pages()
    texts = [file.content_string.replace("\r\n", "\n") for file in pages]
    settings = json.dumps([dict(options), directory_urls, [file.dest_uri for file in pages]], default=str)
    sources = [text for source in bibliographies for text in (source.path, source.text)]
    digest = digest_of([settings, version("pypandoc-binary"), style_text(options, root), *sources, *texts])
    cache = root / options.cache_dir
    kept = read_made(cache, digest)
    if kept is not None:
        return kept
    # Imported only here: what a build without changes never needs takes as long to import as the rest to run.
    maker = import_module("mkdocs_bibliography.build")
    documents: list[Document] = [
        maker.Document(file.src_uri, file.dest_uri, Source(_name(file, root), text))
        for file, text in zip(pages, texts, strict=True)
    ]
    site: MadeSite = maker.make_site(options, root, directory_urls, bibliographies, documents)
    write_made(cache, digest, site)
    return site


def _name(file: File, root: Path) -> str:
    path = Path(file.abs_src_path) if file.abs_src_path else None
    return path.relative_to(root).as_posix() if path and path.is_relative_to(root) else file.src_uri


def _made_files(site: MadeSite, options: BibliographyConfig, config: MkDocsConfig) -> Iterator[File]:
    """Pages of works, exports, script and style; none of them stands in the navigation."""
    made = dict(site.files)
    scripts = ("cards.js", "copy.js", "filters.js") if site.has_filters else ("cards.js", "copy.js")
    for name in (*scripts, "citations.css"):
        text = (_ASSETS / name).read_text("utf-8").replace(".byb-", f".{options.class_prefix}")
        made[f"{_ASSET_FOLDER}/{name}"] = text
    for name, content in made.items():
        yield File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
