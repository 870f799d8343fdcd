"""Many rows of a delimited table changed, put in and taken out at once, every other byte left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row
from needle_evidence.formats.table_sheet import (
    Splice,
    TableSheet,
    encoded,
    read_sheet,
    row_lines,
)
from needle_evidence.formats.table_splices import (
    end_of_rows,
    line_end_of,
    missing_columns,
    new_table,
    row_text,
    set_cells,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TableChange:
    """What becomes of the rows of one table.

    changed: cells by column, by the line (from 1) on which their row begins. removed: such
    lines. added: the cells of each new row.
    """

    changed: Mapping[int, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    removed: frozenset[int] = frozenset()
    added: tuple[Mapping[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changed or self.removed or self.added)


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangedTable:
    """A table's new content. encoding_changed: "", or a sentence: why the file is now UTF-8."""

    data: bytes
    encoding_changed: str = ""


def change_rows(
    data: bytes | None, change: TableChange, *, path: str, columns: Sequence[str]
) -> ChangedTable:
    """The table with rows changed, put in and taken out; all else stays byte for byte.

    data: None or blank for no table yet, which is then made. columns: known names, in the
    order of a new file. Cells are written as they are given, line breaks inside as the file
    ends its lines; a column that the file lacks is added where one of its cells is filled. A
    new row goes after the last one that has the same first known column, else to the end.

    Raises:
        UsageError: a row is too long, or a column would stand beside its misspelt name.
        UnreadableInputError: no table, or one so broken that no row can be changed safely.
    """
    if not change:
        return ChangedTable(data=data or b"")
    if data is None or not decode(data, path=path).text.strip("\ufeff \t\r\n"):
        data = new_table(columns, {n: c for row in change.added for n, c in row.items() if c})
    decoded = decode(data, path=path)
    sheet = read_sheet(decoded.text, path, columns)
    cells = {
        n: c for row in chain(change.changed.values(), change.added) for n, c in row.items() if c
    }
    added = missing_columns(sheet, cells)
    splices = sorted(_splices(sheet, change, added, columns[0]), key=lambda splice: splice[:2])
    content, encoding_changed = encoded(data, decoded, splices, path)
    _refuse_misread(sheet, content, change, columns)
    return ChangedTable(data=content, encoding_changed=encoding_changed)


def _splices(
    sheet: TableSheet, change: TableChange, added: Sequence[str], first_column: str
) -> list[Splice]:
    width = len(sheet.table.columns)
    number = {name: at - 1 for name, at in sheet.table.columns.items()}
    number |= {name: width + n for n, name in enumerate(added)}
    as_file = _LineEnds(line_end_of(sheet))
    splices = set_cells(sheet, sheet.header, {number[name]: name for name in added})
    for row in sheet.table.rows:
        line = row.location.line or 0
        if line in change.removed:
            first, after = row_lines(row)
            splices.append((sheet.starts[first], sheet.starts[after], ""))
        elif cells := change.changed.get(line):
            splices += set_cells(sheet, row_lines(row), as_file.of(cells, number))
    places = _places(sheet, change.added, first_column)
    for place, rows in places.items():
        texts = [row_text(sheet, place, as_file.of(cells, number), len(number)) for cells in rows]
        splices.append(
            (sheet.starts[place], sheet.starts[place], _ended(sheet, place, texts, change))
        )
    return splices


@dataclass(frozen=True, slots=True)
class _LineEnds:
    """Cells by index, with line breaks as the file writes them."""

    line_end: str

    def of(self, cells: Mapping[str, str], number: Mapping[str, int]) -> dict[int, str]:
        known = {number[name]: cell for name, cell in cells.items() if name in number}
        return {at: cell.replace("\n", self.line_end) for at, cell in known.items()}


def _places(
    sheet: TableSheet, rows: Sequence[Mapping[str, str]], first_column: str
) -> dict[int, list[Mapping[str, str]]]:
    """The new rows by the line index before which they go."""
    last: dict[str, int] = {}
    if rows:
        for row in sheet.table.rows:
            last[row.cells.get(first_column, "")] = row_lines(row)[1]
    end = end_of_rows(sheet)
    places: dict[int, list[Mapping[str, str]]] = {}
    for cells in rows:
        name = cells.get(first_column, "")
        places.setdefault(last.get(name, end) if name else end, []).append(cells)
    return places


def _ended(sheet: TableSheet, place: int, texts: Sequence[str], change: TableChange) -> str:
    """New rows with the line ends that they need where they go."""
    if line_end := sheet.line_end(place - 1):
        return "".join(text + line_end for text in texts)
    # The file's last line has no end: it needs one now, and the new last line has none.
    line_end = line_end_of(sheet)
    last = sheet.table.rows[-1] if sheet.table.rows else None
    gone = last and row_lines(last)[1] == place and last.location.line in change.removed
    return ("" if gone else line_end) + line_end.join(texts)


def _refuse_misread(
    sheet: TableSheet, content: bytes, change: TableChange, columns: Sequence[str]
) -> None:
    """The new content is read back: every row must hold what was meant, in any order."""
    path = sheet.path
    new = read_sheet(decode(content, path=path).text, path, columns)
    kept = [
        _meant(row, change) for row in sheet.table.rows if row.location.line not in change.removed
    ]
    meant = sorted(map(_filled, (*kept, *change.added)))
    unread = [[problem.raw for problem in each.unreadable] for each in (sheet, new)]
    if sorted(_filled(row.cells) for row in new.table.rows) == meant and unread[0] == unread[1]:
        return
    if sheet.unreadable:
        first = sheet.unreadable[0]
        raise UnreadableInputError(
            f"{path}, line {first.location.line}: {first.message} With that line as it is, no row "
            "can be changed without touching others; nothing was changed.",
            first.way_out,
        )
    raise NeedleEvidenceError(
        f"{path}: the rows would not be read back as they were meant; nothing was changed.",
        "Change them by hand, and please report this with the file.",
    )


def _meant(row: Row, change: TableChange) -> Mapping[str, str]:
    return {**row.cells, **change.changed.get(row.location.line or 0, {})}


def _filled(cells: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted((name, cell) for name, cell in cells.items() if cell)
