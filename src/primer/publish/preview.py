"""The preview: a page is rendered when a browser asks for it, from the files as they are then: `Preview`."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Collection, Mapping
from html import escape
from pathlib import Path

from mkdocs.plugins import get_plugin_logger

from mkdocs_bibliography.text.issues import Issue, issue_line
from mkdocs_bibliography.text.latest import Latest
from primer.checks.check_project import CheckedProject, check_project
from primer.checks.permanence import unrecorded_changes
from primer.content.addresses import address_of
from primer.content.model import Primer
from primer.paper.downloads import read_downloads
from primer.publish.confirm import stops_preview
from primer.publish.error_page import error_page
from primer.publish.on_demand import OnDemandSite
from primer.site.live import LiveSite

log = get_plugin_logger("primer")
_TEXTS = frozenset({".md", ".bib", ".json", ".txt"})
"""Endings of files that change what stands on pages and not how the site is put together."""


class Preview:
    """A primer that is shown while it is written. Each page knows the edit that it was last rendered after."""

    def __init__(self, root: Path, folder: Path, url: str) -> None:
        self.root, self.folder, self._url = root, folder, url
        self.edits = 0
        """How often the project was read again."""
        self.lock = threading.RLock()
        self._latest = Latest()
        self._live: LiveSite | None = None
        self._primer: Primer | None = None
        self._shown: dict[str, int] = {}
        self._texts: dict[str, str] = {}
        self._confirmed: tuple[int, Path] | None = None
        self._issues: tuple[Issue, ...] = ()

    def begin(self) -> None:
        """Read and check the project, and render it; one with errors is shown as the list of them."""
        checked = check_project(self.root, latest=self._latest)
        self._report(checked.issues)
        self._shown.clear()
        if any(map(stops_preview, checked.issues)):
            self._live, made = None, error_page(checked.issues)
        else:
            self._primer = checked.primer
            self._live = LiveSite(checked.primer, read_downloads(self.root / "dist"))
            made = self._live.files
        self._site = OnDemandSite(self.root, self.folder, self._url, made, copy=True)
        self._made, self._names = made, self._site.names()

    def outside(self) -> list[Path]:
        """The files that are read from elsewhere than the project's folder."""
        settings = self._primer.settings.bibliography if self._primer else None
        files = (*settings.files, Path(settings.csl)) if settings else ()
        return [path for path in files if not path.resolve().is_relative_to(self.root)]

    def changed(self, paths: Collection[Path]) -> bool:
        """Read what changed; gives whether there is anything new to show."""
        begun = time.perf_counter()
        with self.lock:
            if self._live is None:
                self.begin()
            elif not self._read(self._live, paths):
                log.info("The pages stay as they are until this is fixed.")
                return False
            self.edits += 1
        log.info("Read the changes in %.2f seconds", time.perf_counter() - begun)
        return True

    def _read(self, live: LiveSite, paths: Collection[Path]) -> bool:
        checked = check_project(self.root, latest=self._latest)
        errors = [issue for issue in checked.parse_issues if stops_preview(issue)]
        if errors:
            self._report(tuple(errors))
            return False
        self._report(self._reminders(checked))
        self._primer = checked.primer
        live.update(checked.primer)
        docs = self.root / "docs"
        assets = [path for path in paths if path.is_relative_to(docs) and path.suffix not in _TEXTS | {".yml"}]
        for path in assets:
            if path.is_file():
                target = self.folder / path.relative_to(docs)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        names = live.names()
        others = any(path.suffix not in _TEXTS and not path.is_relative_to(docs) for path in paths)
        if others or not self._made.markdown.keys() >= set(names):
            self._reopen(names)
        return True

    def _reopen(self, names: Collection[str]) -> None:
        """Take settings, templates and the list of pages as they are now."""
        texts = {**dict.fromkeys(names, "---\ntitle: New\n---\n"), **self._made.markdown, **self._texts}
        self._made = type(self._made)(texts, self._made.assets)
        self._site = OnDemandSite(self.root, self.folder, self._url, self._made, copy=False)
        self._names = self._site.names()

    def _reminders(self, checked: CheckedProject) -> tuple[Issue, ...]:
        """What the author has still to record of the items that changed, beside what was known of others."""
        before, primer = self._primer, checked.primer
        edited = [name for name, page in primer.items.items() if before is None or before.items.get(name) is not page]
        paths = {primer.items[name].source.path for name in edited}
        found = [issue for name in edited for issue in unrecorded_changes(primer, name)]
        return (*(issue for issue in self._issues if issue.path not in paths), *found)

    def _report(self, issues: tuple[Issue, ...]) -> None:
        """Tell of the issues that were not told before."""
        for issue in issues:
            if issue not in self._issues:
                (log.error if issue.severity == "error" else log.info)(issue_line(issue))
        self._issues = issues

    def ready(self, address: str) -> None:
        """Have the page of an address on disk as it is after the last edit."""
        with self.lock:
            name = self._names.get(address)
            if name is None or self._shown.get(name) == self.edits:
                return
            try:
                text = self._text(name)
                self._site.write(name, text)
                if text is not None:
                    self._texts[name] = text
            except Exception as error:  # A page that cannot be rendered stays as it was, and the check will say why.
                log.error("%s cannot be rendered (%s: %s); it stays as it was.", address, type(error).__name__, error)
            self._shown[name] = self.edits

    def _text(self, name: str) -> str | None:
        if self._confirmed and self._confirmed[0] == self.edits:
            path = self._confirmed[1] / "pages" / name
            return path.read_text("utf-8") if path.is_file() else None
        return self._live.page(name) if self._live and self.edits else None

    def confirm(self, edits: int, issues: tuple[Issue, ...], folder: Path) -> bool:
        """Take over what a rendering of the whole gave; gives whether anything that is shown changes by it."""
        with self.lock:
            if edits != self.edits:
                return False
            told, known = set(issues) != set(self._issues), self._live is not None
            self._report(issues)
            if not (folder / "pages").is_dir() or not known:
                log.info("Checked the whole, which has errors")
                return told
            self._confirmed = (edits, folder)
            for path in (folder / "assets").rglob("*"):
                target = self.folder / path.relative_to(folder / "assets")
                if path.is_file() and not (target.is_file() and target.read_bytes() == path.read_bytes()):
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, target)
            log.info("Checked and rendered the whole")
            return bool(self._otherwise(folder / "pages")) or told

    def _otherwise(self, pages: Path) -> list[str]:
        """The pages that were shown otherwise than the whole has them; they are rendered again when asked for."""
        shown = [name for name, edits in self._shown.items() if edits == self.edits and name in self._texts]
        other = [name for name in shown if (path := pages / name).is_file() and path.read_text() != self._texts[name]]
        for name in other:
            del self._shown[name]
        return other

    def note(self, address: str) -> bytes:
        """What a page says of its own errors and reminders, as HTML; empty when there is nothing."""
        path = self._paths.get(address) if self._issues else None
        lines = [issue_line(issue) for issue in self._issues if issue.path == path]
        if not lines:
            return b""
        told = "".join(f"<li>{escape(line)}</li>" for line in lines)
        return f'<aside role="note" style="{_STYLE}"><strong>Preview</strong><ul>{told}</ul></aside>'.encode()

    @property
    def _paths(self) -> Mapping[str, str]:
        """The file that an author edits, by the address of the page."""
        pages = self._primer.every_page if self._primer else ()
        return {address_of(page): page.source.path for page in pages}


_STYLE = "position:sticky;bottom:0;padding:.5rem 1rem;background:#fff3c4;color:#000;border-top:2px solid #8a6d00"
