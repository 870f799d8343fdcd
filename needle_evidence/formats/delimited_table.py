"""Text of a delimited table (CSV, TSV …) to rows by column name, with line and row numbers."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.table_records import (
    BrokenRecord,
    Record,
    read_record,
    read_records,
    split_lines,
)
from needle_evidence.language.nearest import nearest
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.plain_text import one_line

_DELIMITERS = (",", ";", "\t", "|")
_DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
# Excel's own first line, which tells the delimiter; Excel does not show it as a row.
_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([^\w\s"]|\t)"?[,;|\s]*', re.IGNORECASE)
_BYTE_ORDER_MARKS = ("\ufeff", "ï»¿")  # the second: UTF-8's mark once read as Windows-1252
_LONGEST_RAW = 10_000
_LONGEST_NAME = 60


class Row(NamedTuple):
    """One row that is not blank; a named tuple, as it is made for each row of large tables.

    cells: trimmed, line breaks inside as LF, by column; every column of the table is there.
    location: line of its first line; `row` where a spreadsheet shows another number.
    raw: its lines, without the last line end. line_count: how many. blank_starts: columns
    whose cell began with a tab or a line break before it was trimmed.
    """

    cells: Mapping[str, str]
    location: Location
    raw: str
    line_count: int = 1
    blank_starts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table whose header was found.

    columns: number in the file, from 1, by name, in file order; known names in their
    canonical spelling, others as written. problems: rows and header cells that could not be
    read, with their raw text.
    """

    columns: Mapping[str, int]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    delimiter: str


def read_table(
    text: str,
    *,
    path: str,
    known_columns: Collection[str],
    required_columns: Collection[str] = (),
) -> Table:
    """Reads a table whatever delimiter, quoting and line ends a spreadsheet gave it.

    The delimiter is the one (of `,` `;` tab `|`, or the one of a `sep=` line) that splits the
    header into most of `known_columns`; names match without regard to case, and a space or
    hyphen counts as an underscore. Blank rows are skipped. A row with more cells than the
    header, with a cell over 100,000 characters, or with a quotation mark out of place is a
    problem and not loaded; the others load. A row with fewer cells has empty ones.

    Raises:
        UnreadableInputError: the text is blank, or the header lacks a required column.
    """
    lines = split_lines(text)
    separator = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    first = _first_line(lines, 1 if separator else 0, path)
    preferred = [separator.group(1)] if separator else []
    header = _header(lines, first, [*preferred, *_DELIMITERS], known_columns, path)
    _require(header, required_columns, known_columns, path)
    start = _Start(path=path, lines=lines, skipped=1 if separator else 0, header=header)
    rows, row_problems = _read_rows(start)
    problems = (*_header_problems(start, known_columns), *row_problems)
    return Table(columns=header.columns, rows=rows, problems=problems, delimiter=header.delimiter)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Header:
    """The header under one delimiter. names: one per cell, canonical; "" for a nameless one."""

    delimiter: str
    record: Record
    names: tuple[str, ...]
    known: int
    columns: Mapping[str, int] = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        columns: dict[str, int] = {}
        for number, name in enumerate(self.names, start=1):
            label = name or f"column {number}"
            while label in columns:
                label += f" (column {number})"
            columns[label] = number
        object.__setattr__(self, "columns", columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Start:
    """Where a table begins. skipped: lines that a spreadsheet does not show as rows."""

    path: str
    lines: Sequence[str]
    skipped: int
    header: _Header

    def location(self, line: int, row: int, column: int | None = None, field: str = "") -> Location:
        """A place, from a line index (from 0) and a row number (from 1)."""
        return Location(
            path=self.path,
            line=line + 1,
            row=row if row != line + 1 else None,
            column=column,
            field=field,
        )


def _first_line(lines: Sequence[str], first: int, path: str) -> int:
    """The first line that holds more than delimiters and quotation marks."""
    for index in range(first, len(lines)):
        if lines[index].strip(' \t,;|"\ufeff'):
            return index
    raise UnreadableInputError(
        f"{path} is empty.",
        "Its first row must hold the column names, and each row below a record.",
    )


def _header(
    lines: Sequence[str],
    first: int,
    delimiters: Sequence[str],
    known_columns: Collection[str],
    path: str,
) -> _Header:
    """The header under the delimiter that finds most known names; the first of equals."""
    candidates = []
    faults = []
    for delimiter in dict.fromkeys(delimiters):
        record = read_record(lines, first=first, delimiter=delimiter)
        if isinstance(record, BrokenRecord):
            faults.append(record)
            continue
        names = tuple(_canonical(cell, known_columns) for cell in record.cells)
        while names and not names[-1]:
            names = names[:-1]
        known = len({*names} & {*known_columns})
        candidates.append(_Header(delimiter=delimiter, record=record, names=names, known=known))
    best = max(candidates, key=lambda header: header.known, default=None)
    if best is None or (faults and not best.known):
        raise UnreadableInputError(
            f"{path}, line {faults[0].at + 1}: the row of column names cannot be read. "
            f"{faults[0].message}",
            faults[0].way_out,
        )
    return best


def _canonical(cell: str, known_columns: Collection[str]) -> str:
    for mark in _BYTE_ORDER_MARKS:
        cell = cell.removeprefix(mark)
    name = cell.strip().strip('"').strip()
    key = re.sub(r"[\s_-]+", "_", name).casefold()
    return key if key in known_columns else re.sub(r"\s+", " ", name)


def _require(header: _Header, required: Collection[str], known: Collection[str], path: str) -> None:
    missing = [name for name in required if name not in header.columns]
    if not missing:
        return
    found = [_short(name) for name in header.names if name]
    unknown = [name for name in found[:50] if name not in known]
    offers = [
        f"“{near[0]}” looks like {name}." for name in missing if (near := nearest(name, unknown, 1))
    ]
    delimiter = _DELIMITER_NAMES.get(header.delimiter, header.delimiter)
    more = f" and {len(found) - 12} more" if len(found) > 12 else ""
    raise UnreadableInputError(
        f"{path}, line {header.record.first + 1}: no column is called {' or '.join(missing)}. "
        f"Found, split at each {delimiter}: {', '.join(found[:12])}{more}.",
        " ".join(
            [
                *offers,
                f"The first row must hold the column names, among them {', '.join(required)}.",
            ]
        ),
    )


def _header_problems(start: _Start, known_columns: Collection[str]) -> Iterator[Problem]:
    """Names that stand twice, and names that are very probably a known one misspelt."""
    absent = [name for name in known_columns if name not in start.header.columns]
    row = start.header.record.first + 1 - start.skipped
    seen: dict[str, int] = {}
    for number, name in enumerate(start.header.names, start=1):
        place = start.location(start.header.record.first, row, number, _short(name))
        near = []
        if name not in known_columns and len(name) <= _LONGEST_NAME:
            near = difflib.get_close_matches(name.casefold(), absent, 1, 0.8)
        if name and name in seen:
            yield Problem(
                message=f"Two columns are called “{_short(name)}”: column {seen[name]} is used, "
                f"column {number} is kept as a column of your own.",
                location=place,
                subject=start.path,
                way_out="Rename or delete one of them.",
                raw=name,
                kind="duplicate_column",
            )
        elif near:
            yield Problem(
                message=f"The column “{_short(name)}” is not one that is read; did you mean "
                f"“{near[0]}”?",
                location=place,
                subject=start.path,
                way_out=f"Rename it to {near[0]}, or to something else if it is a column of "
                "your own.",
                raw=name,
                kind="malformed_cell",
                severity=Severity.WARNING,
            )
        seen.setdefault(name, number)


def _read_rows(start: _Start) -> tuple[tuple[Row, ...], list[Problem]]:
    header = start.header
    width = len(header.names)
    first = header.record.end
    number = header.record.first + 1 - start.skipped
    columns = tuple(header.columns)
    rows: list[Row] = []
    problems: list[Problem] = []
    records = read_records(start.lines, first=first, delimiter=header.delimiter, width=width)
    for record in records:
        number += 1
        if isinstance(record, BrokenRecord):
            problems.append(_broken(start, record, number))
            number += record.end - record.first - 1
            continue
        cells = list(map(str.strip, record.cells))
        if not any(cells):
            continue
        if len(cells) > width and any(cells[width:]):
            problems.append(_ragged(start, record, number))
            continue
        if len(cells) < width:
            cells += [""] * (width - len(cells))
        named = dict(zip(columns, cells, strict=False))
        row = Row(named, start.location(record.first, number), _raw(start.lines, record))
        if record.end - record.first > 1 or "\t" in row.raw:
            row = _with_blanks(row, record)
        rows.append(row)
    return tuple(rows), problems


def _with_blanks(row: Row, record: Record) -> Row:
    written = zip(row.cells, record.cells, strict=False)
    starts = tuple(name for name, cell in written if cell.startswith(("\t", "\n")))
    return row._replace(line_count=record.end - record.first, blank_starts=starts)


def _broken(start: _Start, record: BrokenRecord, row: int) -> Problem:
    return Problem(
        message=record.message,
        location=start.location(record.at, row + record.at - record.first),
        subject=start.path,
        way_out=record.way_out,
        raw=_raw(start.lines, record),
        kind="unreadable_row",
    )


def _ragged(start: _Start, record: Record, row: int) -> Problem:
    width = len(start.header.names)
    last = max(number for number, cell in enumerate(record.cells, start=1) if cell.strip())
    delimiter = _DELIMITER_NAMES.get(start.header.delimiter, start.header.delimiter)
    return Problem(
        message=f"The row has {last} cells, but the header has {width} columns; "
        "the row was not read.",
        location=start.location(record.first, row, width + 1),
        subject=start.path,
        way_out=f"Put a cell that contains a {delimiter} in double quotes.",
        raw=_raw(start.lines, record),
        kind="unreadable_row",
    )


def _raw(lines: Sequence[str], record: Record | BrokenRecord) -> str:
    if record.end == record.first + 1 and len(lines[record.first]) <= _LONGEST_RAW:
        return lines[record.first]
    text = "\n".join(line[: _LONGEST_RAW + 1] for line in lines[record.first : record.end])
    return text if len(text) <= _LONGEST_RAW else text[:_LONGEST_RAW] + " […]"


def _short(name: str) -> str:
    return one_line(name, _LONGEST_NAME)
