"""The public names, and the page about them: every example on it runs and prints what the page says."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from itertools import chain

import pytest
from support.paths import TESTS
from support.small_site import SMALL, change, copy_small

import mkdocs_bibliography
import primer
from primer import CheckFailed, load

PACKAGES = (mkdocs_bibliography, primer)
PAGE = (TESTS.parent / "docs" / "api.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def examples() -> Iterator[tuple[str, str]]:
    """Each example, with what the block after it says that it prints."""
    blocks = _BLOCK.findall(PAGE)
    for (language, code), following in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language == "python":
            yield code, following[1] if following[0] == "text" else ""


@pytest.mark.site
def test_every_example_runs_and_prints_what_the_page_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TESTS.parent)
    names: dict[str, object] = {}
    ran = 0
    for code, printed in examples():
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "docs/api.md", "exec"), names)
        assert out.getvalue() == printed, code
        ran += 1
    assert ran == PAGE.count("```python")
    assert ran >= 6


def public_names() -> list[str]:
    return list(chain.from_iterable(package.__all__ for package in PACKAGES))


def test_every_public_name_stands_once_and_names_one_object() -> None:
    names = public_names()
    assert len(names) == len(set(names))
    objects = [getattr(package, name) for package in PACKAGES for name in package.__all__]
    assert len({id(one) for one in objects}) == len(objects)
    assert [one.__name__ for one in objects] == names


def test_every_public_object_is_exported_from_the_module_that_defines_it() -> None:
    for package in PACKAGES:
        told = {name: getattr(package, name).__module__ for name in package.__all__ if name != "load"}
        assert told == package._MODULES


def test_every_public_object_has_a_docstring_of_its_own() -> None:
    objects = {name: getattr(package, name) for package in PACKAGES for name in package.__all__}
    assert [name for name, one in objects.items() if not one.__doc__] == []
    # A dataclass without a docstring has its signature for one.
    assert [name for name, one in objects.items() if one.__doc__.startswith(f"{name}(")] == []


def test_the_page_names_every_public_object() -> None:
    assert [name for name in public_names() if not re.search(rf"`{name}\b", PAGE)] == []


def test_the_page_imports_public_names_alone() -> None:
    told = re.findall(r"^(?:from|import) ((?:primer|mkdocs_bibliography)\S*)", PAGE, re.M)
    assert set(told) == {"primer", "mkdocs_bibliography"}


def test_another_name_is_no_attribute() -> None:
    for package in PACKAGES:
        with pytest.raises(AttributeError, match=f"module '{package.__name__}' has no attribute 'nonsense'"):
            _ = package.nonsense


def test_load_reads_a_folder_given_as_text_or_path() -> None:
    assert load(str(SMALL)).guidelines.keys() == load(SMALL).guidelines.keys()


def test_load_raises_every_slip_at_once(tmp_path: pytest.TempPathFactory) -> None:
    root = copy_small(tmp_path / "site")  # type: ignore[operator]
    change(root, {"delete": ["docs/findings/f22-beds.md"]})
    with pytest.raises(CheckFailed) as caught:
        load(root)
    assert len(caught.value.issues) > 1


@pytest.mark.site
def test_the_packages_import_nothing_heavy_by_itself() -> None:
    import subprocess
    import sys

    code = (
        "import mkdocs_bibliography, primer, sys; "
        "heavy = ('pydantic', 'mkdocs.', 'jinja2', 'bibtexparser', 'pypandoc'); "
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
