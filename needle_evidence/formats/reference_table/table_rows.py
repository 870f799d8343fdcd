"""The rows of a table of references, in whatever layout a database exported it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.reference_table.column_names import (
    DELIMITERS,
    column_key,
    is_header,
    known_columns,
    known_in_line,
    line_cells,
)
from needle_evidence.formats.table_records import LONGEST_RECORD, split_lines
from needle_evidence.model.finding import Location, Problem

_LINES_BEFORE_HEADER = 15
# The first cells of Embase's export "CSV, fields by row", where each row is one field.
_ROW_NAMES = frozenset(
    {
        "title",
        "author_names",
        "source",
        "abstract",
        "doi",
        "publication_year",
        "volume",
        "issue",
        "first_page",
        "last_page",
        "issn",
        "pui",
        "medline_pmid",
        "publication_type",
        "copyright",
        "language_of_article",
        "embase_link",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceRow:
    """One work of a table. cells: by column, as `column_key` writes known ones; no empty ones."""

    cells: Mapping[str, str]
    location: Location
    raw: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceRows:
    """All works of a table, and the rows that could not be read."""

    columns: tuple[str, ...]
    rows: tuple[ReferenceRow, ...]
    problems: tuple[Problem, ...] = ()


def read_rows(text: str, *, path: str, own_columns: Sequence[str]) -> ReferenceRows:
    """The works of a table with a row of column names, or of one with a field per row.

    Lines before the row of column names (Dimensions writes some) are passed over. own_columns:
    of the tables that this tool writes; where the first two are there, no other name is known.

    Raises:
        UnreadableInputError: it is blank, or no column is one of a table of references.
    """
    text = text.removeprefix("\ufeff")
    if is_field_per_row(text):
        return _field_per_row(text, path)
    known = known_columns()
    if is_own_table(text, own_columns):
        known = frozenset(own_columns)
    table = read_table(_from_header(text), path=path, known_columns=known)
    if not known & set(table.columns):
        found = ", ".join(list(table.columns)[:8])
        raise UnreadableInputError(
            f"{path} is no table of references: no column is called title, author, doi or alike. "
            f"Found: {found}.",
            "The first row must hold the column names, and each row below a work.",
        )
    rows = tuple(
        ReferenceRow(
            cells={name: cell for name, cell in row.cells.items() if cell},
            location=row.location,
            raw=row.raw,
        )
        for row in table.rows
    )
    # A column that is nearly one of ours is no mistake here: every export has its own.
    problems = tuple(found for found in table.problems if found.kind == "unreadable_row")
    return ReferenceRows(columns=tuple(table.columns), rows=rows, problems=problems)


def is_own_table(text: str, own_columns: Sequence[str]) -> bool:
    """Whether the header is that of a table that this tool wrote."""
    first = text.removeprefix("\ufeff").lstrip().split("\n", 1)[0][:1_000]
    return any(
        [column_key(cell) for cell in line_cells(first, delimiter)[:2]] == list(own_columns[:2])
        for delimiter in DELIMITERS
    )


def is_field_per_row(text: str) -> bool:
    """Whether each row is one field of a work: its name, then its values."""
    lines = [line for line in split_lines(text[:20_000])[:60] if line.strip()]
    if len(lines) < 3 or len(known_in_line(lines[0])) > 1:
        return False
    cells = (line_cells(line, ",") for line in lines)
    names = {column_key(row[0]) for row in cells if len(row) > 1}
    return len(names & _ROW_NAMES) > 2 and bool(names & {"title", "author_names"})


def _from_header(text: str) -> str:
    """The text with the lines before its header blank, so that all line numbers stay."""
    head = split_lines(text[:200_000])[:_LINES_BEFORE_HEADER]
    if not head or is_header(head[0]):
        return text
    index = next((index for index, line in enumerate(head) if is_header(line)), 0)
    if index == 0 or any(line.lower().startswith("sep=") for line in head[:index]):
        return text
    lines = split_lines(text)
    return "\n".join([*[""] * index, *lines[index:], ""])


def _field_per_row(text: str, path: str) -> ReferenceRows:
    """A blank row, or the name with which the first work began, begins the next work."""
    rows: list[ReferenceRow] = []
    columns: dict[str, None] = {}
    cells: dict[str, str] = {}
    first_name, start = "", 1
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), skipinitialspace=True)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            problems.append(_broken(str(error), line, path))
            continue
        name = column_key(row[0]) if row else ""
        first_name = first_name or name
        if cells and (not name or name == first_name):
            rows.append(_work(cells, start, path))
            cells = {}
        if name:
            start = start if cells else line
            value = "; ".join(cell.strip() for cell in row[1:] if cell.strip())
            before = cells.get(name)
            cells[name] = f"{before}; {value}" if before else value
            columns[name] = None
        line = reader.line_num + 1
    if cells:
        rows.append(_work(cells, start, path))
    return ReferenceRows(columns=tuple(columns), rows=tuple(rows), problems=tuple(problems))


def _work(cells: Mapping[str, str], line: int, path: str) -> ReferenceRow:
    named = {name: cell for name, cell in cells.items() if cell}
    raw = "\n".join(f"{name}: {cell}" for name, cell in named.items())[:LONGEST_RECORD]
    return ReferenceRow(cells=named, location=Location(path=path, line=line), raw=raw)


def _broken(reason: str, line: int, path: str) -> Problem:
    return Problem(
        message=f"The row cannot be read ({reason}).",
        location=Location(path=path, line=line),
        subject=path,
        way_out="Export the table again.",
        kind="unreadable_row",
    )
