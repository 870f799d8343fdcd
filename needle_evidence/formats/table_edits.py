"""One row put into the bytes of a delimited table, every other byte left as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row
from needle_evidence.formats.table_sheet import (
    CUT,
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
    plain_cell,
    refuse_cell,
    row_text,
    set_cells,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TableEdit:
    """A table with one row put in.

    data: the whole new content. before, after: the row's text as it stood ("" for a new one)
    and as it stands, without its line end. line: its first line in the new content, from 1.
    encoding_changed: "", or a sentence that says why the file is now UTF-8. added_columns:
    names that were put at the end of the header.
    """

    data: bytes
    before: str
    after: str
    line: int
    encoding_changed: str = ""
    added_columns: tuple[str, ...] = ()


def put_row(
    data: bytes | None,
    *,
    path: str,
    columns: Sequence[str],
    key: Mapping[str, str],
    values: Mapping[str, str],
    keep_others: bool = True,
    append: bool = False,
) -> TableEdit:
    """Changes the row that has the key, or puts in a new one; all else stays byte for byte.

    columns: known names, in the order of a new file (data None or blank): UTF-8 with a byte
    order mark, commas, LF. key, values: cells by column, trimmed; a line break or tab inside
    becomes a space; a missing column counts as empty, and is added to the header if need be.
    A new row goes after the last one with the same first key cell, else to the end; with
    `append` always, and no row is changed. Encoding, delimiter, line ends and quoting are the
    neighbours'. keep_others False empties what a changed row holds in the other `columns`.

    Raises:
        UsageError: a cell begins with a formula's sign, holds a control character or is over
            100,000 characters long; several rows have the key; the row is empty.
        UnreadableInputError: no table, or so broken that the row's place is uncertain.
    """
    sought = {name: plain_cell(cell) for name, cell in key.items()}
    wanted = {name: plain_cell(cell) for name, cell in values.items()} | sought
    if not any(wanted.values()) or not (append or any(sought.values())):
        raise UsageError(f"{path}: a row without any cell to know it by is not written.")
    if data is None or not decode(data, path=path).text.strip("\ufeff \t\r\n"):
        data = new_table(columns, wanted)
    decoded = decode(data, path=path)
    sheet = read_sheet(decoded.text, path, columns)
    row = None if append else _row_with_key(sheet, sought)
    if row is not None:
        wanted = dict.fromkeys(() if keep_others else columns, "") | wanted
        wanted = {n: c for n, c in wanted.items() if plain_cell(row.cells.get(n, "")) != c}
    for name, cell in wanted.items():
        refuse_cell(name, {**values, **key}.get(name, ""), cell)
    added = missing_columns(sheet, wanted)
    place = _place(sheet, sought, append=append) if row is None else row_lines(row)[0]
    splices = _splices(sheet, row, place, wanted, added)
    content, encoding_changed = encoded(data, decoded, splices, path)
    return TableEdit(
        data=content,
        before="" if row is None else sheet.record(row_lines(row)),
        after=_checked(sheet, content, row, place, wanted, columns),
        line=place + 1,
        encoding_changed=encoding_changed,
        added_columns=added,
    )


def _row_with_key(sheet: TableSheet, key: Mapping[str, str]) -> Row | None:
    """The one row that has the key; refuses several, and a broken row that may be it."""
    rows = [
        row
        for row in sheet.table.rows
        if all(plain_cell(row.cells.get(name, "")) == cell for name, cell in key.items())
    ]
    if len(rows) > 1:
        lines = [str(row.location.line) for row in rows]
        raise UsageError(
            f"{sheet.path}, lines {', '.join(lines[:-1])} and {lines[-1]}: these rows have the "
            f"same {', '.join(key)}, so which one to change is not certain.",
            "Delete or correct all but one of them.",
        )
    for problem in sheet.unreadable:
        raw = plain_cell(problem.raw.replace('""', '"'))
        if raw.endswith(CUT) or all(cell in raw for cell in key.values()):
            raise UnreadableInputError(
                f"{sheet.path}, line {problem.location.line}: this row cannot be read and may be "
                f"the one to change. {problem.message}",
                problem.way_out,
            )
    return rows[0] if rows else None


def _place(sheet: TableSheet, key: Mapping[str, str], *, append: bool) -> int:
    """The line index before which a new row goes."""
    name, cell = next(iter(key.items()), ("", ""))
    if cell and not append:
        for row in reversed(sheet.table.rows):
            if plain_cell(row.cells.get(name, "")) == cell:
                return row_lines(row)[1]
    return end_of_rows(sheet)


def _splices(
    sheet: TableSheet, row: Row | None, place: int, cells: Mapping[str, str], added: Sequence[str]
) -> list[Splice]:
    """What to change in the text, in its order."""
    width = len(sheet.table.columns)
    number = {**sheet.table.columns, **{name: width + n for n, name in enumerate(added, start=1)}}
    numbered = {number[name] - 1: cell for name, cell in cells.items() if name in number}
    names = {number[name] - 1: name for name in added}
    splices = set_cells(sheet, sheet.header, names)
    if row is not None:
        return splices + set_cells(sheet, row_lines(row), numbered)
    text = row_text(sheet, place, numbered, len(number))
    if line_end := sheet.line_end(place - 1):
        text += line_end
    else:  # the last line needs an end now, and the new last line keeps the habit
        text = line_end_of(sheet) + text
    return [*splices, (sheet.starts[place], sheet.starts[place], text)]


def _checked(
    sheet: TableSheet,
    content: bytes,
    row: Row | None,
    place: int,
    cells: Mapping[str, str],
    columns: Sequence[str],
) -> str:
    """The text of the row in the new content, once all of that was read back as meant."""
    new = read_sheet(decode(content, path=sheet.path).text, sheet.path, columns)
    put = [each for each in new.table.rows if row_lines(each)[0] == place]
    others = [each.cells for each in new.table.rows if row_lines(each)[0] != place]
    names = new.table.columns
    old = [dict.fromkeys(names, "") | dict(r.cells) for r in sheet.table.rows if r is not row]
    meant = dict.fromkeys(names, "") | (dict(row.cells) if row else {})
    meant |= {name: cell for name, cell in cells.items() if name in names}
    unread = [[problem.raw for problem in each.unreadable] for each in (sheet, new)]
    if [each.cells for each in put] == [meant] and others == old and unread[0] == unread[1]:
        return new.record(row_lines(put[0]))
    if sheet.unreadable:
        first = sheet.unreadable[0]
        raise UnreadableInputError(
            f"{sheet.path}, line {first.location.line}: {first.message} With that line as it is, "
            "no row can be put in without touching others; nothing was changed.",
            first.way_out,
        )
    raise NeedleEvidenceError(
        f"{sheet.path}, line {place + 1}: the row would not be read back as it was meant; "
        "nothing was changed.",
        "Put the row in by hand, and please report this with the file.",
    )
