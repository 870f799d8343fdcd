"""Names changed in the cells of a delimited table, every other byte left as it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from needle_evidence.errors import NeedleEvidenceError, UnreadableInputError, UsageError
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row
from needle_evidence.formats.table_sheet import (
    CUT,
    Splice,
    TableSheet,
    cell_spans,
    encoded,
    read_sheet,
    row_lines,
)
from needle_evidence.model.finding import Problem
from needle_evidence.model.plain_text import one_line

# The cells of a row by column, and its first line → the cells that change.
ChangeRow = Callable[[Mapping[str, str], int], Mapping[str, str]]


def change_cells(
    data: bytes, *, path: str, columns: Sequence[str], names: Sequence[str], change: ChangeRow
) -> bytes:
    """The table with cells changed; all else stays byte for byte.

    columns: known names; one must be in the header. names: what is being renamed: where a row
    that cannot be read holds one of them, nothing is changed. A changed cell keeps its
    quotation marks and the blanks around it.

    Raises:
        UnreadableInputError: no table, or an unreadable row that may hold the name.
        UsageError: the file's encoding has no such character.
    """
    if not decode(data, path=path).text.strip("\ufeff \t\r\n"):
        return data
    decoded = decode(data, path=path)
    sheet = read_sheet(decoded.text, path, columns)
    _refuse_doubtful_rows(sheet.unreadable, names, path)
    splices: list[Splice] = []
    meant: list[Mapping[str, str]] = []
    for row in sheet.table.rows:
        cells = change(row.cells, row.location.line or 0)
        meant.append({**row.cells, **cells})
        splices.extend(_row_splices(sheet, row, cells))
    if not splices:
        return data
    content, changed = encoded(data, decoded, splices, path)
    if changed:
        raise UsageError(
            f"{path}: {changed.removesuffix(', so it is now UTF-8')}; nothing was changed.",
            "Choose a name in plain letters, or save the file as UTF-8.",
        )
    _refuse_misread(content, path, columns, meant)
    return content


def _row_splices(
    sheet: TableSheet, row: Row, cells: Mapping[str, str]
) -> list[tuple[int, int, str]]:
    if not cells:
        return []
    first, after = row_lines(row)
    begin = sheet.starts[first]
    record = sheet.text[begin : sheet.starts[after]].rstrip("\r\n")
    spans = cell_spans(record, sheet.table.delimiter)
    splices = []
    for name in sorted(cells, key=lambda name: sheet.table.columns[name]):
        start, end = spans[sheet.table.columns[name] - 1]
        text = _rewritten(record[start:end], cells[name], sheet.table.delimiter)
        splices.append((begin + start, begin + end, text))
    return splices


def _rewritten(raw: str, cell: str, delimiter: str) -> str:
    """The text of a cell with another content: quotation marks, blanks and line ends as before."""
    quoted = raw.strip(" ").startswith('"')
    before, body, behind = _without_blanks(raw) if quoted else ("", raw, "")
    inner = body[1:-1].replace('""', '"') if quoted else body
    lead, _, trail = _without_blanks(inner, None)
    if "\r\n" in inner:
        cell = cell.replace("\n", "\r\n")
    whole = lead + cell + trail
    if quoted or any(sign in whole for sign in (delimiter, '"', "\n", "\r")):
        whole = '"' + whole.replace('"', '""') + '"'
    return before + whole + behind


def _without_blanks(text: str, blanks: str | None = " ") -> tuple[str, str, str]:
    body = text.strip(blanks)
    start = len(text) - len(text.lstrip(blanks)) if body else len(text)
    return text[:start], body, text[start + len(body) :]


def _refuse_doubtful_rows(unreadable: Sequence[Problem], names: Sequence[str], path: str) -> None:
    for problem in unreadable:
        named = [name for name in names if name in problem.raw]
        if named or problem.raw.endswith(CUT):
            what = f"may name {one_line(named[0], 80)}" if named else "is too long to look through"
            raise UnreadableInputError(
                f"{path}, line {problem.location.line}: this row cannot be read and {what}; "
                "nothing was changed.",
                "Correct that line, then run the command again.",
            )


def _refuse_misread(
    content: bytes, path: str, columns: Sequence[str], meant: Sequence[Mapping[str, str]]
) -> None:
    """The new content is read back: every row must hold what was meant."""
    again = read_sheet(decode(content, path=path).text, path, columns)
    if [dict(row.cells) for row in again.table.rows] != [dict(cells) for cells in meant]:
        raise NeedleEvidenceError(
            f"{path} would not be read back as it was meant; nothing was changed.",
            "Rename it by hand there, and please report this with the file.",
        )
