"""Pandoc, started with a Lua script that reads a job and writes an answer."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path

import pypandoc

from mkdocs_bibliography.text.errors import UserError

_MEMORY = ("+RTS", "-M3g", "-RTS")
_WAY_OUT = "Run 'pip install --force-reinstall pypandoc-binary', or build where the cache is complete."


class PandocUnavailable(UserError):
    """Pandoc cannot be started, or did not finish; the message says what to do."""


def run_script(script: Path, job: object, task: str, seconds: int = 600) -> str:
    """What the script writes for a job; `task` is what pandoc else cannot do, in so many seconds.

    Raises PandocUnavailable.
    """
    try:
        command = [pypandoc.get_pandoc_path(), *_MEMORY, "lua", str(script)]
        data = json.dumps(job).encode()
        done = subprocess.run(
            command, input=data, capture_output=True, check=False, timeout=seconds, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        raise PandocUnavailable(
            f"pandoc cannot {task} in {seconds} seconds. Cite fewer works, or shorter ones."
        ) from error
    except OSError as error:
        raise PandocUnavailable(f"pandoc cannot {task}: {error}. {_WAY_OUT}") from error
    if done.returncode != 0:
        said = " ".join(done.stderr.decode(errors="replace").split())[:300]
        raise PandocUnavailable(f"pandoc cannot {task} (exit {done.returncode}): {said} {_WAY_OUT}")
    return done.stdout.decode()


def _environment() -> dict[str, str]:
    """The environment, with a folder for temporary files that is there: pandoc ends where `TMPDIR` is missing."""
    return {**os.environ, "TMPDIR": tempfile.gettempdir()}


def word_document(markdown: str, epoch: int) -> bytes:
    """Markdown as a Word document, dated `epoch`; the same text gives the same bytes.

    Raises PandocUnavailable.
    """
    try:
        command = [pypandoc.get_pandoc_path(), "--from=commonmark", "--to=docx", "--sandbox", "--output=-"]
        dated = {**_environment(), "SOURCE_DATE_EPOCH": str(epoch)}
        done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True, timeout=120, env=dated)
    except (OSError, subprocess.SubprocessError) as error:
        raise PandocUnavailable(f"pandoc cannot write a Word document: {error}. {_WAY_OUT}") from error
    return done.stdout
