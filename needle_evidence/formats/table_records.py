"""Lines of a delimited table to records, going on after a record that cannot be read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple

LONGEST_CELL = 100_000
# Bounds that keep the cost of a hostile file near its size; no real row comes near them.
LONGEST_RECORD = 1_000_000
_MOST_CELLS = 2_000
_LINES_OF_RECORD = (1, 8, 64, 200)
_LINES_OF_NEXT_ROW = (1, 8, 50)
# Prose on a line of its own can have as many commas as a narrow table has columns, but then a
# space follows each of them; from this width on the number of cells alone tells a row.
_WIDE = 6


class Record(NamedTuple):
    """One record; a named tuple, as it is made for each row of large tables.

    first, end: its lines, as a half-open range of indices. cells: as written, quotes undone.
    """

    first: int
    end: int
    cells: list[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class BrokenRecord:
    """Lines that are no record.

    first, end: a half-open range of line indices. at: the line where the fault begins.
    """

    first: int
    end: int
    at: int
    message: str
    way_out: str


def split_lines(text: str) -> list[str]:
    """The lines without their ends; LF, CRLF and CR (old Macs) all end a line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def read_records(
    lines: Sequence[str], *, first: int, delimiter: str, width: int
) -> Iterator[Record | BrokenRecord]:
    """Every line from `first` on, as part of exactly one record or broken record.

    width: number of columns of the header; rows of that width show where a table goes on
    after a quotation mark that was never closed. Line breaks inside cells are LF.
    """
    table = _Lines(lines=lines, delimiter=delimiter, width=width)
    widths = {width}
    position = first
    while position < len(lines):
        for record in _well_formed(table, position):
            widths.add(len(record.cells))
            position = record.end
            yield record
        if position < len(lines):
            inspected = _inspect(table, position, {w for w in widths if w > 1 or w == width})
            position = inspected.end
            yield inspected


def read_record(lines: Sequence[str], *, first: int, delimiter: str) -> Record | BrokenRecord:
    """The one record that begins at line `first`, such as the header."""
    return _inspect(_Lines(lines=lines, delimiter=delimiter, width=0), first, frozenset())


@dataclass(frozen=True, kw_only=True, slots=True)
class _Lines:
    """A table's lines, with what is known about its rows."""

    lines: Sequence[str]
    delimiter: str
    width: int


def _well_formed(table: _Lines, first: int) -> Iterator[Record]:
    """The records up to the first one that needs a closer look; the fast way for good files."""
    lines = table.lines
    start = first

    def feed() -> Iterator[str]:
        size = 0
        for index in range(first, len(lines)):
            line = lines[index]
            size = len(line) if index == start else size + len(line)
            # A longer record may hold a cell that is too long; the closer look decides.
            if size > LONGEST_CELL or index - start >= _LINES_OF_RECORD[-1]:
                return
            yield line + "\n"

    # Strict: a quotation mark out of place raises, where the lenient reader would quietly
    # join what follows to the cell.
    reader = csv.reader(feed(), delimiter=table.delimiter, skipinitialspace=True, strict=True)
    while True:
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        end = first + reader.line_num
        if end - start > 2 and _swallowed_row(table, start, end) is not None:
            return
        begin, start = start, end
        yield Record(begin, end, cells)


def _inspect(table: _Lines, first: int, widths: Set[int]) -> Record | BrokenRecord:
    """One record, with our own reading of its quotation marks; says what is wrong with it.

    widths: numbers of cells of the rows seen so far.
    """
    length = len(table.lines[first])
    if length > LONGEST_RECORD:
        return _too_long(first, first + 1, f"The line is {length:,} characters long")
    scan = _scan_lines(table, first, _LINES_OF_RECORD)
    end = first + scan.lines
    if not scan.fault:
        return _judge(table, first, scan, widths)
    if scan.fault == "wide":
        message = f"The row has more than {_MOST_CELLS:,} cells"
        return _too_long(first, _next_row(table, end, widths), message)
    if scan.fault == "stray" and scan.opened == scan.lines - 1:
        return _stray(first, end if scan.ends_on_line else _next_row(table, end, widths), end - 1)
    return _unclosed(table, first, first + scan.opened, widths)


def _judge(table: _Lines, first: int, scan: _Scan, widths: Set[int]) -> Record | BrokenRecord:
    """A record whose quotation marks pair, unless it swallowed a row or is too long."""
    end = first + scan.lines
    swallowed = _swallowed_row(table, first, end)
    if swallowed is not None:
        opened = next(a for a, b in scan.quoted if first + a < swallowed <= first + b)
        return _unclosed(table, first, first + opened, widths)
    longest = max(map(len, scan.cells))
    if longest > LONGEST_CELL:
        return _too_long(first, end, f"A cell is {longest:,} characters long")
    return Record(first=first, end=end, cells=scan.cells)


def _too_long(first: int, end: int, message: str) -> BrokenRecord:
    return BrokenRecord(
        first=first,
        end=end,
        at=first,
        message=f"{message}; the row was not read.",
        way_out=f"Keep each cell under {LONGEST_CELL:,} characters; look for a missing line break "
        "or quotation mark.",
    )


def _stray(first: int, end: int, at: int) -> BrokenRecord:
    return BrokenRecord(
        first=first,
        end=end,
        at=at,
        message="Text follows the quotation mark that ends a cell; the row was not read.",
        way_out='In a cell that stands in double quotes, write "" for each quotation mark of '
        "the text.",
    )


def _unclosed(table: _Lines, first: int, opened: int, widths: Set[int]) -> BrokenRecord:
    end = _next_row(table, opened + 1, widths)
    last = max(index for index in range(first, end) if table.lines[index].strip()) + 1
    unread = f"lines {first + 1} to {last} were" if last > first + 1 else f"line {last} was"
    return BrokenRecord(
        first=first,
        end=end,
        at=opened,
        message=f"The quotation mark that opens a cell on line {opened + 1} is not closed; "
        f"{unread} not read.",
        way_out='End that cell with ", and write "" for a quotation mark that belongs to the text.',
    )


def _swallowed_row(table: _Lines, first: int, end: int) -> int | None:
    """A line inside a record of several lines that is itself a whole row, else None.

    Such a record is well-formed, but its quotation mark was closed by that of a later row.
    """
    if table.width < 3:
        return None
    for index in range(first + 1, end - 1):
        line = table.lines[index]
        if line.count(table.delimiter) == table.width - 1 and '"' not in line:
            cells = line.split(table.delimiter)
            if cells[0].strip() and not any(cell.startswith(" ") for cell in cells):
                return index
    return None


def _next_row(table: _Lines, first: int, widths: Set[int]) -> int:
    """The first line from `first` on where a row as wide as others begins, else the end."""
    for index in range(first, len(table.lines) if widths else 0):
        line = table.lines[index]
        if table.delimiter not in line or len(line) > LONGEST_RECORD:
            continue
        scan = _scan_lines(table, index, _LINES_OF_NEXT_ROW)
        tight = len(scan.cells) >= _WIDE or not scan.spaced
        if not scan.fault and not scan.bare_quotes and tight and len(scan.cells) in widths:
            return index
    return len(table.lines)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Scan:
    """What one pass over a record saw.

    lines: how many lines it takes, up to the fault if there is one. fault: "", "unclosed" (a
    quotation mark), "stray" (text after a closing one), "wide" (too many cells). opened: line
    of the quotation mark at fault, from 0. quoted: first and last line of each quoted cell.
    spaced: a bare cell begins with a space. bare_quotes: one holds a quotation mark.
    ends_on_line: after stray text, no further quoted cell runs on into the next line.
    """

    cells: list[str]
    lines: int
    fault: str = ""
    opened: int = 0
    quoted: tuple[tuple[int, int], ...] = ()
    spaced: bool = False
    bare_quotes: bool = False
    ends_on_line: bool = False


def _scan_lines(table: _Lines, first: int, steps: Sequence[int]) -> _Scan:
    """Scans the record at line `first`, taking more lines only while a cell stays open."""
    for most in steps:
        text = "\n".join(table.lines[first : first + most]) + "\n"
        scan = _scan(text, table.delimiter)
        if scan.fault != "unclosed" or len(text) > LONGEST_RECORD:
            break
    return scan


_NOT_SPACE = re.compile(r"[^ ]")


def _scan(text: str, delimiter: str) -> _Scan:
    """Reads one record from the start of the text, which ends in a line break."""
    cells: list[str] = []
    quoted: list[tuple[int, int]] = []
    spaced = bare_quotes = False
    position = line = 0
    while len(cells) < _MOST_CELLS:
        begin = _after_spaces(text, position)
        if text[begin] == '"':
            close = _closing_quote(text, begin + 1)
            if close < 0:
                return _Scan(cells=cells, lines=text.count("\n"), fault="unclosed", opened=line)
            cells.append(text[begin + 1 : close].replace('""', '"'))
            opened, line = line, line + text.count("\n", begin, close)
            quoted.append((opened, line))
            position = _after_spaces(text, close + 1)
            if text[position] not in (delimiter, "\n"):
                on_line = _ends_on_line(text[position : text.index("\n", position)], delimiter)
                return _Scan(
                    cells=cells, lines=line + 1, fault="stray", opened=opened, ends_on_line=on_line
                )
        else:
            spaced = spaced or begin > position
            position = _end_of_bare_cell(text, begin, delimiter)
            cells.append(text[begin:position])
            bare_quotes = bare_quotes or '"' in cells[-1]
        if text[position] == "\n":
            return _Scan(
                cells=cells,
                lines=line + 1,
                quoted=tuple(quoted),
                spaced=spaced,
                bare_quotes=bare_quotes,
            )
        position += 1
    return _Scan(cells=cells, lines=line + 1, fault="wide")


def _after_spaces(text: str, position: int) -> int:
    found = _NOT_SPACE.search(text, position)
    return found.start() if found else len(text) - 1


def _closing_quote(text: str, position: int) -> int:
    """Where the quotation mark stands that ends the cell, or -1; a doubled one is text."""
    while True:
        close = text.find('"', position)
        if close < 0 or not text.startswith('"', close + 1):
            return close
        position = close + 2


def _end_of_bare_cell(text: str, begin: int, delimiter: str) -> int:
    found = re.compile("[" + re.escape(delimiter) + "\n]").search(text, begin)
    return found.start() if found else len(text) - 1


def _ends_on_line(rest: str, delimiter: str) -> bool:
    # The lenient reader asks for a second line only when a quoted cell is still open.
    reader = csv.reader([rest, ""], delimiter=delimiter, skipinitialspace=True)
    try:
        next(reader)
    except csv.Error:
        return False
    return reader.line_num == 1
