"""A table as CSV that spreadsheets open right and no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata
from decimal import Decimal

from needle_evidence.formats.reference_table.table_writing import marked
from needle_evidence.model.plain_text import visible
from needle_evidence.reporting.tables.table import Cell, Table

_FORMULA_SIGNS = frozenset("=+-@")


def csv_bytes(table: Table) -> bytes:
    """UTF-8 with a byte order mark, commas, CRLF; the first row holds the columns' names.

    Numbers have a decimal point, dates are ISO 8601, truth values `true` and `false`, and what
    is not known is an empty cell. Control characters and those that turn the direction of
    writing are written out. An apostrophe stands before a text that a spreadsheet would take
    for a formula, as OWASP advises.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(csv_cell, row) for row in table.rows)
    return file.getvalue().encode("utf-8-sig")


def csv_cell(cell: Cell) -> str:
    """One cell as it stands in the file."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, int | datetime.date):
        return str(cell)
    text = marked(visible(cell))
    # East Asian spreadsheets take the wide forms of these signs for the plain ones.
    first = text[:1]
    wide = not first.isascii() and unicodedata.normalize("NFKC", first) in _FORMULA_SIGNS
    return f"'{text}" if wide else text
