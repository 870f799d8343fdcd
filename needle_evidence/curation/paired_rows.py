"""Rows of a table paired by their key: as exported, as edited in a workbook, as in the file now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from needle_evidence.formats.workbook.cell_values import meaning, placeholder
from needle_evidence.formats.workbook.file_rows import FileRow
from needle_evidence.formats.workbook.given_rows import GivenRow, GivenSheet
from needle_evidence.formats.workbook.sheet_tables import SheetTable

Each = TypeVar("Each")
_Form = Callable[[Mapping[str, str]], tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class RowTriple:
    """One row on three sides; None where a side has none."""

    exported: Mapping[str, str] | None = None
    given: GivenRow | None = None
    present: FileRow | None = None


def pair_rows(
    table: SheetTable,
    given: GivenSheet,
    exported: Sequence[Mapping[str, str]],
    present: Sequence[FileRow],
) -> tuple[list[RowTriple], list[Sequence[GivenRow]]]:
    """The rows by key, in the order of the sheet; and edited rows that cannot be told apart.

    Of rows that share a key those that nobody changed are set aside; a single one that is left
    on both sides is the same row.
    """
    key = _form_of(table, table.key)
    then = _grouped(exported, key)
    edited = _grouped(given.rows, lambda row: key(row.cells))
    now = _grouped(present, lambda row: key(row.cells))
    triples: list[RowTriple] = []
    doubles: list[Sequence[GivenRow]] = []
    for each in dict.fromkeys((*edited, *then)):
        old, rows, new = then.get(each, []), edited.get(each, []), now.get(each, [])
        if max(len(old), len(rows), len(new)) > 1:
            whole = _form_of(table, _compared(table, given, old))
            found, doubled = _told_apart(whole, old, rows, new)
            triples += found
            doubles += [doubled] if doubled else []
        else:
            triples.append(RowTriple(exported=_only(old), given=_only(rows), present=_only(new)))
    return triples, doubles


def _only(rows: Sequence[Each]) -> Each | None:
    return rows[0] if rows else None


def _compared(
    table: SheetTable, given: GivenSheet, exported: Sequence[Mapping[str, str]]
) -> Sequence[str]:
    """The columns in which a row of the sheet can be like one that was exported."""
    known = {*table.column_names, *(exported[0] if exported else ())}
    return [name for name in given.columns if name in known]


def _form_of(table: SheetTable, names: Sequence[str]) -> _Form:
    """What tells one row from another, by these columns: the meaning of what a sheet shows."""
    columns = [(name, table.column(name)) for name in names]

    def form(cells: Mapping[str, str]) -> tuple[str, ...]:
        texts = [(cells.get(name, ""), column) for name, column in columns]
        return tuple([meaning(placeholder(t) or t, c).removeprefix("@") for t, c in texts])

    return form


def _grouped(
    rows: Sequence[Each], key: Callable[[Each], tuple[str, ...]]
) -> dict[tuple[str, ...], list[Each]]:
    groups: dict[tuple[str, ...], list[Each]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _told_apart(
    form: _Form,
    exported: Sequence[Mapping[str, str]],
    edited: Sequence[GivenRow],
    present: Sequence[FileRow],
) -> tuple[list[RowTriple], Sequence[GivenRow]]:
    """The changes of rows that share a key, as far as they are certain."""
    left = _grouped(exported, form)
    changed: list[GivenRow] = []
    for row in edited:
        twins = [] if row.faults else left.get(form(row.cells), [])
        if twins:
            twins.pop()
        else:
            changed.append(row)
    gone = [row for rows in left.values() for row in rows]
    if len(changed) > 1 or (changed and len(gone) != 1):
        return [], changed
    now = _grouped(present, lambda row: form(row.cells))
    # Rows of the file that are none of the exported ones: changed or put in since.
    others = [row for each, rows in now.items() if each not in left for row in rows]
    triples: list[RowTriple] = []
    for old in gone:
        twins_now = now.get(form(old)) or others
        row_now = twins_now.pop() if twins_now else None
        triples.append(RowTriple(exported=old, given=_only(changed), present=row_now))
    return triples, []
