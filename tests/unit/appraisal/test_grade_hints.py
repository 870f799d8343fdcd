"""Hints on GRADE's domains: each fires on its numbers, stays quiet beside them, changes nothing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from needle_evidence.appraisal.grade_hints import hints
from needle_evidence.model.certainty import CertaintyRating
from needle_evidence.model.finding import Location
from needle_evidence.model.result import Directness, Result

PLACE = Location(path="evidence.csv", line=2)
ROW = CertaintyRating(claim_id="heel-pain", location=PLACE, outcome="pain", studies=12)
# Made-up figures of a usual size.
TRIAL = Result(
    claim_id="heel-pain",
    citekey="trial2014dry",
    location=PLACE,
    outcome="Pain",
    directness=Directness.DIRECT,
    measure="MD",
    ci_low=Decimal("-23.5"),
    ci_high=Decimal("-5.2"),
    better="lower",
    participants=500,
)


def changed(result: Result, **fields: Any) -> Result:
    return replace(result, **fields)


def said(
    *results: Result, row: CertaintyRating = ROW, designs: tuple[str, ...] = (), **options: bool
) -> list[tuple[str, str]]:
    found = hints(row, results=results, study_designs=designs, **options)
    return [(hint.domain, hint.text) for hint in found]


def test_nothing_is_hinted_where_nothing_is_to_be_looked_at() -> None:
    assert said(TRIAL) == []
    assert said() == []


@pytest.mark.parametrize(("participants", "fires"), [(84, True), (399, True), (400, False)])
def test_few_participants(participants: int, fires: bool) -> None:
    from_result = said(changed(TRIAL, participants=participants))
    from_row = said(TRIAL, row=replace(ROW, participants=participants))
    expected = f"{participants} participants, fewer than 400: look at imprecision."
    assert from_result == from_row == ([("imprecision", expected)] if fires else [])


def test_participants_of_one_work_count_once() -> None:
    later = changed(TRIAL, timepoint="12 weeks", participants=320)
    other = changed(TRIAL, citekey="trial2015dry", participants=60)
    first = changed(TRIAL, participants=300)
    assert said(first, later)[0][1].startswith("320 participants")
    assert said(first, later, other)[0][1].startswith("380 participants")
    assert said(first, later, changed(other, participants=None)) == []


@pytest.mark.parametrize(("events", "fires"), [(70, True), (299, True), (300, False)])
def test_few_events(events: int, fires: bool) -> None:
    counted = changed(TRIAL, measure="proportion", ci_low=None, ci_high=None, events=events)
    small = changed(counted, participants=84)
    expected = f"{events} events, fewer than 300: look at imprecision."
    assert said(small) == ([("imprecision", expected)] if fires else [])


@pytest.mark.parametrize(
    ("measure", "low", "high", "fires"),
    [
        ("MD", "-5", "1", True),
        ("MD", "0", "1", True),
        ("MD", "0.2", "1.5", False),
        ("RR", "0.8", "1.5", True),
        ("OR", "1.1", "2", False),
        ("HR", "-1", "0.5", False),
        ("proportion", "0", "0.1", False),
        ("", "-1", "1", False),
        ("MD", "1", "-5", True),
        ("MD", "NaN", "1", False),
    ],
)
def test_an_interval_that_holds_no_effect(measure: str, low: str, high: str, fires: bool) -> None:
    result = changed(TRIAL, measure=measure, ci_low=Decimal(low), ci_high=Decimal(high))
    assert any("holds no effect: trial2014dry" in text for _, text in said(result)) is fires


@pytest.mark.parametrize(
    ("mid", "better", "fires"),
    [
        ("19", "lower", True),
        ("-19", "lower", True),
        ("19", "", True),
        ("19", "higher", False),
        ("4", "lower", False),
    ],
)
def test_an_interval_that_holds_the_minimal_important_difference(
    mid: str, better: str, fires: bool
) -> None:
    result = changed(TRIAL, mid=Decimal(mid), better=better)
    assert any("minimal important difference" in text for _, text in said(result)) is fires


def test_a_single_study() -> None:
    for row, designs in ((replace(ROW, studies=1), ()), (replace(ROW, studies=None), ("rct",))):
        found = dict(said(TRIAL, row=row, designs=designs))
        assert "“not applicable: single study”" in found["inconsistency"]
        assert found["publication_bias"].startswith("1 study, fewer than 10")
    unknown = replace(ROW, studies=None)
    assert said(TRIAL, row=unknown) == said(TRIAL, row=unknown, designs=("meta_analysis",)) == []


@pytest.mark.parametrize(("studies", "fires"), [(0, False), (4, True), (9, True), (10, False)])
def test_few_studies_for_a_funnel(studies: int, fires: bool) -> None:
    found = dict(said(TRIAL, row=replace(ROW, studies=studies)))
    assert ("publication_bias" in found) is fires
    if fires:
        assert "could not be assessed" in found["publication_bias"]
        assert "not “undetected”" in found["publication_bias"]


def test_indirect_results_name_what_differs() -> None:
    result = changed(
        TRIAL, directness=Directness.INDIRECT, indirect_because=("intervention", "population")
    )
    ((domain, text),) = said(result)
    assert domain == "indirectness"
    assert text.startswith("Recorded as indirect (intervention, population): trial2014dry.")


def test_blinding_is_mentioned_for_needling_only() -> None:
    ((domain, text),) = said(TRIAL, needling=True)
    assert domain == "risk_of_bias"
    assert "rarely be blinded" in text


def test_case_series_alone() -> None:
    ((domain, text),) = said(designs=("case_series", "case_report"))
    assert domain == "risk_of_bias"
    assert "very low" in text
    assert said(designs=("case_series", "rct")) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"outcome": "function"},
        {"claim_id": "knee-pain"},
        {"directness": Directness.UNRELATED},
    ],
)
def test_results_of_another_body_of_evidence_are_left_aside(fields: dict[str, object]) -> None:
    assert said(changed(TRIAL, participants=9, **fields)) == []


def test_a_row_for_one_comparator_and_time_point_takes_only_its_results() -> None:
    row = replace(ROW, comparator="sham", timepoint="6 weeks")
    own = changed(TRIAL, comparator="Sham", timepoint="6 weeks", participants=84)
    assert len(said(own, row=row)) == 1
    assert said(changed(own, comparator="exercise"), row=row) == []
    assert said(changed(own, timepoint="1 year"), row=row) == []


def test_a_reported_row_is_not_hinted_at() -> None:
    row = replace(ROW, rating="reported", studies=1)
    assert said(changed(TRIAL, participants=9), row=row, needling=True) == []


def test_many_works_and_hostile_keys_keep_a_hint_short() -> None:
    many = [
        changed(TRIAL, citekey=f"{number}\n\u202e" + "k" * 100_000, ci_high=Decimal(5))
        for number in range(40)
    ]
    texts = [text for _, text in said(*many)]
    assert texts
    assert all(len(text) < 400 and "\n" not in text and "\u202e" not in text for text in texts)
    assert any("and 37 more" in text for text in texts)
