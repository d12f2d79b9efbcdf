"""Serves a preview to browsers, which reload when a file is saved: `serve_preview`."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from mkdocs_bibliography.text.errors import UserError
from mkdocs_bibliography.text.issues import Issue
from primer.publish.preview import Preview
from primer.publish.watch import Watcher

log = get_plugin_logger("primer")
_QUIET = 0.5
"""Seconds without an edit after which the whole is rendered beside the preview."""


class _Server(LiveReloadServer):
    """MkDocs' server, which has a page rendered before it gives it out."""

    def __init__(self, preview: Preview, host: str, port: int) -> None:
        super().__init__(self._build, host, port, str(preview.folder), shutdown_delay=0.1)
        self.build_delay = 0.02
        self.error_handler = self._error_page
        self._preview = preview
        self._confirmer = _Confirmer(preview, self.reload)
        self._changed: set[Path] = set()
        self._request = threading.local()
        self._watched_paths = {str(preview.root): 1}
        self.observer: Any = Watcher(preview.root, preview.outside, self._tell)

    def reload(self) -> None:
        """Let browsers ask for their page again."""
        self._tell(())

    def _tell(self, paths: Collection[Path]) -> None:
        with self._rebuild_cond:
            self._changed.update(paths)
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _build(self) -> None:
        with self._rebuild_cond:
            paths, self._changed = self._changed, set()
        if not paths:
            return
        try:
            if self._preview.changed(paths):
                self._confirmer.begin()
        except (UserError, MkDocsException) as error:
            log.error("%s", str(error).strip())

    def _error_page(self, code: int) -> bytes | None:
        path = self._preview.folder / f"{code}.html"
        return path.read_bytes() if path.is_file() else None

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        address = environ["PATH_INFO"].removeprefix(self.mount_path).lstrip("/") or "index.html"
        if address.endswith(".html"):
            with self._epoch_cond:  # An edit that was noticed is read first.
                self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            self._preview.ready(address)
        self._request.address = address
        answer: Iterable[bytes] | None = super()._serve_request(environ, start_response)
        return answer

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        head, end, tail = content.rpartition(b"</body>")
        noted = head + self._preview.note(self._request.address) + end + tail
        return bytes(super()._inject_js_into_html(noted, epoch))  # type: ignore[no-untyped-call]


class _Confirmer:
    """Renders the whole in a process of its own when no edit comes for a while, and has the preview take it over."""

    def __init__(self, preview: Preview, reload: Callable[[], None]) -> None:
        self._preview, self._reload = preview, reload
        self._timer: threading.Timer | None = None
        self._turn = threading.Lock()

    def begin(self) -> None:
        """Render the whole soon; an earlier wish is dropped."""
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(_QUIET, self._confirm)
        self._timer.daemon = True
        self._timer.start()

    def _confirm(self) -> None:
        with self._turn:
            edits = self._preview.edits
            folder = self._preview.folder.with_name(f"whole-{edits}")
            command = [sys.executable, "-m", "primer.publish.confirm", str(self._preview.root), str(folder)]
            child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            with contextlib.suppress(AttributeError, OSError):  # Windows has no such thing; the preview comes first.
                os.setpriority(os.PRIO_PROCESS, child.pid, 10)
            answer, wrong = child.communicate()
            if child.returncode:
                log.error("The whole cannot be rendered: %s", wrong.decode("utf-8", "replace").strip()[-300:])
                return
            issues = tuple(Issue(**issue) for issue in json.loads(answer))
            changed = self._preview.confirm(edits, issues, folder)
        if changed:
            self._reload()


def serve_preview(root: Path, host: str, port: int, path: str) -> None:
    """Serve a preview until interrupted."""
    with tempfile.TemporaryDirectory(prefix="primer-") as folder:
        preview = Preview(root, Path(folder) / "site", f"http://{host}:{port}{path}")
        preview.begin()
        server = _Server(preview, host, port)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Shutting down...")
        finally:
            server.shutdown()
