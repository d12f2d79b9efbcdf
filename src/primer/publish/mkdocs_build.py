"""Runs MkDocs on the primer, beside the last good site, and swaps the finished folder in."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from primer.checks.check_project import CheckedProject
from primer.publish.staging import SiteError, Staging, staged

_KNOWN_PLUGINS = frozenset({"bibliography", "primer", "search", "material/search"})
"""Plugins that read nothing but the project; what others read cannot be known."""


@dataclass(frozen=True)
class Begun:
    """A build that was begun before MkDocs is run, and is ended after it by whoever began it."""

    checked: CheckedProject
    """The project, which has no errors."""
    site: Staging
    """The pages, and what they need."""
    dist: Staging
    """What is handed out beside them: PDFs, the offline copy, sums."""
    config: MkDocsConfig
    """What MkDocs is told."""


@contextlib.contextmanager
def _mkdocs_environment(epoch: int) -> Iterator[None]:
    """The environment in which MkDocs gives the same bytes for the same input."""
    wanted = {"SOURCE_DATE_EPOCH": str(epoch), "NO_MKDOCS_2_WARNING": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def begin_site(checked: CheckedProject) -> Iterator[Begun]:
    """Keep other builds of the same site away while this one goes on; gives what `build_site` needs.

    Raises SiteError when another build goes on, or when the site cannot be written.
    """
    with _mkdocs_environment(checked.primer.revision.epoch), _mkdocs_trouble():
        config = load_config(str(checked.primer.root / "mkdocs.yml"), strict=True)
    plugin = config.plugins.get("primer")
    if plugin is None:
        raise SiteError("mkdocs.yml: the plugin 'primer' is missing. Add it under plugins.")
    with staged(Path(config.site_dir), checked.primer.root / "dist") as (site, dist):
        begun = Begun(checked, site, dist, config)
        plugin.go_on(begun)
        try:
            yield begun
        finally:
            plugin.go_on(None)


def build_site(begun: Begun) -> Path:
    """Build the site of a project that has no errors, and give the folder that is to be put in place.

    Raises SiteError when MkDocs gives up, OSError when the disk fills up on the way.
    """
    config, epoch = begun.config, begun.checked.primer.revision.epoch
    with _mkdocs_environment(epoch), _mkdocs_trouble(), _mkdocs_log(logging.WARNING):
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    return begun.site.fresh


def reads_only_the_project(config: MkDocsConfig) -> bool:
    """Whether all that MkDocs reads is known: no other plugin, no hook, no setting or theme from elsewhere."""
    root = Path(config.config_file_path).parent
    text = (root / "mkdocs.yml").read_text("utf-8")
    custom = config.theme.custom_dir
    return (
        not config.hooks
        and _KNOWN_PLUGINS.issuperset(config.plugins)
        and "!ENV" not in text
        and "INHERIT" not in text
        and (custom is None or Path(custom).is_relative_to(root))
        and Path(config.site_dir) == root / "site"
    )


@contextlib.contextmanager
def _mkdocs_log(level: int) -> Iterator[None]:
    """Print what MkDocs and its plugins say."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    log = logging.getLogger("mkdocs")
    log.addHandler(handler)
    log.setLevel(level)
    try:
        yield
    finally:
        log.removeHandler(handler)


@contextlib.contextmanager
def _mkdocs_trouble() -> Iterator[None]:
    """Turn what MkDocs says before it gives up into one line."""
    try:
        yield
    except MkDocsException as error:
        raise SiteError(f"MkDocs stopped: {str(error).strip().rstrip('.!')}. Fix it and build again.") from error


def serve_site(root: Path, address: str, epoch: int) -> None:
    """Serve a live preview until interrupted."""
    from primer.publish.serve import serve_preview  # here, since no build needs a server

    host, _, port = address.rpartition(":")
    with _mkdocs_environment(epoch), _mkdocs_trouble(), _mkdocs_log(logging.INFO):
        serve_preview(root, host, int(port), "/")
