"""Changing a project's file while no other needle-evidence writes there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.errors import UnwritableOutputError, UsageError
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, read_file
from needle_evidence.workspace.line_differences import diff_of
from needle_evidence.workspace.project_lock import project_lock
from needle_evidence.workspace.saving import write_file

_ATTEMPTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class EditedFile:
    """A file that was changed, or would be.

    path: as given, relative to the project. created: the file is new. diff: a unified diff of
    the lines that changed, "" where none did; text as in the file, not made visible.
    """

    path: str
    created: bool
    diff: str


def edit_file(
    project: Project,
    path: str,
    change: Callable[[bytes | None], bytes],
    *,
    dry_run: bool = False,
) -> EditedFile:
    """Changes a project's file and replaces it in one step.

    change: the content as it is (None for no file) → as it shall be. A missing file, and its
    folder, are made; a link inside the project is written through. The file is read, changed
    and replaced under a lock that other processes of this user wait for; where another program
    changed it meanwhile, it is read again. dry_run: nothing is written, made or locked.

    Raises:
        UsageError: the path leaves the project, or another program writes all the time.
        UnreadableInputError: the file cannot be read.
        UnwritableOutputError: the file or folder may not be written; it is as it was.
    """
    if dry_run:
        data = current_bytes(project, path)
        return _edited(path, data, change(data))
    with project_lock(project.root):
        for _ in range(_ATTEMPTS):
            data = current_bytes(project, path)
            wanted = change(data)
            if wanted == data:
                return _edited(path, data, wanted)
            file = project.inside(path)
            refuse_read_only(file, one_line(path, 200))
            if current_bytes(project, path) == data:
                replace_file(file, wanted)
                return _edited(path, data, wanted)
    raise UsageError(
        f"{one_line(path, 200)} is being changed by another program; nothing was written.",
        "Close the program that has it open, then try again.",
    )


def current_bytes(project: Project, path: str) -> bytes | None:
    """The file's bytes; None where there is no such file."""
    file = project.inside(path)
    with contextlib.suppress(OSError):  # a folder that may not be searched: reading says so
        if not file.exists():
            return None
    return read_file(project, path)


def _edited(path: str, old: bytes | None, new: bytes) -> EditedFile:
    return EditedFile(path=path, created=old is None, diff=diff_of(path, old, new))


def refuse_read_only(file: Path, name: str) -> None:
    """Refuses what the user has set read-only; a rename alone would pass over that."""
    folder = next((each for each in file.parents if each.exists()), file.parent)
    for place, what in ((file, name), (folder, f"The folder of {name}")):
        with contextlib.suppress(FileNotFoundError):
            mode = place.stat().st_mode
            if not (mode & 0o222 and os.access(place, os.W_OK)):
                raise UnwritableOutputError(
                    f"{what} is read-only.", "Nothing was changed; make it writable and try again."
                )


def replace_file(file: Path, content: bytes) -> None:
    """Writes a file in one step; a failure says that nothing was changed."""
    try:
        write_file(file, content)
    except UnwritableOutputError as error:
        raise UnwritableOutputError(
            error.problem, "Nothing was changed; put that right and try again."
        ) from None
