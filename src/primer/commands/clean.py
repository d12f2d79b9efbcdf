"""What `primer clean` does: throw away what is kept between builds."""

from __future__ import annotations

import shutil
from pathlib import Path

KEPT = ("bibliography", "csl", "last-build", "pages", "paper", "previews", "references", "word")
"""Everything that we keep in `.cache`; what other programs keep there is theirs."""


def remove_kept(root: Path) -> str:
    """Remove everything that is kept between builds; gives what to tell the one who asked."""
    count = size = 0
    for path in (root / ".cache" / name for name in KEPT):
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
        count, size = count + len(files), size + sum(one.stat().st_size for one in files)
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return f"Removed {count} kept files, {size / 1e6:.1f} MB. The site and the PDFs are as they were."
