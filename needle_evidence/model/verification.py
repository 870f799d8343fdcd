"""One row of verification.csv: what one source said about one reference, and when."""

from __future__ import annotations

import datetime
import enum
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from needle_evidence.model.finding import Location
from needle_evidence.model.identifiers import (
    doi_link,
    isbn_13,
    normalise_arxiv,
    normalise_doi,
    normalise_pmcid,
    normalise_pmid,
    pmc_link,
    pubmed_link,
)
from needle_evidence.model.reference import Reference
from needle_evidence.model.registry import NoticeKind

# What of a record is compared with the entry, in the order in which it is named.
COMPARED_FIELDS = ("title", "authors", "year", "container", "volume", "pages")
# The sources of rows that nobody answered: a judgement, and the entry's own title.
PERSON, TITLE = "person", "title"
# Who gives out an identifier: an absence in all of these speaks against it. Other agencies than
# these two give out a few DOIs (https://www.doi.org/the-community/existing-registration-agencies).
ASSIGNED_BY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"doi": ("crossref", "datacite"), "pmid": ("pubmed",), "pmcid": ("pubmed",)}
    | {"arxiv": ("datacite",)}
)
_LONGEST_IDENTIFIER = 2_000


class RecordMatch(enum.Enum):
    """How a registry's record of an identifier compares with the entry that gives it."""

    VERIFIED = "verified"
    FIELD_MISMATCH = "field_mismatch"  # the same work, but a field that matters differs
    WRONG_WORK = "wrong_work"  # the identifier belongs to another work
    BAD_IDENTIFIER = "bad_identifier"  # the registry that assigns it does not know it
    UNCONFIRMED = "unconfirmed"  # the source does not know the work; it need not
    INCOMPLETE = "incomplete"  # too little in the entry or in the record to compare
    UNCHECKED = "unchecked"  # no answer; the reason says why
    NOT_COMPARED = ""  # a source that only tells of notices


class NoticeState(enum.Enum):
    """Whether a source knows of notices about the work."""

    NONE = "none"
    RETRACTION = NoticeKind.RETRACTION.value
    REPLACEMENT = NoticeKind.REPLACEMENT.value
    CONCERN = NoticeKind.CONCERN.value
    CORRECTION = NoticeKind.CORRECTION.value
    UNKNOWN = NoticeKind.UNKNOWN.value
    IS_NOTICE = "is_notice"  # the work is itself a notice about another one
    REINSTATED = "reinstated"  # a retraction was taken back
    UNCHECKED = "unchecked"

    @property
    def is_retraction(self) -> bool:
        """Whether the work no longer counts: retracted, with or without a replacement."""
        return self in (NoticeState.RETRACTION, NoticeState.REPLACEMENT)

    @property
    def is_found(self) -> bool:
        """Whether the source told of something, which no later day makes untold."""
        return self not in (NoticeState.NONE, NoticeState.UNCHECKED)

    @property
    def label(self) -> str:
        """The words that a person reads: "retracted"."""
        return _LABELS[self]


_LABELS = {
    NoticeState.NONE: "no notice known",
    NoticeState.RETRACTION: "retracted",
    NoticeState.REPLACEMENT: "retracted and replaced",
    NoticeState.CONCERN: "expression of concern",
    NoticeState.CORRECTION: "corrected",
    NoticeState.UNKNOWN: "notice of unknown nature",
    NoticeState.IS_NOTICE: "itself a notice",
    NoticeState.REINSTATED: "reinstated",
    NoticeState.UNCHECKED: "not checked",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What one source said about one reference.

    source: "crossref", "pubmed", …, "retraction_watch" or "person". identifier: what was asked
    for ("doi:10.1000/x"): the row says nothing about an entry that now gives another one.
    compared: names of the fields compared. differs: "year: 2019 here, 2018 there; …".
    notice_id: identifier of the notice; several with "; " between where a person judged them.
    answered_on: the day of the answer. as_of, digest: date and SHA-256 of the list, where the
    source is a list. reason: why it is unchecked, or why a person judged so. by: the person,
    where the source is one.
    """

    citekey: str
    source: str
    identifier: str = ""
    record: RecordMatch = RecordMatch.NOT_COMPARED
    compared: tuple[str, ...] = ()
    differs: str = ""
    notice: NoticeState = NoticeState.UNCHECKED
    notice_id: str = ""
    notice_on: datetime.date | None = None
    answered_on: datetime.date | None = None
    as_of: datetime.date | None = None
    digest: str = ""
    reason: str = ""
    by: str = ""
    location: Location | None = None
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def scheme(self) -> str:
        """The kind of identifier that was asked for: "doi", "pmid", …, "" for none."""
        return self.identifier.partition(":")[0]

    @property
    def day(self) -> datetime.date | None:
        """The day by which its age counts: the list's, else that of the answer."""
        return self.as_of or self.answered_on

    @property
    def differing(self) -> tuple[str, ...]:
        """Names of the fields that differ, in the order of `COMPARED_FIELDS`."""
        named = {part.partition(":")[0].strip() for part in self.differs.split(";")}
        return tuple(name for name in COMPARED_FIELDS if name in named)

    def cell(self, column: str) -> Location | None:
        """Where this row's cell of one column stands; None for a row of no file."""
        return self.location.in_column(column, self.columns) if self.location else None


def identifiers_of(reference: Reference) -> tuple[str, ...]:
    """The identifiers by which registries can be asked about an entry: "doi:10.1000/x", ….

    Normalised: DOI in lower case, without address or percent signs. In the order DOI, PMID,
    PMCID, arXiv, ISBN; none twice.
    """
    eprint = reference.text("eprint")[:_LONGEST_IDENTIFIER]
    archive = reference.text("eprinttype", "archiveprefix").lower()
    found = {
        "doi": plain_doi(reference.text("doi")),
        "pmid": normalise_pmid(
            reference.text("pmid") or (eprint if archive in ("pmid", "pubmed") else "")
        ),
        "pmcid": normalise_pmcid(reference.text("pmcid")),
        "arxiv": normalise_arxiv(eprint) if archive in ("", "arxiv") else "",
        "isbn": isbn_13(reference.text("isbn")),
    }
    return tuple(f"{scheme}:{value}" for scheme, value in found.items() if value)


def plain_doi(text: str) -> str:
    """The DOI of any spelling in the form for comparing; "" for none.

    As `normalise_doi`, and percent signs are taken for what they stand for everywhere.
    """
    short = text[:_LONGEST_IDENTIFIER]
    return normalise_doi(urllib.parse.unquote(short)) if "%" in short else normalise_doi(short)


def identifier_link(identifier: str) -> str:
    """The https address of "doi:…", "pmid:…" or "pmcid:…"; "" for any other."""
    scheme, _, value = identifier.partition(":")
    if scheme == "doi" and normalise_doi(value):
        return doi_link(value)
    if scheme == "pmid" and normalise_pmid(value):
        return pubmed_link(value)
    return pmc_link(value) if scheme == "pmcid" and normalise_pmcid(value) else ""
