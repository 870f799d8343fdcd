"""Editing a workbook as a spreadsheet program does: its cells read, changed, and saved anew."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

Cells = dict[str, list[list[object]]]
HIDDEN = "needle-evidence"


class Formula(str):
    """A formula to write into a cell, with the value that the program computed: =1+1|2."""

    __slots__ = ()


def cells_of(data: bytes) -> Cells:
    """The values of each sheet's cells, from A1 on."""
    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return {
            name: [list(row) for row in book.get_sheet_by_name(name).to_python(False)]
            for name in book.sheet_names
        }


def saved(sheets: Cells) -> bytes:
    """A workbook with these cells, without any look, note or protection."""
    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        date = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    if isinstance(value, Formula):
                        formula, _, result = value.partition("|")
                        sheet.write_formula(row, column, formula, None, result)
                    elif isinstance(value, str):
                        sheet.write_string(row, column, value)
                    elif isinstance(value, datetime.date):
                        sheet.write_datetime(row, column, value, date)
                    elif isinstance(value, bool):
                        sheet.write_boolean(row, column, value)
                    elif isinstance(value, (int, float)):
                        sheet.write_number(row, column, value)
    return file.getvalue()


def edit_workbook(file: Path, change: Callable[[Cells], object]) -> None:
    """Opens a workbook, lets `change` edit its cells in place, and saves it."""
    sheets = cells_of(file.read_bytes())
    change(sheets)
    file.write_bytes(saved(sheets))


def set_cell(sheets: Cells, sheet: str, key: str, column: str, value: object) -> None:
    """Sets a cell of the first row that begins with a key; a column of the header's name."""
    rows = sheets[sheet]
    row = next(row for row in rows if row[0] == key)
    row[rows[0].index(column)] = value


def add_row(sheets: Cells, sheet: str, **cells: object) -> None:
    """Puts a row below the last one."""
    rows = sheets[sheet]
    rows.append([cells.get(str(name), "") for name in rows[0]])
