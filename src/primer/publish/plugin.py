"""The `primer` plugin: claims, evidence and permanent addresses in a MkDocs site."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from markupsafe import escape
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from mkdocs_bibliography.html.placeholders import restore, stash_blocks
from mkdocs_bibliography.text.escape import plain
from mkdocs_bibliography.text.issues import issue_line
from primer.checks.check_project import check_project
from primer.checks.report import summary_of
from primer.paper.downloads import read_downloads
from primer.project.git import read_revision
from primer.project.settings import read_settings
from primer.publish.error_page import error_page
from primer.publish.kept_pages import KeptPages
from primer.publish.mkdocs_build import Begun
from primer.publish.staging import SiteError, Staging
from primer.publish.theme import dress, trim_theme
from primer.site.active_html import find_active
from primer.site.model import SiteFiles
from primer.site.site import render_site

log = get_plugin_logger("primer")


class PrimerConfig(Config):
    """The plugin has no options: what a site can choose stands in mkdocs.yml under `extra` and `bibliography`."""


class PrimerPlugin(BasePlugin[PrimerConfig]):
    """Puts the rendered primer in the place of the files in `docs/`."""

    def __init__(self) -> None:
        self._begun: Begun | None = None
        self._staging: Staging | None = None
        self._finished = False
        self._good: SiteFiles | None = None
        self._shown: SiteFiles | None = None
        self._serving = False
        self._held: dict[str, dict[str, str]] = {}
        self._config: MkDocsConfig | None = None
        self._kept: KeptPages | None = None

    def go_on(self, begun: Begun | None) -> None:
        """Build what was begun already: the project is not read again, and the build is not ended here.

        With None that build has ended. MkDocs gives the same plugin to every build of a process.
        """
        self._begun, self._staging = begun, begun.site if begun else None

    def show(self, made: SiteFiles) -> None:
        """Give MkDocs these files in the place of the authored ones: whoever shows them has checked the project."""
        self._shown = made

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether the site is served or built."""
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the last good site, as of the time of the project's commit."""
        dress(config, self._begun.checked.primer.settings if self._begun else read_settings(_root(config)))
        if self._serving:
            return config
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(read_revision(_root(config)).epoch))
        if self._staging is None:
            try:
                staging = Staging(Path(config.site_dir))
                staging.begin()
            except SiteError as error:
                raise PluginError(str(error)) from error
            self._staging = staging
        config.site_dir, self._config = str(self._staging.fresh), config
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Check the project and give MkDocs the rendered pages in place of the authored ones."""
        if self._shown:
            self._kept = KeptPages(_root(config) / ".cache", config)
            return _site_files(files, self._shown, config)
        checked = self._begun.checked if self._begun else check_project(_root(config))
        for issue in checked.issues:
            (log.error if issue.severity == "error" else log.info)(issue_line(issue))
        if checked.failed and not self._serving:
            raise PluginError(f"{summary_of(checked.issues)}. Fix them and build again.")
        primer = checked.primer
        self._kept = KeptPages(primer.cache, config)
        if not checked.failed:
            dist = self._begun.dist.fresh if self._begun else primer.root / "dist"
            self._good = render_site(primer, read_downloads(dist), preview=self._serving)
        made = self._good or error_page(checked.issues)
        return _site_files(files, made, config)

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Make titles and facts safe, which themes print as if they were HTML, and spare Markdown finished HTML."""
        page.meta = _escaped(page.meta)
        text, self._held[page.file.src_uri] = stash_blocks(markdown)
        if self._kept:
            self._kept.attach(page)
        return text

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put the finished HTML back, write plainly what was kept from Markdown, and let nothing act by itself."""
        written = plain(restore(html, self._held.pop(page.file.src_uri)))
        if active := find_active(written):
            what = f"{page.file.src_uri}: '{active}' would act by itself. Put it between backticks, or take it out."
            if not self._serving:
                raise PluginError(what)
            log.error(what)
        return written

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Note that every page was written; MkDocs may still stop for a warning."""
        self._finished = True
        if self._kept:
            self._kept.finish()

    def on_build_error(self, *, error: Exception) -> None:
        """Note that the build failed, whatever was written."""
        self._finished = False

    def on_shutdown(self) -> None:
        """Swap the finished folder in, or leave the last good one; whoever began the build does so when it is whole."""
        if self._staging is None or self._config is None:
            return
        self._config.site_dir = str(self._staging.folder)
        try:
            if self._finished and self._begun is None:
                self._staging.swap()
        except SiteError as error:
            raise PluginError(str(error)) from error
        finally:
            if self._begun is None:
                self._staging.end()
                self._staging = None
            self._finished = False

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        """Watch what the pages are made from beside `docs/`."""
        root = _root(config)
        files = read_settings(root).bibliography.files
        for path in (
            *files,
            root / "extracts.yml",
            root / "reviews.txt",
            root / "primer.yml",
            root / "overrides",
            Path(__file__).parents[1] / "site",
        ):
            if path.exists():
                server.watch(str(path))
        return server


def _site_files(files: Files, made: SiteFiles, config: MkDocsConfig) -> Files:
    return Files([*trim_theme(_assets(files), config), *_generated(made, config)])


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or ".").parent


def _escaped(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _escaped(part) for name, part in value.items()}
    return escape(value) if isinstance(value, str) else value


def _assets(files: Files) -> list[File]:
    """The files that are copied as they are; sources of the primer itself stay out of the site."""
    kept = (file for file in files if not file.is_documentation_page())
    return [file for file in kept if not file.src_uri.endswith((".yml", ".txt"))]


def _generated(made: SiteFiles, config: MkDocsConfig) -> list[File]:
    pages = [File.generated(config, name, content=text) for name, text in made.markdown.items()]
    return pages + [_copied(config, name, data) for name, data in made.assets.items()]


def _copied(config: MkDocsConfig, name: str, data: bytes) -> File:
    """A file that readers are given as it is, Markdown too: under its own name MkDocs would make a page of it."""
    file = File.generated(config, f"{name}.raw" if name.endswith(".md") else name, content=data)
    file.dest_uri = name
    return file
