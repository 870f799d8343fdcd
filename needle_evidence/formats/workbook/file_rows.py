"""The rows of a table's file as a workbook shows and compares them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.workbook.cell_values import iso_dates
from needle_evidence.formats.workbook.exported_state import ExportedTable
from needle_evidence.formats.workbook.sheet_tables import SheetTable


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRow:
    """A row of a table's file. line: its first one, from 1. cells: by column."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileTable:
    """A table's file.

    columns: in the file's order. rows: those that can be read. unreadable: the raw text of the
    others, by line. digest: the SHA-256 of the bytes, "" for no file.
    """

    path: str
    columns: tuple[str, ...]
    rows: tuple[FileRow, ...]
    unreadable: Mapping[int, str]
    digest: str

    @property
    def exported(self) -> ExportedTable:
        """The table as a workbook remembers it."""
        rows = tuple(tuple(row.cells[name] for name in self.columns) for row in self.rows)
        return ExportedTable(path=self.path, digest=self.digest, columns=self.columns, rows=rows)


def read_file_table(data: bytes | None, table: SheetTable, *, path: str) -> FileTable:
    """The rows of a file, cells as written; none for no file (None) or a blank one.

    Raises UnreadableInputError where it is no such table at all.
    """
    digest = hashlib.sha256(data).hexdigest() if data is not None else ""
    text = decode(data, path=path).text if data is not None else ""
    if not text.strip("\ufeff \t\r\n"):
        return FileTable(path=path, columns=(), rows=(), unreadable={}, digest=digest)
    read = read_table(
        text, path=path, known_columns=table.column_names, required_columns=table.required
    )
    unreadable = [problem for problem in read.problems if problem.kind == "unreadable_row"]
    return FileTable(
        path=path,
        columns=tuple(read.columns),
        rows=tuple(FileRow(line=r.location.line or 0, cells=r.cells) for r in read.rows),
        unreadable={problem.location.line or 0: problem.raw for problem in unreadable},
        digest=digest,
    )


def with_iso_dates(table: SheetTable, rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The rows with dates in ISO form, as `iso_dates` reads each column."""
    changed = [dict(row) for row in rows]
    for column in table.columns:
        if column.holds == "date" and rows and column.name in rows[0]:
            dates = iso_dates([row[column.name] for row in rows])
            for row, date in zip(changed, dates, strict=True):
                row[column.name] = date
    return changed
