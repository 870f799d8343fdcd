"""One row of verification.csv: what one source said about one reference, and when."""

from __future__ import annotations

import datetime
import enum
from dataclasses import dataclass

from needle_evidence.model.finding import Location
from needle_evidence.model.registry import NoticeKind


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
    UNCHECKED = "unchecked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verification:
    """What one source said about one reference.

    source: "crossref", "pubmed", …, "retraction_watch" or "person". identifier: what was asked
    for ("doi:10.1000/x"): the row says nothing about an entry that now gives another one.
    compared: names of the fields compared. differs: what differs, in plain words. notice_id:
    identifier of the notice. answered_on: the day of the answer. as_of, digest: date and
    SHA-256 of the list, where the source is a list. reason: why it is unchecked, or why a
    person judged so. by: the person, where the source is one.
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
