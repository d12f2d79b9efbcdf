"""The folder of what is handed out: the sums of what a build made, and what somebody else put beside it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from mkdocs_bibliography.text.files import write_whole
from primer.paper.downloads import LIST, read_offers
from primer.publish.staging import Staging, staged, swap_all

SUMS = "SHA256SUMS"
"""The file of sums beside everything that is handed out."""


def write_sums(folder: Path, names: Iterable[str] | None = None) -> Path:
    """Write the SHA-256 of files in a folder, of all unless named, in the form that `sha256sum --check` reads."""
    target = folder / SUMS
    chosen = _files_in(folder) if names is None else (name for name in names if (folder / name).is_file())
    lines = (f"{_sum_of(folder / name)}  {name}\n" for name in sorted(chosen) if name != SUMS)
    write_whole(target, "".join(lines).encode())
    return target


def put_in_place(dist: Staging, site: Staging) -> None:
    """Put what a build made in the place of what the last one made, both or neither.

    Raises SiteError when that is not possible.
    """
    _put(dist, _made_in(dist.place), site)


@contextlib.contextmanager
def printing_into(folder: Path) -> Iterator[Path]:
    """The folder to print everything into; what it holds then takes the place of what was printed last.

    Raises SiteError when somebody else writes the folder, or when it cannot be written.
    """
    with staged(folder) as (dist,):
        yield dist.fresh
        printed = _printed_in(dist.place)
        take_along(dist.place, dist.fresh, printed)
        write_sums(dist.fresh, (_made_in(dist.place) - printed) | _printed_in(dist.fresh))
        _put(dist, printed)


def _put(dist: Staging, made: Collection[str], *others: Staging) -> None:
    take_along(dist.place, dist.fresh, made)
    swap_all((dist, *others))
    take_along(dist.last, dist.place, made)  # What was put there since.


def _made_in(folder: Path) -> frozenset[str]:
    """The files that the last build or printing made, by its sums and its list."""
    try:
        lines = (folder / SUMS).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        lines = []
    named = (line.partition("  ")[2] for line in lines)
    return frozenset({*filter(None, named), *_printed_in(folder), SUMS})


def _printed_in(folder: Path) -> frozenset[str]:
    """The files that the last printing made, and its list."""
    return frozenset({LIST, *(offer.path for offer in read_offers(folder))})


def take_along(last: Path, fresh: Path, left_out: Collection[str]) -> None:
    """Put into a folder what stood in the last one too: somebody's own file stays, whatever a build makes beside it."""
    for name in _files_in(last):
        path, target = last / name, fresh / name
        draft = path.name.startswith(".") and path.name.endswith(".new")
        if name in left_out or draft or os.path.lexists(target):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target, follow_symlinks=False)
        except (OSError, NotImplementedError):
            shutil.copy2(path, target, follow_symlinks=False)


def renew_sums(folder: Path, written: Collection[str]) -> None:
    """Make the sums right again after some of the files that they name were written."""
    if not written or not (folder / SUMS).is_file():
        return
    names = _made_in(folder)
    if not names.isdisjoint(written):
        write_sums(folder, names)


def _files_in(folder: Path) -> Iterator[str]:
    with contextlib.suppress(FileNotFoundError):
        for path in folder.rglob("*"):
            if path.is_symlink() or path.is_file():
                yield path.relative_to(folder).as_posix()


def _sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
