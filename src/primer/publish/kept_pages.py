"""Converted pages kept between builds: the same Markdown, settings and link targets are not converted again."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents, get_toc

from mkdocs_bibliography.text.files import digest
from mkdocs_bibliography.text.kept import KeptFolder

_KEPT_BYTES = 40_000_000
_LOOK_AT_TEXT_ALONE = frozenset(
    "abbr admonition attr_list def_list fenced_code footnotes md_in_html sane_lists smarty tables toc pymdownx.details"
    " pymdownx.superfences pymdownx.tabbed pymdownx.tasklist".split()
)
"""Extensions that make the same of the same text; with any other, such as one that reads files, nothing is kept."""


_Conversion = Callable[[MkDocsConfig, Files], None]


class KeptPages:
    """Converts the pages of a build, or takes them as an earlier build converted them."""

    def __init__(self, cache: Path, config: MkDocsConfig) -> None:
        self._kept = KeptFolder(cache / "pages", _KEPT_BYTES)
        self._ground = _ground(config)
        self._files: _AskedFiles | None = None
        self.reused = 0
        """How many pages were taken from an earlier build."""

    def attach(self, page: Page) -> None:
        """Let MkDocs ask us when it converts the page. MkDocs offers no event in place of its own conversion."""
        convert = page.render

        def render(config: MkDocsConfig, files: Files) -> None:
            self._render(page, convert, config, files)

        page.render = render  # type: ignore[method-assign]

    def finish(self) -> None:
        """Remove what is too much."""
        self._kept.prune()

    def _render(self, page: Page, convert: _Conversion, config: MkDocsConfig, files: Files) -> None:
        if self._ground is None:
            convert(config, files)
            return
        name = digest([self._ground, page.markdown, page.file.src_uri, page.file.url])
        if (value := self._kept.read(name)) is not None and _take(page, json.loads(value), files):
            self.reused += 1
            return
        if self._files is None or len(self._files) != len(files):
            self._files = _AskedFiles(files)
        self._files.urls.clear()
        with _counting() as complaints:
            convert(config, self._files)
        if not complaints.count:
            self._kept.write(name, json.dumps(_converted(page, self._files.urls), ensure_ascii=False).encode())


def _ground(config: MkDocsConfig) -> str | None:
    """What all pages are converted with, or None where that cannot be told."""
    if not _LOOK_AT_TEXT_ALONE.issuperset(config.markdown_extensions):
        return None
    versions = [version(name) for name in ("mkdocs", "markdown", "pymdown-extensions", "pygments")]
    validation = json.dumps(config.validation, default=str, sort_keys=True)
    level = logging.getLogger("mkdocs").getEffectiveLevel()
    try:
        return digest(
            [versions, config.markdown_extensions, config.mdx_configs, validation, config.use_directory_urls, level]
        )
    except TypeError:  # An option that is a function, say.
        return None


class _AskedFiles(Files):
    """The files of a site, which notes which of them the links of a page ask for."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.urls: dict[str, str] = {}
        """Where each file that was found stands on the site."""

    def get_file_from_path(self, path: str) -> File | None:
        file = super().get_file_from_path(path)
        if file is not None:
            self.urls[path] = _place(file)
        return file


def _place(file: File) -> str:
    return f"{file.url} {file.inclusion.name}"


class _Counter(logging.Handler):
    """Counts what MkDocs says; a page that it complains of is not kept, so that the next build complains again."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += 1


@contextlib.contextmanager
def _counting() -> Iterator[_Counter]:
    counter, log = _Counter(), logging.getLogger("mkdocs")
    log.addHandler(counter)
    try:
        yield counter
    finally:
        log.removeHandler(counter)


def _take(page: Page, kept: Mapping[str, Any], files: Files) -> bool:
    """Give a page what was kept of it, if every link still leads to the same place."""
    targets = {path: files.get_file_from_path(path) for path in kept["urls"]}
    if any(file is None or _place(file) != kept["urls"][path] for path, file in targets.items()):
        return False
    page.content, page._title_from_render = kept["content"], kept["title"]
    page.toc = get_toc(kept["toc"])
    page.present_anchor_ids = set(kept["anchors"])
    page.links_to_anchors = {file: links for path, links in kept["links"] if (file := files.get_file_from_path(path))}
    return True


def _converted(page: Page, urls: Mapping[str, str]) -> Mapping[str, Any]:
    links = [[file.src_uri, anchors] for file, anchors in (page.links_to_anchors or {}).items()]
    return {
        "content": page.content,
        "title": page._title_from_render,
        "toc": _tokens(page.toc),
        "anchors": sorted(page.present_anchor_ids or ()),
        "links": links,
        "urls": urls,
    }


def _tokens(toc: TableOfContents | Sequence[AnchorLink]) -> list[dict[str, Any]]:
    return [{"level": one.level, "id": one.id, "name": one.title, "children": _tokens(one.children)} for one in toc]
