"""One row put into the bytes of a delimited table, every other byte left as it was."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row
from needle_evidence.formats.table_cells import FORMULA_STARTS
from needle_evidence.formats.table_records import (
    LONGEST_CELL,
    LONGEST_RECORD,
)
from needle_evidence.formats.table_sheet import (
    CUT,
    Splice,
    TableSheet,
    cell_spans,
    encoded,
    read_sheet,
    row_lines,
)
from needle_evidence.model.plain_text import one_line

_BLANKS = re.compile(r"\s+")
_BREAKS = frozenset("\n\r\t\v\f\x85\u2028\u2029")
_NUMBER = re.compile(r"-?[\d.,]*\d(?:[eE][-+]?\d+)?\s?%?")


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
    sought = {name: _plain(cell) for name, cell in key.items()}
    wanted = {name: _plain(cell) for name, cell in values.items()} | sought
    if not any(wanted.values()) or not (append or any(sought.values())):
        raise UsageError(f"{path}: a row without any cell to know it by is not written.")
    if data is None or not decode(data, path=path).text.strip("\ufeff \t\r\n"):
        data = _new_table(columns, wanted)
    decoded = decode(data, path=path)
    sheet = read_sheet(decoded.text, path, columns)
    row = None if append else _row_with_key(sheet, sought)
    if row is not None:
        wanted = dict.fromkeys(() if keep_others else columns, "") | wanted
        wanted = {n: c for n, c in wanted.items() if _plain(row.cells.get(n, "")) != c}
    for name, cell in wanted.items():
        _refuse_cell(name, {**values, **key}.get(name, ""), cell)
    added = _missing_columns(sheet, wanted)
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


def _new_table(columns: Sequence[str], cells: Mapping[str, str]) -> bytes:
    names = dict.fromkeys((*columns, *(name for name, cell in cells.items() if cell)))
    header = ",".join(_quoted(name, _Quoting(",", False, False, False)) for name in names)
    return codecs.BOM_UTF8 + (header + "\n").encode()


def _plain(cell: str) -> str:
    """The cell trimmed, with each line break or tab, and the blanks around it, as one space."""
    return _BLANKS.sub(
        lambda blanks: blanks.group() if _BREAKS.isdisjoint(blanks.group()) else " ", cell.strip()
    )


def _refuse_cell(name: str, raw: str, cell: str) -> None:
    start = "a tab or a line break" if raw[:1] in ("\t", "\r") else f"“{cell[:1]}”"
    sign = cell[:1] in FORMULA_STARTS and not _NUMBER.fullmatch(cell)
    if cell and (sign or raw[:1] in ("\t", "\r")):
        raise UsageError(
            f"{name} begins with {start}, which a spreadsheet may take for a formula: "
            f"{one_line(cell, 40)}",
            "Begin it with a word; only a negative number may begin with “-”.",
        )
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in cell):
        raise UsageError(f"{name} holds a control character: {one_line(cell, 60)}", "Remove it.")
    if len(cell) > LONGEST_CELL:
        raise UsageError(f"{name} is over {LONGEST_CELL:,} characters long.", "Shorten it.")


def _missing_columns(sheet: TableSheet, cells: Mapping[str, str]) -> tuple[str, ...]:
    """The columns to add; refuses one beside its misspelt name, which it would make forgotten."""
    added = tuple(name for name, cell in cells.items() if cell and name not in sheet.table.columns)
    for problem in sheet.table.problems:
        if problem.kind == "malformed_cell" and any(f"“{n}”?" in problem.message for n in added):
            raise UsageError(f"{sheet.path}: {problem.message}", problem.way_out)
    return added


def _row_with_key(sheet: TableSheet, key: Mapping[str, str]) -> Row | None:
    """The one row that has the key; refuses several, and a broken row that may be it."""
    rows = [
        row
        for row in sheet.table.rows
        if all(_plain(row.cells.get(name, "")) == cell for name, cell in key.items())
    ]
    if len(rows) > 1:
        lines = [str(row.location.line) for row in rows]
        raise UsageError(
            f"{sheet.path}, lines {', '.join(lines[:-1])} and {lines[-1]}: these rows have the "
            f"same {', '.join(key)}, so which one to change is not certain.",
            "Delete or correct all but one of them.",
        )
    for problem in sheet.unreadable:
        raw = _plain(problem.raw.replace('""', '"'))
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
            if _plain(row.cells.get(name, "")) == cell:
                return row_lines(row)[1]
    least = max(sheet.header[1], *(row_lines(row)[1] for row in sheet.table.rows[-1:]), 0)
    filled = sheet.text.rstrip(" \t\r\n,;|" + sheet.table.delimiter)
    return max(least, bisect_left(sheet.starts, len(filled)))


def _splices(
    sheet: TableSheet, row: Row | None, place: int, cells: Mapping[str, str], added: Sequence[str]
) -> list[Splice]:
    """What to change in the text, in its order."""
    width = len(sheet.table.columns)
    number = {**sheet.table.columns, **{name: width + n for n, name in enumerate(added, start=1)}}
    numbered = {number[name] - 1: cell for name, cell in cells.items() if name in number}
    names = {number[name] - 1: name for name in added}
    splices = _set_cells(sheet, sheet.header, names)
    if row is not None:
        return splices + _set_cells(sheet, row_lines(row), numbered)
    quoting = _quoting_near(sheet, place)
    written = [_quoted(numbered.get(n, ""), quoting) for n in range(len(number))]
    text = sheet.table.delimiter.join(written)
    if len(text) > LONGEST_RECORD:
        raise UsageError(f"The row is over {LONGEST_RECORD:,} characters long.", "Shorten it.")
    if line_end := sheet.line_end(place - 1):
        text += line_end
    else:  # the last line needs an end now, and the new last line keeps the habit
        ends = (1, sheet.header[1], *(row_lines(each)[1] for each in sheet.table.rows))
        text = ([*filter(None, (sheet.line_end(end - 1) for end in ends))] or ["\n"])[-1] + text
    return [*splices, (sheet.starts[place], sheet.starts[place], text)]


def _set_cells(sheet: TableSheet, lines: tuple[int, int], cells: Mapping[int, str]) -> list[Splice]:
    """The splices that give cells (by index) of one record a text; a short record grows."""
    if not cells:
        return []
    record, begin = sheet.record(lines), sheet.starts[lines[0]]
    spans = cell_spans(record, sheet.table.delimiter)
    quoting = _quoting_of(sheet, lines) or _quoting_near(sheet, lines[1])
    splices: list[Splice] = []
    for index in sorted(cells):
        if index < len(spans):
            first, last = spans[index]
            kept = quoting._replace(words=True, numbers=True)
            text = _quoted(cells[index], kept if record[first:last].startswith('"') else quoting)
            splices.append((begin + first, begin + last, text))
    more = [
        sheet.table.delimiter + _quoted(cells.get(index, ""), quoting)
        for index in range(len(spans), max(cells) + 1)
    ]
    end = begin + len(record)
    return [*splices, (end, end, "".join(more))] if more else splices


class _Quoting(NamedTuple):
    """Which cells stand in quotation marks though they need none."""

    delimiter: str
    words: bool
    numbers: bool
    empty: bool


def _quoting_near(sheet: TableSheet, place: int) -> _Quoting:
    """The habit of the row that ends before a line, else of the first row, else the header's."""
    rows = [row_lines(row) for row in sheet.table.rows]
    near = [lines for lines in rows if lines[1] == place] or rows[:1]
    found = (_quoting_of(sheet, lines) for lines in (*near, sheet.header))
    plain = _Quoting(sheet.table.delimiter, words=False, numbers=False, empty=False)
    return next(filter(None, found), plain)


def _quoting_of(sheet: TableSheet, lines: tuple[int, int]) -> _Quoting | None:
    """The habit of one record; None where it shows none."""
    delimiter = sheet.table.delimiter
    text = sheet.record(lines)
    cells = [text[a:b].strip(" ") for a, b in cell_spans(text, delimiter)]
    free = [cell for cell in cells if (bare := cell.strip('"')) and not _needs(bare, delimiter)]
    numbers = [cell.startswith('"') for cell in free if _NUMBER.fullmatch(cell.strip('"'))]
    words = [cell.startswith('"') for cell in free if not _NUMBER.fullmatch(cell.strip('"'))]
    if not words:
        return None
    empty = '""' in cells or (all(words) and "" not in cells)
    return _Quoting(delimiter, all(words), all(numbers or words), empty)


def _needs(cell: str, delimiter: str) -> bool:
    return any(sign in cell for sign in (delimiter, '"', "\n", "\r"))


def _quoted(cell: str, quoting: _Quoting) -> str:
    habit = quoting.numbers if _NUMBER.fullmatch(cell) else quoting.words
    if _needs(cell, quoting.delimiter) or (habit if cell else quoting.empty):
        return '"' + cell.replace('"', '""') + '"'
    return cell


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
