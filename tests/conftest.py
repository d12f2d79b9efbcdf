"""What holds for every test: what it costs, what units may not do, and what is made once for all of a run."""

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from support.builds import build, made_once
from support.paths import ROOT, TESTS
from support.real_primer import checked_primer
from support.small_site import SMALL, copy_small, read_works

from primer.checks.check_project import check_project
from primer.content.model import Primer

# A deadline for one example would measure the machine, not the code.
settings.register_profile("any machine", deadline=None)
settings.register_profile("release", deadline=None, max_examples=2_000)
settings.load_profile("any machine")

# A run in the background of a script ignores Ctrl-C, and so would every program that a test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

COSTS = ("unit", "site", "paper", "browser")
COST_OF_ROOM = {"publish": "site", "faults": "site", "paper": "paper", "browser": "browser"}
"""What the tests of a room cost, where most of them cost more than a unit."""
SHARED = {"built": "site", "project": "site", "real_site": "site", "site": "site"}
"""What a test costs that asks for one of these fixtures."""


def pytest_configure(config: pytest.Config) -> None:
    """Give the run, with all its processes, one folder for what is made once."""
    if "PRIMER_MADE_ONCE" not in os.environ:
        folder = os.environ["PRIMER_MADE_ONCE"] = tempfile.mkdtemp(prefix="primer-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_sessionstart() -> None:
    """Have the works of both primers read."""
    for root in (SMALL, ROOT):
        read_works(root)


def cost_of(item: pytest.Item) -> str:
    """What a test costs: its room says so, or a fixture that it asks for."""
    fixtures = getattr(item, "fixturenames", ())
    asked = [cost for name, cost in SHARED.items() if name in fixtures]
    return COST_OF_ROOM.get(item.path.relative_to(TESTS).parts[0]) or (asked[0] if asked else "unit")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by what it costs, unless it has such a mark; what fails fast comes first."""
    for item in items:
        if not any(item.get_closest_marker(cost) for cost in COSTS):
            item.add_marker(cost_of(item))
    items.sort(key=lambda item: next(at for at, cost in enumerate(COSTS) if item.get_closest_marker(cost)))


_STARTS = {"subprocess.Popen", "os.posix_spawn", "os.exec", "os.system", "os.fork"}
_unit = ""
"""The unit test that runs now."""


def _refuse_programs(event: str, arguments: tuple[object, ...]) -> None:
    """Let no unit start a program but git, which says in milliseconds which commit a folder holds."""
    if _unit and event in _STARTS:
        program = arguments[0] if arguments else ""
        if Path(str(program)).stem != "git":
            raise AssertionError(f"{_unit} starts {program}. Mark it `site`, or leave the program out.")


sys.addaudithook(_refuse_programs)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Know which unit runs."""
    global _unit
    _unit = item.nodeid if item.get_closest_marker("unit") else ""
    try:
        return (yield)
    finally:
        _unit = ""


@pytest.fixture(scope="session")
def primer() -> Primer:
    """The primer in docs/, which has no error."""
    return checked_primer()


@pytest.fixture(scope="session")
def small() -> Primer:
    """The small primer; tests that change something take a copy of its folder."""
    return check_project(SMALL).primer


@pytest.fixture(scope="session")
def built() -> Path:
    """The small site, built; tests that change something take `project`."""
    return made_once("small", lambda part: build(copy_small(part / "site"))) / "site"


@pytest.fixture(scope="session")
def real_site() -> Path:
    """The folder of the real primer, built with its paper."""
    from support.web import real_root

    return real_root()


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built small site."""
    return Path(shutil.copytree(built, tmp_path / "site"))
