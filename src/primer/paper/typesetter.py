"""Typst, with our faces and templates: `Typesetter`. As a program it compiles one document, and gives its memory back.

Nothing else of the primer is loaded here, so that a process of its own costs little beside the document.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import typst

from mkdocs_bibliography.text.errors import UserError
from primer.fonts.coverage import FONTS, HYPHENS

_HERE = Path(__file__).parent
TEMPLATES = _HERE / "typst"

_UNSETTLED = "did not converge"
"""What Typst's warning says of a document in which a number of a page may be wrong."""
_TRIES = 3


class PaperError(UserError):
    """A document cannot be made as it should be; the message is one line with the fix."""


class Typesetter:
    """Sets documents; faces and templates are read once."""

    def __init__(self, facts: Mapping[str, str], epoch: int) -> None:
        self._links = _linked(json.loads(facts.get("fonts", "[]")))
        paths = [str(FONTS), self._links.name]
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
        self._compiler = typst.Compiler(root=str(TEMPLATES), font_paths=self._fonts, ignore_system_fonts=True)
        self._facts = {name: fact for name, fact in facts.items() if name != "fonts"}
        self._epoch = epoch

    def typeset(self, path: str, code: str, inputs: Mapping[str, str]) -> bytes:
        """A document as PDF/UA-1; `path` names it in messages.

        Raises PaperError when Typst refuses it, such as for a character that no face holds, and when its numbers of
        pages never agree with its pages.
        """
        try:
            return self._settled(path, code.translate(HYPHENS), {**self._facts, **inputs})
        except typst.TypstError as error:
            hints = " ".join(error.hints)
            raise PaperError(f"{path}: {error.message}. {hints or 'Fix the text that it names.'}") from error

    def _settled(self, path: str, code: str, inputs: Mapping[str, str]) -> bytes:
        """The document once no number of a page is wrong.

        Typst lays out five times and then gives what it has. So we begin again from the pages that it found, and at
        last with numbers that are all of one width, which move nothing.
        """
        for steady in (*[""] * _TRIES, "yes"):
            made, warnings = self._compiler.compile_with_warnings(
                input=code.encode(),
                sys_inputs={**inputs, "steady": steady},
                pdf_standards=["ua-1"],
                timestamp=self._epoch,
            )
            if not any(_UNSETTLED in warning.message for warning in warnings):
                assert isinstance(made, bytes)
                return made
            inputs = {**inputs, "rough": self._pages(code, inputs)}
        raise PaperError(
            f"{path}: its numbers of pages never agree with its pages. Report this as a bug of 'primer pdf'."
        )

    def _pages(self, code: str, inputs: Mapping[str, str]) -> str:
        """The page on which each piece begins in the last layout, as JSON."""
        compiler = typst.Compiler(
            code.encode(),
            root=str(TEMPLATES),
            font_paths=self._fonts,
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
        )
        names = json.loads(inputs.get("rough", "{}"))
        found = f"({json.dumps(list(names))[1:-1]},).map(name => query(label(name)).map(one => one.location().page()))"
        pages = json.loads(compiler.eval(found)) if names else []
        return json.dumps(
            {name: page[0] if page else guess for (name, guess), page in zip(names.items(), pages, strict=True)}
        )


def _linked(files: Sequence[str]) -> tempfile.TemporaryDirectory[str]:
    """A folder that holds these fonts alone: Typst takes folders, and those of the system hold others beside them."""
    folder = tempfile.TemporaryDirectory(prefix="primer-fonts-")
    for number, file in enumerate(files):
        place = Path(folder.name) / f"{number}{Path(file).suffix}"
        try:
            place.symlink_to(file)
        except OSError:  # Windows lets not everybody link.
            shutil.copyfile(file, place)
    return folder


def typeset_apart(path: str, code: str, inputs: Mapping[str, str], facts: Mapping[str, str], epoch: int) -> bytes:
    """A document compiled in a process of its own, whose memory is free again afterwards.

    Raises PaperError as `Typesetter.typeset` does, and when the process was ended by the system.
    """
    job = json.dumps([path, code, dict(inputs), dict(facts), epoch]).encode()
    run = subprocess.run([sys.executable, "-m", "primer.paper.typesetter"], input=job, capture_output=True, check=False)
    if run.returncode == 1 and run.stdout:
        raise PaperError(run.stdout.decode())
    if run.returncode:
        why = run.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2] or f"ended with {run.returncode}"
        raise PaperError(f"{path}: the process that sets it stopped ({why}). Free memory, then print again.")
    return run.stdout


def main() -> int:
    """Compile the document that stands on standard input; its PDF, or why there is none, goes to standard output."""
    path, code, inputs, facts, epoch = json.load(sys.stdin)
    try:
        sys.stdout.buffer.write(Typesetter(facts, epoch).typeset(path, code, inputs))
    except PaperError as error:
        sys.stdout.write(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
