"""Linking claims to references: the `references` cell of one row of claims.csv."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from needle_evidence.api.appraising import the_claim
from needle_evidence.errors import UsageError
from needle_evidence.formats.citekey_cells import listed_keys, with_keys, without_keys
from needle_evidence.formats.claims_table import COLUMNS
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import read_table
from needle_evidence.formats.renamed_cells import change_cells
from needle_evidence.formats.table_edits import TableEdit, put_row
from needle_evidence.language.nearest import suggestion
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace import Project, load, open_project
from needle_evidence.workspace.file_edits import EditedFile, edit_file

_CELL = "references"
_SEPARATOR = ";"


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkRun:
    """What `link` or `unlink` did, or would do.

    changed: the citekeys that were put in or taken out. unchanged: those that were there
    already, or were not there. note: "", or what else happened to the file.
    """

    file: EditedFile
    claim_id: str
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    note: str = ""


def link(
    project: str | Path, claim_id: str, citekeys: Sequence[str], *, dry_run: bool = False
) -> LinkRun:
    """Lists references in a claim's row, behind those that it lists already.

    A missing column `references` is added. Every other byte of the file stays. Raises
    UsageError for an unknown claim or citekey, with the nearest ones, for an entry that is no
    work, and where the row cannot be told or the cell cannot hold the key; UnreadableInputError
    where a broken row may be the claim's; UnwritableOutputError.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False)
    the_claim(library, claim_id)
    keys = tuple(dict.fromkeys(key.removeprefix("@") for key in citekeys))
    for key in keys:
        _refuse_unknown(library, key)

    def put(cell: str, separator: str) -> str:
        listed = listed_keys(cell)
        return with_keys(cell, [key for key in keys if key not in listed], separator)

    return _changed(opened, library, claim_id, keys, put, dry_run=dry_run)


def unlink(
    project: str | Path, claim_id: str, citekeys: Sequence[str], *, dry_run: bool = False
) -> LinkRun:
    """Takes references out of a claim's row; the others stay in their order.

    What people recorded about a work stays too: it is then considered, not cited. Raises as
    `link` does; a citekey that neither the claim lists nor the library holds is unknown.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False)
    claim = the_claim(library, claim_id)
    keys = tuple(dict.fromkeys(key.removeprefix("@") for key in citekeys))
    for key in keys:
        if key not in claim.references and key not in library.reference_by_key:
            raise UsageError(
                f"{claim_id} does not cite {one_line(key, 80)}, and no entry has that key.",
                suggestion(key, claim.references) or _cited_words(claim.references),
            )

    def take(cell: str, _: str) -> str:
        return without_keys(cell, keys)

    return _changed(opened, library, claim_id, keys, take, dry_run=dry_run)


def _cited_words(keys: Sequence[str]) -> str:
    if not keys:
        return "It cites nothing."
    return f"It cites {one_line(', '.join(keys), 300)}."


def _refuse_unknown(library: Library, key: str) -> None:
    reference = library.reference_by_key.get(key)
    if reference is None:
        raise UsageError(
            f"There is no reference {one_line(key, 80)} in {library.references_path}.",
            _no_reference_hint(library, key),
        )
    if not reference.is_work:
        raise UsageError(
            f"{one_line(key, 80)} is no work: an entry of the kind @{reference.entry_type} only "
            "lends fields to others, or groups them.",
            "Link the works that it stands for.",
        )


def _no_reference_hint(library: Library, key: str) -> str:
    if key in library.claims_by_id:
        return "That is a claim; name one claim first, and then citekeys."
    listed = "`needle-evidence refs` lists them; `add` and `import` put new ones in."
    return suggestion(key, library.reference_by_key) or listed


def _changed(
    opened: Project,
    library: Library,
    claim_id: str,
    keys: Sequence[str],
    change: Callable[[str, str], str],
    *,
    dry_run: bool,
) -> LinkRun:
    before: list[tuple[str, ...]] = []
    after: list[tuple[str, ...]] = []
    notes: list[str] = []

    def edit(data: bytes | None) -> bytes:
        content = data or b""
        old, new = _cells(content, library.claims_path, claim_id, change)
        before.append(listed_keys(old))
        after.append(listed_keys(new))
        edited = _edited(content, library.claims_path, claim_id, old, new)
        notes.append(edited.encoding_changed if isinstance(edited, TableEdit) else "")
        return edited.data if isinstance(edited, TableEdit) else edited

    file = edit_file(opened, library.claims_path, edit, dry_run=dry_run)
    differ = {*before[-1]} ^ {*after[-1]}
    return LinkRun(
        file=file,
        claim_id=claim_id,
        changed=tuple(key for key in keys if key in differ),
        unchanged=tuple(key for key in keys if key not in differ),
        note=notes[-1],
    )


def _cells(
    data: bytes, path: str, claim_id: str, change: Callable[[str, str], str]
) -> tuple[str, str]:
    """The claim's cell as it is and as it shall be."""
    text = decode(data, path=path).text
    table = read_table(text, path=path, known_columns=COLUMNS)
    own = [row.cells.get(_CELL, "") for row in table.rows if row.cells["claim_id"] == claim_id]
    if len(own) != 1:  # it was one when the project was loaded
        raise UsageError(f"{path} was changed meanwhile; nothing was written.", "Try again.")
    several = [cell for row in table.rows if _SEPARATOR in (cell := row.cells.get(_CELL, ""))]
    spaced = several and all(f"{_SEPARATOR} " in cell for cell in several)
    return own[0], change(own[0], f"{_SEPARATOR} " if spaced else _SEPARATOR)


def _edited(data: bytes, path: str, claim_id: str, old: str, new: str) -> bytes | TableEdit:
    """The table with the cell changed; one that is empty or missing is put in."""
    if old == new:
        return data
    key = {"claim_id": claim_id}
    if not old:
        return put_row(data, path=path, columns=COLUMNS, key=key, values={_CELL: new})
    return change_cells(
        data,
        path=path,
        columns=COLUMNS,
        names=(claim_id,),
        change=lambda cells, _: {_CELL: new} if cells["claim_id"] == claim_id else {},
    )
