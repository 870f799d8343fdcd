"""The verdict on a reference from the union of sources, and what ages in it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest

from needle_evidence.appraisal.verdict import (
    ReferenceState,
    ReferenceVerdict,
    reference_verdict,
    retracted_works,
)
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import NoticeState, RecordMatch, Verification

TODAY = datetime.date(2026, 11, 24)
OLD = datetime.date(2026, 1, 1)
DOI, NOTICE = "doi:10.1234/hall", "doi:10.1234/notice"
VERIFIED = Verification(
    citekey="hall2018",
    source="crossref",
    identifier=DOI,
    record=RecordMatch.VERIFIED,
    compared=("title", "authors", "year"),
    notice=NoticeState.NONE,
    answered_on=datetime.date(2026, 11, 1),
)
LISTED = Verification(
    citekey="hall2018",
    source="retraction_watch",
    identifier=DOI,
    notice=NoticeState.NONE,
    answered_on=TODAY,
    as_of=TODAY,
)
NAMED = {"title": "Needling and hip pain", "doi": "10.1234/Hall", "pmid": "77"}


def judge(
    *rows: Verification, today: datetime.date | None = TODAY, **fields: str
) -> ReferenceVerdict:
    reference = Reference(
        key="hall2018",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={**NAMED, **fields},
    )
    library = Library(references=(reference,), verifications=rows, today=today)
    found = reference_verdict(library, reference)
    assert (retracted_works(library) == {"hall2018"}) is found.is_retracted
    return found


def with_notice(state: NoticeState, row: Verification = VERIFIED, **changes: Any) -> Verification:
    return replace(row, notice=state, **changes)


def test_verified_by_one_source() -> None:
    found = judge(VERIFIED)
    assert (found.verdict, found.notice) == (ReferenceState.VERIFIED, NoticeState.NONE)
    assert (found.reasons, found.unchecked_because, found.stale) == ((), "", False)
    assert (found.sources, found.oldest) == (("crossref",), VERIFIED.answered_on)


def test_nobody_asked_and_nothing_to_ask_by() -> None:
    assert judge().verdict is ReferenceState.UNCHECKED
    assert judge().unchecked_because == "no registry was asked about it yet"
    assert judge(doi="", pmid="").unchecked_because == "the entry gives no identifier to ask by"


@pytest.mark.parametrize("source", ["crossref", "pubmed", "retraction_watch", "openalex"])
def test_any_source_that_says_retracted_is_enough(source: str) -> None:
    told = with_notice(NoticeState.RETRACTION, LISTED, source=source)
    found = judge(VERIFIED, replace(VERIFIED, source="datacite"), told)
    assert found.verdict is ReferenceState.RETRACTED
    assert [row.source for row in found.notices] == [source]


def test_its_own_title_is_enough() -> None:
    found = judge(title="RETRACTED: Needling and hip pain")
    assert found.verdict is ReferenceState.RETRACTED
    assert found.reasons[0] == "retracted, says its own title (it has “RETRACTED”)"


def test_a_retraction_never_ages_and_everything_else_does() -> None:
    old = replace(VERIFIED, answered_on=OLD)
    found = judge(old)
    assert (found.verdict, found.notice) == (ReferenceState.UNCHECKED, NoticeState.UNCHECKED)
    assert found.stale
    assert found.unchecked_because == "the last answer is of 2026-01-01, older than 90 days"
    assert judge(with_notice(NoticeState.RETRACTION, old)).is_retracted
    aged_list = judge(VERIFIED, replace(LISTED, as_of=OLD))
    assert aged_list.verdict is ReferenceState.VERIFIED
    only_list = judge(replace(LISTED, as_of=OLD))
    assert only_list.notice is NoticeState.UNCHECKED


def test_a_day_yet_to_come_or_no_day_counts_as_no_answer() -> None:
    for day in (datetime.date(2027, 1, 1), None):
        assert judge(replace(VERIFIED, answered_on=day)).verdict is ReferenceState.UNCHECKED
    assert judge(VERIFIED, today=None).verdict is ReferenceState.UNCHECKED
    ahead = judge(replace(VERIFIED, answered_on=datetime.date(2027, 1, 1)))
    assert ahead.unchecked_because == "the last answer is of 2027-01-01, which is yet to come"


def test_an_answer_about_another_identifier_does_not_count() -> None:
    other = with_notice(NoticeState.RETRACTION, VERIFIED, identifier="doi:10.1234/old")
    assert judge(other).verdict is ReferenceState.UNCHECKED
    assert judge(replace(other, identifier="pmid:77")).is_retracted
    assert judge(replace(VERIFIED, identifier="doi:10.1234/h%61ll"), doi="10.1234/h%61ll"
                 ).verdict is ReferenceState.UNCHECKED  # fmt: skip


@pytest.mark.parametrize(
    ("state", "verdict"),
    [
        (NoticeState.REPLACEMENT, ReferenceState.RETRACTED),
        (NoticeState.CONCERN, ReferenceState.CONCERN),
        (NoticeState.CORRECTION, ReferenceState.CORRECTED),
        (NoticeState.IS_NOTICE, ReferenceState.VERIFIED),
        (NoticeState.UNKNOWN, ReferenceState.UNCHECKED),
    ],
)
def test_five_things_that_are_not_one(state: NoticeState, verdict: ReferenceState) -> None:
    found = judge(with_notice(state))
    assert (found.verdict, found.notice) == (verdict, state)


def test_a_person_decides_what_a_notice_of_unknown_nature_is() -> None:
    unknown = with_notice(NoticeState.UNKNOWN, LISTED, notice_id=NOTICE)
    assert not judge(VERIFIED, unknown).is_retracted
    assert judge(unknown).unchecked_because == "the nature of a notice about it is unknown"
    said = Verification(citekey="hall2018", source="person", identifier=DOI, by="R. Hall",
                        notice=NoticeState.RETRACTION, notice_id=NOTICE)  # fmt: skip
    assert judge(VERIFIED, unknown, said).is_retracted
    none = replace(said, notice=NoticeState.NONE)
    assert judge(VERIFIED, unknown, none).verdict is ReferenceState.VERIFIED
    assert judge(VERIFIED, unknown, replace(none, by="")).notice is NoticeState.UNKNOWN
    newer = replace(unknown, notice_id="doi:10.1234/second")
    assert judge(VERIFIED, newer, none).notice is NoticeState.UNKNOWN
    named = with_notice(NoticeState.RETRACTION, VERIFIED)
    assert judge(named, none).is_retracted


def test_another_source_may_name_the_nature_of_the_same_notice() -> None:
    unknown = with_notice(NoticeState.UNKNOWN, LISTED, notice_id=NOTICE)
    named = with_notice(NoticeState.CORRECTION, VERIFIED, notice_id=NOTICE)
    assert judge(named, unknown).verdict is ReferenceState.CORRECTED


def test_a_later_reinstatement_ends_a_retraction() -> None:
    day = datetime.date(2020, 1, 1)
    gone = with_notice(NoticeState.RETRACTION, VERIFIED, notice_on=day)
    back = with_notice(NoticeState.REINSTATED, LISTED, notice_on=datetime.date(2021, 1, 1))
    assert judge(gone, back).verdict is ReferenceState.VERIFIED
    assert judge(gone, replace(back, notice_on=None)).is_retracted
    assert judge(replace(gone, notice_on=datetime.date(2022, 1, 1)), back).is_retracted


def test_an_identifier_is_bad_where_all_who_assign_it_say_so() -> None:
    bad = replace(VERIFIED, record=RecordMatch.BAD_IDENTIFIER, notice=NoticeState.UNCHECKED)
    assert judge(bad).verdict is ReferenceState.UNCONFIRMED
    elsewhere = replace(bad, source="datacite")
    assert judge(bad, elsewhere).verdict is ReferenceState.BAD_IDENTIFIER
    known = replace(elsewhere, record=RecordMatch.VERIFIED, notice=NoticeState.NONE)
    assert judge(bad, known).verdict is ReferenceState.VERIFIED
    assert judge(bad, replace(elsewhere, answered_on=OLD)).verdict is ReferenceState.UNCONFIRMED
    pmid = replace(bad, source="pubmed", identifier="pmid:77")
    assert judge(VERIFIED, pmid).verdict is ReferenceState.BAD_IDENTIFIER


def test_sources_that_contradict_each_other() -> None:
    other = replace(VERIFIED, source="pubmed", record=RecordMatch.WRONG_WORK)
    found = judge(VERIFIED, other)
    assert (found.verdict, found.disputed) == (ReferenceState.DISPUTED, True)
    assert len(found.record_rows) == 2
    year = replace(other, record=RecordMatch.FIELD_MISMATCH, differs="year: 2018 here, 2014 there")
    assert judge(VERIFIED, year).verdict is ReferenceState.DISPUTED
    volume = replace(year, differs="volume: 3 here, 4 there")
    assert judge(VERIFIED, volume).verdict is ReferenceState.FIELD_MISMATCH
    by_pmid = replace(other, identifier="pmid:77")
    assert judge(VERIFIED, by_pmid).verdict is ReferenceState.WRONG_WORK


def test_the_notice_of_the_other_work_is_not_this_ones() -> None:
    other = with_notice(NoticeState.RETRACTION, VERIFIED, record=RecordMatch.WRONG_WORK)
    listed = with_notice(NoticeState.RETRACTION, LISTED)
    found = judge(other, listed)
    assert (found.verdict, found.is_retracted) == (ReferenceState.WRONG_WORK, False)
    assert judge(other, listed, replace(VERIFIED, source="datacite")).is_retracted


def test_an_outage_is_the_reason_and_takes_nothing_away() -> None:
    down = replace(VERIFIED, source="pubmed", record=RecordMatch.UNCHECKED, identifier="pmid:77",
                   notice=NoticeState.UNCHECKED, reason="it answered 429 four times")  # fmt: skip
    assert judge(down).unchecked_because == "PubMed: it answered 429 four times"
    assert judge(VERIFIED, down).verdict is ReferenceState.VERIFIED


def test_a_list_alone_verifies_nothing() -> None:
    found = judge(LISTED)
    assert (found.verdict, found.notice) == (ReferenceState.UNCHECKED, NoticeState.NONE)
    assert "record was not compared" in found.unchecked_because
