"""The offline copy."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from support.small_site import SMALL, write

from primer.project.settings import Settings, read_settings
from primer.publish import offline as release
from primer.publish.handed_out import write_sums
from primer.publish.offline import ReleaseError, publish_offline_copy, write_offline_copy

pytestmark = pytest.mark.unit

EPOCH = 1_795_478_400


@pytest.fixture
def settings() -> Settings:
    return replace(read_settings(SMALL), edition="1.0", site_name="Small Primer")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for name in ("index.html", "g6.html", "ref/a.html", "downloads/byb-1.0-book-a4.pdf", "assets/previews/g6.png"):
        write(folder / name, f"<p>{name}</p>")
    return folder


def test_the_copy_holds_the_site_in_one_folder_with_a_readme(site: Path, tmp_path: Path, settings: Settings) -> None:
    made = write_offline_copy(site, tmp_path / "dist", settings, EPOCH)
    assert made.name == "byb-1.0-offline.zip"
    with zipfile.ZipFile(made) as opened:
        names = opened.namelist()
        assert opened.read("byb-1.0/ref/a.html") == b"<p>ref/a.html</p>"
        readme = opened.read("byb-1.0/README.txt").decode()
        assert opened.testzip() is None
    assert sorted(names) == [
        "byb-1.0/README.txt",
        "byb-1.0/downloads/byb-1.0-book-a4.pdf",
        "byb-1.0/g6.html",
        "byb-1.0/index.html",
        "byb-1.0/ref/a.html",
    ]
    assert readme.startswith("Small Primer, edition 1.0, offline copy\n")
    assert settings.site_url in readme


def test_a_link_to_what_only_the_published_site_holds_leads_there(
    site: Path, tmp_path: Path, settings: Settings
) -> None:
    page = '<a href="downloads/{0}">zip</a> <a href="downloads/SHA256SUMS">sums</a> <a href="downloads/b.pdf">b</a>'
    write(site / "downloads.html", page.format("byb-1.0-offline.zip"))
    with zipfile.ZipFile(write_offline_copy(site, tmp_path / "dist", settings, EPOCH)) as opened:
        copied = opened.read("byb-1.0/downloads.html").decode()
    online = f"{settings.site_url}downloads/"
    assert re.findall('href="([^"]+)"', copied) == [
        f"{online}byb-1.0-offline.zip",
        f"{online}SHA256SUMS",
        "downloads/b.pdf",
    ]
    assert 'href="downloads/SHA256SUMS"' in (site / "downloads.html").read_text("utf-8")


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path, settings: Settings) -> None:
    first = write_offline_copy(site, tmp_path / "one", settings, EPOCH).read_bytes()
    (site / "index.html").touch()
    assert write_offline_copy(site, tmp_path / "two", settings, EPOCH).read_bytes() == first


def test_a_date_before_zip_files_is_their_first_day(site: Path, tmp_path: Path, settings: Settings) -> None:
    made = write_offline_copy(site, tmp_path / "dist", settings, 0)
    with zipfile.ZipFile(made) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_names_that_differ_in_case_alone_are_refused(site: Path, tmp_path: Path, settings: Settings) -> None:
    write(site / "G6.html", "<p>other</p>")
    if len(list(site.glob("[gG]6.html"))) < 2:
        pytest.skip("this file system does not tell the two names apart")
    with pytest.raises(ReleaseError) as refused:
        write_offline_copy(site, tmp_path / "dist", settings, EPOCH)
    assert str(refused.value) == "'G6.html' and 'g6.html' are one file on some systems. Rename one."


def test_a_copy_that_is_too_large_is_refused(
    site: Path, tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(release, "LARGEST", 100)
    with pytest.raises(ReleaseError, match=r"bytes, at most 100 are allowed\. Make the PDFs or pictures smaller\.$"):
        write_offline_copy(site, tmp_path / "dist", settings, EPOCH)


def test_the_published_site_offers_the_copy_and_the_sums(site: Path, tmp_path: Path, settings: Settings) -> None:
    archive = write_offline_copy(site, tmp_path / "dist", settings, 0)
    publish_offline_copy(archive, write_sums(tmp_path / "dist"), site)
    offered = {path.name for path in (site / "downloads").iterdir()}
    assert {archive.name, "SHA256SUMS"} <= offered
    with zipfile.ZipFile(archive) as held:
        assert not [name for name in held.namelist() if name.endswith(".zip")]
