"""The first line of a claim: from recorded data only, and it says what is not recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from needle_evidence.model.certainty import Certainty, CertaintyRating
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Location
from needle_evidence.model.result import Directness, Result, Stance
from needle_evidence.reporting.claim_summary import ClaimSummary
from tests.drawn_library import a_claim, a_result, a_view, a_work

TRIAL = a_work(
    author="Cotchett", population="people with heel pain", intervention="needling, 6 sessions"
)
REVIEW = a_work("review", author="Li", studydesign="systematic_review_rct", samplesize="")
BOTH = {"references": ("trial", "review")}
MEASURED: dict[str, Any] = {
    "outcome": "first-step pain",
    "comparator": "sham needling",
    "timepoint": "6 weeks",
    "measure": "MD",
    "unit": "mm",
    "effect": "-14.4",
    "ci_low": "-23.5",
    "ci_high": "-5.2",
    "participants": 84,
}


def line(*results: Result, **more: Any) -> ClaimSummary:
    """Of the first claim, beside the works "trial" and "review"."""
    claims = more.pop("claims", [a_claim(**more.pop("claim", {}))])
    works = more.pop("works", [TRIAL, REVIEW])
    return a_view(claims, works, results, **more).claims[0].summary


def low_for_pain(**more: Any) -> CertaintyRating:
    stated: dict[str, Any] = {
        "rating": "reported",
        "reported_by": "review",
        "locator": "table 1",
        "outcome": "pain",
        "direction": "reduces",
        "reported_certainty": Certainty.LOW,
    }
    location = Location(path="appraisal/certainty.csv", line=2)
    return CertaintyRating(claim_id="eases-pain", location=location, **{**stated, **more})


def test_a_measured_result_gives_the_whole_line() -> None:
    assert line(a_result(**MEASURED, mid="13")).parts == (
        "84 people with heel pain",
        "needling against sham needling",
        "first-step pain: MD −14.4 mm (95% CI −23.5 to −5.2), minimal important difference 13 mm",
        "6 weeks",
        "certainty not judged",
        "harms not recorded",
    )


def test_what_is_not_recorded_is_said() -> None:
    summary = line(a_result(outcome=""), works=[a_work(samplesize="")])
    assert summary.people == "people and number not recorded"
    assert summary.comparison == "needling, comparator not recorded"
    assert summary.effect == "no figure recorded"
    assert summary.when == "time not recorded"
    assert "minimal important difference not recorded" in line(a_result(**MEASURED)).effect


@pytest.mark.parametrize(
    ("population", "size", "people"),
    [
        ("healthy men", "9", "9 healthy men"),
        (
            "older adults with knee osteoarthritis",
            "1,234",
            "1,234 older adults with knee osteoarthritis",
        ),
        ("one man aged 40", "1", "one man aged 40"),
        ("knee osteoarthritis", "30", "30 people: knee osteoarthritis"),
        ("people with gout", "", "people with gout, number not recorded"),
        ("", "1", "1 person"),
    ],
)
def test_people_are_counted_in_words(population: str, size: str, people: str) -> None:
    work = a_work(population=population, samplesize=size)
    assert line(a_result(), works=[work]).people == people


def test_a_direct_result_goes_before_an_indirect_one_and_numbers_before_words() -> None:
    indirect = a_result(
        **{**MEASURED, "outcome": "z"},
        directness=Directness.INDIRECT,
        indirect_because=("population",),
    )
    plain = a_result(outcome="ease", result="Pain was less.")
    assert line(indirect, plain).effect == "ease: pain was less"
    only = line(indirect)
    assert only.remark == "indirect: it differs in population"
    assert only.rests_on == "Cotchett 2014"


def test_the_result_of_the_rating_behind_the_printed_sentence_is_shown() -> None:
    rated = a_result(
        citekey="review", comparator="sham", timepoint="short term", result="Less pain."
    )
    rating = low_for_pain(comparator="Sham", timepoint="short term", effect_size="small")
    summary = line(a_result(**MEASURED), rated, ratings=(rating,))
    assert summary.effect == "pain: less pain"
    assert summary.certainty == "low certainty, reported"
    assert (summary.citekey, summary.remark) == ("review", "not cited by the claim")


def test_a_certainty_of_another_outcome_says_for_what_it_is() -> None:
    rating = low_for_pain(timepoint="short term")
    summary = line(a_result(**MEASURED), a_result(citekey="review"), ratings=(rating,))
    assert summary.citekey == "trial"
    assert summary.certainty == "low certainty, reported (for pain, short term)"


def test_harms_that_the_same_work_counted_stand_beside_a_benefit() -> None:
    harm = a_claim("hurts", question=Question.COMMON_HARM, outcome="soreness")
    counted = a_result("hurts", outcome="soreness", result="Soreness followed 70 sessions (32%).")
    summary = line(a_result(**MEASURED), counted, claims=[a_claim(), harm])
    assert summary.harms == "harms in the same work: soreness followed 70 sessions (32%)"
    elsewhere = a_result("hurts", "review", outcome="soreness", result="Some were sore.")
    other = line(a_result(**MEASURED), elsewhere, claims=[a_claim(), harm])
    assert other.harms == "harms not recorded"


@pytest.mark.parametrize(
    ("counted", "words"),
    [
        ({"events": 20, "participants": 1400}, "counted in 20 of 1,400"),
        ({"events": 70}, "counted 70 times, among how many is not recorded"),
        ({}, "events not counted"),
    ],
)
def test_a_harm_shows_its_events(counted: dict[str, Any], words: str) -> None:
    harm = {"question": Question.COMMON_HARM, "outcome": "soreness"}
    assert line(a_result(outcome="soreness", **counted), claim=harm).harms == words


def test_without_a_result_the_line_says_why() -> None:
    assert line(claim={"references": ()}).remark == "no work is cited"
    considered = line(a_result(citekey="review"), claim={"references": ()})
    assert considered.remark == "no work is cited; 1 work was considered"
    assert line().remark == "nobody recorded what the cited works found"
    unrelated = a_result(directness=Directness.UNRELATED, stance=None)
    assert line(unrelated).remark == "what is cited studied something else"
    assert line(unrelated).effect == ""


def test_opinion_is_no_result() -> None:
    summary = line(a_result(), works=[a_work(studydesign="narrative_review")])
    assert summary.remark == "what is cited has no data of its own"


def test_definitions_have_no_line() -> None:
    assert line(claim={"question": Question.DEFINITION, "references": ()}).parts == ()


def test_a_warning_shows_a_result_that_bears_it_out() -> None:
    against = a_result(stance=Stance.REFUTES, outcome="soreness", result="Nobody was sore.")
    borne_out = a_result(citekey="review", outcome="soreness", result="Many were sore.")
    harm = {
        "question": Question.COMMON_HARM,
        "outcome": "soreness",
        "references": ("trial", "review"),
    }
    assert line(against, borne_out, claim=harm).effect == "soreness: many were sore"


def test_hostile_words_stay_on_one_line_and_short() -> None:
    words = "a\n\u202eb|c" * 10_000
    summary = line(a_result(outcome=words, comparator=words, timepoint=words, result=words))
    for part in summary.parts:
        assert "\n" not in part
        assert "\u202e" not in part
        assert len(part) < 500


def test_the_line_shows_the_very_result_that_may_be_printed() -> None:
    empty = a_result(comparator="sham needling", timepoint="1 week")
    summary = line(empty, a_result(citekey="review", result="Less pain."), claim=BOTH)
    assert (summary.citekey, summary.effect) == ("review", "pain: less pain")


def test_a_line_of_one_side_says_that_there_is_another() -> None:
    against = a_result(citekey="review", stance=Stance.REFUTES, result="No less pain.")
    shown = a_result(**{**MEASURED, "outcome": "pain"})
    assert line(shown, against, claim=BOTH).remark == "1 cited work speaks against the claim"
    considered = line(shown, against).remark
    assert considered == "1 work that is not cited speaks against the claim"
    assert line(shown, replace(against, directness=Directness.INDIRECT)).remark == ""
    refuted = line(replace(shown, stance=Stance.REFUTES), replace(against, stance=Stance.SUPPORTS))
    assert refuted.remark == "1 work that is not cited speaks for the claim"


def test_a_certainty_against_another_comparator_names_it() -> None:
    rating = low_for_pain(outcome="first-step pain", comparator="usual care", timepoint="6 weeks")
    summary = line(a_result(**MEASURED), a_result(citekey="review"), ratings=(rating,))
    assert summary.certainty == (
        "low certainty, reported (for first-step pain, compared with usual care, 6 weeks)"
    )


def test_nobody_harmed_is_never_told_without_what_it_leaves_open() -> None:
    none = a_result("hurts", outcome="soreness", result="Nobody was sore.", events=0)
    harm = a_claim("hurts", question=Question.COMMON_HARM, outcome="soreness")
    of_84 = replace(none, participants=84)
    left_open = "counted in 0 of 84, which rules out no more than about 3 in 84"
    benefit = line(a_result(**MEASURED), of_84, claims=[a_claim(), harm])
    assert benefit.harms == f"harms in the same work: nobody was sore, {left_open}"
    assert line(of_84, claims=[harm]).harms == left_open
    assert line(none, claims=[harm]).harms == "counted 0 times, among how many is not recorded"


def test_a_difference_without_a_unit_says_so() -> None:
    assert (
        "(95% CI −23.5 to −5.2, unit not recorded)"
        in line(a_result(**{**MEASURED, "unit": ""})).effect
    )


def test_words_about_the_important_difference_stand_in_where_its_figure_is_missing() -> None:
    below = "Pain was less; the difference is below the minimal important difference."
    assert line(a_result(**MEASURED, result=below)).effect == (
        "first-step pain: MD −14.4 mm (95% CI −23.5 to −5.2); "
        "the difference is below the minimal important difference"
    )
