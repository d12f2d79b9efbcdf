"""A site of MkDocs whose pages are written one by one, when they are asked for: `OnDemandSite`."""

from __future__ import annotations

import logging
from pathlib import Path

# MkDocs offers a build of the whole alone; these are the steps that it consists of.
from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from primer.publish.staging import SiteError
from primer.site.model import SiteFiles


class OnDemandSite:
    """Settings, templates and menu as they were when it was opened; texts are given page by page."""

    def __init__(self, root: Path, folder: Path, url: str, made: SiteFiles, *, copy: bool) -> None:
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=False)
        plugin = config.plugins.get("primer")
        if plugin is None:
            raise SiteError("mkdocs.yml: the plugin 'primer' is missing. Add it under plugins.")
        config.site_url = url
        config.validation.nav.omitted_files = logging.DEBUG  # Most pages of a primer stand in no menu.
        config.plugins.on_startup(command="serve", dirty=False)
        plugin.show(made)
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        files, env = get_files(config), config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        self._config, self._files, self._nav = config, files, nav
        self._env = config.plugins.on_env(env, config=config, files=files)
        self._documents = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        self._read_titles()
        if copy:
            files.copy_static_files(inclusion=InclusionLevel.is_in_serve)
        for template in config.theme.static_templates:
            _build_theme_template(template, self._env, files, config, nav)

    def _read_titles(self) -> None:
        """Have every page at hand, and of those in the menu the titles."""
        for file in self._documents:
            if file.page is None:
                Page(None, file, self._config)
        for page in self._nav.pages:
            page.read_source(self._config)

    def names(self) -> dict[str, str]:
        """The file of each page by its address."""
        return {file.dest_uri: file.src_uri for file in self._documents}

    def write(self, name: str, text: str | None) -> None:
        """Write the page of a file, with another text unless that is None."""
        file = self._files.get_file_from_path(name)
        assert file is not None
        assert isinstance(file.page, Page)
        if text is not None:
            file.content_string = text
        _populate_page(file.page, self._config, self._files)
        _build_page(file.page, self._config, self._documents, self._nav, self._env)
