"""What a workbook was made from, kept in a hidden sheet of it to tell later who changed what."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from needle_evidence.errors import UnreadableInputError

STATE_SHEET = "needle-evidence"
SCHEMA_VERSION = 1
_MARK = "needle-evidence workbook, version "
_NOTE = (
    "This sheet tells needle-evidence what was in the tables when the workbook was made. Leave "
    "it as it is: without it nobody can tell which cells you changed."
)
_LONGEST_PIECE = 30_000  # below what Excel, Google Sheets and LibreOffice hold in one cell
_LARGEST_STATE = 200_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportedTable:
    """One table as it was exported.

    path: the file, relative to the project. digest: the SHA-256 of its bytes, "" for no file.
    columns: in the file's order. rows: the cells of each row that could be read, as written.
    """

    path: str
    digest: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pack_state(tables: Mapping[str, ExportedTable]) -> list[str]:
    """The tables, by sheet, as texts for the cells of one column."""
    content = {
        name: {
            "path": table.path,
            "sha256": table.digest,
            "columns": table.columns,
            "rows": table.rows,
        }
        for name, table in tables.items()
    }
    data = zlib.compress(json.dumps(content, separators=(",", ":")).encode("ascii"), 6)
    text = base64.b64encode(data).decode("ascii")
    pieces = [text[at : at + _LONGEST_PIECE] for at in range(0, len(text), _LONGEST_PIECE)]
    return [f"{_MARK}{SCHEMA_VERSION}", _NOTE, hashlib.sha256(text.encode()).hexdigest(), *pieces]


def is_state(first_cell: object) -> bool:
    """Whether a sheet that begins with this cell is the hidden one."""
    return isinstance(first_cell, str) and first_cell.startswith(_MARK)


def unpack_state(cells: Sequence[object], *, path: str) -> Mapping[str, ExportedTable]:
    """The tables again; none where the sheet is damaged. path: of the workbook, for messages.

    Raises UnreadableInputError where a newer version of the tool has made the workbook.
    """
    texts = [cell if isinstance(cell, str) else "" for cell in cells]
    if not texts or not is_state(texts[0]):
        return {}
    version = texts[0].removeprefix(_MARK).strip()
    if version != str(SCHEMA_VERSION):
        raise UnreadableInputError(
            f"{path} was made by another version of needle-evidence (its form is {version[:20]}).",
            "Install that version, or make the workbook anew with `needle-evidence workbook out`.",
        )
    text = "".join(texts[3:])
    if len(texts) < 3 or hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() != texts[2]:
        return {}
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(text, validate=True), _LARGEST_STATE)
        return _tables(json.loads(data)) if unpacker.eof else {}
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError):
        return {}


def _tables(content: object) -> dict[str, ExportedTable]:
    """Checked, as everything that comes from a file is; raises ValueError or TypeError."""
    tables: dict[str, ExportedTable] = {}
    for name, each in _mapping(content).items():
        table = _mapping(each)
        columns = _texts(table.get("columns"))
        rows = table.get("rows")
        if not isinstance(rows, list):
            raise TypeError("no rows")
        read = tuple(map(_texts, rows))
        if any(len(row) != len(columns) for row in read) or len({*columns}) < len(columns):
            raise ValueError("rows and columns do not fit")
        path, digest = _texts([table.get("path"), table.get("sha256")])
        tables[name] = ExportedTable(path=path, digest=digest, columns=columns, rows=read)
    return tables


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise TypeError("no mapping")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise ValueError("no texts")
    return tuple(value)
