"""The page about Python: every example on it runs and prints what the page says."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator

import pytest
from small_site import SMALL, TESTS, change, copy_small

from primer import load
from primer.run import Slips

PAGE = (TESTS.parent / "docs" / "api.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def examples() -> Iterator[tuple[str, str]]:
    """Each example, with what the block after it says that it prints."""
    blocks = _BLOCK.findall(PAGE)
    for (language, code), following in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language == "python":
            yield code, following[1] if following[0] == "text" else ""


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


def test_load_reads_a_folder_given_as_text_or_path() -> None:
    assert load(str(SMALL)).guidelines.keys() == load(SMALL).guidelines.keys()


def test_load_raises_every_slip_at_once(tmp_path: pytest.TempPathFactory) -> None:
    root = copy_small(tmp_path / "site")  # type: ignore[operator]
    change(root, {"delete": ["docs/findings/f22-beds.md"]})
    with pytest.raises(Slips) as caught:
        load(root)
    assert len(caught.value.issues) > 1


def test_the_package_imports_nothing_heavy_by_itself() -> None:
    import subprocess
    import sys

    code = (
        "import primer, sys; print([name for name in sys.modules if name.startswith(('pydantic', 'mkdocs', 'jinja2'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
