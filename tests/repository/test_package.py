"""The package as others get it: its archives hold what is needed and no more, and it works outside this folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from support.paths import ROOT

pytestmark = pytest.mark.site

OF_PDF = ("typst", "segno", "pikepdf", "pypdfium2", "markdown_it")
"""What the extra `pdf` brings, by the names of modules."""
WITHOUT_PDF = f"import sys; sys.modules.update(dict.fromkeys({OF_PDF!r}))\n"


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The archive of sources, and the wheel that is made from it and from nothing else."""
    folder = tmp_path_factory.mktemp("archives")
    build = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run([*build, "-t", "sdist"], cwd=ROOT, check=True, capture_output=True, timeout=120)
    (sources,) = folder.glob("*.tar.gz")
    with tarfile.open(sources) as archive:
        # Python 3.11.2, which Debian 12 has, knows no filters.
        archive.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
    unpacked = folder / sources.name.removesuffix(".tar.gz")
    subprocess.run([*build, "-t", "wheel"], cwd=unpacked, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    return sources, wheel


@pytest.fixture(scope="module")
def fresh(archives: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, which sees the packages that it needs but not the sources here."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=120)
    installed = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    pip = [sys.executable, "-m", "pip", "--python", str(python_of(folder)), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, archives[1]], check=True, timeout=120)
    (installed / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return folder


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def primer(fresh: Path, folder: Path, *words: str, extra: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command as installed, in a folder outside this one."""
    own = f"import primer; assert primer.__file__.startswith({str(fresh)!r}), primer.__file__\n"
    code = f"{extra}{own}from primer.cli import main\nmain({list(words)!r})"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [python_of(fresh), "-c", code], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )


def files_of_the_packages() -> set[str]:
    source = ROOT / "src"
    packages = (source / "primer", source / "mkdocs_bibliography")
    found = (path for package in packages for path in package.rglob("*") if path.is_file())
    return {path.relative_to(source).as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_wheel_from_the_archive_holds_every_file_of_both_packages(archives: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(archives[1]).namelist())
    assert files_of_the_packages() - names == set()
    assert {name.partition("/")[0] for name in names} <= {"primer", "mkdocs_bibliography"} | {
        name.partition("/")[0] for name in names if ".dist-info/" in name
    }


def test_the_archive_of_sources_holds_no_primer(archives: tuple[Path, Path]) -> None:
    with tarfile.open(archives[0]) as archive:
        tops = {name.split("/")[1] for name in archive.getnames() if "/" in name}
    assert tops - {"src", "LICENSE", "THIRD-PARTY.md", "pyproject.toml", "PKG-INFO", ".gitignore"} == set()


def test_the_metadata_says_licences_links_and_what_the_package_is(archives: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(archives[1]) as wheel:
        folder = next(name.partition("/")[0] for name in wheel.namelist() if ".dist-info/" in name)
        said = Parser().parsestr(wheel.read(f"{folder}/METADATA").decode())
        names = set(wheel.namelist())
    assert said["License-Expression"] == "MIT AND OFL-1.1 AND CC-BY-SA-3.0"
    assert {f"{folder}/licenses/{name}" for name in said.get_all("License-File", [])} <= names
    assert any("OFL-SourceSerif4" in name for name in said.get_all("License-File", []))
    assert said["Author"] or said["Author-email"]
    assert said["Keywords"]
    assert said.get_all("Project-URL")
    assert said.get_all("Classifier")
    text = str(said.get_payload())
    assert text.startswith("# evidence-primer")
    assert "](docs/" not in text


def test_a_primer_begins_and_is_built_outside_this_folder(fresh: Path, tmp_path: Path) -> None:
    begun = primer(fresh, tmp_path, "init", "rain", "--yes", "--name", "Rain gauges")
    assert begun.returncode == 0, begun.stderr
    built = primer(fresh, tmp_path / "rain", "build")
    assert built.returncode == 0, built.stdout + built.stderr
    assert (tmp_path / "rain/site/index.html").is_file()
    assert list((tmp_path / "rain/dist").glob("rg-0.1-book-a4.pdf"))


def test_a_site_is_built_without_what_prints_pdfs(fresh: Path, tmp_path: Path) -> None:
    primer(fresh, tmp_path, "init", "rain", "--yes", extra=WITHOUT_PDF)
    shutil.rmtree(tmp_path / "rain/.cache", ignore_errors=True)
    built = primer(fresh, tmp_path / "rain", "build", "--no-pdf", extra=WITHOUT_PDF)
    assert built.returncode == 0, built.stdout + built.stderr
    assert "Shared links show no picture" in built.stderr
    assert (tmp_path / "rain/site/index.html").is_file()
    assert not list((tmp_path / "rain").rglob("*.pdf"))
    refused = primer(fresh, tmp_path / "rain", "build", extra=WITHOUT_PDF)
    assert refused.returncode == 2
    assert "is not installed. Install 'evidence-primer[site,pdf]', or print no PDFs with" in refused.stderr
