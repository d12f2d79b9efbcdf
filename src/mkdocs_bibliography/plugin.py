"""The `bibliography` plugin: Pandoc's citations in any MkDocs site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import is_markdown_file

from mkdocs_bibliography.brought import OpenPages
from mkdocs_bibliography.cache import CachedSite, cache_key, read_cached_site, write_cached_site
from mkdocs_bibliography.config import BibliographyConfig, bibliography_files, style_text, theme_language, watched_paths
from mkdocs_bibliography.text.placeholders import without_placeholders
from mkdocs_bibliography.text.source import Source, UnreadableText

if TYPE_CHECKING:
    from mkdocs_bibliography.build import SiteBuilder

log = get_plugin_logger("bibliography")

_ASSETS = Path(__file__).parent / "assets"
_ASSET_FOLDER = "assets/bibliography"


class BibliographyPlugin(BasePlugin[BibliographyConfig]):
    """Citations, lists of references and backlinks; in a site with the `primer` plugin, that one does the work."""

    def __init__(self) -> None:
        self._pages: OpenPages | None = None
        self._root = Path()
        self._language: str | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the script and the style of the cards."""
        self._root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        if "primer" not in config.plugins:
            config.extra_css.append(f"{_ASSET_FOLDER}/citations.css")
            config.extra_javascript += [f"{_ASSET_FOLDER}/cards.js", f"{_ASSET_FOLDER}/copy.js"]
        return config

    @event_priority(-200)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Make what the pages cite, or take it from the last build, and say what is wrong.

        It comes after every plugin that makes pages.
        """
        if "primer" in config.plugins:
            return files
        # Only now: a plugin that builds a site in several languages has told the theme which one this is.
        self._language = self.config.language if self._language is None else self._language
        self.config.language = self._language or theme_language(config.theme)
        try:
            self._pages = _read(files, self.config, self._root, config.use_directory_urls)
        except (UnreadableText, OSError) as error:
            raise PluginError(f"bibliography: {error}") from error
        for severity, report in self._pages.site.reports:
            {"error": log.error, "warning": log.warning, "note": log.info}[severity](report)
        if self._pages.site.has_filters:
            config.extra_javascript.append(f"{_ASSET_FOLDER}/filters.js")
        for file in _made_files(self._pages.site, self.config, self._root, config):
            if not _is_taken(files, file):
                files.append(file)
        return files

    @event_priority(-200)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put citations, lists and cards into the page, after every plugin that changes its text."""
        if self._pages is None:
            return markdown
        return self._pages.markdown(page.file.src_uri, page.file.dest_uri, without_placeholders(markdown))

    @event_priority(200)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put what was kept out of Markdown's way into the converted page, before other plugins see it.

        Excerpts and feeds are made from the page's Markdown or content, so both show what the citations say.
        """
        if self._pages is None:
            return html
        html, plain = self._pages.content(page.file.src_uri, page.file.dest_uri, html)
        page.markdown = plain if page.markdown is not None else None
        page.content = self._pages.shown(page.file.src_uri, html)
        return html

    @event_priority(100)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Format what other plugins brought, now that every page is known."""
        if self._pages is None:
            return env
        pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page and file.page.content}
        for name, (html, plain) in self._pages.finish({n: p.content or "" for n, p in pages.items()}).items():
            pages[name].content, pages[name].markdown = html, plain
        return env

    @event_priority(100)
    def _put_in(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put in what no index should hold."""
        return self._pages.output(page.file.src_uri, output) if self._pages else output

    @event_priority(-200)
    def _look_over(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Say which citation of the finished page was left as it was written."""
        for key in self._pages.left_raw(output) if self._pages else ():
            way_out = "It came into the page too late. Put it into the page's own text, or write it as code."
            log.warning(f"{page.file.src_uri}: the citation '[@{key}]' is shown as it was written. {way_out}")
        return output

    on_post_page = CombinedEvent(_put_in, _look_over)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the bibliography files, the folder that may get more of them, and the style."""
        for path in watched_paths(self.config, self._root):
            server.watch(str(path))
        return server


def _read(files: Files, options: BibliographyConfig, root: Path, directory_urls: bool) -> OpenPages:
    """The site's pages; nothing is made when the last build was of the same files and options."""
    bibliographies = bibliography_files(options, root)
    pages = [file for file in files.documentation_pages() if is_markdown_file(file.src_uri)]
    texts = [without_placeholders(file.content_string.replace("\r\n", "\n")) for file in pages]
    settings = json.dumps([dict(options), directory_urls, [file.dest_uri for file in pages]], default=str)
    sources = [text for source in bibliographies for text in (source.path, source.text)]
    digest = cache_key([settings, version("pypandoc-binary"), style_text(options, root), *sources, *texts])
    kept = read_cached_site(root / options.cache_dir, digest)

    @cache
    def maker() -> SiteBuilder:
        # Imported only here: what a build without changes never needs takes as long to import as the rest to run.
        build = import_module("mkdocs_bibliography.build")
        documents = [
            build.Document(file.src_uri, file.dest_uri, Source(_name(file, root), text))
            for file, text in zip(pages, texts, strict=True)
        ]
        made: SiteBuilder = build.SiteBuilder(options, root, directory_urls, bibliographies, documents)
        return made

    if kept is None:
        kept = maker().site()
        write_cached_site(root / options.cache_dir, digest, kept)
    return OpenPages(kept, maker, options.enable_inline_citations, _heading(options))


def _heading(options: BibliographyConfig) -> str:
    return options.words()("citation.list") if options.list_heading is None else options.list_heading


def _is_taken(files: Files, file: File) -> bool:
    """Whether the author has a file where the plugin would put its own; then the author's stays."""
    return any(file.dest_uri == other.dest_uri for other in files)


def _name(file: File, root: Path) -> str:
    path = Path(file.abs_src_path) if file.abs_src_path else None
    return path.relative_to(root).as_posix() if path and path.is_relative_to(root) else file.src_uri


def _made_files(site: CachedSite, options: BibliographyConfig, root: Path, config: MkDocsConfig) -> Iterator[File]:
    """Pages of works, exports, script and style; none of them stands in the navigation.

    Each is a file on disk, since there are plugins that ask every file where it lies.
    """
    made = dict(site.files)
    strings = options.words()
    scripts = ("cards.js", "copy.js", "filters.js") if site.has_filters else ("cards.js", "copy.js")
    for name in (*scripts, "citations.css"):
        text = (_ASSETS / name).read_text("utf-8").replace(".byb-", f".{options.class_prefix}")
        made[f"{_ASSET_FOLDER}/{name}"] = strings.in_script(text)
    for name, content in made.items():
        path = root / options.cache_dir / "files" / name
        if not path.is_file() or path.read_text("utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        yield File.generated(config, name, abs_src_path=str(path), inclusion=InclusionLevel.NOT_IN_NAV)
