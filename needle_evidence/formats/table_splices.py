"""Cells and rows as the text of a delimited table: quoted and delimited as their neighbours are."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from needle_evidence.errors import UsageError
from needle_evidence.formats.table_cells import FORMULA_STARTS
from needle_evidence.formats.table_records import LONGEST_CELL, LONGEST_RECORD
from needle_evidence.formats.table_sheet import Splice, TableSheet, cell_spans, row_lines
from needle_evidence.model.plain_text import one_line

_BLANKS = re.compile(r"\s+")
_BREAKS = frozenset("\n\r\t\v\f\x85\u2028\u2029")
_NUMBER = re.compile(r"-?[\d.,]*\d(?:[eE][-+]?\d+)?\s?%?")


class _Quoting(NamedTuple):
    """Which cells stand in quotation marks though they need none."""

    delimiter: str
    words: bool
    numbers: bool
    empty: bool


def new_table(columns: Sequence[str], cells: Mapping[str, str]) -> bytes:
    """A table without rows: UTF-8 with a byte order mark, commas, LF.

    cells: of the rows to come; a filled one whose column is none of `columns` adds it.
    """
    names = dict.fromkeys((*columns, *(name for name, cell in cells.items() if cell)))
    plain = _Quoting(",", words=False, numbers=False, empty=False)
    header = ",".join(_quoted(name, plain) for name in names)
    return codecs.BOM_UTF8 + (header + "\n").encode()


def plain_cell(cell: str) -> str:
    """The cell trimmed, with each line break or tab, and the blanks around it, as one space."""
    return _BLANKS.sub(
        lambda blanks: blanks.group() if _BREAKS.isdisjoint(blanks.group()) else " ", cell.strip()
    )


def refuse_cell(name: str, raw: str, cell: str) -> None:
    """Refuses a cell that must not be written.

    raw: the text as it was given; cell: as `plain_cell` makes it. Raises UsageError where it
    begins as a formula does, holds a control character or is over 100,000 characters long.
    """
    start = "a tab or a line break" if raw[:1] in ("\t", "\r") else f"“{cell[:1]}”"
    sign = cell[:1] in FORMULA_STARTS and not _NUMBER.fullmatch(cell)
    if cell and (sign or raw[:1] in ("\t", "\r")):
        raise UsageError(
            f"{name} begins with {start}, which a spreadsheet may take for a formula: "
            f"{one_line(cell, 40)}",
            "Begin it with a word; only a negative number may begin with “-”.",
        )
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in cell):
        raise UsageError(f"{name} holds a control character: {one_line(cell, 60)}", "Remove it.")
    if len(cell) > LONGEST_CELL:
        raise UsageError(f"{name} is over {LONGEST_CELL:,} characters long.", "Shorten it.")


def missing_columns(sheet: TableSheet, cells: Mapping[str, str]) -> tuple[str, ...]:
    """The columns to add for filled cells.

    Raises UsageError for one beside its misspelt name, which it would make forgotten.
    """
    added = tuple(name for name, cell in cells.items() if cell and name not in sheet.table.columns)
    for problem in sheet.table.problems:
        if problem.kind == "malformed_cell" and any(f"“{n}”?" in problem.message for n in added):
            raise UsageError(f"{sheet.path}: {problem.message}", problem.way_out)
    return added


def end_of_rows(sheet: TableSheet) -> int:
    """The line index before which a row at the table's end goes: before trailing blank lines."""
    least = max(sheet.header[1], *(row_lines(row)[1] for row in sheet.table.rows[-1:]), 0)
    filled = sheet.text.rstrip(" \t\r\n,;|" + sheet.table.delimiter)
    return max(least, bisect_left(sheet.starts, len(filled)))


def row_text(sheet: TableSheet, place: int, cells: Mapping[int, str], width: int) -> str:
    """A new row's text without its line end, quoted as the row that ends before the place is.

    cells: by index. Raises UsageError where the row is longer than readers take.
    """
    quoting = _quoting_near(sheet, place)
    text = sheet.table.delimiter.join(_quoted(cells.get(n, ""), quoting) for n in range(width))
    if len(text) > LONGEST_RECORD:
        raise UsageError(f"The row is over {LONGEST_RECORD:,} characters long.", "Shorten it.")
    return text


def line_end_of(sheet: TableSheet) -> str:
    """How the table's last row that has a line end ends; LF where none has."""
    ends = (1, sheet.header[1], *(row_lines(each)[1] for each in sheet.table.rows))
    return ([*filter(None, (sheet.line_end(end - 1) for end in ends))] or ["\n"])[-1]


def set_cells(sheet: TableSheet, lines: tuple[int, int], cells: Mapping[int, str]) -> list[Splice]:
    """The splices that give cells (by index) of one record a text; a short record grows."""
    if not cells:
        return []
    record, begin = sheet.record(lines), sheet.starts[lines[0]]
    spans = cell_spans(record, sheet.table.delimiter)
    quoting = _quoting_of(sheet, lines) or _quoting_near(sheet, lines[1])
    splices: list[Splice] = []
    for index in sorted(cells):
        if index < len(spans):
            first, last = spans[index]
            kept = quoting._replace(words=True, numbers=True)
            text = _quoted(cells[index], kept if record[first:last].startswith('"') else quoting)
            splices.append((begin + first, begin + last, text))
    more = [
        sheet.table.delimiter + _quoted(cells.get(index, ""), quoting)
        for index in range(len(spans), max(cells) + 1)
    ]
    end = begin + len(record)
    return [*splices, (end, end, "".join(more))] if more else splices


def _quoting_near(sheet: TableSheet, place: int) -> _Quoting:
    """The habit of the row that ends before a line, else of the first row, else the header's."""
    rows = sheet.table.rows
    index = bisect_left(rows, place, key=lambda row: row_lines(row)[1])
    near = [row_lines(row) for row in rows[index : index + 1] if row_lines(row)[1] == place]
    near = near or [row_lines(row) for row in rows[:1]]
    found = (_quoting_of(sheet, lines) for lines in (*near, sheet.header))
    plain = _Quoting(sheet.table.delimiter, words=False, numbers=False, empty=False)
    return next(filter(None, found), plain)


def _quoting_of(sheet: TableSheet, lines: tuple[int, int]) -> _Quoting | None:
    """The habit of one record; None where it shows none."""
    delimiter = sheet.table.delimiter
    text = sheet.record(lines)
    cells = [text[a:b].strip(" ") for a, b in cell_spans(text, delimiter)]
    free = [cell for cell in cells if (bare := cell.strip('"')) and not _needs(bare, delimiter)]
    numbers = [cell.startswith('"') for cell in free if _NUMBER.fullmatch(cell.strip('"'))]
    words = [cell.startswith('"') for cell in free if not _NUMBER.fullmatch(cell.strip('"'))]
    if not words:
        return None
    empty = '""' in cells or (all(words) and "" not in cells)
    return _Quoting(delimiter, all(words), all(numbers or words), empty)


def _needs(cell: str, delimiter: str) -> bool:
    return any(sign in cell for sign in (delimiter, '"', "\n", "\r"))


def _quoted(cell: str, quoting: _Quoting) -> str:
    habit = quoting.numbers if _NUMBER.fullmatch(cell) else quoting.words
    if _needs(cell, quoting.delimiter) or (habit if cell else quoting.empty):
        return '"' + cell.replace('"', '""') + '"'
    return cell
