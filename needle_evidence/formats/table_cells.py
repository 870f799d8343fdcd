"""What is wrong with single cells of any table, and where each cell stands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence

from needle_evidence.formats.decode_text import DecodedText
from needle_evidence.formats.delimited_table import Row, Table
from needle_evidence.formats.table_dates import read_dates
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.plain_text import one_line

_LINE_BREAK = re.compile(r"\s*\n\s*")
FORMULA_STARTS = frozenset("=+-@")
_NUMBER = re.compile(r"[+-]?[\d.,\s]*\d\s*%?")
_CITEKEY_COLUMNS = frozenset({"references", "citekey", "reported_by"})
_SPREADSHEET_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!)|Err:\d{3}")


def flat(cell: str) -> str:
    """The cell with each line break, and the blanks around it, as one space."""
    return _LINE_BREAK.sub(" ", cell) if "\n" in cell else cell


def cell_location(row: Row, column: str, table: Table) -> Location:
    """Where one cell of a row stands."""
    return row.location.in_column(column, table.columns)


def row_subject(row: Row) -> str:
    """What a problem of a row is about: its claim, else its file."""
    return one_line(row.cells.get("claim_id", ""), 80) or row.location.path


def malformed_cell(
    row: Row,
    column: str,
    table: Table,
    *,
    message: str,
    way_out: str,
    severity: Severity | None = None,
) -> Problem:
    """A problem with the text of one cell, which is kept as `raw`."""
    return Problem(
        message=message,
        location=cell_location(row, column, table),
        subject=row_subject(row),
        way_out=way_out,
        raw=row.cells[column],
        kind="malformed_cell",
        severity=severity,
    )


def encoding_problem(decoded: DecodedText, path: str) -> Iterator[Problem]:
    """The problem that a file's encoding had to be guessed, if it had."""
    if decoded.guessed:
        yield Problem(
            message="The file is not UTF-8; what does not fit was read as Windows-1252.",
            location=Location(path=path),
            subject=path,
            way_out="Check that letters such as é, – and ’ look right, then save it as "
            "“CSV UTF-8”.",
            kind="guessed_encoding",
            severity=Severity.NOTE,
        )


def empty_table_problem(path: str, needed: Sequence[str]) -> Problem:
    """The problem of an optional table that is there and has not even column names."""
    return Problem(
        message="The table is empty: it has no row of column names.",
        location=Location(path=path),
        subject=path,
        way_out=f"Put the column names into its first row, among them {' and '.join(needed)}, "
        "or delete the file.",
        kind="malformed_cell",
        severity=Severity.NOTE,
    )


def missing_cell(row: Row, table: Table, required: Sequence[str], noun: str) -> Problem:
    """The problem of a row that lacks a required cell; it is not read as a `noun`."""
    missing = [name for name in required if not row.cells[name]]
    return Problem(
        message=f"The row has no {' and no '.join(missing)}; it was not read as a {noun}.",
        location=cell_location(row, missing[0], table),
        subject=row_subject(row),
        way_out=f"Fill in {' and '.join(missing)}, or delete the row.",
        raw=row.raw,
        kind="missing_cell",
    )


def read_date_column(
    rows: Sequence[Row], column: str, table: Table
) -> tuple[tuple[datetime.date | None, ...], list[Problem]]:
    """The dates of a column, one per row, None where there is none; and what is wrong."""
    if column not in table.columns:
        return (None,) * len(rows), []
    values = [row.cells[column] for row in rows]
    read = read_dates(values)
    problems = [
        malformed_cell(
            rows[index],
            column,
            table,
            message=f"{column} “{one_line(values[index], 40)}” is no date.",
            way_out="Write it as year-month-day, such as 2026-12-31.",
        )
        for index in read.impossible
    ]
    if read.ambiguous:
        problems.append(_ambiguous_dates([rows[index] for index in read.ambiguous], column, table))
    return read.dates, problems


def formula_problem(row: Row, name: str, table: Table) -> Iterator[Problem]:
    """The problem of a cell that a spreadsheet takes, or has taken, for a formula."""
    text = row.cells[name]
    if _SPREADSHEET_ERROR.fullmatch(text):
        yield malformed_cell(
            row,
            name,
            table,
            message=f"{name} holds “{text}”: a spreadsheet took its text for a formula.",
            way_out="Write the text again, beginning with a word.",
        )
        return
    # A citekey's own sign, which is certain to be meant as one and is taken off.
    harmless = name in _CITEKEY_COLUMNS and text.startswith("@")
    blank_start = name in row.blank_starts
    if not text or harmless or _NUMBER.fullmatch(text):
        return
    if blank_start or text[0] in FORMULA_STARTS:
        start = "a tab or line break" if blank_start else f"“{text[0]}”"
        yield Problem(
            message=f"{name} begins with {start}, which a spreadsheet may take for a formula; "
            "it was read as text.",
            location=cell_location(row, name, table),
            subject=row_subject(row),
            way_out="Remove the sign, so that the cell begins with a word.",
            raw=text,
            kind="formula_cell",
        )


def _ambiguous_dates(rows: Sequence[Row], column: str, table: Table) -> Problem:
    count = len(rows)
    lines = ", ".join(str(row.location.line) for row in rows[:20])
    return Problem(
        message=f"In {column}, “{one_line(rows[0].cells[column], 40)}” could be day-month or "
        f"month-day, and the column does not tell which; {count} "
        f"date{'s are' if count > 1 else ' is'} not read (line{'s' if count > 1 else ''} "
        f"{lines}{', …' if count > 20 else ''}).",
        location=cell_location(rows[0], column, table),
        subject=rows[0].location.path,
        way_out="Write the dates as year-month-day, such as 2026-12-31.",
        raw="\n".join(row.cells[column] for row in rows[:200]),
        kind="ambiguous_dates",
    )
