"""Progress on long work: a live line on a terminal, plain lines in a pipe."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TextIO


@dataclass
class Progress:
    """Says which stage is running and how long each took."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    stages: list[tuple[str, float]] = field(default_factory=list)
    """Each finished stage and its seconds."""
    reused: list[str] = field(default_factory=list)
    """What did not have to be made again, such as `62 of 65 PDFs`."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Run a stage of work under a name."""
        live, start = self.out.isatty(), time.perf_counter()
        self.out.write(f"\r\033[K{name} ..." if live else f"{name} ...\n")
        self.out.flush()
        try:
            yield
        finally:
            seconds = time.perf_counter() - start
            self.stages.append((name, seconds))
            if live:
                self.out.write(f"\r\033[K{name}: {seconds:.1f} s\n")

    def step(self, done: int, whole: int, what: str) -> None:
        """Note how far a stage has come; printed on a terminal only."""
        if self.out.isatty():
            self.out.write(f"\r\033[K[{done}/{whole}] {what}")
            self.out.flush()

    def reuse(self, reused: int, whole: int, what: str) -> None:
        """Note how many of some things were kept from an earlier build; nothing is said when none was."""
        if reused:
            self.reused.append(f"{reused} of {whole} {what}")
            self.out.write("\r\033[K" if self.out.isatty() else "")
            self.out.write(f"Reused: {self.reused[-1]}\n")
            self.out.flush()

    def note(self, line: str) -> None:
        """Say something that is no error, on a line of its own."""
        self.out.write(f"\r\033[K{line}\n" if self.out.isatty() else f"{line}\n")
        self.out.flush()

    def report(self) -> str:
        """How long each stage took and what was reused, on one line."""
        parts = [f"{name.lower()} {seconds:.1f} s" for name, seconds in self.stages]
        reused = f"; reused {', '.join(self.reused)}" if self.reused else ""
        return ", ".join(parts) + f"; in all {sum(seconds for _, seconds in self.stages):.1f} s{reused}"
