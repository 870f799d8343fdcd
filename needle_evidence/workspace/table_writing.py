"""Writing one row of a project's table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.formats.table_edits import TableEdit, put_row
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.file_edits import edit_file
from needle_evidence.workspace.files import Project


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenRow:
    """A row that was written, or would be.

    path: as given, relative to the project. created: the file is new. diff: a unified diff of
    the lines that changed, "" where none did; text as in the file, not made visible.
    """

    path: str
    edit: TableEdit
    created: bool
    diff: str


def write_row(
    project: Project,
    path: str,
    *,
    columns: Sequence[str],
    key: Mapping[str, str],
    values: Mapping[str, str],
    append: bool = False,
    dry_run: bool = False,
) -> WrittenRow:
    """Puts one row into a project's table, as `put_row` does, and replaces the file in one step.

    A missing table, and its folder, are made; a link inside the project is written through.
    The table is read, changed and replaced under a lock that other processes of this user
    wait for; where another program changed it meanwhile, it is read again. dry_run: nothing
    is written, made or locked.

    Raises:
        UsageError: the path leaves the project, the row cannot be written (see `put_row`), or
            another program writes all the time.
        UnreadableInputError: the table cannot be read.
        UnwritableOutputError: the file or folder may not be written; it is as it was.
    """
    edits: list[TableEdit] = []

    def change(data: bytes | None) -> bytes:
        name = one_line(path, 200)
        edit = put_row(data, path=name, columns=columns, key=key, values=values, append=append)
        edits.append(edit)
        return edit.data

    edited = edit_file(project, path, change, dry_run=dry_run)
    return WrittenRow(path=path, edit=edits[-1], created=edited.created, diff=edited.diff)
