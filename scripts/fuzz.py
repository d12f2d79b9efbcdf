"""Fuzzes with atheris what tests/fuzz tries with hypothesis: the same targets, led by what code an input reaches.

    python scripts/fuzz.py                              every target, 10 minutes each
    python scripts/fuzz.py --seconds 60 ledger bibtex   those with these words in their names, a minute each

atheris is no requirement of the project; without it one line says so. What it reached is kept in .cache/fuzz, where the
next run goes on. Put an input that failed into tests/fuzz as an `@example`, and mend what it found.

Exit codes: 0 nothing found, 1 a target failed, 2 wrong use, 3 atheris is not installed (0 with --optional).
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".cache" / "fuzz"
MISSING = "atheris is not installed, so nothing was fuzzed with it. Run 'pip install atheris'."
LIMITS = ("-timeout=20", "-rss_limit_mb=2000", "-max_len=2048", "-print_final_stats=1", "-verbosity=0")
"""One input may take so many seconds and megabytes, and has so many bytes of choices."""


def targets() -> dict[str, Path]:
    """The file of each target by its name, such as `ledger`."""
    files = sorted((ROOT / "tests" / "fuzz").glob("test_*.py"))
    return {name: file for file in files for name in re.findall(r"^def test_(\w+)\(", file.read_text("utf-8"), re.M)}


def fuzz_here(name: str, seconds: int) -> None:
    """Fuzz one target in this process, which ends with it."""
    import atheris  # type: ignore[import-not-found,unused-ignore]

    sys.path.insert(0, str(ROOT / "tests"))
    with atheris.instrument_imports(include=["mkdocs_bibliography", "primer"]):
        spec = importlib.util.spec_from_file_location("target", targets()[name])
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    test = getattr(module, f"test_{name}")
    test.hypothesis.inner_test = _telling(test.hypothesis.inner_test)
    folder = KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={folder}-", *LIMITS]
    atheris.Setup([name, *options, str(folder)], test.hypothesis.fuzz_one_input)
    atheris.Fuzz()


def _telling(test: Callable[..., Any]) -> Callable[..., Any]:
    """The test, which prints the input that it failed with."""

    def tell(*arguments: Any, **named: Any) -> Any:
        try:
            return test(*arguments, **named)
        except Exception:
            print(f"FAILED WITH: {(*arguments, *named.values())!r}", file=sys.stderr, flush=True)
            raise

    return tell


def fuzz(name: str, seconds: int) -> bool:
    """Fuzz one target in a process of its own, and print what came of it; whether nothing was found."""
    command = [sys.executable, __file__, "--here", name, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, check=False, text=True, errors="replace", cwd=ROOT)
    found = re.search(r"number_of_executed_units:\s*(\d+)", done.stderr)
    executed = f"{int(found[1]):,} inputs" if found else "no count of inputs"
    print(f"{name}: {executed}, {'nothing found' if done.returncode == 0 else 'FAILED'}", flush=True)
    if done.returncode:
        print("\n".join(line[:2000] for line in done.stderr.splitlines()[-40:]), flush=True)
    return done.returncode == 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz what the command line asks for; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only targets with one of these in their names")
    parser.add_argument("--seconds", type=int, default=int(os.environ.get("FUZZ_SECONDS", "600")), help="per target")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="targets at a time")
    parser.add_argument("--optional", action="store_true", help="where atheris is missing, say so and end with 0")
    parser.add_argument("--here", metavar="TARGET", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if importlib.util.find_spec("atheris") is None:
        print(MISSING, file=sys.stderr)
        return 0 if given.optional else 3
    if given.here:
        fuzz_here(given.here, given.seconds)
        return 0
    chosen = [name for name in targets() if not given.words or any(word in name for word in given.words)]
    if not chosen:
        parser.error(f"no target has {' or '.join(given.words)} in its name. Targets: {', '.join(targets())}.")
    with ThreadPoolExecutor(given.jobs) as pool:
        done = list(pool.map(lambda name: fuzz(name, given.seconds), chosen))
    return int(not all(done))


if __name__ == "__main__":
    sys.exit(main())
