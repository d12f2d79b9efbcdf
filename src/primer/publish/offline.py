"""The offline copy of the site as one file."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_bibliography.text.errors import UserError
from primer.project.settings import Settings

LARGEST = 30_000_000
"""Bytes that an offline copy may have, so that it fits an old stick and a slow line. Encoded for an e-mail it is a
third larger, which 25 MB were too."""
ONLINE_ONLY = re.compile(r"assets/previews/|downloads/(?:[^/]*\.zip|SHA256SUMS)$")
"""What only the published site holds: pictures that other sites show beside a link, the offline copy and the sums."""

_ONLINE_LINK = re.compile(rb'(?<= href=")downloads/(?:[^/"]*\.zip|SHA256SUMS)(?=")')


class ReleaseError(UserError):
    """The offline copy would not open everywhere."""


def write_offline_copy(site: Path, dist: Path, settings: Settings, epoch: int) -> Path:
    """Write `dist/byb-EDITION-offline.zip` from the finished site, and give its path.

    The same site gives the same bytes. Raises ReleaseError when names clash on some systems or the file is too large.
    """
    folder = f"{settings.identity.slug}-{settings.edition}"
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    files = [name for name in files if not ONLINE_ONLY.match(name)]
    _refuse_clashes(files)
    dist.mkdir(parents=True, exist_ok=True)
    target = dist / f"{folder}-offline.zip"
    made = datetime.fromtimestamp(max(epoch, 315_532_800), UTC).timetuple()[:6]
    readme = _readme(settings, private="privacy.html" in files and bool(settings.exit_url))
    draft = target.with_name(f".{target.name}.new")
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in (("README.txt", readme.encode()), *_copied(site, files, settings)):
            entry = zipfile.ZipInfo(f"{folder}/{name}", made)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, data)
    if (size := draft.stat().st_size) > LARGEST:
        draft.unlink()
        raise ReleaseError(f"{target}: {size} bytes, at most {LARGEST} are allowed. Make the PDFs or pictures smaller.")
    draft.replace(target)
    return target


def _readme(settings: Settings, *, private: bool) -> str:
    """What the folder's `README.txt` says."""
    t, identity = settings.strings, settings.identity
    paragraphs = (
        t("offline.title", site=settings.site_name, edition=settings.edition),
        t("offline.open"),
        t("offline.published", url=settings.site_url) + "\n" + t("offline.sums", sums="SHA256SUMS"),
        t("offline.stays") + (f" {t('offline.privacy', page='privacy.html')}" if private else ""),
    )
    terms = t("offline.terms", text=identity.licence.name, code=identity.code_licence, file="assets/fonts/OFL")
    return "\n\n".join(paragraphs) + f"\n{terms}\n"


def _copied(site: Path, files: Iterable[str], settings: Settings) -> Iterator[tuple[str, bytes]]:
    """The site's files, whose links to what only the published site holds lead there."""
    for name in files:
        data = (site / name).read_bytes()
        if name.endswith(".html"):
            data = _ONLINE_LINK.sub(lambda link: settings.url(link[0].decode()).encode(), data)
        yield name, data


def _refuse_clashes(names: Iterable[str]) -> None:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise ReleaseError(f"'{other}' and '{name}' are one file on some systems. Rename one.")


def publish_offline_copy(archive: Path, sums: Path, site: Path) -> None:
    """Put the offline copy and the sums beside the downloads of the published site; the copy holds neither."""
    folder = site / "downloads"
    folder.mkdir(exist_ok=True)
    for path in (archive, sums):
        shutil.copyfile(path, folder / path.name)
