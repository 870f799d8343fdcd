"""References as rows of a table, from which they are read again as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from needle_evidence.formats.reference_fields import ReferenceFields
from needle_evidence.formats.reference_table.table_rows import ReferenceRow
from needle_evidence.formats.tagged_reference.collected_fields import (
    Names,
    names_as_json,
    names_from_json,
)
from needle_evidence.formats.tagged_reference.written_names import read_names, written_name
from needle_evidence.model.reference import PersonName, Reference

# The columns that every table has, in this order; all other fields follow by name.
COLUMNS = (
    "citekey",
    "entry_type",
    "author",
    "editor",
    "title",
    "journal",
    "booktitle",
    "year",
    "month",
    "day",
    "volume",
    "number",
    "pages",
    "doi",
    "pmid",
    "pmcid",
    "isbn",
    "issn",
    "publisher",
    "url",
    "language",
    "keywords",
    "abstract",
)
# Names that the columns above cannot spell, as JSON.
_EXACT_NAMES = {"author": "author_names", "editor": "editor_names"}
_NOT_FIELDS = frozenset({"citekey", "entry_type", *_EXACT_NAMES.values()})
_OTHERS = "et al."
# A spreadsheet takes a cell that begins so for a formula; an apostrophe before it makes it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SAFE_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_MARKED = re.compile(r"'+[=+\-@]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def table_of(references: Sequence[Reference]) -> tuple[list[str], Iterator[list[str]]]:
    """Column names and rows (texts) of a table: `COLUMNS`, then every other field by name.

    Names stand as "Family, Given", "; " between. Nothing is made safe for spreadsheets yet.
    """
    others = {name for reference in references for name in reference.fields}
    exact = {
        column
        for role, column in _EXACT_NAMES.items()
        if any(_exact_names(reference, role) for reference in references)
    }
    columns = [*COLUMNS, *sorted(exact), *sorted(others - {*COLUMNS})]
    header = [f"csv-{name}" if _is_taken(name, at) else name for at, name in enumerate(columns)]
    return header, (_row(reference, columns, len(COLUMNS) + len(exact)) for reference in references)


def _is_taken(name: str, place: int) -> bool:
    return place >= len(COLUMNS) and name in {"citekey", "entry_type"}


def _row(reference: Reference, columns: Sequence[str], first_field: int) -> list[str]:
    special = {
        "citekey": reference.key,
        "entry_type": reference.entry_type,
        "author": _written(reference.authors, truncated=reference.authors_truncated)
        or reference.text("author"),
        "editor": _written(reference.editors, truncated=False) or reference.text("editor"),
        **{column: _exact_names(reference, role) for role, column in _EXACT_NAMES.items()},
    }
    return [
        special[name] if name in special and place < first_field else reference.text(name)
        for place, name in enumerate(columns)
    ]


def _people(reference: Reference, role: str) -> Names:
    if role == "author":
        return reference.authors, reference.authors_truncated
    return reference.editors, False


def _written(names: Sequence[PersonName], *, truncated: bool) -> str:
    return "; ".join([*map(written_name, names), *([_OTHERS] if truncated else [])])


def _exact_names(reference: Reference, role: str) -> str:
    """The names as JSON where the plain column would be read as other ones; else ""."""
    names, truncated = _people(reference, role)
    if read_names([_written(names, truncated=truncated)]) == (names, truncated):
        return ""
    return names_as_json(names, truncated=truncated)


def read_own_row(row: ReferenceRow) -> Reference:
    """The reference in a row of a table that this tool wrote."""
    cells = {name: unmarked(cell) for name, cell in row.cells.items()}
    fields = ReferenceFields("csv")
    fields.authors[:], fields.authors_truncated = _read_people(cells, "author")
    fields.editors[:], _ = _read_people(cells, "editor")
    for name, cell in cells.items():
        if name not in _NOT_FIELDS and name not in _EXACT_NAMES:
            fields.put(unmarked(name), cell)
    return fields.freeze(
        key=cells.get("citekey", ""),
        entry_type=cells.get("entry_type", "") or "misc",
        location=row.location,
        raw=row.raw,
    )


def _read_people(cells: Mapping[str, str], role: str) -> Names:
    if exact := cells.get(_EXACT_NAMES[role]):
        return names_from_json(exact)
    return read_names([cells.get(role, "")])


def marked(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, without characters that no file may hold.

    An apostrophe stands before what begins with `=`, `+`, `-`, `@` (numbers stay), as OWASP
    advises for CSV; `unmarked` takes it away again.
    """
    cell = without_controls(cell.replace("\r\n", "\n").replace("\r", "\n").strip())
    if _FORMULA.match(cell) and not _SAFE_NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def without_controls(text: str) -> str:
    """The text with a replacement character for each one that XML and spreadsheets refuse."""
    return _CONTROLS.sub("\ufffd", text)


def unmarked(cell: str) -> str:
    """The text of a cell that `marked` wrote."""
    return cell[1:] if _MARKED.match(cell) else cell
