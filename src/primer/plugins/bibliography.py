"""The `bibliography` plugin: Pandoc's citations in any MkDocs site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from primer.bibliography import Bibliography, Duplicates, read_bibliography
from primer.citation_checks import check_citations, with_caret
from primer.csl import PandocUnavailable, StyleNotFound
from primer.issues import sort_issues
from primer.plugins.bibliography_options import BibliographyConfig, bibliography_files, site_settings
from primer.render.citation_writer import CitationPage
from primer.render.cited_site import CitedSite, cite_site, nocite_keys, title_of, without_front_matter
from primer.render.held import Held
from primer.text import Source, UnreadableText

log = get_plugin_logger("bibliography")

_ASSETS = Path(__file__).parents[1] / "assets"
_ASSET_FOLDER = "assets/bibliography"


class BibliographyPlugin(BasePlugin[BibliographyConfig]):  # type: ignore[no-untyped-call]
    """Citations, lists of references and backlinks; in a site with the `primer` plugin, that one does the work."""

    def __init__(self) -> None:
        self._site: CitedSite | None = None
        self._root = Path()
        self._held: dict[str, Held] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add the script and the style of the cards."""
        self._root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        if "primer" not in config.plugins:
            config.extra_css.append(f"{_ASSET_FOLDER}/citations.css")
            config.extra_javascript.append(f"{_ASSET_FOLDER}/cards.js")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read the bibliography and every page, and format what the pages cite."""
        if "primer" in config.plugins:
            return files
        try:
            self._site = _read_site(files, self.config, self._root, config)
        except (StyleNotFound, PandocUnavailable, UnreadableText, OSError) as error:
            kind = ConfigurationError if isinstance(error, StyleNotFound) else PluginError
            raise kind(f"bibliography: {error}") from error
        for file in _made_files(self._site, self.config, config):
            files.append(file)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put citations, lists and cards into the page."""
        if self._site is None or page.file.generated_by == "bibliography":
            return markdown
        held = self._held[page.file.src_uri] = Held()
        try:
            return self._site.page_text(_citation_page(page.file, Source(page.file.src_uri, markdown), page.meta), held)
        except KeyError as error:
            way_out = "List 'bibliography' before that plugin, or write the citation into the page."
            log.warning(f"{page.file.src_uri}: {error.args[0]} was put in by another plugin. {way_out}")
            return markdown

    @event_priority(100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put what was kept out of Markdown's way into the converted page, before other plugins see it."""
        held = self._held.pop(page.file.src_uri, None)
        return held.restore(html) if held else html

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch the bibliography files."""
        for source in bibliography_files(self.config, self._root):
            server.watch(str(self._root / source.path))
        return server


def _read_site(files: Files, options: BibliographyConfig, root: Path, config: MkDocsConfig) -> CitedSite:
    settings = site_settings(options, root, config.use_directory_urls)
    bibliography = read_bibliography(
        bibliography_files(options, root), duplicates=cast("Duplicates", options.duplicates)
    )
    documents = files.documentation_pages()
    sources = [Source(_name(file, root), file.content_string.replace("\r\n", "\n")) for file in documents]
    _report(bibliography, sources, options.enable_inline_citations)
    pages = [
        _citation_page(file, source, get_data(source.text)[1]) for file, source in zip(documents, sources, strict=True)
    ]
    return cite_site(pages, bibliography, settings, root / options.cache_dir)


def _name(file: File, root: Path) -> str:
    path = Path(file.abs_src_path) if file.abs_src_path else None
    return path.relative_to(root).as_posix() if path and path.is_relative_to(root) else file.src_uri


def _citation_page(file: File, source: Source, meta: Mapping[str, object]) -> CitationPage:
    title = title_of(source.text, str(meta.get("title") or file.name))
    return CitationPage(
        file.dest_uri, title, source, without_front_matter(source.text), nocite_keys(meta.get("nocite", ""))
    )


def _report(bibliography: Bibliography, sources: Iterable[Source], narrative: bool) -> None:
    """Log every issue, sorted; what cannot be read is shown with its line."""
    by_path = {source.path: source for source in sources}
    found = [issue for source in by_path.values() for issue in check_citations(source, bibliography, narrative)]
    for issue in sort_issues([*bibliography.issues, *found]):
        shown = with_caret(issue, by_path[issue.path]) if issue.code == "cite-malformed" else str(issue)
        (log.error if issue.severity == "error" else log.warning)(shown)


def _made_files(site: CitedSite, options: BibliographyConfig, config: MkDocsConfig) -> Iterator[File]:
    """Pages of works, exports, script and style; none of them stands in the navigation."""
    for address, text in site.reference_pages().items():
        name = address.replace("/index.html", ".md").replace(".html", ".md")
        yield _generated(config, name, text)
    for name, text in site.exports().items() if options.exports else ():
        yield _generated(config, name, text)
    for name in ("cards.js", "citations.css"):
        text = (_ASSETS / name).read_text("utf-8").replace(".byb-", f".{options.class_prefix}")
        yield _generated(config, f"{_ASSET_FOLDER}/{name}", text)


def _generated(config: MkDocsConfig, name: str, content: str) -> File:
    file = File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    file.generated_by = "bibliography"
    return file
