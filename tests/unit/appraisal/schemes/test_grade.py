"""GRADE: the points, everything it refuses, which rating governs, where two people differ."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from needle_evidence.appraisal.schemes.grade import (
    JUDGED_LABEL,
    GradeResult,
    Rated,
    disagreements,
    governing_rating,
    overall_certainty,
    rate_certainty,
)
from needle_evidence.model.certainty import Certainty, CertaintyRating, DomainJudgement
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Location

BENEFIT = Question.TREATMENT_BENEFIT
HIGH, MODERATE = Certainty.HIGH, Certainty.MODERATE
LOW, VERY_LOW = Certainty.LOW, Certainty.VERY_LOW
NOTHING_LOWERS = {
    "risk_of_bias": "not serious",
    "inconsistency": "not serious",
    "indirectness": "not serious",
    "imprecision": "not serious",
    "publication_bias": "undetected",
}
NOTHING_RAISES = {"large_effect": "no", "dose_response": "no", "opposing_confounding": "no"}
SMALL = "serious: one trial of 84 people"


def cell(text: str) -> DomainJudgement:
    word, _, reason = text.partition(":")
    return DomainJudgement(word=word.strip(), reason=reason.strip())


def row(start: str = "randomized", **cells: str) -> CertaintyRating:
    """A judged row with every domain assessed; a cell "" leaves its domain open."""
    raising = NOTHING_RAISES if start == "observational" else {}
    texts = {**NOTHING_LOWERS, **raising, **cells}
    return CertaintyRating(
        claim_id="heel-pain",
        location=Location(path="certainty.csv", line=2),
        studies=3,
        start=start,
        domains={domain: cell(text) for domain, text in texts.items() if text},
    )


def changed(rating: CertaintyRating, /, **fields: Any) -> CertaintyRating:
    return replace(rating, **fields)


def refusal(rating: CertaintyRating, question: Question | None = BENEFIT) -> str:
    """The one refusal of a rating, which then has no certainty."""
    result = rate_certainty(rating, question)
    assert result.certainty is None
    assert len(result.refusals) == 1, result.refusals
    return result.refusals[0]


WORKED = [
    (row(), HIGH),
    (row(risk_of_bias="serious: no blinding"), MODERATE),
    (row(risk_of_bias="serious: no blinding", imprecision=SMALL), LOW),
    (row(risk_of_bias="very serious: no concealment", imprecision=SMALL), VERY_LOW),
    (row("observational"), LOW),
    (row("observational", imprecision="serious: 12 people"), VERY_LOW),
    (row("observational", large_effect="yes: RR 2.6 in 3 studies"), MODERATE),
    (row("observational", large_effect="very large: RR 6 in 3 studies"), HIGH),
    (
        row(
            "observational",
            large_effect="very large: RR 6 in 3 studies",
            dose_response="yes: more sessions, less pain",
            opposing_confounding="yes: sicker people were treated",
        ),
        HIGH,
    ),
    (
        row(
            risk_of_bias="very serious: no concealment",
            inconsistency="very serious: I2 90%",
            indirectness="very serious: healthy people",
            imprecision="very serious: 9 people",
            publication_bias="strongly suspected: small trials only",
        ),
        VERY_LOW,
    ),
]


@pytest.mark.parametrize(("rating", "certainty"), WORKED)
def test_worked_ratings(rating: CertaintyRating, certainty: Certainty) -> None:
    result = rate_certainty(rating, BENEFIT)
    assert (result.certainty, result.refusals, result.missing) == (certainty, (), ())
    assert result.label == JUDGED_LABEL


@pytest.mark.parametrize(
    ("text", "points"),
    [("undetected", 4), ("suspected: small trials only", 3), ("not assessable: k = 4", 4)],
)
def test_publication_bias(text: str, points: int) -> None:
    result = rate_certainty(row(publication_bias=text), BENEFIT)
    assert result.certainty is not None
    assert result.certainty.points == points


def test_steps_give_points_and_reason_in_the_order_of_the_columns() -> None:
    result = rate_certainty(row(imprecision=SMALL, inconsistency="not serious: I2 10%"), BENEFIT)
    assert result.start_points == 4
    assert [step[0] for step in result.steps] == list(NOTHING_LOWERS)
    assert ("imprecision", -1, "one trial of 84 people") in result.steps
    assert ("inconsistency", 0, "I2 10%") in result.steps
    assert ("risk_of_bias", 0, "not serious") in result.steps


def test_words_are_read_whatever_their_case_and_spaces() -> None:
    result = rate_certainty(row(imprecision=" Very  SERIOUS : 9 people"), BENEFIT)
    assert result.certainty is LOW


@pytest.mark.parametrize(
    "question",
    [BENEFIT, Question.COMPARISON, Question.COMMON_HARM, Question.RARE_HARM, Question.SCREENING],
)
def test_certainty_is_computed_for_benefit_harm_and_screening(question: Question) -> None:
    assert rate_certainty(row(), question).certainty is HIGH
    assert rate_certainty(row("observational"), question).certainty is LOW


@pytest.mark.parametrize("question", [Question.PROGNOSIS, Question.DIAGNOSIS, Question.PREVALENCE])
def test_nothing_is_computed_for_prognosis_diagnosis_prevalence(question: Question) -> None:
    assert refusal(row(), question).startswith("question: no certainty is computed")
    assert rate_certainty(reported(), question).certainty is LOW


@pytest.mark.parametrize("question", [Question.MECHANISM, Question.DEFINITION, Question.OTHER])
def test_mechanism_definition_and_other_have_no_certainty(question: Question) -> None:
    assert f"“{question.value}” has no certainty" in refusal(row(), question)
    assert f"“{question.value}” has no certainty" in refusal(reported(), question)


def test_an_unrecorded_question_is_refused_where_certainty_would_be_computed() -> None:
    assert refusal(row(), None).startswith("question: not recorded")
    assert rate_certainty(reported(), None).certainty is LOW


def test_without_studies_there_is_no_rating() -> None:
    said = "GRADE gives no rating without studies."
    assert said in refusal(changed(row(), studies=0))
    assert said in refusal(changed(reported(), studies=0))
    opinion = changed(row(), studies=None)
    assert rate_certainty(opinion, BENEFIT).certainty is HIGH
    result = rate_certainty(opinion, BENEFIT, study_designs=("narrative_review", "commentary"))
    assert result.certainty is None
    assert said in result.refusals[0]
    # Three studies are recorded: that only a commentary is cited does not undo them.
    assert rate_certainty(row(), BENEFIT, study_designs=("commentary",)).certainty is HIGH


@pytest.mark.parametrize("start", ["", "cohort"])
def test_the_start_must_be_recorded(start: str) -> None:
    result = rate_certainty(row(start), BENEFIT)
    assert result.start_points is None
    assert refusal(row(start)).startswith("start: not recorded")


@pytest.mark.parametrize("domain", NOTHING_LOWERS)
@pytest.mark.parametrize("start", ["randomized", "observational"])
def test_a_domain_that_was_not_assessed_leaves_no_certainty(start: str, domain: str) -> None:
    result = rate_certainty(row(start, **{domain: ""}), BENEFIT)
    assert (result.certainty, result.missing, result.refusals) == (None, (domain,), ())


def test_an_open_raising_domain_matters_only_where_it_could_raise() -> None:
    unraised = dict.fromkeys(NOTHING_RAISES, "")
    still_open = rate_certainty(row("observational", **unraised), BENEFIT)
    assert (still_open.certainty, still_open.missing) == (None, tuple(NOTHING_RAISES))
    lowered = rate_certainty(row("observational", imprecision=SMALL, **unraised), BENEFIT)
    assert (lowered.certainty, lowered.missing) == (VERY_LOW, ())
    assert rate_certainty(row(), BENEFIT).certainty is HIGH
    appraised = rate_certainty(row("observational", **unraised), BENEFIT, robins_i=True)
    assert (appraised.certainty, appraised.missing) == (HIGH, ())


@pytest.mark.parametrize(
    ("domain", "text"),
    [
        ("risk_of_bias", "serious"),
        ("risk_of_bias", "serious:  "),
        ("risk_of_bias", "serious: serious risk of bias"),
        ("risk_of_bias", "very serious: Very serious!"),
        ("imprecision", "serious: imprecision"),
        ("imprecision", "serious: -"),
        ("imprecision", "serious: n/a"),
        ("indirectness", "very serious"),
        ("inconsistency", "serious: yes"),
        ("publication_bias", "suspected"),
        ("publication_bias", "strongly suspected: suspected"),
        ("publication_bias", "not assessable"),
    ],
)
def test_a_word_that_moves_the_certainty_needs_a_reason(domain: str, text: str) -> None:
    said = refusal(row(**{domain: text}))
    assert said.startswith(f"{domain}: ")
    assert "has no reason" in said


@pytest.mark.parametrize("text", ["yes", "yes: yes", "yes: large effect", "yes: "])
def test_an_upgrade_needs_a_reason(text: str) -> None:
    assert "has no reason" in refusal(row("observational", large_effect=text))


def test_a_reason_in_another_script_counts_and_a_huge_one_is_quick() -> None:
    assert rate_certainty(row(imprecision="serious: 样本量小"), BENEFIT).certainty is MODERATE
    huge = rate_certainty(row(imprecision="serious: " + "84 people " * 10_000), BENEFIT)
    assert huge.certainty is MODERATE


@pytest.mark.parametrize(
    ("domain", "text", "said"),
    [
        ("risk_of_bias", "-3", "“-3” is none of its words"),
        ("risk_of_bias", "seriuos: why", "Did you mean serious"),
        ("risk_of_bias", "undetected", "is none of its words"),
        ("publication_bias", "serious: why", "is none of its words"),
        ("dose_response", "very large: steep", "is none of its words"),
        ("indirectness", "not applicable: single study", "is none of its words"),
    ],
)
def test_a_word_of_no_domain_is_refused(domain: str, text: str, said: str) -> None:
    found = refusal(row("observational", **{domain: text}))
    assert found.startswith(f"{domain}: ")
    assert said in found


@pytest.mark.parametrize(
    ("studies", "text", "accepted"),
    [
        (1, "not applicable: single study", True),
        (1, "not applicable", True),
        (None, "not applicable: Single study.", True),
        (None, "not applicable", False),
        (None, "not applicable: did not look", False),
        (3, "not applicable: single study", False),
    ],
)
def test_inconsistency_is_not_applicable_to_a_single_study_only(
    studies: int | None, text: str, accepted: bool
) -> None:
    rating = changed(row(inconsistency=text), studies=studies)
    if accepted:
        assert rate_certainty(rating, BENEFIT).certainty is HIGH
    else:
        assert "is for a single study" in refusal(rating)


@pytest.mark.parametrize("domain", NOTHING_RAISES)
def test_randomised_evidence_is_never_upgraded(domain: str) -> None:
    assert "does not upgrade randomised" in refusal(row(**{domain: "yes: RR 3 in 4 studies"}))
    override = row(imprecision=SMALL, **{domain: "yes: override: we insist"})
    assert "does not upgrade randomised" in refusal(override)
    assert rate_certainty(row(**{domain: "no"}), BENEFIT).certainty is HIGH


def test_what_was_lowered_is_upgraded_only_with_an_override_reason() -> None:
    said = refusal(row("observational", imprecision=SMALL, dose_response="yes: more, better"))
    assert said.startswith("dose_response: GRADE normally does not upgrade what imprecision")
    meant = row("observational", imprecision=SMALL, dose_response="yes: override: steep in all")
    assert rate_certainty(meant, BENEFIT).certainty is LOW
    empty = row("observational", imprecision=SMALL, dose_response="yes: override:")
    assert "has no reason" in refusal(empty)


def test_a_large_effect_needs_two_studies_and_a_very_large_one_sound_ones() -> None:
    one = row("observational", large_effect="yes: RR 3", inconsistency="not applicable")
    assert "at least 2 studies" in refusal(changed(one, studies=1))
    shaky = row("observational", imprecision=SMALL, large_effect="very large: override: RR 9")
    assert "no serious imprecision" in refusal(shaky)


def test_robins_i_lets_observational_studies_start_high() -> None:
    rating = row("observational", risk_of_bias="extremely serious: critical confounding")
    assert rate_certainty(rating, BENEFIT, robins_i=True).certainty is VERY_LOW
    assert rate_certainty(row("observational"), BENEFIT, robins_i=True).certainty is HIGH
    assert "ROBINS-I" in refusal(rating)
    trial = row(risk_of_bias="extremely serious: broken allocation")
    assert rate_certainty(trial, BENEFIT, robins_i=True).certainty is None


def test_designs_that_contradict_the_start_are_refused() -> None:
    result = rate_certainty(row(), BENEFIT, study_designs=("case_report", "cohort"))
    assert result.certainty is None
    assert result.refusals[0].startswith("start: randomized, but")
    for designs in (("rct", "cohort"), ("meta_analysis",), ("",), ()):
        assert rate_certainty(row(), BENEFIT, study_designs=designs).certainty is HIGH
    raised = row("observational", large_effect="yes: RR 3 in 4 studies")
    result = rate_certainty(raised, BENEFIT, study_designs=("rct",))
    assert (result.certainty, len(result.refusals)) == (None, 1)
    # One arm of a trial may be read as observational evidence, for harms above all.
    plain = rate_certainty(row("observational"), BENEFIT, study_designs=("rct",))
    assert plain.certainty is LOW


def test_reported_and_judged_are_never_mixed_in_one_row() -> None:
    both = changed(row(), reported_certainty=HIGH, reported_by="review2020dry")
    assert "a judged row reports nothing" in refusal(both)
    assert "a reported row has no domains" in refusal(
        reported(domains={"imprecision": cell(SMALL)})
    )
    assert refusal(changed(row(), rating="guessed")).startswith("rating: neither")


def test_several_refusals_are_all_said() -> None:
    rating = changed(row("", risk_of_bias="serious", imprecision="-3"), studies=0)
    columns = [said.split(":")[0] for said in rate_certainty(rating, None).refusals]
    assert columns == ["question", "studies", "start", "risk_of_bias", "imprecision"]


def reported(certainty: Certainty | None = LOW, /, **fields: object) -> CertaintyRating:
    plain = CertaintyRating(
        claim_id="heel-pain",
        location=Location(path="certainty.csv", line=3),
        rating="reported",
        reported_certainty=certainty,
        reported_by="review2020dry",
        locator="table 3",
    )
    return changed(plain, **fields)


def test_a_reported_row_gives_what_the_review_printed() -> None:
    result = rate_certainty(reported(MODERATE), BENEFIT)
    assert result == GradeResult(
        certainty=MODERATE, label="GRADE, as reported by review2020dry", start_points=None
    )


@pytest.mark.parametrize("column", ["reported_certainty", "reported_by", "locator"])
def test_a_reported_row_names_review_place_and_word(column: str) -> None:
    rating = changed(reported(), **{column: None if column == "reported_certainty" else " "})
    assert refusal(rating).startswith(f"{column}: empty")


def rated(outcome: str, certainty: Certainty | None, **fields: object) -> Rated:
    rating = changed(row(), outcome=outcome, **fields)
    return rating, GradeResult(certainty=certainty)


def test_the_rating_of_the_claims_own_outcome_governs() -> None:
    ratings = [
        rated("function", VERY_LOW, importance="critical"),
        rated("First-step  pain", MODERATE, importance="important"),
    ]
    found = governing_rating(ratings, "first step pain")
    assert found is not None
    assert (found.rating, found.certainty) == (ratings[1][0], MODERATE)
    assert "the outcome that the claim names" in found.because
    assert "First-step  pain" in found.because


def test_of_several_ratings_of_that_outcome_the_lowest_governs_and_it_says_which() -> None:
    ratings = [
        rated("pain", HIGH, timepoint="6 weeks", appraiser="A. Smith"),
        rated("pain", LOW, timepoint="12 months", comparator="sham", appraiser="B. Jones"),
        rated("pain", None),
        rated("function", VERY_LOW),
    ]
    found = governing_rating(ratings, "pain")
    assert found is not None
    assert found.rating is ratings[1][0]
    assert found.because == (
        "pain, compared with sham, 12 months, judged by B. Jones: low. It rates “pain”, the "
        "outcome that the claim names; the lowest of 2 ratings. Ratings left out because they "
        "give no certainty: 1."
    )


def test_a_reported_rating_comes_first_among_equals() -> None:
    judged, copied = rated("pain", LOW), (reported(outcome="pain"), GradeResult(certainty=LOW))
    found = governing_rating([judged, copied], "pain")
    assert found is not None
    assert found.rating is copied[0]
    assert "reported by review2020dry" in found.because


def test_without_a_rating_of_the_outcome_the_lowest_critical_one_governs() -> None:
    ratings = [
        rated("pain", HIGH, importance="critical"),
        rated("function", MODERATE, importance="critical"),
        rated("mood", VERY_LOW, importance="important"),
    ]
    for outcome, lead in (
        ("", "The claim names no outcome."),
        ("sleep", "No rating is of “sleep”"),
    ):
        found = governing_rating(ratings, outcome)
        assert found is not None
        assert found.certainty is MODERATE
        assert found.because.startswith(lead)
        assert "It rates a critical outcome; the lowest of 2" in found.because


def test_a_named_outcome_without_certainty_is_not_filled_from_another() -> None:
    ratings = [rated("pain", None), rated("function", HIGH, importance="critical")]
    assert governing_rating(ratings, "pain") is None


def test_overall_certainty_is_the_lowest_critical_one() -> None:
    # The example of the ACIP handbook, chapter 10.
    ratings = [
        rated("death", HIGH, importance="critical"),
        rated("stroke", MODERATE, importance="critical"),
        rated("pain", MODERATE, importance="critical"),
        rated("fever", LOW, importance="important"),
    ]
    found = overall_certainty(ratings)
    assert found is not None
    assert found.certainty is MODERATE


def test_without_critical_outcomes_all_but_the_unimportant_count() -> None:
    ratings = [
        rated("pain", MODERATE),
        rated("fever", LOW, importance="important"),
        rated("rash", VERY_LOW, importance="not_important"),
    ]
    found = overall_certainty(ratings)
    assert found is not None
    assert found.certainty is LOW
    assert overall_certainty(ratings[2:]) is None


def test_a_claim_without_outcome_is_not_matched_with_rows_without_one() -> None:
    ratings = [rated("", HIGH), rated("pain", LOW, importance="critical")]
    found = governing_rating(ratings, " ")
    assert found is not None
    assert found.rating is ratings[1][0]


def test_no_certainty_governs_nothing() -> None:
    assert governing_rating([], "pain") is None
    assert overall_certainty([rated("pain", None, importance="critical")]) is None


def judged_by(name: str, outcome: str = "pain", start: str = "randomized", **cells: str) -> Rated:
    rating = changed(row(start, **cells), outcome=outcome, appraiser=name)
    return rating, rate_certainty(rating, BENEFIT)


def test_two_appraisers_disagreement_names_domain_and_words() -> None:
    found = disagreements(
        [judged_by("A", "Pain"), judged_by("B", risk_of_bias="serious: no blinding")]
    )
    assert [(d.domain, d.first, d.second) for d in found] == [
        ("risk_of_bias", ("A", "not serious"), ("B", "serious")),
        ("certainty", ("A", "high"), ("B", "moderate")),
    ]


def test_no_disagreement_where_only_reasons_rows_or_gaps_differ() -> None:
    reason = judged_by("B", risk_of_bias="Not  serious: all blinded")
    assert disagreements([judged_by("A"), reason]) == ()
    assert disagreements([judged_by("A"), judged_by("B", imprecision="")]) == ()
    assert disagreements([judged_by("A"), judged_by("B", "mood", imprecision=SMALL)]) == ()
    assert disagreements([judged_by("A"), judged_by("a ", imprecision=SMALL)]) == ()
    copied = (reported(outcome="pain", appraiser="B"), GradeResult(certainty=LOW))
    assert disagreements([judged_by("A"), copied]) == ()


def test_the_same_certainty_on_different_grounds_is_a_disagreement() -> None:
    found = disagreements(
        [judged_by("A", imprecision=SMALL), judged_by("B", indirectness="serious: acupuncture")]
    )
    assert [d.domain for d in found] == ["indirectness", "imprecision"]


def test_each_appraiser_is_compared_with_the_first_who_differs() -> None:
    ratings = [judged_by("A"), judged_by("B", imprecision=SMALL), judged_by("C")]
    found = [d for d in disagreements(ratings) if d.domain == "imprecision"]
    assert [(d.first[0], d.second[0]) for d in found] == [("A", "B"), ("B", "C")]


@pytest.mark.parametrize(
    ("column", "one", "other"),
    [("direction", "reduces", "increases"), ("effect_size", "small", "trivial")],
)
def test_direction_and_size_are_compared(column: str, one: str, other: str) -> None:
    def with_word(name: str, word: str) -> Rated:
        rating, result = judged_by(name)
        return changed(rating, **{column: word}), result

    (found,) = disagreements([with_word("A", one), with_word("B", other)])
    assert (found.domain, found.first, found.second) == (column, ("A", one), ("B", other))
    assert found.other.appraiser == "B"
    assert disagreements([with_word("A", one), with_word("B", "")]) == ()
    assert disagreements([with_word("A", one), with_word("B", one)]) == ()


def test_many_appraisers_take_no_time() -> None:
    cells = ["not serious", SMALL, "very serious: 9 people"]
    ratings = [judged_by(f"P{number}", imprecision=cells[number % 3]) for number in range(3000)]
    started = time.perf_counter()
    found = [d for d in disagreements(ratings) if d.domain == "imprecision"]
    assert len(found) == len(ratings) - 1
    assert all(d.first[1] != d.second[1] for d in found)
    assert time.perf_counter() - started < 2


def test_different_starts_are_a_disagreement() -> None:
    found = disagreements([judged_by("A"), judged_by("B", start="observational")])
    assert [d.domain for d in found] == ["start", "certainty"]
