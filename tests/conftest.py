"""What holds for every test, and the built site that several files look at."""

import shutil
from pathlib import Path

import pytest
from building import build
from hypothesis import settings
from small_site import copy_small

# A deadline for one example would measure the machine, not the code.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built; tests that change something take `project`."""
    root = copy_small(tmp_path_factory.mktemp("built") / "site")
    build(root)
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built small site."""
    return Path(shutil.copytree(built, tmp_path / "site"))
