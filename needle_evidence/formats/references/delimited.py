"""Tables of references: CSV and tab-separated exports of databases, and our own."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.reference_format import ReferenceFormat, ReferenceTable
from needle_evidence.formats.reference_table.column_names import is_header
from needle_evidence.formats.reference_table.isi_table import is_isi_table, read_isi_table
from needle_evidence.formats.reference_table.row_reference import read_row
from needle_evidence.formats.reference_table.table_rows import (
    is_field_per_row,
    is_own_table,
    read_rows,
)
from needle_evidence.formats.reference_table.table_writing import (
    COLUMNS,
    marked,
    read_own_row,
    table_of,
)
from needle_evidence.formats.table_cells import encoding_problem
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.reference import Reference

_LINES_LOOKED_AT = 15


def _read(data: bytes, path: str) -> ReferenceTable:
    decoded = decode(data, path=path)
    doubts = tuple(encoding_problem(decoded, path))
    if is_isi_table(decoded.text):
        references, problems = read_isi_table(decoded.text, path)
        return ReferenceTable(references=tuple(references), problems=(*doubts, *problems))
    table = read_rows(decoded.text, path=path, own_columns=COLUMNS)
    read = read_own_row if is_own_table(decoded.text, COLUMNS) else read_row
    problems = [*doubts, *table.problems]
    if not table.rows and not problems:
        problems.append(_no_rows(path))
    return ReferenceTable(references=tuple(map(read, table.rows)), problems=tuple(problems))


def _no_rows(path: str) -> Problem:
    return Problem(
        message=f"{path} has column names and no row below them.",
        location=Location(path=path),
        subject=path,
        way_out="Export the records again; perhaps none was chosen.",
        kind="no_entries",
        severity=Severity.NOTE,
    )


def _write(references: Sequence[Reference]) -> bytes:
    """UTF-8 with a byte order mark and CRLF, which every spreadsheet reads right."""
    header, rows = table_of(references)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(map(marked, header))
    writer.writerows(map(marked, row) for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _recognises(text: str) -> bool:
    if is_isi_table(text) or is_own_table(text, COLUMNS) or is_field_per_row(text):
        return True
    lines = text.removeprefix("\ufeff").splitlines()[:_LINES_LOOKED_AT]
    return any(is_header(line) for line in lines)


REFERENCE_FORMAT = ReferenceFormat(
    name="csv",
    about="tables: CSV and tab-separated exports of databases and reference managers",
    endings=(".csv", ".tsv", ".tab"),
    recognises=_recognises,
    read=_read,
    write=_write,
)
