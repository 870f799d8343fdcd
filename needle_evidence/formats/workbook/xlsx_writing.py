"""Tables as the bytes of an Excel workbook that people edit."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from needle_evidence.errors import UnwritableOutputError
from needle_evidence.formats.typed_table import Column
from needle_evidence.formats.workbook.cell_values import iso_dates, placeholder, shown_value
from needle_evidence.formats.workbook.column_help import COLUMN_HELP, OWN_COLUMN_HELP
from needle_evidence.formats.workbook.exported_state import STATE_SHEET
from needle_evidence.formats.workbook.sheet_tables import SheetTable

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_TEXT = 49  # the number of Excel's own format for text
_LONGEST_LIST = 255  # of the words of a drop-down that stand in the cell's own rule
_LISTS_SHEET = "needle-evidence words"
# New rows that still have a drop-down; further ones hold the same, without the offer.
_NEW_ROWS = 5_000
# The same input gives the same bytes.
_CREATED = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC).replace(tzinfo=None)

_WIDTHS = {"claim": 50, "passage": 60, "result": 45, "quote": 40, "note": 40, "found": 60}
_WIDTHS |= {"query": 40, "claim_id": 28, "citekey": 28, "references": 32, "source": 30}
_NARROW = {"number": 11, "count": 12, "date": 13, "word": 17}
_SHORT = 20  # characters that fit into every column of text
_LINE_HEIGHT = 15
_MOST_LINES = 8  # of a row; longer texts are read in the cell itself
_NEW_ROWS_NOTE = (
    "\n\nNew rows go below the last one. Ids of rows that are there are locked: other tables name "
    "them. To sort, or to delete a row, lift the sheet's protection (there is no password). Bring "
    "the workbook back with: needle-evidence workbook in FILE"
)
# What stays allowed on a sheet whose ids are locked.
_ALLOWED = dict.fromkeys(
    (
        "format_cells", "format_columns", "format_rows", "insert_columns", "insert_rows",
        "delete_columns", "delete_rows", "sort", "autofilter", "insert_hyperlinks", "objects",
    ),
    True,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetContent:
    """A sheet to write: the table, the columns that its file has, and its rows."""

    table: SheetTable
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]

    @property
    def shown_columns(self) -> tuple[str, ...]:
        """The known columns in their own order, then the user's own ones.

        Known ones that the file lacks come last: they are offered.
        """
        names = self.table.column_names
        there = [name for name in names if name in self.columns]
        own = [name for name in self.columns if name not in names]
        return (*there, *own, *(name for name in names if name not in self.columns))


def write_workbook(sheets: Sequence[SheetContent], state: Sequence[str]) -> bytes:
    """A workbook with one sheet per table, and a hidden one for `state`, a text per cell.

    Dates are real dates, numbers numbers, all else text that no spreadsheet takes for
    something else. What no cell can hold stands as a locked remark in its place. Raises
    UnwritableOutputError for more rows or columns than a sheet has.
    """
    # Imported here as it is slow and only this command needs it.
    from xlsxwriter import Workbook

    for content in sheets:
        if len(content.rows) >= _MOST_ROWS or len(content.shown_columns) > _MOST_COLUMNS:
            raise UnwritableOutputError(
                f"{content.table.sheet}: {len(content.rows):,} rows of "
                f"{len(content.shown_columns):,} columns are more than a spreadsheet holds.",
                "Edit that table as it is, or split the project.",
            )
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as workbook:
        workbook.set_properties({"created": _CREATED})
        formats = _Formats(workbook)
        lists = _long_lists(sheets)
        for content in sheets:
            _write_sheet(workbook, content, formats, lists)
        if lists:
            words = workbook.add_worksheet(_LISTS_SHEET)
            for at, choices in enumerate(lists):
                words.write_column(0, at, choices)
            words.hide()
        hidden = workbook.add_worksheet(STATE_SHEET)
        for row, text in enumerate(state):
            hidden.write_string(row, 0, text)
        hidden.protect()
        hidden.very_hidden()
    return file.getvalue()


class _Formats:
    """The looks of cells, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str | int, bool], Any] = {}
        shared = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.header = workbook.add_format({**shared, "bold": True, "bg_color": "#DCE6F1"})
        self.offered = workbook.add_format({**shared, "italic": True, "bg_color": "#F2F2F2"})
        self.remark = workbook.add_format(
            {"num_format": _TEXT, "italic": True, "text_wrap": True, "valign": "top"}
        )

    def of(self, holds: str, *, locked: bool) -> Any:
        """The look of a cell that holds this; a locked one is grey."""
        code = {"date": "yyyy-mm-dd", "number": "General", "count": "0"}.get(holds, _TEXT)
        if (code, locked) not in self._made:
            look = {"num_format": code, "locked": locked, "text_wrap": True, "valign": "top"}
            look |= {"bg_color": "#EDEDED"} if locked else {}
            self._made[code, locked] = self._workbook.add_format(look)
        return self._made[code, locked]


def _write_sheet(
    workbook: Workbook,
    content: SheetContent,
    formats: _Formats,
    lists: Sequence[tuple[str, ...]],
) -> None:
    table = content.table
    sheet = workbook.add_worksheet(table.sheet)
    last = min(len(content.rows) + _NEW_ROWS, _MOST_ROWS - 1)
    for at, name in enumerate(content.shown_columns):
        column = table.column(name)
        width = _width(column)
        sheet.set_column(at, at, width, formats.of(column.holds, locked=False))
        look = formats.header if name in content.columns else formats.offered
        sheet.write_string(0, at, placeholder(name) or name, look)
        _write_note(sheet, at, table, name)
        _offer_words(sheet, at, last, column, lists)
        _write_column(sheet, at, column, [row.get(name, "") for row in content.rows], formats,
                      locked=name in table.locked)  # fmt: skip
    for row, cells in enumerate(content.rows, start=1):
        if (lines := _lines(table, cells)) > 1:
            sheet.set_row(row, _LINE_HEIGHT * lines)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(content.rows), 1), len(content.shown_columns) - 1)
    sheet.protect("", _ALLOWED)
    sheet.set_landscape()
    sheet.repeat_rows(0)


def _width(column: Column) -> int:
    """In characters."""
    return _WIDTHS.get(column.name, _NARROW.get(column.holds, 22))


def _lines(table: SheetTable, cells: Mapping[str, str]) -> int:
    """How many lines a row needs to be read: not every program finds that out by itself."""
    long = [(name, text) for name, text in cells.items() if len(text) > _SHORT or "\n" in text]
    needed = [len(text) // _width(table.column(name)) + text.count("\n") + 1 for name, text in long]
    return min(max(needed, default=1), _MOST_LINES)


def _write_column(
    sheet: Any,
    at: int,
    column: Column,
    texts: list[str],
    formats: _Formats,
    *,
    locked: bool,
) -> None:
    look = formats.of(column.holds, locked=True) if locked else None
    if column.holds == "date":
        texts = iso_dates(texts)
    typed = column.holds in ("date", "number", "count")
    for row, text in enumerate(texts, start=1):
        if not text:
            continue
        if remark := placeholder(text):
            sheet.write_string(row, at, remark, formats.remark)
            continue
        value = shown_value(text, column) if typed else text
        if isinstance(value, str):
            sheet.write_string(row, at, value, look)
        elif isinstance(value, float):
            sheet.write_number(row, at, value, look)
        else:
            sheet.write_datetime(row, at, value, look or formats.of("date", locked=False))


def _write_note(sheet: Any, at: int, table: SheetTable, name: str) -> None:
    text = COLUMN_HELP[table.sheet].get(name, OWN_COLUMN_HELP)
    choices = table.column(name).choices
    text = f"{name}\n{text}"
    if table.column(name).holds == "word":
        text += f"\nOne of: {', '.join(choices)}."
    if at == 0:
        text += _NEW_ROWS_NOTE
    options = {"author": "needle-evidence", "width": 300, "height": 40 + 16 * (len(text) // 42 + 2)}
    sheet.write_comment(0, at, text, options)


def _offer_words(
    sheet: Any,
    at: int,
    last: int,
    column: Column,
    lists: Sequence[tuple[str, ...]],
) -> None:
    """A drop-down; a judgement may go on behind its word, so its words are only offered."""
    if column.holds not in ("word", "judgement"):
        return
    source: object = list(column.choices)
    if column.choices in lists:
        letter = _column_letters(lists.index(column.choices))
        source = f"='{_LISTS_SHEET}'!${letter}$1:${letter}${len(column.choices)}"
    rule = {
        "validate": "list",
        "source": source,
        "show_error": column.holds == "word",
        "error_title": column.name,
        "error_message": "Choose one of the list, or leave the cell empty.",
    }
    sheet.data_validation(1, at, last, at, rule)


def _long_lists(sheets: Sequence[SheetContent]) -> list[tuple[str, ...]]:
    """The lists of words that do not fit into the rule of a cell."""
    columns = [column for content in sheets for column in content.table.columns]
    lists = (c.choices for c in columns if c.holds in ("word", "judgement"))
    return list(dict.fromkeys(words for words in lists if len(",".join(words)) > _LONGEST_LIST))


def _column_letters(at: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(at))
