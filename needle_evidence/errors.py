"""The errors that stop a command, each with its exit code and a way out."""

from __future__ import annotations


class NeedleEvidenceError(Exception):
    """Something that stops a command; says what is wrong, where, and what to do.

    `exit_code` is the code of the process that it ends; `way_out` one sentence that tells
    the reader what to do next.
    """

    exit_code = 70

    def __init__(self, problem: str, way_out: str = "") -> None:
        super().__init__(f"{problem} {way_out}".strip())
        self.problem = problem
        self.way_out = way_out


class UsageError(NeedleEvidenceError):
    """A command was called, or a project configured, in a way that cannot work."""

    exit_code = 2


class MissingPartError(UsageError):
    """A library that is installed apart from the tool is needed and not there."""


class UnreadableInputError(NeedleEvidenceError):
    """A file that the command needs cannot be read at all."""

    exit_code = 3


class UnwritableOutputError(NeedleEvidenceError):
    """An output cannot be written at all; what was there before is untouched."""

    exit_code = 3


class NetworkNeededError(NeedleEvidenceError):
    """A command cannot answer without the network, and the user did not allow it."""

    exit_code = 4
