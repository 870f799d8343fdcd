"""claims.csv to claims, whatever a spreadsheet made of the file."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from needle_evidence.formats.claims_cells import find_cell_problems, read_question
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row, Table, read_table
from needle_evidence.formats.table_cells import (
    encoding_problem,
    flat,
    missing_cell,
    read_date_column,
)
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Problem

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
    problems = [*encoding_problem(decoded, path), *table.problems]
    complete: list[Row] = []
    for row in table.rows:
        if all(map(row.cells.get, REQUIRED_COLUMNS)):
            complete.append(row)
        else:
            problems.append(missing_cell(row, table, REQUIRED_COLUMNS, "claim"))
    due, due_problems = read_date_column(complete, "review_due", table)
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
