"""What holds for every test, and the built site that several files look at."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from support.builds import build, made_once
from support.paths import TESTS
from support.small_site import copy_small

# A deadline for one example would measure the machine, not the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Give the run, with all its processes, one folder for what is made once."""
    if "PRIMER_MADE_ONCE" not in os.environ:
        folder = os.environ["PRIMER_MADE_ONCE"] = tempfile.mkdtemp(prefix="primer-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


MARK_OF_ROOM = {"publish": "site", "paper": "paper", "browser": "browser"}
"""What the tests of a room cost, where they cost more than a unit."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it costs: a mark of its own, or that of its room."""
    for item in items:
        if not any(item.get_closest_marker(name) for name in ("unit", "site", "paper", "browser")):
            item.add_marker(MARK_OF_ROOM.get(item.path.relative_to(TESTS).parts[0], "unit"))


@pytest.fixture(scope="session")
def built() -> Path:
    """The small site, built; tests that change something take `project`."""
    return made_once("small", lambda part: build(copy_small(part / "site"))) / "site"


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built small site."""
    return Path(shutil.copytree(built, tmp_path / "site"))
