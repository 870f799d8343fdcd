"""Whatever a row holds, GRADE's points move the way GRADE moves them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.appraisal.grade_domains import DOMAIN_POINTS
from needle_evidence.appraisal.schemes.grade import rate_certainty
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    RAISING_DOMAINS,
    Certainty,
    CertaintyRating,
    DomainJudgement,
)
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Location

REASON = "override: three trials disagree"
QUESTIONS = st.sampled_from([Question.TREATMENT_BENEFIT, Question.COMMON_HARM])
TEXTS = st.text(max_size=30)


def judgements(domain: str) -> st.SearchStrategy[DomainJudgement]:
    words = st.sampled_from(sorted(DOMAIN_POINTS[domain]))
    return words.map(lambda word: DomainJudgement(word=word, reason=REASON))


def ratings(start: str) -> st.SearchStrategy[CertaintyRating]:
    lowering = {domain: judgements(domain) for domain in LOWERING_DOMAINS}
    raising = {domain: judgements(domain) for domain in RAISING_DOMAINS}
    domains = st.fixed_dictionaries(lowering, optional=raising)
    return st.builds(
        CertaintyRating,
        claim_id=st.just("claim"),
        location=st.just(Location(path="certainty.csv")),
        studies=st.sampled_from([None, 1, 2, 12]),
        start=st.just(start),
        domains=domains,
    )


@given(rating=ratings("randomized"), question=QUESTIONS, robins_i=st.booleans())
def test_randomised_evidence_never_ends_above_its_start(
    rating: CertaintyRating, question: Question, robins_i: bool
) -> None:
    result = rate_certainty(rating, question, robins_i=robins_i)
    raised = any(rating.domains[d].word != "no" for d in RAISING_DOMAINS if d in rating.domains)
    assert result.certainty is None or not raised
    if result.certainty is not None:
        lowered = sum(min(change, 0) for _, change, _ in result.steps)
        assert result.certainty.points == max(1, 4 + lowered)


@given(
    rating=st.one_of(ratings("randomized"), ratings("observational")),
    domain=st.sampled_from(LOWERING_DOMAINS),
    robins_i=st.booleans(),
    data=st.data(),
)
def test_a_worse_judgement_never_gives_a_better_certainty(
    rating: CertaintyRating, domain: str, robins_i: bool, data: st.DataObject
) -> None:
    better = rate_certainty(rating, Question.TREATMENT_BENEFIT, robins_i=robins_i)
    points = DOMAIN_POINTS[domain]
    now = points[rating.domains[domain].word]
    worse = data.draw(st.sampled_from([word for word in points if points[word] <= now]))
    domains = {**rating.domains, domain: DomainJudgement(word=worse, reason=REASON)}
    lower = rate_certainty(
        replace(rating, domains=domains), Question.TREATMENT_BENEFIT, robins_i=robins_i
    )
    if better.certainty is not None and lower.certainty is not None:
        assert lower.certainty.points <= better.certainty.points


@given(
    start=TEXTS,
    studies=st.one_of(st.none(), st.integers()),
    domains=st.dictionaries(
        st.sampled_from(sorted(DOMAIN_POINTS)),
        st.builds(DomainJudgement, word=TEXTS, reason=TEXTS),
    ),
    rating=st.sampled_from(["judged", "reported", "", "x"]),
    reported=st.sampled_from([None, *Certainty]),
    question=st.sampled_from([None, *Question]),
    designs=st.lists(TEXTS).map(tuple),
)
def test_any_cells_at_all_give_a_certainty_or_say_why_not(
    start: str,
    studies: int | None,
    domains: dict[str, DomainJudgement],
    rating: str,
    reported: Certainty | None,
    question: Question | None,
    designs: tuple[str, ...],
) -> None:
    row = CertaintyRating(
        claim_id="claim",
        location=Location(path="certainty.csv"),
        rating=rating,
        start=start,
        studies=studies,
        domains=domains,
        reported_certainty=reported,
        reported_by="review",
        locator="p. 3",
    )
    result = rate_certainty(row, question, study_designs=designs)
    assert (result.certainty is None) == bool(result.refusals or result.missing)
    assert all("\n" not in said for said in result.refusals)
