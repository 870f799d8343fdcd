"""The sheets of a workbook that somebody edited, as rows of texts by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.formats.typed_table import Column
from needle_evidence.formats.workbook.cell_values import CellFault, given_text
from needle_evidence.formats.workbook.exported_state import is_state
from needle_evidence.formats.workbook.sheet_tables import SHEETS, SheetTable
from needle_evidence.formats.workbook.xlsx_reading import RawSheet

_ROWS_BEFORE_HEADER = 20
_FORMULA = CellFault(
    message="a formula stands there, and tables hold no formulas.",
    way_out="Put its value in its place (copy, then paste the values only).",
)
_ERROR = CellFault(
    message="the spreadsheet shows an error there.",
    way_out="Write the text again, beginning with a word.",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenRow:
    """One row that is not blank.

    number: as the spreadsheet shows it, from 1. cells: text by column, of all columns of the
    sheet. faults: why a cell has no text that could be taken; `cells` holds "" there.
    """

    number: int
    cells: Mapping[str, str]
    faults: Mapping[str, CellFault]


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenSheet:
    """One table's sheet. columns: number from 1, by name, the known ones in their own spelling."""

    name: str
    columns: Mapping[str, int]
    rows: tuple[GivenRow, ...]

    def cell(self, row: int, column: str) -> str:
        """The address of a cell, such as Evidence!B7; of the row alone where it has no column."""
        letters = column_letters(self.columns[column]) if column in self.columns else "A"
        return f"{self.name}!{letters}{row}"


def state_cells(sheets: Sequence[RawSheet]) -> list[object]:
    """The cells of the hidden sheet; none where somebody has deleted it."""
    for sheet in sheets:
        if sheet.rows and sheet.rows[0] and is_state(sheet.rows[0][0]):
            return [row[0] for row in sheet.rows]
    return []


def find_sheets(
    sheets: Sequence[RawSheet], columns: Mapping[str, Sequence[str]]
) -> dict[str, GivenSheet]:
    """The sheet of each table, by the table's sheet name: by name, else by its column names.

    columns: the names that each table was exported with.
    """
    given: dict[str, GivenSheet] = {}
    left = [sheet for sheet in sheets if not (sheet.rows and is_state(_first(sheet)))]
    for by_name in (True, False):
        for table in SHEETS:
            if table.sheet in given:
                continue
            names = columns.get(table.sheet, table.column_names)
            fits = [sheet for sheet in left if _header_row(sheet, table) is not None]
            if by_name:
                fits = [s for s in fits if s.name.strip().casefold() == table.sheet.casefold()]
            else:
                fits.sort(key=lambda sheet: -_overlap(sheet, table, names))
                fits = [s for s in fits if _overlap(s, table, names) * 2 > len(names)]
            if fits:
                left.remove(fits[0])
                given[table.sheet] = _given(fits[0], table)
    return given


def column_letters(number: int) -> str:
    """A column's number, from 1, as spreadsheets name it: A, B, … AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _first(sheet: RawSheet) -> object:
    return sheet.rows[0][0] if sheet.rows[0] else ""


def _canonical(value: object, table: SheetTable) -> str:
    text = str(value).strip()
    key = re.sub(r"[\s_-]+", "_", text).casefold()
    return key if key in table.column_names else re.sub(r"\s+", " ", text)


def _header_row(sheet: RawSheet, table: SheetTable) -> int | None:
    """The index of the row of column names: the first that has all those of the key's ids."""
    for at, row in enumerate(sheet.rows[:_ROWS_BEFORE_HEADER]):
        if {*table.locked} <= {_canonical(value, table) for value in row if value != ""}:
            return at
    return None


def _overlap(sheet: RawSheet, table: SheetTable, names: Sequence[str]) -> int:
    at = _header_row(sheet, table)
    found = {_canonical(value, table) for value in sheet.rows[at]} if at is not None else set()
    return len(found & {*names})


def _given(sheet: RawSheet, table: SheetTable) -> GivenSheet:
    header = _header_row(sheet, table) or 0
    columns: dict[str, int] = {}
    for number, value in enumerate(sheet.rows[header], start=1):
        if name := _canonical(value, table):
            columns.setdefault(name, number)
    rows = _rows(
        sheet, header, [(name, at - 1, table.column(name)) for name, at in columns.items()]
    )
    return GivenSheet(name=sheet.name, columns=columns, rows=tuple(rows))


def _rows(
    sheet: RawSheet, header: int, columns: Sequence[tuple[str, int, Column]]
) -> Iterator[GivenRow]:
    facts = sheet.facts
    doubtful = {row for row, _ in facts.formulas | facts.errors}
    for index in range(header + 1, len(sheet.rows)):
        values = sheet.rows[index]
        cells: dict[str, str] = {}
        faults: dict[str, CellFault] = {}
        for name, at, column in columns:
            text = given_text(values[at], column)
            if isinstance(text, CellFault):
                faults[name], text = text, ""
            cells[name] = text
        if index in doubtful:
            faults |= {name: _FORMULA for name, at, _ in columns if (index, at) in facts.formulas}
            faults |= {name: _ERROR for name, at, _ in columns if (index, at) in facts.errors}
        if faults or any(cells.values()):
            yield GivenRow(number=index + 1, cells=cells, faults=faults)
