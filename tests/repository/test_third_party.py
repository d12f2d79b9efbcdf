"""THIRD-PARTY.md lists all that others made and we pass on, in the package and in the site, and nothing else."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
from support.paths import ROOT

ROWS = [line for line in (ROOT / "THIRD-PARTY.md").read_text("utf-8").splitlines() if line.startswith("| ")][2:]
PATTERNS = [pattern for row in ROWS for pattern in re.findall(r"`([^`]+)`", row.split("|")[4])]
LICENCES = re.compile(r"(-LICENCE|OFL(-\w+)?(\.txt)?)$")
OF_OTHERS = re.compile(r"\.(ttf|otf|woff2?|eot|csl)$|/vendor/|(^|/)theme\.css$|\.min\.(js|css)$|(^|/)node_modules/")
"""Files that are never ours by where they stand or by their kind."""
NOTICE = re.compile(r"@license|@preserve|\(c\) ?\d{4}|copyright", re.I)


def listed(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in PATTERNS)


def unlisted(names: dict[str, Path]) -> list[str]:
    """Files of others that no row names: by their kind, or since they carry someone's notice."""
    known = (name for name in names if LICENCES.search(name) or listed(name))
    return sorted(name for name in names.keys() - set(known) if of_others(name, names[name]))


def of_others(name: str, path: Path) -> bool:
    if OF_OTHERS.search(name):
        return True
    code = name.endswith((".js", ".css", ".lua", ".typ"))
    return code and bool(NOTICE.search(path.read_text("utf-8", "ignore")[:4000]))


def test_the_package_holds_nothing_of_others_that_is_not_listed() -> None:
    source = ROOT / "src"
    files = {path.relative_to(source).as_posix(): path for path in source.rglob("*") if path.is_file()}
    assert unlisted(files) == []
    used = {pattern for pattern in PATTERNS if not pattern.startswith("site/")}
    assert {pattern for pattern in used if not any(fnmatch(name, pattern) for name in files)} == set()


@pytest.mark.site
def test_the_site_holds_nothing_of_others_that_is_not_listed(real_site: Path) -> None:
    folder = real_site / "site"
    files = {f"site/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
    assert unlisted(files) == []
    used = {pattern for pattern in PATTERNS if pattern.startswith("site/")}
    assert {pattern for pattern in used if not any(fnmatch(name, pattern) for name in files)} == set()
    for name in ("stylesheets/theme",):
        assert "Permission is hereby granted, free of charge" in (folder / f"assets/{name}-LICENCE").read_text("utf-8")


def test_every_licence_that_is_named_is_there() -> None:
    for row in ROWS:
        for target in re.findall(r"\]\(([^)]+)\)", row):
            assert (ROOT / target).is_file(), target
    assert len(ROWS) == 4
