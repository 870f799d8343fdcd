"""The new content of each of a project's files when a claim or a work is renamed."""

from __future__ import annotations

import codecs
import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from needle_evidence.errors import UsageError
from needle_evidence.formats.anchors_json import ANCHORS_PATH, write_anchors
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.renamed_cells import ChangeRow, change_cells
from needle_evidence.model.anchor import Anchor
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.workspace.files import Project, read_file
from needle_evidence.workspace.joint_edits import PlannedEdit
from needle_evidence.workspace.loading import FULLTEXT_FOLDER

# Signs that some system allows in no file name.
_NO_FILE_NAME = frozenset('<>:"/\\|?*')


def edited_table(
    project: Project, path: str, columns: Sequence[str], names: Sequence[str], change: ChangeRow
) -> Iterator[PlannedEdit]:
    """The edit of one table, none where the project has no such file. Raises as `change_cells`."""
    if not project.inside(path).exists():
        return
    before = read_file(project, path)
    shown = one_line(path, 200)
    after = change_cells(before, path=shown, columns=columns, names=names, change=change)
    yield PlannedEdit(path=path, before=before, after=after)


def renamed_entry(project: Project, old: str, new: str) -> PlannedEdit:
    """The edit of the reference file: the entry's key, and what other entries say of it."""
    from needle_evidence.formats.bibtex_text.bib_edits import rename_key

    path = project.config.references
    before = read_file(project, path)
    decoded = decode(before, path=path)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    wide = decoded.encoding.startswith(("utf-16", "utf-32"))
    if wide and decoded.byte_order_mark:
        mark = "\ufeff".encode(decoded.encoding)
    # Bytes that do not fit the encoding are kept, one character each.
    errors = "strict" if wide else "surrogateescape"
    text = before[len(mark) :].decode(decoded.encoding, errors)
    try:
        after = mark + rename_key(text, old, new).encode(decoded.encoding, errors)
    except UnicodeEncodeError:
        raise UsageError(
            f"{one_line(path, 200)} is not UTF-8 and cannot hold the key {new}.",
            "Choose a key in plain letters, or save the file as UTF-8.",
        ) from None
    return PlannedEdit(path=path, before=before, after=after)


def moved_texts(project: Project, old: str, new: str, *, merge: bool) -> list[PlannedEdit]:
    """The stored texts of a work, each under its new name.

    Raises UsageError where such a file is there already, or the key can be no file's name;
    merge: a text that is there already stays, and so does the old one.
    """
    names: list[str] = []
    with contextlib.suppress(OSError):  # no such folder, or one that may not be listed
        names = sorted(file.name for file in (project.root / FULLTEXT_FOLDER).iterdir())
    edits = []
    for name in names:
        stem, dot, ending = name.rpartition(".")
        if not dot or stem != old:
            continue
        if not _NO_FILE_NAME.isdisjoint(new):
            raise UsageError(
                f"{FULLTEXT_FOLDER}/{one_line(name, 80)} cannot be named after {new}.",
                "Choose a key of letters, digits, `-`, `_` and `.`.",
            )
        target = f"{new}.{ending}"
        if target in names:
            if merge:
                continue
            raise UsageError(
                f"There is a {FULLTEXT_FOLDER}/{target} already, beside {one_line(name, 80)}.",
                "Delete or move one of the two files first.",
            )
        paths = (f"{FULLTEXT_FOLDER}/{each}" for each in (name, target))
        edits.append(PlannedEdit(path=next(paths), moved_to=next(paths)))
    return edits


def renamed_anchors(
    project: Project, library: Library, old: str, new: str
) -> Iterator[PlannedEdit]:
    """The edit of the record of anchors; a place that the new id has already is no second record.

    Raises UsageError where a record cannot be read, as writing the file would lose it.
    """
    if not any(anchor.claim_id == old for anchor in library.anchors):
        return
    for problem in library.problems:
        if problem.kind == "unreadable_anchor":
            raise UsageError(
                f"{ANCHORS_PATH} holds what cannot be read: {problem.message}",
                problem.way_out or "Correct that line, or restore the file from git.",
            )
    anchors: dict[tuple[object, ...], Anchor] = {}
    for anchor in sorted(library.anchors, key=lambda anchor: anchor.claim_id == old):
        named = replace(anchor, claim_id=new) if anchor.claim_id == old else anchor
        anchors.setdefault(_place(named), named)
    before = read_file(project, ANCHORS_PATH)
    after = write_anchors(anchors.values()).encode("utf-8")
    yield PlannedEdit(path=ANCHORS_PATH, before=before, after=after)


def _place(anchor: Anchor) -> tuple[object, ...]:
    return anchor.claim_id, anchor.article, anchor.start, anchor.end, anchor.governed.quote


def differing(cells: Mapping[str, str], wanted: Mapping[str, str]) -> Mapping[str, str]:
    """Those of the wanted cells that the row has and that say something else."""
    return {name: cell for name, cell in wanted.items() if name in cells and cells[name] != cell}
