"""OCEBM 2011: every row of the table, and every way to have no level."""

from __future__ import annotations

import pytest

from needle_evidence.appraisal.schemes.ocebm_2011 import level_of, level_statement
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.language.data_table import data_table
from needle_evidence.model.claim import Question
from needle_evidence.model.result import Directness

# The levels of evidence-rules.md §1, written out a second time on purpose: designs of the
# levels 1 to 5 in order; "*" and "**" where the table has that mark.
CASES = "case_series case_report case_control nested_case_control"
REASONING = "mechanism physiology animal in_vitro"
FOLLOWED = "nonrandomized_controlled quasi_rct cohort inception_cohort"
EXPECTED: dict[str, dict[int, str]] = {
    "prevalence": {
        1: "survey_random census",
        3: "survey_nonrandom",
        4: "case_series case_report",
    },
    "diagnosis": {
        2: "cross_sectional_blinded_ref",
        3: "cross_sectional",
        4: "case_control nested_case_control",
        5: REASONING,
    },
    "prognosis": {
        1: "systematic_review_cohort",
        2: "inception_cohort",
        3: "cohort rct",
        4: CASES,
    },
    "treatment_benefit": {
        1: "systematic_review_rct n_of_1",
        2: "rct",
        3: FOLLOWED,
        4: f"{CASES} historically_controlled",
        5: REASONING,
    },
    "screening": {
        1: "systematic_review_rct",
        2: "rct",
        3: FOLLOWED,
        4: f"{CASES} historically_controlled",
        5: REASONING,
    },
}
EXPECTED["comparison"] = EXPECTED["treatment_benefit"]
EXPECTED["common_harm"] = EXPECTED["rare_harm"] = EXPECTED["treatment_benefit"]
RANKED = [Question(name) for name in EXPECTED]
NEVER = (
    "narrative_review",
    "commentary",
    "guideline",
    "protocol",
    "expert_opinion",
    "qualitative",
    "other",
)


@pytest.mark.parametrize("question", RANKED)
def test_every_level_of_the_table_and_no_other(question: Question) -> None:
    expected = {
        design: level
        for level, designs in EXPECTED[question.value].items()
        for design in designs.split()
    }
    found = {design: level_of(design, question) for design in DESIGN_LABELS}
    levels = {design: level.value for design, level in found.items() if level.value}
    assert levels == expected
    assert all(found[design].label == str(level) for design, level in levels.items())


@pytest.mark.parametrize("question", RANKED)
@pytest.mark.parametrize("design", NEVER)
def test_works_that_the_table_does_not_rank_are_never_level_5(
    design: str, question: Question
) -> None:
    level = level_of(design, question)
    assert (level.value, level.label, level.fits) == (None, "not applicable", True)
    assert "no level" in level.reason


@pytest.mark.parametrize("question", [Question.MECHANISM, Question.DEFINITION, Question.OTHER])
@pytest.mark.parametrize("design", ["rct", "mechanism", "physiology", ""])
def test_some_questions_have_no_levels(design: str, question: Question) -> None:
    level = level_of(design, question)
    assert (level.value, level.label, level.fits) == (None, "not applicable", True)


@pytest.mark.parametrize(
    ("design", "question", "reason"),
    [
        ("rct", None, "The kind of question is not recorded."),
        ("", Question.TREATMENT_BENEFIT, "The study design is not recorded."),
        ("  ", Question.TREATMENT_BENEFIT, "The study design is not recorded."),
        ("big trial", Question.SCREENING, "“big trial” is no design code."),
    ],
)
def test_what_is_not_recorded_is_not_known(
    design: str, question: Question | None, reason: str
) -> None:
    level = level_of(design, question)
    assert (level.value, level.label, level.reason) == (None, "not known", reason)
    assert level.fits


@pytest.mark.parametrize("question", RANKED)
@pytest.mark.parametrize("design", ["meta_analysis", "systematic_review_other"])
def test_a_review_of_nobody_knows_what_has_no_level(design: str, question: Question) -> None:
    level = level_of(design, question)
    assert (level.value, level.label, level.fits) == (None, "not known", True)
    assert "does not say what was reviewed" in level.reason


@pytest.mark.parametrize(
    ("design", "question"),
    [
        ("survey_random", Question.TREATMENT_BENEFIT),
        ("census", Question.COMPARISON),
        ("cross_sectional_blinded_ref", Question.TREATMENT_BENEFIT),
        ("cross_sectional", Question.TREATMENT_BENEFIT),
        ("cross_sectional_blinded_ref", Question.SCREENING),
        ("cross_sectional_blinded_ref", Question.COMMON_HARM),
        ("rct", Question.PREVALENCE),
        ("systematic_review_rct", Question.PREVALENCE),
        ("rct", Question.DIAGNOSIS),
        ("n_of_1", Question.PROGNOSIS),
        ("survey_random", Question.PROGNOSIS),
        ("animal", Question.PREVALENCE),
        ("in_vitro", Question.PROGNOSIS),
    ],
)
def test_a_design_that_cannot_answer_the_question_does_not_fit(
    design: str, question: Question
) -> None:
    level = level_of(design, question)
    assert (level.value, level.label, level.fits) == (None, "not applicable", False)
    assert "cannot answer" in level.reason


def test_the_same_paper_has_another_level_for_another_question() -> None:
    assert level_of("rct", Question.TREATMENT_BENEFIT).value == 2
    assert level_of("rct", Question.PROGNOSIS).value == 3
    assert not level_of("rct", Question.PREVALENCE).fits


@pytest.mark.parametrize("design", DESIGN_LABELS)
def test_only_rows_6_and_7_are_unverified(design: str) -> None:
    for question in RANKED:
        expected = question in {Question.RARE_HARM, Question.SCREENING} and design not in NEVER
        assert level_of(design, question).unverified is expected


@pytest.mark.parametrize(
    ("design", "question", "starred"),
    [
        ("rct", Question.TREATMENT_BENEFIT, False),
        ("cohort", Question.TREATMENT_BENEFIT, True),
        ("case_report", Question.TREATMENT_BENEFIT, True),
        ("animal", Question.TREATMENT_BENEFIT, False),
        ("cohort", Question.PROGNOSIS, True),
        ("inception_cohort", Question.PROGNOSIS, False),
        ("census", Question.PREVALENCE, False),
    ],
)
def test_stars_of_the_table(design: str, question: Question, starred: bool) -> None:
    level = level_of(design, question)
    assert level.starred is starred


def test_footnotes_are_told_apart() -> None:
    assert "down or up, with a reason" in level_of("cohort", Question.PROGNOSIS).reason
    assert "generally better" in level_of("cohort", Question.TREATMENT_BENEFIT).reason


def test_what_the_table_leaves_to_a_person_is_a_condition() -> None:
    review = level_of("systematic_review_cohort", Question.PROGNOSIS)
    assert "inception cohorts" in review.condition
    assert level_of("rct", Question.PROGNOSIS).condition == "the result comes from the control arm"
    assert "rule the harm out" in level_of("cohort", Question.COMMON_HARM).condition
    assert level_of("rct", Question.TREATMENT_BENEFIT).condition == ""


def test_codes_are_read_as_written_by_people() -> None:
    assert level_of(" RCT ", Question.TREATMENT_BENEFIT).value == 2


def test_a_hostile_code_stays_short_and_on_one_line() -> None:
    reason = level_of("x\n\u202e" * 50_000, Question.TREATMENT_BENEFIT).reason
    assert len(reason) < 120
    assert "\n" not in reason
    assert "\u202e" not in reason


def test_the_statement_names_the_scheme() -> None:
    trial = level_of("rct", Question.TREATMENT_BENEFIT)
    assert level_statement(trial, Directness.DIRECT, ()) == "OCEBM 2011 level 2"
    screening = level_of("rct", Question.SCREENING)
    assert level_statement(screening, Directness.DIRECT, ()) == (
        "OCEBM 2011 level 2 (row not verified against the published table)"
    )
    assert level_statement(trial, Directness.UNRELATED, ()) == ""


def test_the_table_as_data_is_sound() -> None:
    rows = data_table("ocebm_2011")
    questions = {question.value for question in RANKED} - {"comparison"} | {"any"}
    assert {row["question"] for row in rows} == questions
    assert {row["design"] for row in rows} == set(DESIGN_LABELS)
    assert len({(row["question"], row["design"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["level"] in {"1", "2", "3", "4", "5", "none", "undetermined"}
        assert row["starred"] in {"", "*", "**"}
        assert row["verified"] in {"yes", "no"}
        assert row["source"]
        assert row["note"] or row["level"] not in {"none", "undetermined"}
