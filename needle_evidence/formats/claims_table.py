"""claims.csv to claims, whatever a spreadsheet made of the file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from needle_evidence.formats.claims_cells import (
    cell_location,
    find_cell_problems,
    flat,
    malformed_cell,
    read_question,
)
from needle_evidence.formats.decode_text import DecodedText, decode
from needle_evidence.formats.delimited_table import Row, Table, read_table
from needle_evidence.formats.table_dates import read_dates
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location, Problem, Severity
from needle_evidence.model.plain_text import one_line

REQUIRED_COLUMNS = ("claim_id", "claim")
COLUMNS = (
    *REQUIRED_COLUMNS,
    "topic",
    "question",
    "intervention",
    "population",
    "comparator",
    "outcome",
    "references",
    "article",
    "quote",
    "review_due",
    "note",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimsTable:
    """What claims.csv holds. problems: in file order, with the raw text of what was not read."""

    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]


def read_claims(data: bytes, *, path: str) -> ClaimsTable:
    """Reads claims.csv; path, relative to the project, is for the locations.

    Every row that is not blank becomes a claim or is named in a problem. Cells are trimmed,
    a line break inside one becomes a space. `references` are split at semicolons, commas and
    spaces (a citekey holds none of them) and lose a leading `@`; `article` at semicolons;
    `quote` at ` | `. Doubled claim ids are kept: a check reports them.

    Raises:
        UnreadableInputError: not a text, an empty file, or a table without the required columns.
    """
    decoded = decode(data, path=path)
    table = read_table(
        decoded.text, path=path, known_columns=COLUMNS, required_columns=REQUIRED_COLUMNS
    )
    problems = [*_encoding_problem(decoded, path), *table.problems]
    complete: list[Row] = []
    for row in table.rows:
        if all(map(row.cells.get, REQUIRED_COLUMNS)):
            complete.append(row)
        else:
            problems.append(_missing_cell(row, table))
    due, due_problems = _due_dates(complete, table)
    claims = tuple(_claims(complete, due, table))
    problems += due_problems
    problems += find_cell_problems(complete, table)
    problems.sort(key=lambda problem: (problem.location.line or 0, problem.location.column or 0))
    return ClaimsTable(claims=claims, problems=tuple(problems))


def _claims(
    rows: Sequence[Row], due: Sequence[datetime.date | None], table: Table
) -> Iterator[Claim]:
    unknown = [name for name in table.columns if name not in COLUMNS]
    columns = MappingProxyType(dict(table.columns))
    nothing: Mapping[str, str] = MappingProxyType({})
    for row, review_due in zip(rows, due, strict=True):
        cells = row.cells
        articles = cells.get("article", "").replace("\n", ";")
        if row.line_count > 1:
            cells = {name: flat(cell) for name, cell in cells.items()}
        cell = cells.get
        extra = {name: cells[name] for name in unknown}
        yield Claim(
            claim_id=cells["claim_id"],
            text=cells["claim"],
            location=row.location,
            topic=cell("topic", ""),
            question=read_question(cell("question", "")),
            intervention=cell("intervention", ""),
            population=cell("population", ""),
            comparator=cell("comparator", ""),
            outcome=cell("outcome", ""),
            references=_citekeys(cell("references", "")),
            articles=_split(articles, ";"),
            quotes=_split(cell("quote", ""), " | "),
            review_due=review_due,
            note=cell("note", ""),
            extra=MappingProxyType(extra) if extra else nothing,
            columns=columns,
        )


def _split(cell: str, separator: str) -> tuple[str, ...]:
    if separator not in cell:
        return (cell,) if cell else ()
    return tuple(part for each in cell.split(separator) if (part := each.strip()))


def _citekeys(cell: str) -> tuple[str, ...]:
    keys = cell.replace(";", " ").replace(",", " ").split()
    return tuple([key for each in keys if (key := each.removeprefix("@"))])


def _encoding_problem(decoded: DecodedText, path: str) -> Iterator[Problem]:
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


def _missing_cell(row: Row, table: Table) -> Problem:
    missing = [name for name in REQUIRED_COLUMNS if not row.cells[name]]
    return Problem(
        message=f"The row has no {' and no '.join(missing)}; it was not read as a claim.",
        location=cell_location(row, missing[0], table),
        subject=one_line(row.cells["claim_id"], 80) or row.location.path,
        way_out=f"Fill in {' and '.join(missing)}, or delete the row.",
        raw=row.raw,
        kind="missing_cell",
    )


def _due_dates(
    rows: Sequence[Row], table: Table
) -> tuple[tuple[datetime.date | None, ...], list[Problem]]:
    column = "review_due"
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
        first = read.ambiguous[0]
        count = len(read.ambiguous)
        lines = ", ".join(str(rows[index].location.line) for index in read.ambiguous[:20])
        problems.append(
            Problem(
                message=f"In {column}, “{one_line(values[first], 40)}” could be day-month or "
                f"month-day, and the column does not tell which; {count} "
                f"date{'s are' if count > 1 else ' is'} not read (line{'s' if count > 1 else ''} "
                f"{lines}{', …' if count > 20 else ''}).",
                location=cell_location(rows[first], column, table),
                subject=rows[first].location.path,
                way_out="Write the dates as year-month-day, such as 2026-12-31.",
                raw="\n".join(values[index] for index in read.ambiguous[:200]),
                kind="ambiguous_dates",
            )
        )
    return read.dates, problems
