"""Changing several of a project's files as one step that can be taken up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from needle_evidence.errors import UnwritableOutputError, UsageError
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.file_edits import (
    EditedFile,
    current_bytes,
    refuse_read_only,
    replace_file,
)
from needle_evidence.workspace.files import Project
from needle_evidence.workspace.line_differences import diff_of
from needle_evidence.workspace.project_lock import project_lock

_ATTEMPTS = 3
_AGAIN = "Put that right and run the same command again: it does the rest."


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedEdit:
    """A change of one file: its content, or its name.

    before: the content as it was read, None for no file. moved_to: the new path of a
    file that keeps its content.
    """

    path: str
    before: bytes | None = b""
    after: bytes = b""
    moved_to: str = ""


def edit_files(
    project: Project, plan: Callable[[], Sequence[PlannedEdit]], *, dry_run: bool = False
) -> tuple[EditedFile, ...]:
    """Changes files one after the other, in the plan's order, under the project's lock.

    plan: reads what it needs and prepares every new content; what it refuses, it refuses
    before anything is written. It is asked again where another program changed a file
    meanwhile. Each file is replaced in one step; should the process die between two, the
    files before are new and those behind are old. Files that stay as they are are left out.

    Raises:
        UsageError: a path leaves the project, or another program writes all the time.
        UnwritableOutputError: a file may not be written; tells which were changed before.
    """
    if dry_run:
        return tuple(map(_edited, _changing(plan())))
    with project_lock(project.root):
        for _ in range(_ATTEMPTS):
            edits = _changing(plan())
            for edit in edits:
                refuse_read_only(project.inside(edit.path), one_line(edit.path, 200))
            if all(_unchanged(project, edit) for edit in edits):
                return _written(project, edits)
    raise UsageError(
        "The project's files are being changed by another program; nothing was written.",
        "Close the program that has them open, then try again.",
    )


def _changing(edits: Sequence[PlannedEdit]) -> list[PlannedEdit]:
    return [edit for edit in edits if edit.before != edit.after or edit.moved_to]


def _unchanged(project: Project, edit: PlannedEdit) -> bool:
    if edit.moved_to:
        return not project.inside(edit.moved_to).exists()
    return current_bytes(project, edit.path) == edit.before


def _written(project: Project, edits: Sequence[PlannedEdit]) -> tuple[EditedFile, ...]:
    done: list[EditedFile] = []
    for edit in edits:
        if not _unchanged(project, edit):
            raise UsageError(
                f"{one_line(edit.path, 200)} was changed by another program meanwhile. "
                + _so_far(done),
                "Run the same command again: it does the rest.",
            )
        try:
            _write(project, edit)
        except UnwritableOutputError as error:
            raise UnwritableOutputError(f"{error.problem} {_so_far(done)}", _AGAIN) from None
        done.append(_edited(edit))
    return tuple(done)


def _write(project: Project, edit: PlannedEdit) -> None:
    if not edit.moved_to:
        replace_file(project.inside(edit.path), edit.after)
        return
    target = project.inside(edit.moved_to)
    try:
        # A link is moved itself: what it names stays where it is.
        (project.root / edit.path).rename(target)
    except OSError as error:
        raise UnwritableOutputError(
            f"{one_line(edit.path, 200)} cannot be renamed: {(error.strerror or '?').lower()}."
        ) from None


def _so_far(done: Sequence[EditedFile]) -> str:
    if not done:
        return "Nothing was changed."
    return f"Changed before: {', '.join(one_line(each.path, 200) for each in done)}."


def _edited(edit: PlannedEdit) -> EditedFile:
    if edit.moved_to:
        diff = f"rename from {edit.path}\nrename to {edit.moved_to}\n"
        return EditedFile(path=edit.path, created=False, diff=diff)
    diff = diff_of(edit.path, edit.before, edit.after)
    return EditedFile(path=edit.path, created=edit.before is None, diff=diff)
