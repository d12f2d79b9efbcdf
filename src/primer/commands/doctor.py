"""`primer doctor`: what this machine and this folder have of what a primer needs, a line each."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from mkdocs_bibliography.text.errors import UserError

DISTRIBUTION = "evidence-primer"
LEAST = (3, 11)
"""The oldest Python that works."""
PAPER = "#fcfbf8"
"""The colour of pages, on which types and links have to be read."""
CONTRAST = 4.5
"""What WCAG 2 asks of text, to one."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    right: bool
    what: str
    """What there is, or what is wrong and how to mend it."""

    @property
    def line(self) -> str:
        """As it is printed."""
        return f"{'ok' if self.right else 'to do':5}  {self.what}"


def examine(root: Path) -> Iterator[Finding]:
    """Everything that a primer needs: machine, then folder."""
    for look in (_python, _packages, _pandoc, _typst):
        yield from look()
    folder: tuple[Callable[[Path], Iterator[Finding]], ...] = (_git, _writable, _settings)
    for of_folder in folder:
        yield from of_folder(root)


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    right = sys.version_info >= LEAST
    yield Finding(right, f"Python {version}" + ("" if right else f". Use {'.'.join(map(str, LEAST))} or a later one."))


def _packages() -> Iterator[Finding]:
    """Whether each package that ours asks for is there, in a version that it allows."""
    from packaging.requirements import Requirement

    wanted = [Requirement(line) for line in importlib.metadata.requires(DISTRIBUTION) or ()]
    for extra, lacking in (("", "it"), ("site", "a site"), ("pdf", "PDFs")):
        told = [one for one in wanted if _of_extra(one.marker, extra)]
        wrong = [problem for one in told if (problem := _package(one.name, str(one.specifier)))]
        name = f"{DISTRIBUTION}[{extra}]" if extra else DISTRIBUTION
        if wrong:
            yield Finding(False, f"{'; '.join(wrong)}. For {lacking} run: pip install '{name}'")
        else:
            yield Finding(True, f"{name}: {len(told)} packages, each in a version that it allows")


def _of_extra(marker: object, extra: str) -> bool:
    return f'extra == "{extra}"' in str(marker) if extra else marker is None


def _package(name: str, allowed: str) -> str:
    """What is wrong with an installed package; empty when nothing is."""
    from packaging.specifiers import SpecifierSet

    try:
        version = importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return f"{name} is not installed"
    return "" if SpecifierSet(allowed).contains(version, prereleases=True) else f"{name} {version} is not {allowed}"


def _pandoc() -> Iterator[Finding]:
    try:
        import pypandoc

        yield Finding(True, f"pandoc {pypandoc.get_pandoc_version()}")
    except (ImportError, OSError) as error:
        what = " ".join(str(error).split())
        yield Finding(False, f"pandoc: {what} It formats citations. Run: pip install --force-reinstall pypandoc-binary")


def _typst() -> Iterator[Finding]:
    """Whether Typst sets a page in our faces."""
    try:
        from primer.fonts.coverage import FONTS
        from primer.paper.typesetter import Typesetter

        faces = sorted(path.name for path in FONTS.glob("*.[to]tf"))
        made = Typesetter({}, 0).typeset(
            "doctor", '#set document(title: "a")\n#set text(font: "Source Serif 4")\na', {}
        )
    except ImportError:
        yield Finding(False, f"Typst is not installed, so there are no PDFs. Run: pip install '{DISTRIBUTION}[pdf]'")
    except UserError as error:
        yield Finding(False, f"Typst: {error}")
    else:
        right = made.startswith(b"%PDF") and bool(faces)
        yield Finding(right, f"Typst sets a page; {len(faces)} files of faces" + ("" if right else ". Install again."))


def _git(root: Path) -> Iterator[Finding]:
    from primer.project.git import read_revision, why_no_commit

    if not shutil.which("git"):
        yield Finding(False, "git is not installed, so pages name no commit. Install it.")
    elif why := why_no_commit(root):
        yield Finding(False, f"git: pages name no commit, since {why}")
    else:
        yield Finding(
            True, f"git: {read_revision(root).commit or 'there are changes; pages name no commit before the next one'}"
        )


def _writable(root: Path) -> Iterator[Finding]:
    for name in (".cache", "dist", "site"):
        place = next(path for path in (root / name, root, *root.resolve().parents) if path.exists())
        right = os.access(place, os.W_OK | os.X_OK)
        yield Finding(
            right, f"{name}/ " + ("can be written" if right else f"cannot be written: mend the rights of {place}.")
        )


def _settings(root: Path) -> Iterator[Finding]:
    """What mkdocs.yml and primer.yml say."""
    from primer.project.settings import read_settings

    try:
        settings = read_settings(root)
    except UserError as error:
        yield Finding(False, str(error))
        return
    yield from _mkdocs(root)
    for issue in settings.issues:
        yield Finding(False, f"{issue.path}:{issue.line}:{issue.column}: {issue.message}")
    for name, colour in settings.words.look.colours.items():
        found = contrast(colour, PAPER)
        if found < CONTRAST:
            yield Finding(
                False, f"primer.yml: '{name}' {colour} has a contrast of {found:.1f} to 1. Darken it to {CONTRAST}."
            )
    if not settings.issues:
        yield Finding(True, f"mkdocs.yml and primer.yml: {settings.site_name}, edition {settings.edition}")
    if ".example" in settings.site_url or "example.org" in settings.site_url:
        yield Finding(False, f"mkdocs.yml: 'site_url' is {settings.site_url}. Write the address that readers will use.")


def _mkdocs(root: Path) -> Iterator[Finding]:
    values = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Values)
    plugins = [next(iter(one)) if isinstance(one, dict) else one for one in values.get("plugins") or ()]
    for name in ("bibliography", "primer"):
        if name not in plugins:
            yield Finding(False, f"mkdocs.yml: 'plugins' does not name '{name}'. Add '- {name}'.")
    if "primer" in plugins and "bibliography" in plugins and plugins.index("primer") < plugins.index("bibliography"):
        yield Finding(False, "mkdocs.yml: 'primer' stands before 'bibliography' in 'plugins'. Exchange them.")
    theme = values.get("theme")
    if (theme.get("name") if isinstance(theme, dict) else theme) != "material":
        yield Finding(False, "mkdocs.yml: the theme is not 'material'. Write 'theme: {name: material}'.")


class _Values(yaml.SafeLoader):
    """Reads `mkdocs.yml`, whose tags are of no matter here."""


_Values.add_multi_constructor("", lambda loader, suffix, node: None)


def contrast(one: str, other: str) -> float:
    """How two colours such as `#3a3985` stand out from each other, by WCAG 2."""
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
