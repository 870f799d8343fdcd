"""A list of retractions (Retraction Watch's CSV, or one with such columns), read as a stream."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO

from needle_evidence.errors import UnreadableInputError
from needle_evidence.model.identifiers import normalise_pmid
from needle_evidence.model.registry import NoticeKind
from needle_evidence.model.verification import NoticeState, plain_doi

_ORIGINAL_DOI, _NOTICE_DOI = "originalpaperdoi", "retractiondoi"
_ORIGINAL_PMID, _NOTICE_PMID = "originalpaperpubmedid", "retractionpubmedid"
_NATURE, _DATE = "retractionnature", "retractiondate"
_CHUNK = 1 << 20
_LONGEST_CELL = 1_000_000
# The words of Retraction Watch's column RetractionNature (its user guide, appendix A).
_NATURES: Mapping[str, NoticeState] = MappingProxyType(
    {
        "retraction": NoticeState.RETRACTION,
        "retraction and replacement": NoticeState.REPLACEMENT,
        "expression of concern": NoticeState.CONCERN,
        "correction": NoticeState.CORRECTION,
        "reinstatement": NoticeState.REINSTATED,
    }
)
# A day as Retraction Watch's own file writes it, month first: "5/31/2022 0:00".
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PLAIN_DOI = re.compile(r"10\.[^%\s]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedNotice:
    """One row of the list about a wanted work. state: UNKNOWN where no nature is named.

    notice_id: "doi:…" or "pmid:…", "" where the row names none.
    """

    state: NoticeState
    notice_id: str = ""
    published_on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RetractionList:
    """What a list holds about the identifiers that were looked for.

    notices: by identifier, the rows about it as the original work. notices_themselves: the
    identifiers that stand in it as notices. newest: the youngest day of any row, None where
    there is no such column. digest: "sha256:" and the file's SHA-256. names_nature: it has a
    column for it. rows: how many there are. unreadable_dates: of rows with another day form.
    """

    notices: Mapping[str, tuple[ListedNotice, ...]]
    notices_themselves: frozenset[str]
    newest: datetime.date | None
    digest: str
    names_nature: bool
    rows: int
    unreadable_dates: int = 0


@dataclass(kw_only=True, slots=True)
class _Found:
    """What was met so far; used within one reading only."""

    originals: list[tuple[str, list[str]]] = field(default_factory=list)
    notices: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    rows: int = 0


def read_retraction_list(
    stream: IO[bytes], identifiers: Collection[str], *, path: str
) -> RetractionList:
    """Reads a list once, from its start, and keeps what is about these identifiers.

    identifiers: "doi:…" and "pmid:…", normalised; a DOI of the list may be written in any case,
    as an address, behind "doi:" or percent-encoded. "unavailable", "0" and empty cells match
    nothing. Memory does not grow with the list. Source of the columns: Retraction Watch
    Database user guide (https://retractionwatch.com/retraction-watch-database-user-guide/).

    Raises UnreadableInputError where it has no column OriginalPaperDOI or OriginalPaperPubMedID.
    """
    digest = hashlib.sha256()
    lines = _lines(stream, digest, path)
    columns, delimiter = _columns(lines, path)
    found = _Found()
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        _search(csv.reader(lines, delimiter=delimiter), columns, identifiers, found)
    except csv.Error as error:
        raise UnreadableInputError(
            f"{path}, after row {found.rows + 1:,}: {error}.", "Download the list again."
        ) from None
    finally:
        csv.field_size_limit(previous)
    notices: dict[str, list[ListedNotice]] = {}
    for identifier, row in found.originals:
        notices.setdefault(identifier, []).append(_notice(row, columns))
    days = {text: _day(text) for text in found.dates}
    return RetractionList(
        notices={key: tuple(dict.fromkeys(rows)) for key, rows in notices.items()},
        notices_themselves=frozenset(found.notices - notices.keys()),
        newest=max((day for day in days.values() if day), default=None),
        digest=f"sha256:{digest.hexdigest()}",
        names_nature=_NATURE in columns,
        rows=found.rows,
        unreadable_dates=sum(day is None for text, day in days.items() if text.strip()),
    )


def listed_state(notices: Iterable[ListedNotice]) -> ListedNotice:
    """Of several rows about one work the one that counts; a later reinstatement ends a retraction.

    Without both days a reinstatement ends nothing: a person decides.
    """
    rows = list(notices)
    back = max((n.published_on for n in rows if _is_back(n) and n.published_on), default=None)
    standing = [
        notice
        for notice in rows
        if not (
            notice.state.is_retraction
            and back is not None
            and notice.published_on is not None
            and notice.published_on < back
        )
    ]
    return min(standing, key=lambda notice: _ORDER.index(notice.state))


_ORDER = (
    NoticeState.REPLACEMENT,
    NoticeState.RETRACTION,
    NoticeState.UNKNOWN,
    NoticeState.CONCERN,
    NoticeState.CORRECTION,
    NoticeState.REINSTATED,
)


def _is_back(notice: ListedNotice) -> bool:
    return notice.state is NoticeState.REINSTATED


def _lines(stream: IO[bytes], digest: hashlib._Hash, path: str) -> Iterator[str]:
    """The lines of the stream with their ends, every byte of which goes into the digest."""
    encoding, rest = "", b""
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        if not encoding:
            encoding = _encoding(chunk, path)
        whole, end, rest_of_chunk = chunk.rpartition(b"\n")
        if not end:
            rest += chunk
            if len(rest) > 4 * _LONGEST_CELL:
                raise UnreadableInputError(
                    f"{path}: a line is over {4 * _LONGEST_CELL:,} characters long.",
                    "This is no table; download the list again.",
                )
            continue
        yield from io.StringIO((rest + whole + end).decode(encoding, "replace"), newline="")
        rest = rest_of_chunk
    if rest:
        yield rest.decode(encoding or "utf-8-sig", "replace")


def _encoding(beginning: bytes, path: str) -> str:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04")):
        raise UnreadableInputError(
            f"{path} is not a CSV file in UTF-8.", "Download it as CSV, or save it as “CSV UTF-8”."
        )
    if beginning.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    try:
        beginning[: beginning.rfind(b"\n") + 1].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _columns(lines: Iterator[str], path: str) -> tuple[Mapping[str, int], str]:
    """Where the known columns stand, by name in lower-case letters; and the delimiter."""
    header = next((line for line in itertools.islice(lines, 20) if line.strip(" \t\r\n,;")), "")
    header = header.removeprefix("\ufeff")
    for delimiter in (",", ";", "\t"):
        names = next(csv.reader([header], delimiter=delimiter), [])
        plain = [re.sub(r"[\W_]+", "", name).lower() for name in names[:1_000]]
        if _ORIGINAL_DOI in plain or _ORIGINAL_PMID in plain:
            known = (_ORIGINAL_DOI, _NOTICE_DOI, _ORIGINAL_PMID, _NOTICE_PMID, _NATURE, _DATE)
            return {name: plain.index(name) for name in known if name in plain}, delimiter
    raise UnreadableInputError(
        f"{path} has no column OriginalPaperDOI or OriginalPaperPubMedID in its first row.",
        "Give the CSV file of the Retraction Watch database, or one with these columns.",
    )


def _search(
    rows: Iterator[list[str]],
    columns: Mapping[str, int],
    identifiers: Collection[str],
    found: _Found,
) -> None:
    """Looks every row up; the usual cell, a bare DOI, costs one look into a set."""
    dois = {name[4:] for name in identifiers if name.startswith("doi:")}
    pmids = {name[5:] for name in identifiers if name.startswith("pmid:")}
    width = max(columns.values()) + 1
    doi, notice_doi = columns.get(_ORIGINAL_DOI, -1), columns.get(_NOTICE_DOI, -1)
    pmid, notice_pmid = columns.get(_ORIGINAL_PMID, -1), columns.get(_NOTICE_PMID, -1)
    date = columns.get(_DATE, -1)
    plain, dates, count = _PLAIN_DOI.fullmatch, found.dates, 0
    for row in rows:
        count += 1
        if len(row) < width:
            row += [""] * (width - len(row))
        if doi >= 0 and (cell := row[doi]):
            cell = cell.lower() if plain(cell) else plain_doi(cell)
            if cell in dois:
                found.originals.append((f"doi:{cell}", row))
        if notice_doi >= 0 and (cell := row[notice_doi]):
            cell = cell.lower() if plain(cell) else plain_doi(cell)
            if cell in dois:
                found.notices.add(f"doi:{cell}")
        if pmid >= 0 and len(cell := row[pmid]) > 1 and (cell := _pmid(cell)) in pmids:
            found.originals.append((f"pmid:{cell}", row))
        if notice_pmid >= 0 and len(cell := row[notice_pmid]) > 1 and (cell := _pmid(cell)) in pmids:
            found.notices.add(f"pmid:{cell}")
        if date >= 0:
            dates.add(row[date])
    found.rows = count


def _pmid(cell: str) -> str:
    return cell if cell.isdigit() else normalise_pmid(cell.strip().removesuffix(".0"))


def _notice(row: Sequence[str], columns: Mapping[str, int]) -> ListedNotice:
    def cell(name: str) -> str:
        return row[columns[name]].strip() if name in columns else ""

    nature = " ".join(cell(_NATURE).lower().split())
    doi, pmid = plain_doi(cell(_NOTICE_DOI)), normalise_pmid(cell(_NOTICE_PMID).removesuffix(".0"))
    return ListedNotice(
        state=_NATURES.get(nature, NoticeState.UNKNOWN),
        notice_id=f"doi:{doi}" if doi else f"pmid:{pmid}" if pmid else "",
        published_on=_day(cell(_DATE)),
    )


def _day(text: str) -> datetime.date | None:
    """A day written 2022-05-31, or 5/31/2022 (month first, as Retraction Watch writes it)."""
    iso, american = _ISO.match(text.strip()), _AMERICAN.match(text.strip())
    try:
        if iso:
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if american:
            return datetime.date(int(american[3]), int(american[1]), int(american[2]))
    except ValueError:
        return None
    return None


# Every kind of notice that a registry can name has its state.
assert {kind.value for kind in NoticeKind} <= {state.value for state in NoticeState}
