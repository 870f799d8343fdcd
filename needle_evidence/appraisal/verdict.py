"""What all sources together say about a reference: is it that work, and was it retracted."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from needle_evidence.appraisal.notice_titles import notice_in_title
from needle_evidence.appraisal.verdict_words import record_in_words, source_label, told_by
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import (
    ASSIGNED_BY,
    PERSON,
    TITLE,
    NoticeState,
    RecordMatch,
    Verification,
    identifiers_of,
)

# Of what several sources tell, the first of these is the state of the work.
_WORST_FIRST = (
    NoticeState.REPLACEMENT,  # a retraction too, and it names what to cite instead
    NoticeState.RETRACTION,
    NoticeState.UNKNOWN,
    NoticeState.CONCERN,
    NoticeState.CORRECTION,
    NoticeState.IS_NOTICE,
)
_COMPARED = frozenset({RecordMatch.VERIFIED, RecordMatch.FIELD_MISMATCH, RecordMatch.WRONG_WORK})


class ReferenceState(enum.Enum):
    """The verdict on a reference, in bibaudit's vocabulary."""

    VERIFIED = "verified"
    RETRACTED = "retracted"
    CONCERN = "concern"
    CORRECTED = "corrected"
    BAD_IDENTIFIER = "bad_identifier"
    WRONG_WORK = "wrong_work"
    FIELD_MISMATCH = "field_mismatch"
    UNCONFIRMED = "unconfirmed"
    DISPUTED = "disputed"
    INCOMPLETE = "incomplete"
    UNCHECKED = "unchecked"

    @property
    def label(self) -> str:
        """The words that a person reads: "bad identifier"."""
        return "not checked" if self is ReferenceState.UNCHECKED else self.value.replace("_", " ")


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceVerdict:
    """What is known of one reference.

    verdict: the gravest of what follows. notice: of all sources together; UNCHECKED where no
    answer counts. notices: the rows that tell of it, the gravest first; one of the source
    "title" where the entry's own title does. record: how the registries' records fit; disputed:
    they contradict each other; record_rows: the rows that say so. reasons: in words, why the
    verdict is no better. unchecked_because: why it is not verified or not known to be free of
    notices, "" where it is both. sources: that gave an answer which counts. oldest: the day of
    the oldest of these answers. stale: an answer was too old to count.
    """

    citekey: str
    verdict: ReferenceState
    notice: NoticeState
    notices: tuple[Verification, ...] = ()
    record: RecordMatch = RecordMatch.UNCHECKED
    disputed: bool = False
    record_rows: tuple[Verification, ...] = ()
    reasons: tuple[str, ...] = ()
    unchecked_because: str = ""
    sources: tuple[str, ...] = ()
    oldest: datetime.date | None = None
    stale: bool = False

    @property
    def is_retracted(self) -> bool:
        """Whether any source says that the work was retracted."""
        return self.notice.is_retraction


@lru_cache(maxsize=2)
def verdicts(library: Library) -> Mapping[str, ReferenceVerdict]:
    """The verdict on each work of the library, by citekey; remembered per library."""
    rows: dict[str, list[Verification]] = {}
    for row in library.verifications:
        rows.setdefault(row.citekey, []).append(row)
    return MappingProxyType(
        {
            reference.key: _verdict(library, reference, rows.get(reference.key, ()))
            for reference in library.references
            if reference.is_work
        }
    )


def reference_verdict(library: Library, reference: Reference) -> ReferenceVerdict:
    """What the recorded answers, and the entry's own title, say about one reference.

    The union of sources: a retraction that any one tells of counts, and never ages. An answer
    about an identifier that the entry no longer gives does not count; neither does one older
    than the library's `max_age_days`, but for notices. An identifier is bad only where all
    registries that assign its kind say that they do not have it. A notice of unknown nature is
    no retraction: a person's row settles it. Notices found under an identifier that belongs to
    another work are that work's.
    """
    return verdicts(library).get(reference.key) or _verdict(
        library, reference, [row for row in library.verifications if row.citekey == reference.key]
    )


@lru_cache(maxsize=2)
def retracted_works(library: Library) -> frozenset[str]:
    """Citekeys of the works that any source calls retracted; remembered per library."""
    return frozenset(key for key, found in verdicts(library).items() if found.is_retracted)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rows:
    """An entry's rows. about: its identifiers still. current: those of them that count today."""

    about: tuple[Verification, ...]
    current: tuple[Verification, ...]
    person: tuple[Verification, ...]


def _verdict(
    library: Library, reference: Reference, rows: Sequence[Verification]
) -> ReferenceVerdict:
    given = identifiers_of(reference)
    about = tuple(row for row in rows if not row.identifier or row.identifier in given)
    known = _Rows(
        about=tuple(row for row in about if row.source != PERSON),
        current=tuple(
            row for row in about if row.source != PERSON and _counts(row, library) and _says(row)
        ),
        person=tuple(row for row in about if row.source == PERSON),
    )
    record, record_rows = _record(known.current)
    notice, notices = _notice(reference, known, _other_works(known.about))
    because = _unchecked_because(given, known, library, record, notice)
    return ReferenceVerdict(
        citekey=reference.key,
        verdict=_worst(notice, record, because),
        notice=notice,
        notices=notices,
        record=record or RecordMatch.UNCHECKED,
        disputed=record is None,
        record_rows=record_rows,
        reasons=tuple(_reasons(notice, notices, record, record_rows, because)),
        unchecked_because=because,
        sources=tuple(dict.fromkeys(row.source for row in (*notices, *known.current))),
        oldest=min((row.day for row in known.current if row.day), default=None),
        stale=any(_says(row) and not _counts(row, library) for row in known.about),
    )


def _says(row: Verification) -> bool:
    """Whether the row is an answer at all, and no outage."""
    return row.notice is not NoticeState.UNCHECKED or _has_record(row)


def _has_record(row: Verification) -> bool:
    return row.record not in (RecordMatch.UNCHECKED, RecordMatch.NOT_COMPARED)


def _counts(row: Verification, library: Library) -> bool:
    """Whether an answer is young enough; an undated one, and one from tomorrow, is not."""
    if row.day is None or library.today is None:
        return False
    return -1 <= (library.today - row.day).days <= library.max_age_days


def _record(
    rows: Sequence[Verification],
) -> tuple[RecordMatch | None, tuple[Verification, ...]]:
    """How the records fit, and the rows that say so; None where sources contradict each other."""
    by_match = {match: tuple(r for r in rows if r.record is match) for match in RecordMatch}
    verified = by_match[RecordMatch.VERIFIED]
    wrong = by_match[RecordMatch.WRONG_WORK]
    by_match[RecordMatch.FIELD_MISMATCH] = differing = tuple(
        row
        for row in by_match[RecordMatch.FIELD_MISMATCH]
        if not (_counts_authors_otherwise(row) and any("authors" in r.compared for r in verified))
    )
    fitting = {row.identifier for row in (*verified, *differing)}
    if wrong:
        if any(row.identifier in fitting for row in wrong):
            return None, (*wrong, *(r for r in rows if r in verified or r in differing))
        return RecordMatch.WRONG_WORK, wrong
    found = {row.identifier for row in rows if row.record in _COMPARED}
    bad = tuple(r for r in by_match[RecordMatch.BAD_IDENTIFIER] if r.identifier not in found)
    for identifier in dict.fromkeys(row.identifier for row in bad):
        said = tuple(row for row in bad if row.identifier == identifier)
        if {r.source for r in said} >= {*ASSIGNED_BY.get(said[0].scheme, (said[0].source,))}:
            return RecordMatch.BAD_IDENTIFIER, said
    contradicted = _contradicted(differing, verified)
    if contradicted:
        return None, (*contradicted, *verified)
    for match in (RecordMatch.FIELD_MISMATCH, RecordMatch.VERIFIED, RecordMatch.INCOMPLETE):
        if by_match[match]:
            return match, by_match[match]
    unconfirmed = (*bad, *by_match[RecordMatch.UNCONFIRMED])
    return (RecordMatch.UNCONFIRMED, unconfirmed) if unconfirmed else (RecordMatch.UNCHECKED, ())


def _counts_authors_otherwise(row: Verification) -> bool:
    """Whether only the number of authors differs: registries leave groups and people out."""
    return row.differing == ("authors",) and "first author" not in row.differs


def _contradicted(
    differing: Sequence[Verification], verified: Sequence[Verification]
) -> tuple[Verification, ...]:
    """The rows in which a field differs that another source compared and found right."""
    confirmed = {name for row in verified for name in row.compared}
    confirmed |= {name for row in differing for name in row.compared if name not in row.differing}
    return tuple(row for row in differing if confirmed & {*row.differing})


def _other_works(rows: Iterable[Verification]) -> frozenset[str]:
    """The identifiers that belong to another work, as nobody contradicts."""
    rows = tuple(rows)
    fitting = (RecordMatch.VERIFIED, RecordMatch.FIELD_MISMATCH)
    own = {row.identifier for row in rows if row.record in fitting}
    wrong = {row.identifier for row in rows if row.record is RecordMatch.WRONG_WORK}
    return frozenset(wrong - own)


def _notice(
    reference: Reference, known: _Rows, others: frozenset[str]
) -> tuple[NoticeState, tuple[Verification, ...]]:
    """The gravest notice that any source tells of, and the rows that tell of it."""
    told = [row for row in known.about if row.notice.is_found and row.identifier not in others]
    state, words = notice_in_title(reference)
    if state.is_found:
        told.append(
            Verification(
                citekey=reference.key, source=TITLE, notice=state, reason=f"it has “{words}”"
            )
        )
    judged = [row for row in known.person if row.by and row.notice is not NoticeState.UNCHECKED]
    told = [row for row in told if not _settled(row, judged, told) and not _reinstated(row, told)]
    told += [row for row in judged if row.notice.is_found]
    for found in _WORST_FIRST:
        rows = tuple(row for row in told if row.notice is found)
        if rows:
            rest = tuple(row for row in told if row.notice is not found)
            return found, (*rows, *(r for r in rest if r.notice is not NoticeState.REINSTATED))
    clear = any(row.notice is not NoticeState.UNCHECKED for row in known.current)
    return (NoticeState.NONE if clear else NoticeState.UNCHECKED), ()


def _settled(
    row: Verification, judged: Iterable[Verification], told: Iterable[Verification]
) -> bool:
    """Whether a person, or another source, named the nature of a notice that this one does not."""
    if row.notice is not NoticeState.UNKNOWN:
        return False
    if any(row.notice_id in judgement.notice_id.split("; ") for judgement in judged):
        return True
    return bool(row.notice_id) and any(
        other.notice_id == row.notice_id and other.notice is not NoticeState.UNKNOWN
        for other in told
    )


def _reinstated(row: Verification, told: Iterable[Verification]) -> bool:
    """Whether a retraction was taken back on a later day; without both days it stands."""
    return (
        row.notice.is_retraction
        and row.notice_on is not None
        and any(
            other.notice is NoticeState.REINSTATED
            and other.notice_on is not None
            and other.notice_on > row.notice_on
            for other in told
        )
    )


def _worst(notice: NoticeState, record: RecordMatch | None, because: str) -> ReferenceState:
    if notice.is_retraction:
        return ReferenceState.RETRACTED
    if record is None:
        return ReferenceState.DISPUTED
    if record in (RecordMatch.WRONG_WORK, RecordMatch.BAD_IDENTIFIER):
        return ReferenceState(record.value)
    if notice is NoticeState.CONCERN:
        return ReferenceState.CONCERN
    if record is RecordMatch.FIELD_MISMATCH:
        return ReferenceState.FIELD_MISMATCH
    if notice is NoticeState.CORRECTION:
        return ReferenceState.CORRECTED
    if record in (RecordMatch.INCOMPLETE, RecordMatch.UNCONFIRMED):
        return ReferenceState(record.value)
    verified = record is RecordMatch.VERIFIED and not because
    return ReferenceState.VERIFIED if verified else ReferenceState.UNCHECKED


def _unchecked_because(
    given: Sequence[str],
    known: _Rows,
    library: Library,
    record: RecordMatch | None,
    notice: NoticeState,
) -> str:
    """Why the reference is not known to be that work and free of notices; "" where it is."""
    if notice is NoticeState.UNKNOWN:
        return "the nature of a notice about it is unknown"
    unsure = record in (RecordMatch.UNCHECKED, RecordMatch.UNCONFIRMED, RecordMatch.INCOMPLETE)
    if not unsure and notice is not NoticeState.UNCHECKED:
        return ""
    if not given:
        return "the entry gives no identifier to ask by"
    outage = next((row for row in known.about if not _says(row) and row.reason), None)
    if outage is not None:
        return f"{source_label(outage.source)}: {one_line(outage.reason, 200)}"
    if record is RecordMatch.UNCHECKED or notice is NoticeState.UNCHECKED:
        return _not_told(known, library, record)
    return "no registry knows it" if record is RecordMatch.UNCONFIRMED else "too little to compare"


def _not_told(known: _Rows, library: Library, record: RecordMatch | None) -> str:
    """Why no current answer tells: too old, of a list only, of no day, or never asked."""
    compared = record is RecordMatch.UNCHECKED
    told = [row for row in known.about if _says(row) and (_has_record(row) or not compared)]
    days = [row.day for row in told if row.day and not _counts(row, library)]
    if days:
        return _out_of_date(max(days), library)
    if not any(map(_says, known.about)):
        return "no registry was asked about it yet"
    if record is RecordMatch.UNCHECKED and known.current:
        return "only looked for on a list of retractions; its record was not compared"
    if known.current:
        return "no source tells notices"
    listed = [row.day for row in known.about if _says(row) and row.day]
    if listed:
        return f"only looked for on a list of retractions; {_out_of_date(max(listed), library)}"
    return "an answer about it bears no day"


def _out_of_date(day: datetime.date, library: Library) -> str:
    if library.today is not None and day > library.today:
        return f"the last answer is of {day}, which is yet to come"
    return f"the last answer is of {day}, older than {library.max_age_days} days"


def _reasons(
    notice: NoticeState,
    notices: Sequence[Verification],
    record: RecordMatch | None,
    record_rows: Sequence[Verification],
    because: str,
) -> Iterable[str]:
    if notice.is_found:
        for row in notices:
            yield told_by(row)
    if record is None:
        yield f"the sources disagree: {'; '.join(map(record_in_words, record_rows))}"
    elif record in (
        RecordMatch.WRONG_WORK,
        RecordMatch.BAD_IDENTIFIER,
        RecordMatch.FIELD_MISMATCH,
    ):
        yield from map(record_in_words, record_rows)
    if because:
        yield because
