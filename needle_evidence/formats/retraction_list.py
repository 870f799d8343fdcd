"""A list of retractions (Retraction Watch's CSV, or one with such columns), read as a stream."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO

from needle_evidence.errors import UnreadableInputError
from needle_evidence.formats.retraction_blocks import Block, NewestDay, blocks, wanted
from needle_evidence.model.identifiers import normalise_pmid
from needle_evidence.model.verification import NoticeState, plain_doi

_ORIGINAL_DOI, _NOTICE_DOI = "originalpaperdoi", "retractiondoi"
_ORIGINAL_PMID, _NOTICE_PMID = "originalpaperpubmedid", "retractionpubmedid"
_NATURE, _DATE = "retractionnature", "retractiondate"
_LONGEST_HEADER = 1 << 16
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
_NO_WIDTH = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
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
    identifiers that stand in it as notices only. newest: the youngest day that stands in the
    list, None where it has no column of days. digest: "sha256:" and the file's SHA-256.
    names_nature: it has a column for the nature. schemes: "doi", "pmid": the identifiers that
    it gives. lines: how many there are.
    """

    notices: Mapping[str, tuple[ListedNotice, ...]]
    notices_themselves: frozenset[str]
    newest: datetime.date | None
    digest: str
    names_nature: bool
    schemes: frozenset[str]
    lines: int


@dataclass(kw_only=True, slots=True)
class _Found:
    """What was met so far; used within one reading only."""

    originals: list[tuple[str, list[str]]] = field(default_factory=list)
    notices: set[str] = field(default_factory=set)


def read_retraction_list(
    stream: IO[bytes], identifiers: Collection[str], *, path: str, today: datetime.date
) -> RetractionList:
    """Reads a list from its start, and keeps what is about these identifiers.

    stream: can be read twice. identifiers: "doi:…" and "pmid:…", normalised; a DOI of the list
    may be written in any case, as an address, behind "doi:" or percent-encoded. "unavailable",
    "0" and empty cells match nothing. Memory does not grow with the list. Source of the
    columns: Retraction Watch Database user guide
    (https://retractionwatch.com/retraction-watch-database-user-guide/).

    Raises UnreadableInputError where it has no column OriginalPaperDOI or OriginalPaperPubMedID,
    and where a quotation mark that is not closed hides rows.
    """
    digest, identifiers = hashlib.sha256(), frozenset(filter(_is_whole, identifiers))
    encoding, header = _header(stream, path)
    newest = NewestDay(today)
    found, lines = _Found(), 0
    sought = wanted(identifiers, pmids=bool({_ORIGINAL_PMID, _NOTICE_PMID} & {*header.columns}))
    sure = True
    for block in blocks(stream, digest.update):
        lines += block.lines
        if _DATE in header.columns:
            newest.look(block.text)
        if sure and sought.may_stand_in(block.text):
            sure = block.sure and _search_block(block, encoding, header, identifiers, found)
    if not sure:
        stream.seek(0)
        found = _Found()
        text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
        _search(_records(text, header, path), header.columns, identifiers, found)
        text.detach()
    notices: dict[str, list[ListedNotice]] = {}
    for identifier, row in found.originals:
        notices.setdefault(identifier, []).append(_notice(row, header.columns))
    return RetractionList(
        notices={key: tuple(dict.fromkeys(rows)) for key, rows in notices.items()},
        notices_themselves=frozenset(found.notices - notices.keys()),
        newest=newest.found,
        digest=f"sha256:{digest.hexdigest()}",
        names_nature=_NATURE in header.columns,
        schemes=frozenset(
            scheme
            for scheme, column in (("doi", _ORIGINAL_DOI), ("pmid", _ORIGINAL_PMID))
            if column in header.columns
        ),
        lines=lines,
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Header:
    """columns: where the known ones stand, by name in lower-case letters. width: of a row."""

    columns: Mapping[str, int]
    delimiter: str
    width: int


def _header(stream: IO[bytes], path: str) -> tuple[str, _Header]:
    """The encoding and the header; leaves the stream at its start."""
    beginning = stream.read(_LONGEST_HEADER)
    stream.seek(0)
    encoding = _encoding(beginning, path)
    lines = beginning.decode(encoding, "replace").splitlines()[:20]
    first = next((line for line in lines if line.strip(" \t\r\n,;")), "")
    for delimiter in (",", ";", "\t"):
        names = next(csv.reader([first], delimiter=delimiter), [])
        plain = [re.sub(r"[\W_]+", "", name).lower() for name in names]
        if _ORIGINAL_DOI in plain or _ORIGINAL_PMID in plain:
            known = (_ORIGINAL_DOI, _NOTICE_DOI, _ORIGINAL_PMID, _NOTICE_PMID, _NATURE, _DATE)
            columns = {name: plain.index(name) for name in known if name in plain}
            return encoding, _Header(columns=columns, delimiter=delimiter, width=len(names))
    raise UnreadableInputError(
        f"{path} has no column OriginalPaperDOI or OriginalPaperPubMedID in its first row.",
        "Give the CSV file of the Retraction Watch database, or one with these columns.",
    )


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


def _search_block(
    block: Block, encoding: str, header: _Header, identifiers: Collection[str], found: _Found
) -> bool:
    """Looks the rows of a block up; False where they are not as wide as the header."""
    text = io.StringIO(block.text.decode(encoding, "replace"), newline="")
    try:
        rows = [row for row in csv.reader(text, delimiter=header.delimiter) if row]
    except csv.Error:
        return False
    if any(len(row) != header.width for row in rows):
        return False
    _search(rows, header.columns, identifiers, found)
    return True


def _records(text: IO[str], header: _Header, path: str) -> Iterator[list[str]]:
    """All rows, one after the other, each made as wide as the header."""
    previous = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = csv.reader(text, delimiter=header.delimiter)
        for row in rows:
            if len(row) != header.width and _ran_together(row, header):
                raise UnreadableInputError(
                    f"{path}, before line {rows.line_num + 1}: a quotation mark is not closed, so "
                    "that rows run into one another.",
                    "Download the list again; nothing was looked up.",
                )
            yield row + [""] * (header.width - len(row))
    except csv.Error as error:
        raise UnreadableInputError(f"{path}: {error}.", "Download the list again.") from None
    finally:
        csv.field_size_limit(previous)


def _ran_together(row: Sequence[str], header: _Header) -> bool:
    """Whether a cell holds line ends and so many delimiters that a row must stand in it."""
    most = max(1, header.width // 2)
    return any("\n" in cell and cell.count(header.delimiter) >= most for cell in row)


def _search(
    rows: Iterable[list[str]],
    columns: Mapping[str, int],
    identifiers: Collection[str],
    found: _Found,
) -> None:
    """Looks every row up; the usual cell, a bare DOI, costs one look into a set."""
    doi, notice_doi = columns.get(_ORIGINAL_DOI, -1), columns.get(_NOTICE_DOI, -1)
    pmid, notice_pmid = columns.get(_ORIGINAL_PMID, -1), columns.get(_NOTICE_PMID, -1)
    for row in rows:
        if doi >= 0 and (name := _wanted_doi(row[doi], identifiers)):
            found.originals.append((name, row))
        if pmid >= 0 and (name := _pmid(row[pmid])) in identifiers:
            found.originals.append((name, row))
        if notice_doi >= 0 and (name := _wanted_doi(row[notice_doi], identifiers)):
            found.notices.add(name)
        if notice_pmid >= 0 and (name := _pmid(row[notice_pmid])) in identifiers:
            found.notices.add(name)


def _is_whole(identifier: str) -> bool:
    """Whether an identifier is one, and not "doi:" or "pmid:0", which odd cells would match."""
    value = identifier.partition(":")[2]
    return identifier in (_doi(value), _pmid(value)) and bool(value.strip("0"))


def _doi(cell: str) -> str:
    plain = cell.lower() if _PLAIN_DOI.fullmatch(cell) else plain_doi(cell)
    return f"doi:{plain}"


def _wanted_doi(cell: str, identifiers: Collection[str]) -> str:
    """The identifier that a cell holds if it is a wanted one, else the empty string.

    Full stops, commas and signs without width around a DOI are slips of those who typed it.
    """
    if (name := _doi(cell)) in identifiers:
        return name
    if cell[-1:].isalnum() and cell.isascii():
        return ""
    bare = _doi(_NO_WIDTH.sub("", cell).strip(" \t\r\n\xa0.,;"))
    return bare if bare in identifiers else ""


def _pmid(cell: str) -> str:
    plain = cell if cell.isdecimal() else normalise_pmid(cell.strip().removesuffix(".0"))
    return f"pmid:{plain}"


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
