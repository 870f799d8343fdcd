"""The tables of the report as an Excel workbook, to read, filter and print."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from needle_evidence.model.audience import Audience
from needle_evidence.reporting.evidence_view import EvidenceView
from needle_evidence.reporting.report_format import RenderedReport, ReportFormat, ReportOptions
from needle_evidence.reporting.tables.about_table import about_rows, workbook_title
from needle_evidence.reporting.tables.report_tables import report_tables
from needle_evidence.reporting.tables.sheet_cells import (
    LONGEST_CELL,
    MOST_ROWS,
    decimal_places,
    lines_in_cell,
    sheet_number,
    sheet_text,
)
from needle_evidence.reporting.tables.table import Cell, Column, Table
from needle_evidence.reporting.tables.work_list_table import TICKED, work_list_table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
# The same input gives the same bytes.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)
_FIRST_DAY = datetime.date(1900, 3, 1)  # Excel counts a 29th of February in 1900
_CELL = {"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": "#8c959f"}
_HEADER = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#e6eaef", "bottom": 2}
_A4 = 9
_PAGE_WIDTH = 165  # characters of all columns on one landscape page: printed in about 7 points
_CELLS_TOLD = 5
_LINE, _HIGHEST_ROW = 16, 409  # points


def _render(view: EvidenceView, options: ReportOptions) -> RenderedReport:
    name = f"{options.audience.file_stem}.xlsx"
    editor = options.audience is Audience.EDITOR
    tables = (work_list_table(view),) if editor else report_tables(view)
    content, cut = _workbook(view, tables)
    return RenderedReport(files={name: content}, remarks=tuple(_remarks(name, cut)))


def _workbook(view: EvidenceView, tables: Sequence[Table]) -> tuple[bytes, dict[str, list[str]]]:
    """The file, and by sheet what of it was cut: names of cells, or a number of rows."""
    # Imported here as it is slow and only this form needs it.
    from xlsxwriter import Workbook

    file = io.BytesIO()
    cut: dict[str, list[str]] = {}
    with Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": workbook_title(tables), "created": _CREATED})
        formats = _Formats(workbook)
        for table in tables:
            cut[table.title] = _write_table(workbook.add_worksheet(table.title), table, formats)
        _write_about(workbook.add_worksheet("About"), view, tables, formats)
    return file.getvalue(), cut


class _Formats:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self.header: Format = workbook.add_format(_HEADER)
        self.bold: Format = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.plain: Format = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.cell: Format = workbook.add_format(_CELL)
        self.date: Format = workbook.add_format({**_CELL, "num_format": "yyyy-mm-dd"})
        self._numbers: dict[int, Format] = {}

    def number(self, places: int) -> Format:
        """For numbers with so many digits after the point, as they were recorded."""
        if places not in self._numbers:
            shown = "0." + "0" * places if places else "0"
            aligned = {**_CELL, "align": "center", "num_format": shown}
            self._numbers[places] = self._workbook.add_format(aligned)
        return self._numbers[places]


def _write_table(sheet: Worksheet, table: Table, formats: _Formats) -> list[str]:
    """Fills a sheet and returns what was cut."""
    shown = [at for at, column in enumerate(table.columns) if not column.for_programs]
    columns = [table.columns[at] for at in shown]
    rows = table.rows[: MOST_ROWS - 1]
    _fit_row(sheet, 0, columns, [column.title for column in columns])
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.title, formats.header)
    for number, row in enumerate(rows, start=1):
        _fit_row(sheet, number, columns, [row[at] for at in shown])
    cut = [
        _name_of_cell(number, place)
        for number, row in enumerate(rows, start=1)
        for place, at in enumerate(shown)
        if _write_cell(sheet, number, place, _in_words(row[at], table.columns[at]), formats)
    ]
    if len(rows) < len(table.rows):
        cut.insert(0, f"{len(table.rows) - len(rows):,} rows at the end")
    _lay_out(sheet, table.title, columns, len(rows))
    return cut


def _in_words(cell: Cell, column: Column) -> Cell:
    """The cell as people read it: a code such as `treatment_benefit` without its line."""
    return cell.replace("_", " ") if isinstance(cell, str) and column.choices else cell


def _fit_row(sheet: Worksheet, row: int, columns: Sequence[Column], cells: Sequence[Cell]) -> None:
    """Makes a row as high as its longest text needs."""
    lines = max(
        lines_in_cell(cell, column.width) if isinstance(cell, str) else 1
        for column, cell in zip(columns, cells, strict=True)
    )
    sheet.set_row(row, min(lines * _LINE, _HIGHEST_ROW))


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> bool:
    """Writes one cell as what it is; returns whether its text was cut."""
    if isinstance(cell, bool):
        sheet.write_string(row, column, "yes" if cell else "no", formats.cell)
        return False
    if isinstance(cell, int | Decimal):
        number = sheet_number(cell)
        if number is not None:
            sheet.write_number(row, column, number, formats.number(decimal_places(cell)))
            return False
        cell = format(cell, "f")
    if isinstance(cell, datetime.date):
        if cell >= _FIRST_DAY:
            sheet.write_datetime(row, column, cell, formats.date)
            return False
        cell = cell.isoformat()
    if not cell:
        sheet.write_blank(row, column, None, formats.cell)
        return False
    text, cut = sheet_text(cell)
    sheet.write_string(row, column, text, formats.cell)
    return cut


def _lay_out(sheet: Worksheet, title: str, columns: Sequence[Column], rows: int) -> None:
    """Widths, filters, the header that stays, choices, and the printed page."""
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        if column.name == TICKED:
            allowed = {"validate": "list", "source": list(column.choices)}
            sheet.data_validation(1, place, max(rows, 1), place, allowed)
    sheet.freeze_panes(1, 1)
    last = len(columns) - 1
    sheet.autofilter(0, 0, rows, last)
    # A year or a sample size is kept as it was recorded: as text.
    sheet.ignore_errors({"number_stored_as_text": f"A1:{_name_of_cell(rows, last)}"})
    pages = max(1, round(sum(column.width for column in columns) / _PAGE_WIDTH))
    if pages > 1:
        sheet.repeat_columns(0)
    sheet.repeat_rows(0)
    _print_setup(sheet, title, pages)


def _print_setup(sheet: Worksheet, title: str, pages: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(pages, 0)
    sheet.set_header(f"&L{title}")
    sheet.set_footer("&LIt is no clinical or legal advice.&RPage &P of &N")


def _write_about(
    sheet: Worksheet, view: EvidenceView, tables: Sequence[Table], formats: _Formats
) -> None:
    """What the workbook is, its numbers, and what each column holds."""
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 30)
    sheet.set_column(2, 2, 90)
    for number, (heading, *texts) in enumerate(about_rows(view, tables)):
        longest = texts[1] if len(texts) > 1 else ""
        sheet.set_row(number, _LINE * max(lines_in_cell(longest, 90), 1))
        sheet.write_string(number, 0, sheet_text(heading)[0], formats.bold)
        for place, text in enumerate(texts, start=1):
            sheet.write_string(number, place, sheet_text(text)[0], formats.plain)
    _print_setup(sheet, "About", 1)


def _remarks(name: str, cut: dict[str, list[str]]) -> Iterator[str]:
    for sheet, cells in cut.items():
        if cells:
            more = f" and {len(cells) - _CELLS_TOLD} more" if len(cells) > _CELLS_TOLD else ""
            yield (
                f"{name}, sheet {sheet}: cut to what a sheet holds ({LONGEST_CELL:,} characters a "
                f"cell, {MOST_ROWS:,} rows): {', '.join(cells[:_CELLS_TOLD])}{more}. "
                "The csv form has it whole."
            )


def _name_of_cell(row: int, column: int) -> str:
    """As spreadsheets name it: B7; row and column are counted from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


REPORT_FORMAT = ReportFormat(
    name="xlsx",
    summary="the tables as an Excel workbook",
    render=_render,
    audiences=(Audience.CLINICIAN, Audience.EDITOR),
)
