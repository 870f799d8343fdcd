"""Words around a title: retracted works, notices, and titles of works that only look so."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.notice_titles import notice_in_title
from needle_evidence.model.finding import Location
from needle_evidence.model.reference import Reference
from needle_evidence.model.verification import NoticeState


def state(title: str, **fields: str) -> NoticeState:
    place = Location(path="references.bib")
    reference = Reference(
        key="a", entry_type="article", location=place, fields={"title": title, **fields}
    )
    return notice_in_title(reference)[0]


@pytest.mark.parametrize(
    "title",
    [
        "RETRACTED: Needling and hip pain",
        "Retracted Article: Needling and hip pain",
        "[Retracted] Needling and hip pain",
        "RETRACTED – Needling and hip pain",
        "WITHDRAWN: Needling and hip pain",
        "Needling and hip pain (Retracted article. See vol 388, pg 1, 2019)",
        "Needling and hip pain [RETRACTED]",
    ],
)
def test_retracted_works(title: str) -> None:
    assert state(title) is NoticeState.RETRACTION


@pytest.mark.parametrize(
    "title",
    [
        "Retraction notice to “Needling and hip pain”",
        "Retraction Note: Needling and hip pain",
        "Retraction: Needling and hip pain",
        "Retraction",
        "Notice of Retraction: Needling",
        "Notice of Retraction and Replacement. Hall et al.",
        "Statement of Retraction: Needling",
        "Retraction—Needling and hip pain",
        "Correction for Hall et al., Needling and hip pain",
        "Department of Error",
        "Correction to: Needling and hip pain",
        "Correction: Needling",
        "Publisher Correction: Needling",
        "Erratum",
        "Corrigendum to “Needling and hip pain”",
        "Expression of Concern: Needling and hip pain",
        "Editorial Expression of Concern",
        "Needling and hip pain (Retraction of vol 12, pg 3, 2010)",
    ],
)
def test_notices(title: str) -> None:
    assert state(title) is NoticeState.IS_NOTICE


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Needling and hip pain",
        "Retracted nipples and breast feeding",
        "Withdrawn patients in trials of needling",
        "Retraction of the scapula in throwing athletes",
        "Retraction pockets of the ear drum",
        "Correction of hallux valgus",
        "Correction to neutral alignment after injury",
        "Withdrawal of opioids after surgery",
        "Corrective exercise for the hip",
        "Removed teeth and pain",
        "Citations of retracted papers: a cohort study",
        "Concerns of patients before needling",
        "Correction for attenuation, range and chance",
        "Department of error analysis: a history",
    ],
)
def test_titles_of_works(title: str) -> None:
    assert state(title) is NoticeState.NONE


def test_a_withdrawn_cochrane_review_may_only_be_out_of_date() -> None:
    title = "WITHDRAWN: Acupuncture for low back pain"
    assert state(title, doi="10.1002/14651858.CD001351.pub2") is NoticeState.UNKNOWN
    assert state(title, journal="Cochrane Database Syst Rev") is NoticeState.UNKNOWN
    assert state("RETRACTED: A review", doi="10.1002/14651858.CD1") is NoticeState.RETRACTION


def test_a_temporary_removal_is_of_unknown_nature() -> None:
    assert state("TEMPORARY REMOVAL: Needling and hip pain") is NoticeState.UNKNOWN


def test_retracted_and_replaced_is_a_state_of_its_own() -> None:
    assert state("Retracted and Republished: Needling") is NoticeState.REPLACEMENT


def test_huge_titles_take_no_time() -> None:
    assert state("[(" * 50_000) is NoticeState.NONE
    assert state("retracted " * 20_000) is NoticeState.NONE
