"""Runs the benchmarks one after another: the same work for this engine and for its peers, in one run each.

    python benchmarks/run.py
    python benchmarks/run.py bibliography build

Every other file of this folder is one benchmark; it prints its own table and exits with 1 when a measurement failed.
Figures are ratios within a run, since absolute times say more about the machine. Some keep what they measured in
benchmarks/results/, from which docs/performance.md is written.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NAMES = sorted(path.stem for path in HERE.glob("*.py") if path.stem != "run" and not path.stem.startswith("_"))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "names", nargs="*", choices=[*NAMES, []], help=f"which to run: {', '.join(NAMES)} (all without names)"
    )
    failed = []
    for name in parser.parse_args().names or NAMES:
        print(f"\n== {name} ==", flush=True)
        if subprocess.run([sys.executable, str(HERE / f"{name}.py")], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
