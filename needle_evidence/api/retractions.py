"""Looking a project's references up on a list of retractions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from needle_evidence.appraisal.verdict_words import source_label
from needle_evidence.errors import UnreadableInputError, UsageError
from needle_evidence.formats.retraction_list import (
    RetractionList,
    listed_state,
    read_retraction_list,
)
from needle_evidence.formats.verification_table import can_be_written
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import (
    PERSON,
    TITLE,
    NoticeState,
    Verification,
    identifiers_of,
)
from needle_evidence.workspace import load, open_project
from needle_evidence.workspace.file_edits import EditedFile
from needle_evidence.workspace.loading import today
from needle_evidence.workspace.verifications import write_verifications

_REGISTRIES = frozenset(
    {PERSON, TITLE, "crossref", "pubmed", "datacite", "openalex", "open_library"}
)
_NAMED, _UNNAMED = "retraction_watch", "retraction_list"


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedWork:
    """A reference that stands on the list. notice: in words; told: with days and identifiers.

    retracted, unknown: what the list says is that. claims: ids of those that cite it.
    """

    citekey: str
    notice: str
    notice_id: str
    notice_on: datetime.date | None
    retracted: bool
    unknown: bool
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RetractionImport:
    """What a list says about a library.

    searched: number of references that were looked up. not_checkable: citekeys of those that
    give no identifier the list has. kept: citekeys of which an earlier list told a notice that
    this one does not have: it stays. as_of: the day of the list, and whether it was taken from
    the list itself.
    """

    source: str
    listed: tuple[ListedWork, ...]
    searched: int
    not_checkable: tuple[str, ...]
    kept: tuple[str, ...]
    as_of: datetime.date
    as_of_from_list: bool
    digest: str
    names_nature: bool
    lines: int
    edited: EditedFile | None


def import_retractions(
    project: str | Path,
    file: str | Path,
    *,
    dated: datetime.date | None = None,
    source: str = "",
    dry_run: bool = False,
) -> RetractionImport:
    """Looks every reference with a DOI or PubMed number up on a list, and writes what it says.

    file: Retraction Watch's CSV or one with its columns. dated: the day of the list, else the
    newest day in it. source: the list's name in the table. A reference that does not stand on
    it gets a row too, dated by the list: then it was not retracted as far as that list knew.

    Raises:
        UsageError: no day is known, it is yet to come, or the name is one of a registry.
        UnreadableInputError: no such list. UnwritableOutputError: as `edit_file`.
    """
    opened = open_project(Path(project))
    library = load(opened, source_texts=False, claims_needed=False)
    name = _source_name(source)
    works = [reference for reference in library.references if reference.is_work]
    wanted = {reference.key: _numbers(reference) for reference in works}
    found = _read(Path(file), {i for names in wanted.values() for i in names})
    as_of = _day(dated, found, str(file))
    base = Verification(
        citekey="",
        source=name or (_NAMED if found.names_nature else _UNNAMED),
        notice=NoticeState.NONE,
        answered_on=today(),
        as_of=as_of,
        digest=found.digest,
    )
    rows, not_checkable = _looked_up(works, wanted, found, base)
    edited = write_verifications(opened, rows, dry_run=dry_run).edited if rows else None
    return RetractionImport(
        source=source_label(base.source),
        listed=tuple(_listed(library, row) for row in rows if row.notice.is_found),
        searched=len({row.citekey for row in rows}),
        not_checkable=tuple(not_checkable),
        kept=_kept(library, rows),
        as_of=as_of,
        as_of_from_list=dated is None,
        digest=found.digest,
        names_nature=found.names_nature,
        lines=found.lines,
        edited=edited if edited is not None and edited.diff else None,
    )


def _numbers(reference: Reference) -> list[str]:
    """The identifiers by which lists of retractions know works."""
    return [name for name in identifiers_of(reference) if name.startswith(("doi:", "pmid:"))]


def _read(file: Path, identifiers: set[str]) -> RetractionList:
    name = one_line(str(file), 200)
    try:
        with file.open("rb") as stream:
            return read_retraction_list(stream, identifiers, path=name, today=today())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UnreadableInputError(f"{name} cannot be read: {reason}.") from None


def _source_name(source: str) -> str:
    name = re.sub(r"[\W_]+", "_", source.strip().lower()).strip("_")
    if source.strip() and not name:
        raise UsageError(f"“{one_line(source, 40)}” is no name for a list.", "Use letters.")
    if name in _REGISTRIES:
        raise UsageError(
            f"{name} is a source of its own, and no list.", "Give the list another --source."
        )
    return name[:60]


def _day(dated: datetime.date | None, found: RetractionList, file: str) -> datetime.date:
    if dated is not None and dated > today():
        raise UsageError(f"{dated} is yet to come, so no list can be of that day.")
    day = dated or found.newest
    if day is None:
        raise UsageError(
            f"{one_line(file, 200)} has no days in it, so how old it is cannot be told.",
            "Say of which day it is: --dated YYYY-MM-DD.",
        )
    return day


def _looked_up(
    works: Sequence[Reference],
    wanted: Mapping[str, Sequence[str]],
    found: RetractionList,
    base: Verification,
) -> tuple[list[Verification], list[str]]:
    """The rows of all works, and the keys of those that cannot be looked up on this list."""
    rows: list[Verification] = []
    not_checkable: list[str] = []
    for reference in works:
        given = [i for i in wanted[reference.key] if i.partition(":")[0] in found.schemes]
        if given and can_be_written(reference.key):
            rows += _rows(base, reference, given, found)
        else:
            not_checkable.append(reference.key)
    return rows, not_checkable


def _rows(
    base: Verification, reference: Reference, given: Sequence[str], found: RetractionList
) -> list[Verification]:
    """What the list says: a row per identifier that stands on it, else one that it does not."""
    rows = []
    for identifier in given:
        row = replace(base, citekey=reference.key, identifier=identifier)
        notices = found.notices.get(identifier, ())
        if notices:
            told = listed_state(notices)
            rows.append(
                replace(
                    row,
                    notice=told.state,
                    notice_id=told.notice_id,
                    notice_on=told.published_on,
                    reason=f"{len(notices)} rows of the list" if len(notices) > 1 else "",
                )
            )
        elif identifier in found.notices_themselves:
            rows.append(replace(row, notice=NoticeState.IS_NOTICE))
    return rows or [replace(base, citekey=reference.key, identifier=given[0])]


def _listed(library: Library, row: Verification) -> ListedWork:
    claims = library.claims_by_reference.get(row.citekey, ())
    return ListedWork(
        citekey=row.citekey,
        notice=row.notice.label,
        notice_id=row.notice_id,
        notice_on=row.notice_on,
        retracted=row.notice.is_retraction,
        unknown=row.notice is NoticeState.UNKNOWN,
        claims=tuple(claim.claim_id for claim in claims),
    )


def _kept(library: Library, rows: Sequence[Verification]) -> tuple[str, ...]:
    silent = {(row.citekey, row.source) for row in rows if not row.notice.is_found}
    return tuple(
        row.citekey
        for row in library.verifications
        if row.notice.is_found and (row.citekey, row.source) in silent
    )
