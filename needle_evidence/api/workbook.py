"""A project's tables out into one Excel workbook, and back by key with a three-way check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.curation.sheet_merge import (
    MergeSides,
    SheetConflict,
    SheetMerge,
    SheetProblem,
    merge_sheet,
)
from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.table_changes import change_rows
from needle_evidence.formats.workbook.cell_values import placeholder
from needle_evidence.formats.workbook.exported_state import (
    ExportedTable,
    pack_state,
    unpack_state,
)
from needle_evidence.formats.workbook.file_rows import (
    FileRow,
    FileTable,
    read_file_table,
    with_iso_dates,
)
from needle_evidence.formats.workbook.given_rows import GivenSheet, find_sheets, state_cells
from needle_evidence.formats.workbook.sheet_tables import SHEETS, SheetTable
from needle_evidence.formats.workbook.xlsx_reading import read_workbook
from needle_evidence.formats.workbook.xlsx_writing import SheetContent, write_workbook
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace import Project, open_project, read_file, write_file
from needle_evidence.workspace.file_edits import EditedFile, current_bytes
from needle_evidence.workspace.joint_edits import PlannedEdit, edit_files

__all__ = [
    "DEFAULT_WORKBOOK",
    "SheetConflict",
    "SheetProblem",
    "TableCount",
    "WorkbookIn",
    "WorkbookOut",
    "workbook_in",
    "workbook_out",
]

DEFAULT_WORKBOOK = "workbook.xlsx"
_LARGEST_FILE = 100_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbookOut:
    """A workbook that was written.

    rows: the number of rows by sheet. notes: what of the tables is not in it.
    """

    file: Path
    rows: Mapping[str, int]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableCount:
    """How many rows of a table changed, came and went."""

    path: str
    changed: int
    added: int
    removed: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbookIn:
    """What a workbook changed, or would change.

    files: those that change, with their diffs, in the order of writing. tables: the same in
    numbers. conflicts: cells that both changed differently, left as in the file. problems: what
    cannot be taken; the rest was. notes: what else a reader should know.
    """

    file: Path
    files: tuple[EditedFile, ...]
    tables: tuple[TableCount, ...]
    conflicts: tuple[SheetConflict, ...]
    problems: tuple[SheetProblem, ...]
    notes: tuple[str, ...]


def workbook_out(
    project: str | Path, file: str | Path | None = None, *, replace: bool = False
) -> WorkbookOut:
    """Writes claims, evidence, certainty and searches as one workbook for a spreadsheet program.

    file: else `workbook.xlsx` in the project. replace: also over a file that is there, which
    may hold changes that nobody has brought back. The same tables give the same bytes.

    Raises:
        UsageError: the name does not end in .xlsx, or the file is there.
        UnreadableInputError: a table cannot be read.
        UnwritableOutputError: the file cannot be written, or a table has more rows than a sheet.
    """
    opened = open_project(Path(project))
    target = Path(file) if file is not None else opened.root / DEFAULT_WORKBOOK
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            f"{one_line(str(target), 200)} does not end in .xlsx.", "Give the workbook such a name."
        )
    tables = {table.sheet: _read(opened, table)[1] for table in SHEETS}
    contents = [_content(table, tables[table.sheet]) for table in SHEETS]
    state = pack_state({name: table.exported for name, table in tables.items()})
    data = write_workbook(contents, state)
    if target.exists() and not replace:
        raise UsageError(
            f"{one_line(str(target), 200)} is there already.",
            "Bring back what was changed in it (`needle-evidence workbook in`), then write over "
            "it with --replace, or give another name.",
        )
    write_file(target, data)
    notes = [note for table in tables.values() for note in _left_out(table)]
    rows = {content.table.sheet: len(content.rows) for content in contents}
    return WorkbookOut(file=target, rows=rows, notes=tuple(notes))


def workbook_in(
    project: str | Path,
    file: str | Path | None = None,
    *,
    take_workbook: bool = False,
    dry_run: bool = False,
) -> WorkbookIn:
    """Brings the changes of a workbook back into the project's tables, by each row's key.

    A cell is changed where only the workbook changed it since it was made; every other byte
    stays. take_workbook: the workbook's text also where the file was changed differently, and
    for a workbook that has lost what it was made from: then every difference is its change, and
    no row is taken out. All tables are read and checked before the first one is written.

    Raises:
        UsageError: the workbook has lost what it was made from; a table leaves the project.
        UnreadableInputError: the workbook, or a table, cannot be read.
        UnwritableOutputError: a table may not be written; tells which were changed before.
    """
    opened = open_project(Path(project))
    source = Path(file) if file is not None else opened.root / DEFAULT_WORKBOOK
    name = one_line(str(file if file is not None else DEFAULT_WORKBOOK), 200)
    given, exported = _given(source, name, take_workbook=take_workbook)
    plans: list[list[_Plan]] = []

    def plan() -> Sequence[PlannedEdit]:
        plans.append(_plans(opened, given, exported, take_workbook=take_workbook))
        return [each.edit for each in plans[-1] if each.merge.change]

    files = edit_files(opened, plan, dry_run=dry_run)
    last = plans[-1]
    return WorkbookIn(
        file=source,
        files=files,
        tables=tuple(each.count for each in last if each.merge.change),
        conflicts=tuple(c for each in last for c in each.merge.conflicts),
        problems=tuple(p for each in last for p in each.merge.problems),
        notes=(*_sheet_notes(source, given, exported), *(n for each in last for n in each.notes)),
    )


def _given(
    source: Path, name: str, *, take_workbook: bool
) -> tuple[Mapping[str, GivenSheet], Mapping[str, ExportedTable]]:
    """What the workbook holds now, and what it was made from; by sheet."""
    sheets = read_workbook(_bytes_of(source, name), path=name)
    exported = unpack_state(state_cells(sheets), path=name)
    if not exported and not take_workbook:
        raise UsageError(
            f"{name} has lost the hidden sheet that tells what it was made from, so who changed "
            "what cannot be told.",
            "Make a new one with `needle-evidence workbook out` and copy your changes there; or "
            "take every difference from this one with --take-workbook (see --dry-run first).",
        )
    columns = {sheet: table.columns for sheet, table in exported.items()}
    given = find_sheets(sheets, columns)
    if not given:
        raise UnreadableInputError(
            f"{name} has no sheet with the columns of a table of the project.",
            "Each sheet needs its column names in the first row.",
        )
    return given, exported


def _sheet_notes(
    source: Path, given: Mapping[str, GivenSheet], exported: Mapping[str, ExportedTable]
) -> Iterator[str]:
    for name, table in exported.items():
        if name not in given and table.rows:
            path = one_line(table.path, 200)
            yield f"The workbook has no sheet {one_line(name, 40)} any more; {path} stays."
    marks = (f"~${source.name}", f".~lock.{source.name}#")  # of Excel and of LibreOffice
    if any((source.parent / mark).exists() for mark in marks):
        yield (
            f"{one_line(source.name, 80)} seems to be open in a spreadsheet program: only what was "
            "saved there was looked at."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """What is to be done with one table."""

    edit: PlannedEdit
    merge: SheetMerge
    notes: tuple[str, ...]

    @property
    def count(self) -> TableCount:
        change = self.merge.change
        return TableCount(
            path=self.edit.path,
            changed=len(change.changed),
            added=len(change.added),
            removed=len(change.removed),
        )


def _plans(
    project: Project,
    given: Mapping[str, GivenSheet],
    exported: Mapping[str, ExportedTable],
    *,
    take_workbook: bool,
) -> list[_Plan]:
    plans: list[_Plan] = []
    for table in SHEETS:
        if table.sheet not in given:
            continue
        data, now = _read(project, table)
        then = exported.get(table.sheet)
        merge = merge_sheet(
            table, given[table.sheet], _sides(table, now, then), take_workbook=take_workbook
        )
        changed = change_rows(data, merge.change, path=now.path, columns=table.column_names)
        notes = list(merge.notes)
        if changed.encoding_changed:
            notes.append(f"{now.path}: {changed.encoding_changed}.")
        if merge.change and then is not None and then.digest != now.digest:
            notes.append(f"{now.path} was changed since the workbook was made; those changes stay.")
        edit = PlannedEdit(path=now.path, before=data, after=changed.data)
        plans.append(_Plan(edit=edit, merge=merge, notes=tuple(notes)))
    return plans


def _sides(table: SheetTable, now: FileTable, then: ExportedTable | None) -> MergeSides:
    cells = with_iso_dates(table, [row.cells for row in now.rows])
    rows = [FileRow(line=r.line, cells=c) for r, c in zip(now.rows, cells, strict=True)]
    was = None
    if then is not None:
        was = with_iso_dates(table, [dict(zip(then.columns, r, strict=True)) for r in then.rows])
    return MergeSides(
        path=now.path,
        exported=was,
        present=rows,
        unreadable=now.unreadable,
        then_columns=frozenset(then.columns if then is not None else ()),
        columns=frozenset(now.columns),
    )


def _read(project: Project, table: SheetTable) -> tuple[bytes | None, FileTable]:
    path = table.path or project.config.claims
    # A project without a table of claims is none; the other tables are optional.
    data = current_bytes(project, path) if table.path else read_file(project, path)
    return data, read_file_table(data, table, path=path)


def _content(table: SheetTable, read: FileTable) -> SheetContent:
    rows = tuple(row.cells for row in read.rows)
    return SheetContent(table=table, columns=read.columns, rows=rows)


def _left_out(table: FileTable) -> list[str]:
    """What of a table is not in the workbook, and stays in the file as it is."""
    notes = []
    if table.unreadable:
        lines = ", ".join(map(str, [*table.unreadable][:10]))
        notes.append(
            f"{table.path}: rows that cannot be read are not in the workbook and stay as they "
            f"are (line {lines}); `needle-evidence check` says what is wrong with them."
        )
    unfit = [row.line for row in table.rows if any(map(placeholder, row.cells.values()))]
    if unfit:
        notes.append(
            f"{table.path}: a cell that no spreadsheet can hold (too long, or with control "
            f"characters) is not shown and stays as it is (line {', '.join(map(str, unfit[:10]))})."
        )
    return notes


def _bytes_of(file: Path, name: str) -> bytes:
    try:
        if not file.is_file():
            what = "is a folder" if file.is_dir() else "is not there"
            raise UnreadableInputError(
                f"{name} {what}.", "`needle-evidence workbook out` writes a workbook."
            )
        if file.stat().st_size > _LARGEST_FILE:
            raise UnreadableInputError(
                f"{name} is over {_LARGEST_FILE // 1_000_000} MB.", "Remove pictures from it."
            )
        return file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "?").lower()
        raise UnreadableInputError(f"{name} cannot be read: {reason}.") from None
