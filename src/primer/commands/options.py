"""What every command of `primer` has: its folder, and examples in its help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def examples(*lines: str) -> str:
    """The end of a command's help."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def in_root(command: Command) -> Command:
    """Give a command the option `--root`."""
    folder = click.Path(path_type=Path, file_okay=False)
    return click.option("--root", type=folder, default=".", help="The folder that holds mkdocs.yml.")(command)
