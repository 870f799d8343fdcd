"""A table whose columns hold words of a list, numbers, counts, dates or judgements."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from needle_evidence.errors import UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row, Table, read_table
from needle_evidence.formats.table_cells import (
    empty_table_problem,
    encoding_problem,
    flat,
    formula_problem,
    malformed_cell,
    missing_cell,
    read_date_column,
)
from needle_evidence.formats.table_dates import read_dates
from needle_evidence.language.nearest import nearest
from needle_evidence.model.certainty import DomainJudgement
from needle_evidence.model.finding import Location, Problem
from needle_evidence.model.plain_text import one_line

# Signs that a word processor or a keyboard writes for a minus, and blanks behind one.
_MINUS = re.compile(
    "^[-\u02d7\u2010-\u2015\u2043\u207b\u208b\u2212\u2796\ufe58\ufe63\uff0d]\\s*(?=[\\d.,])"
)
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:[.,]\d{1,30})?|[+-]?[.,]\d{1,30}")
_GROUPED = re.compile(r"\d{1,3}(?:[,\s’']\d{3})+")
_WHOLE = re.compile(r"(\d+)[.,]0{1,2}")  # what a spreadsheet, or pandas, makes of a count
_DOUBTFUL_COMMA = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}")
_LONGEST_WORD = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of a table.

    holds: "text", "word" (one of `choices`), "words" (several, `;` between), "number" (with
    decimal point or comma), "count" (a whole number from 0), "date" or "judgement" (one of
    `choices`, then a colon and the reason). required: a row without it is not read.
    """

    name: str
    holds: str = "text"
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedRow:
    """One row: the values of its cells by column; an empty or unreadable cell has none."""

    location: Location
    columns: Mapping[str, int]
    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """A text or word, "" for none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a list."""
        value = self.values.get(name)
        return value if isinstance(value, tuple) else ()

    def number(self, name: str) -> Decimal | None:
        """A number, exactly as written."""
        value = self.values.get(name)
        return value if isinstance(value, Decimal) else None

    def count(self, name: str) -> int | None:
        """A whole number from 0."""
        value = self.values.get(name)
        return value if isinstance(value, int) else None

    def date(self, name: str) -> datetime.date | None:
        """A date."""
        value = self.values.get(name)
        return value if isinstance(value, datetime.date) else None

    def judgement(self, name: str) -> DomainJudgement | None:
        """A word with its reason."""
        value = self.values.get(name)
        return value if isinstance(value, DomainJudgement) else None


@dataclass(frozen=True, kw_only=True, slots=True)
class TypedTable:
    """The rows that could be read, and the problems of all cells and rows, in file order."""

    rows: tuple[TypedRow, ...]
    problems: tuple[Problem, ...]


def read_typed_table(
    data: bytes, *, path: str, columns: Sequence[Column], noun: str, needed: Sequence[str]
) -> TypedTable:
    """Reads a table; every row that is not blank is read or named in a problem.

    A cell that cannot be read is a problem with its raw text, and the rest of its row loads.
    A blank file holds no rows. noun: what a row is, for messages. needed: columns that the
    header must have.

    Raises:
        UnreadableInputError: not a text, or a table without the needed columns.
    """
    decoded = decode(data, path=path)
    if not decoded.text.strip("\ufeff \t\r\n"):
        return TypedTable(rows=(), problems=(empty_table_problem(path, needed),))
    names = [column.name for column in columns]
    table = read_table(decoded.text, path=path, known_columns=names, required_columns=needed)
    problems = [*encoding_problem(decoded, path), *table.problems]
    required = [c.name for c in columns if c.required and c.name in table.columns]
    complete: list[Row] = []
    for row in table.rows:
        if all(map(row.cells.get, required)):
            complete.append(row)
        else:
            problems.append(missing_cell(row, table, required, noun))
    values: list[dict[str, object]] = [{} for _ in complete]
    for column in columns:
        if column.name in table.columns:
            problems.extend(_read_column(complete, column, table, values))
    problems.sort(key=lambda problem: (problem.location.line or 0, problem.location.column or 0))
    rows = tuple(
        TypedRow(location=row.location, columns=table.columns, values=read)
        for row, read in zip(complete, values, strict=True)
    )
    return TypedTable(rows=rows, problems=tuple(problems))


def written_form(text: str, column: Column) -> str:
    """A cell as a new row writes it: known words in their own spelling, dates as ISO.

    Raises UsageError, with the way out, for a text that the column cannot hold.
    """
    if not text:
        return ""
    value = (
        _iso_date(text, column) if column.holds == "date" else _READERS[column.holds](text, column)
    )
    if isinstance(value, _Unreadable):
        raise UsageError(value.message, value.way_out)
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, DomainJudgement):
        return f"{value.word}: {value.reason}" if value.reason else value.word
    return str(value)


def _read_column(
    rows: Sequence[Row], column: Column, table: Table, values: Sequence[dict[str, object]]
) -> Iterator[Problem]:
    """Puts one column's values into `values`; yields what is wrong with its cells."""
    if column.holds == "date":
        dates, problems = read_date_column(rows, column.name, table)
        for read, date in zip(values, dates, strict=True):
            if date is not None:
                read[column.name] = date
        yield from problems
        return
    read_cell = _READERS[column.holds]
    for row, read in zip(rows, values, strict=True):
        cell = row.cells[column.name]
        if not cell:
            continue
        if column.holds == "text":
            yield from formula_problem(row, column.name, table)
        value = read_cell(flat(cell), column)
        if isinstance(value, _Unreadable):
            yield malformed_cell(
                row, column.name, table, message=value.message, way_out=value.way_out
            )
        else:
            read[column.name] = value


@dataclass(frozen=True, kw_only=True, slots=True)
class _Unreadable:
    message: str
    way_out: str


def _text(cell: str, _column: Column) -> object:
    return cell


def _word(cell: str, column: Column) -> object:
    known = {_key(choice): choice for choice in column.choices}
    found = known.get(_key(cell))
    return found if found is not None else _unknown_word(cell, column)


def _words(cell: str, column: Column) -> object:
    found = []
    for part in cell.replace(",", ";").split(";"):
        if part.strip():
            word = _word(part.strip(), column)
            if isinstance(word, _Unreadable):
                return word
            found.append(word)
    return tuple(dict.fromkeys(found))


def _judgement(cell: str, column: Column) -> object:
    word, _, reason = cell.partition(":")
    found = _word(word.strip(), column)
    if isinstance(found, str):
        return DomainJudgement(word=found, reason=reason.strip())
    return found


def _unknown_word(cell: str, column: Column) -> _Unreadable:
    near = _nearest_choice(_key(cell)[:_LONGEST_WORD], column.choices)
    offer = f"; did you mean {near}?" if near else "."
    reason = " (then a colon and the reason)" if column.holds == "judgement" else ""
    return _Unreadable(
        message=f"{column.name} “{one_line(cell, 40)}” is none of the known words{offer}",
        way_out=f"Write one of {', '.join(column.choices)}{reason}, or leave the cell empty.",
    )


@lru_cache(maxsize=1_000)  # a damaged column repeats its words, and looking is slow
def _nearest_choice(word: str, choices: tuple[str, ...]) -> str:
    return next(iter(nearest(word, choices, 1)), "")


def _number(cell: str, column: Column) -> object:
    text = _MINUS.sub("-", cell)
    if not _NUMBER.fullmatch(text):
        return _Unreadable(
            message=f"{column.name} “{one_line(cell, 40)}” is no number.",
            way_out="Write the number alone, such as -14.4; its unit goes into the unit column.",
        )
    if _DOUBTFUL_COMMA.fullmatch(text):
        return _Unreadable(
            message=f"{column.name} “{cell}” could be {text.replace(',', '')} or "
            f"{text.replace(',', '.')}.",
            way_out="Write it with a decimal point, or without a comma.",
        )
    return Decimal(text.replace(",", "."))


def _count(cell: str, column: Column) -> object:
    digits = re.sub(r"\D", "", cell) if _GROUPED.fullmatch(cell) else _WHOLE.sub(r"\1", cell)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        return _Unreadable(
            message=f"{column.name} “{one_line(cell, 40)}” is no whole number from 0.",
            way_out="Write digits only, such as 84, or leave the cell empty.",
        )
    return int(digits)


def _iso_date(text: str, column: Column) -> object:
    """A date given alone, without a column that tells the order of its numbers."""
    read = read_dates([text])
    if read.dates[0] is not None:
        return read.dates[0].isoformat()
    doubt = "could be day-month or month-day" if read.ambiguous else "is no date"
    return _Unreadable(
        message=f"{column.name} “{one_line(text, 40)}” {doubt}.",
        way_out="Write it as year-month-day, such as 2026-12-31.",
    )


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text).casefold()


_READERS: Mapping[str, Callable[[str, Column], object]] = {
    "text": _text,
    "word": _word,
    "words": _words,
    "number": _number,
    "count": _count,
    "judgement": _judgement,
}
