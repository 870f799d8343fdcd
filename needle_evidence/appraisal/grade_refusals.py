"""What GRADE refuses: each reason a plain sentence, led by the column it is about."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.grade_domains import (
    DOMAIN_POINTS,
    domain_points,
    domain_refusal,
    overrides,
    plain_word,
)
from needle_evidence.model.certainty import RAISING_DOMAINS, CertaintyRating
from needle_evidence.model.claim import Question

_STARTS = ("randomized", "observational")
_COMPUTED = frozenset(
    {
        Question.TREATMENT_BENEFIT,
        Question.COMPARISON,
        Question.COMMON_HARM,
        Question.RARE_HARM,
        Question.SCREENING,
    }
)
_REPORTED_ONLY = frozenset({Question.PROGNOSIS, Question.DIAGNOSIS, Question.PREVALENCE})
# Designs that say outright whether people were randomised; the others settle nothing.
_RANDOMIZED = frozenset({"systematic_review_rct", "rct", "n_of_1"})
_OBSERVATIONAL = frozenset(
    {
        "systematic_review_cohort",
        "nonrandomized_controlled",
        "inception_cohort",
        "cohort",
        "case_control",
        "nested_case_control",
        "cross_sectional_blinded_ref",
        "cross_sectional",
        "historically_controlled",
        "case_series",
        "case_report",
        "survey_random",
        "survey_nonrandom",
        "census",
    }
)
_NO_DATA = frozenset({"narrative_review", "commentary", "protocol", "expert_opinion"})


def question_refusals(question: Question | None) -> Iterator[str]:
    """Why no certainty is computed for this kind of question (ACIP GRADE handbook ch. 9)."""
    if question is None:
        yield "question: not recorded, so it is not known whether GRADE's points apply."
    elif question in _REPORTED_ONLY:
        yield (
            f"question: no certainty is computed for a question of {question.value}; only what "
            "a review reported can be recorded."
        )
    elif question not in _COMPUTED:
        yield _no_certainty(question)


def row_refusals(rating: CertaintyRating) -> Iterator[str]:
    """What the row's own cells, domains aside, stand in the way with."""
    yield from _no_studies(rating)
    if rating.rating != "judged":
        yield "rating: neither judged nor reported, so it is not known whose rating this is."
    if rating.start not in _STARTS:
        yield "start: not recorded; write randomized or observational."
    if rating.reported_certainty is not None or rating.reported_by.strip():
        yield (
            "reported_certainty, reported_by: a judged row reports nothing; put what a review "
            "reported into a row of its own."
        )


def design_refusals(rating: CertaintyRating, study_designs: tuple[str, ...]) -> Iterator[str]:
    """Where the works that a rating rests on contradict it; designs that say too little do not."""
    designs = {design.strip().lower() for design in study_designs}
    if not designs:
        return
    if designs <= _NO_DATA and rating.studies is None:
        yield (
            "studies: not recorded, and no work that the rating rests on has data of its own. "
            "GRADE gives no rating without studies."
        )
    if designs <= _OBSERVATIONAL and rating.start == "randomized":
        yield "start: randomized, but no work that the rating rests on is recorded as randomised."
    if designs <= _RANDOMIZED and rating.start == "observational" and _raised(rating):
        yield (
            "start: observational, but every work that the rating rests on is randomised. GRADE "
            "does not upgrade randomised evidence."
        )


def domain_refusals(rating: CertaintyRating, *, robins_i: bool) -> Iterator[str]:
    """Why assessed domains cannot be used, and why upgrades are refused."""
    assessed = [domain for domain in DOMAIN_POINTS if domain in rating.domains]
    for domain in assessed:
        refusal = domain_refusal(domain, rating, robins_i=robins_i)
        if refusal:
            yield refusal
    lowered = [d for d in assessed if domain_points(d, rating.domains[d]) < 0]
    for domain in _raised(rating):
        yield from _raising_refusals(domain, rating, lowered)


def reported_row_refusals(rating: CertaintyRating, question: Question | None) -> Iterator[str]:
    """Why a reported row cannot be used: it must say which review, where, and what."""
    yield from _no_studies(rating)
    if question is not None and question not in _COMPUTED | _REPORTED_ONLY:
        yield _no_certainty(question)
    if rating.reported_certainty is None:
        yield "reported_certainty: empty; copy the word that the review printed."
    if not rating.reported_by.strip():
        yield "reported_by: empty; name the citekey of the review."
    if not rating.locator.strip():
        yield "locator: empty; say where the review prints the certainty."
    if rating.domains:
        columns = ", ".join(domain for domain in DOMAIN_POINTS if domain in rating.domains)
        yield f"{columns}: a reported row has no domains; put a judgement into a row of its own."


def _no_certainty(question: Question) -> str:
    return f"question: a claim whose question is “{question.value}” has no certainty."


def _no_studies(rating: CertaintyRating) -> Iterator[str]:
    if rating.studies is not None and rating.studies <= 0:
        yield "studies: no studies. GRADE gives no rating without studies."


def _raised(rating: CertaintyRating) -> list[str]:
    """The raising domains that hold "yes" or "very large"."""
    assessed = [domain for domain in RAISING_DOMAINS if domain in rating.domains]
    return [domain for domain in assessed if domain_points(domain, rating.domains[domain]) > 0]


def _raising_refusals(domain: str, rating: CertaintyRating, lowered: list[str]) -> Iterator[str]:
    """Why an upgrade is refused (GRADE Handbook 5.1; BMJ 2008, PMC2335261)."""
    judgement = rating.domains[domain]
    if rating.start == "randomized":
        yield f"{domain}: GRADE does not upgrade randomised evidence; write no or leave it empty."
        return
    if domain == "large_effect" and rating.studies == 1:
        yield f"{domain}: a large effect needs consistent evidence from at least 2 studies."
    if plain_word(judgement) == "very large" and {"risk_of_bias", "imprecision"} & set(lowered):
        yield f"{domain}: “very large” needs no serious risk of bias and no serious imprecision."
    if lowered and not overrides(judgement):
        yield (
            f"{domain}: GRADE normally does not upgrade what {', '.join(lowered)} lowered; write "
            f"“{plain_word(judgement)}: override: why” if it is meant."
        )
