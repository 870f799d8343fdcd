"""What sources say about one reference as reports show it: its notices, and what was checked."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from needle_evidence.appraisal.verdict import ReferenceState, ReferenceVerdict
from needle_evidence.appraisal.verdict_words import record_in_words, source_label
from needle_evidence.model.verification import (
    TITLE,
    NoticeState,
    Verification,
    identifier_link,
)

# The chip's colour: what no longer counts, what to worry about, what to know.
_TONES = {
    NoticeState.RETRACTION: "retracted",
    NoticeState.REPLACEMENT: "retracted",
    NoticeState.CORRECTION: "unappraised",
}
_MARKS = {NoticeState.RETRACTION: "✕", NoticeState.REPLACEMENT: "✕", NoticeState.UNKNOWN: "?"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ToldView:
    """What one source tells of a notice. link: to the notice, "" for none. listed_on: of a list."""

    state: str
    label: str
    source: str
    identifier: str
    link: str
    published_on: datetime.date | None
    listed_on: datetime.date | None
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class VerificationView:
    """What is known of one reference.

    verdict: "verified", …; label: in words. notice: "retraction", …, "none" or "unchecked";
    notice_label: "retracted", "" where no notice is known; tone, mark: how it is shown.
    told: by whom. differences: how records differ, in words. not_checked: why it is not known
    to be that work and free of notices, "" where it is. sources: that answered, by name.
    oldest: the day of the oldest answer that counts.
    """

    verdict: str
    label: str
    notice: str
    notice_label: str
    tone: str
    mark: str
    told: tuple[ToldView, ...]
    differences: tuple[str, ...]
    not_checked: str
    sources: tuple[str, ...]
    oldest: datetime.date | None


def verification_view(verdict: ReferenceVerdict) -> VerificationView:
    """The verdict on a reference as reports show it."""
    notice = verdict.notice
    differing = verdict.disputed or verdict.verdict in (
        ReferenceState.WRONG_WORK,
        ReferenceState.BAD_IDENTIFIER,
        ReferenceState.FIELD_MISMATCH,
    )
    rows = verdict.record_rows if differing else ()
    return VerificationView(
        verdict=verdict.verdict.value,
        label=verdict.verdict.label,
        notice=notice.value,
        notice_label=notice.label if notice.is_found else "",
        tone=_TONES.get(notice, "mixed"),
        mark=_MARKS.get(notice, "!"),
        told=tuple(map(_told_view, verdict.notices)),
        differences=tuple(map(record_in_words, rows)),
        not_checked=verdict.unchecked_because,
        sources=tuple(map(source_label, verdict.sources)),
        oldest=verdict.oldest,
    )


def _told_view(row: Verification) -> ToldView:
    return ToldView(
        state=row.notice.value,
        label=row.notice.label,
        source=source_label(row.source),
        identifier=row.notice_id,
        link=identifier_link(row.notice_id),
        published_on=row.notice_on,
        listed_on=row.as_of,
        by=row.by,
        reason=row.reason if row.source == TITLE or row.by else "",
    )
