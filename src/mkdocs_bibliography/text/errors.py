"""What stops a command that cannot go on."""

from __future__ import annotations

from typing import ClassVar


class UserError(Exception):
    """A command cannot go on; the message is one line that says why, and how to fix it."""

    exit_code: ClassVar[int] = 2
    """What the command exits with: 1 for an author's errors, 2 when it cannot work here at all."""

    @property
    def details(self) -> tuple[str, ...]:
        """Lines that come before the message."""
        return ()
