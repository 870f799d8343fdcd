"""What sources said about references, as the rows of `appraisal/verification.csv`."""

from __future__ import annotations

import codecs
import csv
import datetime
import enum
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.appraisal_tables import AppraisalTable
from needle_evidence.formats.decode_text import decode
from needle_evidence.formats.delimited_table import Row, Table, read_table
from needle_evidence.formats.table_cells import FORMULA_STARTS
from needle_evidence.formats.typed_table import Column, TypedRow
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.verification import (
    COMPARED_FIELDS,
    PERSON,
    NoticeState,
    RecordMatch,
    Verification,
)

# An answer and the cells of its row, those of the user's own columns among them.
_Row = tuple[Verification, Mapping[str, str]]
_LONGEST_TEXT = 600  # what a registry wrote may be of any length
_UNREADABLE = frozenset({"unreadable_row", "missing_cell"})


def _verification(row: TypedRow) -> Verification:
    notice = row.text("notice")
    return Verification(
        citekey=row.text("citekey").removeprefix("@"),
        source=row.text("source"),
        identifier=row.text("identifier"),
        record=RecordMatch(row.text("record")),
        compared=row.words("compared"),
        differs=row.text("differs"),
        notice=NoticeState(notice) if notice else NoticeState.UNCHECKED,
        notice_id=row.text("notice_id"),
        notice_on=row.date("notice_on"),
        answered_on=row.date("answered_on"),
        as_of=row.date("as_of"),
        digest=row.text("digest"),
        reason=row.text("reason"),
        by=row.text("by"),
        location=row.location,
        columns=row.columns,
    )


VERIFICATION = AppraisalTable(
    name="verification",
    noun="answer",
    needed=("citekey", "source"),
    columns=(
        Column(name="citekey", required=True),
        Column(name="source", required=True),
        Column(name="identifier"),
        Column(
            name="record",
            holds="word",
            choices=tuple(match.value for match in RecordMatch if match.value),
        ),
        Column(name="compared", holds="words", choices=COMPARED_FIELDS),
        Column(name="differs"),
        Column(name="notice", holds="word", choices=tuple(state.value for state in NoticeState)),
        Column(name="notice_id"),
        Column(name="notice_on", holds="date"),
        Column(name="answered_on", holds="date"),
        Column(name="as_of", holds="date"),
        Column(name="digest"),
        Column(name="reason"),
        Column(name="by"),
    ),
    record=_verification,
)


def can_be_written(citekey: str) -> bool:
    """Whether a row may name this key: not one that a spreadsheet would take for a formula."""
    return citekey[:1] not in FORMULA_STARTS and citekey == _plain(citekey)


def put_verifications(data: bytes | None, answers: Iterable[Verification]) -> bytes:
    """The table with these answers put in; sorted by citekey, source and identifier.

    Of one source about one work, by one kind of identifier, the newer answer replaces the
    older. One without a result (`unchecked`) replaces none that has a result, and of a list,
    silence replaces no notice. The other rows keep their cells, unknown columns too. Where
    nothing changes, the bytes are the same. UTF-8 with a byte order mark, LF.

    Raises:
        UnreadableInputError: the file is no such table, or holds a row that would be lost.
    """
    if data is None or not decode(data, path=VERIFICATION.path).text.strip("\ufeff \t\r\n"):
        names, rows = VERIFICATION.column_names, list[_Row]()
    else:
        names, rows = _read(data)
    held: dict[tuple[str, str, str], _Row] = {}
    for known, cells in rows:  # of two with one key (branches were merged) the newer stays
        key = _key(known)
        if key not in held or replaces(known, held[key][0]):
            held[key] = (known, cells)
    changed = False
    for answer in answers:
        if not can_be_written(answer.citekey):
            continue
        key = _key(answer)
        before = held.get(key)
        if before is None or replaces(answer, before[0]):
            kept = before[1] if before else {}
            held[key] = (answer, {**kept, **_cells(answer)})
            changed = True
    if data is not None and not changed:
        return data
    ordered = sorted(held.values(), key=lambda row: _order(row[0]))
    return _text(names, [cells for _, cells in ordered])


def replaces(new: Verification, old: Verification) -> bool:
    """Whether an answer takes the place of one of the same source about the same work."""
    if new == replace(old, location=new.location, columns=new.columns):
        return False
    if old.source == PERSON or new.source == PERSON:
        return True
    if not _has_result(new):
        return not _has_result(old) or new.identifier != old.identifier
    if not _has_result(old) or new.identifier != old.identifier:
        return True
    if new.as_of is not None and old.as_of is not None:
        if old.notice.is_found and not new.notice.is_found:
            return False
        if (new.as_of, new.digest, new.notice) == (old.as_of, old.digest, old.notice):
            return False  # the same list again, on another day
    return old.day is None or (new.day is not None and new.day >= old.day)


def _has_result(row: Verification) -> bool:
    compared = row.record not in (RecordMatch.UNCHECKED, RecordMatch.NOT_COMPARED)
    return compared or row.notice is not NoticeState.UNCHECKED


def _key(row: Verification) -> tuple[str, str, str]:
    return (row.citekey, row.source, row.scheme)


def _order(row: Verification) -> tuple[str, str, str]:
    return (row.citekey, row.source, row.identifier)


def _read(data: bytes) -> tuple[tuple[str, ...], list[_Row]]:
    """The columns, and each record beside its cells as written."""
    records, problems = VERIFICATION.read(data)
    lost = next((problem for problem in problems if problem.kind in _UNREADABLE), None)
    if lost is not None:
        raise UnreadableInputError(
            f"{VERIFICATION.path}, line {lost.location.line}: {lost.message} The file is not "
            "written anew as long as that row would be lost.",
            lost.way_out or "Correct that row, or restore the file from git.",
        )
    table = _table(data)
    by_line: dict[int | None, Row] = {row.location.line: row for row in table.rows}
    rows: list[_Row] = [
        (record, dict(by_line[record.location.line if record.location else None].cells))
        for record in records
    ]
    return tuple(table.columns), rows


def _table(data: bytes) -> Table:
    text = decode(data, path=VERIFICATION.path).text
    return read_table(text, path=VERIFICATION.path, known_columns=VERIFICATION.column_names)


def _cells(row: Verification) -> dict[str, str]:
    return {name: _cell(getattr(row, name)) for name in VERIFICATION.column_names}


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, enum.Enum):
        return str(value.value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = one_line(_plain(str(value)), _LONGEST_TEXT) if value else ""
    # What a registry or a person wrote may begin like a formula; a quotation mark is harmless.
    return f"“{text}”" if text[:1] in FORMULA_STARTS else text


def _plain(text: str) -> str:
    """Without control characters and lone surrogates, blanks as single spaces."""
    kept = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in text)
    return " ".join(kept.split())


def _text(names: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    columns = dict.fromkeys((*names, *VERIFICATION.column_names))
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([" ".join(cells.get(name, "").split()) for name in columns] for cells in rows)
    return codecs.BOM_UTF8 + stream.getvalue().encode("utf-8", "replace")
