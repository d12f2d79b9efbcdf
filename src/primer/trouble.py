"""What stops a command that cannot work here at all."""


class Trouble(Exception):
    """A command cannot go on; the message is one line that says why, and how to mend it."""
