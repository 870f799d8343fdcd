"""What is derived about a claim: balance, certainty, searches, wording, and whether it stands."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from needle_evidence.appraisal.assessment import (
    Balance,
    ClaimAssessment,
    assess,
    assess_claim,
    searches_by_subject,
    stands,
)
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.sign_off import SignOffState, part_digests
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    Certainty,
    CertaintyRating,
    DomainJudgement,
)
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.decision import Review, Search, Verdict
from needle_evidence.model.finding import Finding, Location, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Directness, Result, Stance

PLACE = Location(path="claims.csv", line=2)
FOR, AGAINST, OPEN = Stance.SUPPORTS, Stance.REFUTES, Stance.NEUTRAL
DIRECT, INDIRECT, UNRELATED = Directness.DIRECT, Directness.INDIRECT, Directness.UNRELATED
MODERATE_WORDS = "Exercise probably reduces knee pain."


def claim(
    *references: str,
    text: str = MODERATE_WORDS,
    question: Question | None = Question.TREATMENT_BENEFIT,
    topic: str = "Knees",
) -> Claim:
    return Claim(
        claim_id="knee",
        text=text,
        location=PLACE,
        topic=topic,
        question=question,
        outcome="knee pain",
        references=references,
    )


def work(key: str, design: str = "rct", title: str = "Exercise for knees") -> Reference:
    fields = {"title": title, "studydesign": design}
    return Reference(key=key, entry_type="article", location=PLACE, fields=fields)


def result(
    key: str,
    stance: Stance | None = FOR,
    directness: Directness | None = DIRECT,
    events: int | None = None,
    participants: int | None = None,
    locator: str = "",
) -> Result:
    return Result(
        claim_id="knee",
        citekey=key,
        location=PLACE,
        stance=stance,
        directness=directness,
        events=events,
        participants=participants,
        locator=locator,
    )


def moderate() -> CertaintyRating:
    """A judged row of moderate certainty: one domain of five is serious."""
    domains = {name: DomainJudgement(word="not serious") for name in LOWERING_DOMAINS}
    domains["publication_bias"] = DomainJudgement(word="undetected")
    domains["risk_of_bias"] = DomainJudgement(word="serious", reason="nobody was blinded")
    return CertaintyRating(
        claim_id="knee",
        location=PLACE,
        outcome="knee pain",
        importance="critical",
        studies=6,
        start="randomized",
        domains=domains,
        appraiser="M. Ito",
    )


def reported(key: str) -> CertaintyRating:
    return CertaintyRating(
        claim_id="knee",
        location=PLACE,
        outcome="knee pain",
        rating="reported",
        reported_certainty=Certainty.LOW,
        reported_by=key,
        locator="p. 4",
    )


def only(
    one: Claim,
    references: tuple[Reference, ...] = (),
    results: tuple[Result, ...] = (),
    ratings: tuple[CertaintyRating, ...] = (),
    searches: tuple[Search, ...] = (),
) -> ClaimAssessment:
    library = Library(
        claims=(one,), references=references, results=results, ratings=ratings, searches=searches
    )
    (assessment,) = assess(library)
    return assessment


# Balance and status


def test_considered_works_count_in_the_balance_and_never_in_the_status() -> None:
    assessment = only(
        claim("cited"),
        (work("cited"), work("against"), work("open")),
        (result("cited"), result("against", AGAINST), result("open", OPEN)),
    )
    assert assessment.status.status is ClaimStatus.SUPPORTED
    assert assessment.cited_balance == Balance(supporting=1)
    assert assessment.considered_balance == Balance(refuting=1, neutral=1)
    assert [one.citekey for one in assessment.considered] == ["against", "open"]
    assert [one.citekey for one in assessment.evidence] == ["cited", "against", "open"]


def test_support_that_is_only_considered_makes_no_claim_supported() -> None:
    assessment = only(claim("cited"), (work("cited"), work("other")), (result("other"),))
    assert assessment.status.status is ClaimStatus.UNAPPRAISED
    assert assessment.considered_balance == Balance(supporting=1)


def test_a_work_with_results_both_ways_counts_on_both_sides_and_not_as_neutral() -> None:
    rows = (result("a"), result("a", AGAINST), result("a", OPEN), result("a"))
    assert only(claim("a"), (work("a"),), rows).cited_balance == Balance(supporting=1, refuting=1)


@pytest.mark.parametrize(
    ("design", "directness"),
    [("narrative_review", DIRECT), ("Expert opinion", DIRECT), ("rct", UNRELATED)],
)
def test_opinion_and_unrelated_works_are_in_no_balance(design: str, directness: Directness) -> None:
    rows = (result("a", FOR, directness), result("b", AGAINST, directness))
    assessment = only(claim("a"), (work("a", design), work("b", design)), rows)
    assert assessment.cited_balance == Balance()
    assert assessment.considered_balance == Balance()
    assert assessment.evidence == ()


def test_an_indirect_result_counts_in_the_balance() -> None:
    rows = (result("a", FOR, INDIRECT),)
    assessment = only(claim("a"), (work("a"),), rows)
    assert assessment.cited_balance == Balance(supporting=1)
    assert assessment.status.status is ClaimStatus.INDIRECT_ONLY


def test_unknown_works_are_neither_cited_nor_considered() -> None:
    assessment = only(claim("nobody"), (work("a"),), (result("nobody"), result("elsewhere")))
    assert assessment.works == ()
    assert assessment.considered == ()
    assert assessment.status.status is ClaimStatus.BROKEN


def test_a_reference_that_is_listed_twice_is_one_work() -> None:
    assessment = only(claim("a", "a"), (work("a"),), (result("a"),))
    assert len(assessment.works) == 1
    assert assessment.status.cited == 1
    assert assessment.cited_balance == Balance(supporting=1)


def test_a_retracted_work_counts_nowhere() -> None:
    one = claim("a", "b")
    library = Library(
        claims=(one,),
        references=(work("a"), work("b"), work("c")),
        results=(result("a"), result("b", AGAINST), result("c", OPEN)),
    )
    found = assess_claim(library, one, {}, frozenset({"a", "c", "nobody"}))
    assert found.status.status is ClaimStatus.REFUTED
    assert found.status.retracted == ("a",)
    assert [each.citekey for each in found.works] == ["b"]
    assert found.considered == ()
    assert found.cited_balance == Balance(refuting=1)


def test_assessments_are_in_file_order_and_remembered() -> None:
    first, second = claim("a"), replace(claim("a"), claim_id="hip")
    library = Library(claims=(second, first), references=(work("a"),), results=(result("a"),))
    found = assess(library)
    assert [one.claim for one in found] == [second, first]
    assert [one.status.status for one in found] == [ClaimStatus.UNAPPRAISED, ClaimStatus.SUPPORTED]
    assert assess(library) is found


# Certainty


def test_a_rating_with_a_recorded_study_gives_the_certainty() -> None:
    assessment = only(claim("a"), (work("a"),), (result("a"),), (moderate(),))
    assert assessment.certainty is Certainty.MODERATE


def test_a_study_that_is_only_considered_is_a_study() -> None:
    assessment = only(claim(), (work("a"),), (result("a"),), (moderate(),))
    assert assessment.certainty is Certainty.MODERATE


@pytest.mark.parametrize(
    ("references", "results"),
    [
        ((), ()),
        ((work("a"),), ()),
        ((work("a"),), (result("a", None, UNRELATED),)),
        ((work("a", "commentary"),), (result("a"),)),
        ((), (result("a"),)),
    ],
)
def test_without_a_recorded_study_no_certainty_is_given(
    references: tuple[Reference, ...], results: tuple[Result, ...]
) -> None:
    assessment = only(claim("a"), references, results, (moderate(),))
    (rated,) = assessment.ratings
    assert rated.grade.certainty is None
    assert rated.grade.refusals == (
        "No study of this claim is recorded, and without studies GRADE gives no rating.",
    )
    assert assessment.governing is None
    assert assessment.certainty is None


@pytest.mark.parametrize(
    ("robins_i", "certainty"), [(False, Certainty.VERY_LOW), (True, Certainty.MODERATE)]
)
def test_the_library_says_whether_robins_i_was_used(robins_i: bool, certainty: Certainty) -> None:
    library = Library(
        claims=(claim("a"),),
        references=(work("a", "cohort"),),
        results=(result("a"),),
        ratings=(replace(moderate(), start="observational"),),
        robins_i=robins_i,
    )
    assert assess(library)[0].certainty is certainty


def test_a_rating_that_its_studies_contradict_gives_no_certainty() -> None:
    (rated,) = only(claim("a"), (work("a", "cohort"),), (result("a"),), (moderate(),)).ratings
    assert rated.grade.certainty is None
    assert rated.grade.refusals


def test_what_a_review_reported_needs_no_study_of_ours() -> None:
    assessment = only(claim("a"), (work("a", "meta_analysis"),), (), (reported("a"),))
    assert assessment.certainty is Certainty.LOW


def test_without_ratings_there_is_no_certainty() -> None:
    assessment = only(claim("a"), (work("a"),), (result("a"),))
    assert assessment.ratings == ()
    assert assessment.certainty is None


# Searches


def search(day: str = "", claim_id: str = "", topic: str = "", found: str = "") -> Search:
    searched_on = datetime.date.fromisoformat(day) if day else None
    return Search(
        location=PLACE, claim_id=claim_id, topic=topic, searched_on=searched_on, found=found
    )


def test_searches_are_of_the_claim_or_its_topic_the_oldest_first() -> None:
    made = (
        search("2026-03-01", "knee"),
        search("2025-01-31", topic=" knees "),
        search("", "knee"),
        search("2026-02-01", "hip"),
        search("2026-02-01", topic="Hips"),
    )
    found = only(claim(), searches=made).searches
    assert [one.searched_on and one.searched_on.isoformat() for one in found] == [
        None,
        "2025-01-31",
        "2026-03-01",
    ]


def test_a_row_with_a_claim_and_a_topic_is_of_that_claim_only() -> None:
    made = (search("2026-03-01", "hip", "Knees"),)
    assert only(claim(), searches=made).searches == ()
    assert list(searches_by_subject(Library(searches=made))) == [("claim", "hip")]


def test_a_claim_without_a_topic_has_no_searches_of_the_topic_without_a_name() -> None:
    assert only(claim(topic=""), searches=(search("2026-03-01"),)).searches == ()


# Wording


@pytest.mark.parametrize(
    ("row", "licensed"),
    [
        (result("a"), True),
        (result("a", OPEN), False),
        (result("a", AGAINST), False),
        (result("a", None), False),
        (result("a", FOR, INDIRECT), False),
        (result("a", FOR, None), False),
    ],
)
def test_studies_show_needs_a_trial_that_found_it(row: Result, licensed: bool) -> None:
    one = claim("a", text="Studies show that exercise probably reduces knee pain.")
    beside = result("case")
    references = (work("a"), work("case", "case_report"))
    wording = only(one, references, (row, beside), (moderate(),)).wording
    assert wording.verdict is (WordingVerdict.LICENSED if licensed else WordingVerdict.OVER_CLAIM)


def test_a_design_that_was_only_guessed_neither_licenses_nor_forbids_studies_show() -> None:
    one = claim("a", text="Studies show that exercise probably reduces knee pain.")
    guessed = Reference(
        key="a",
        entry_type="article",
        location=PLACE,
        fields={
            "title": "Exercise for knees",
            "abstract": "Sixty patients were randomly assigned to exercise or advice.",
        },
    )
    wording = only(one, (guessed,), (result("a"),)).wording
    assert not wording.reasons
    assert any("not checked" in note for note in wording.notes)


@pytest.mark.parametrize(
    ("row", "quantified"),
    [
        (result("a", events=2, participants=900, locator="p. 5"), True),
        (result("a", events=0, participants=900, locator="p. 5"), True),
        (result("a", events=2, participants=900), False),
        (result("a", events=2, locator="p. 5"), False),
        (result("a", participants=900, locator="p. 5"), False),
        (result("a", events=0, participants=0, locator="p. 5"), False),
        (result("a", None, UNRELATED, events=2, participants=900, locator="p. 5"), False),
    ],
)
def test_reassurance_needs_events_people_and_a_place(row: Result, quantified: bool) -> None:
    one = claim("a", text="Exercise is safe.", question=Question.COMMON_HARM)
    beside = result("a")
    wording = only(one, (work("a", "cohort"),), (beside, row)).wording
    assert (wording.verdict is WordingVerdict.OVER_CLAIM) is not quantified


# Standing


def finding(severity: Severity) -> Finding:
    return Finding(
        code="NE999",
        name="x",
        severity=severity,
        message="x",
        location=PLACE,
        subject="knee",
        way_out="x",
    )


def signed(library: Library, verdict: Verdict = Verdict.APPROVED) -> Library:
    """The library with a sign-off on its claim as it now is."""
    digests = part_digests(library, library.claims[0])
    review = Review(
        claim_id="knee",
        location=PLACE,
        verdict=verdict,
        reviewed_by="R. Hall",
        digests={"claim": digests.claim, "certainty": digests.certainty, "anchor": digests.anchor},
        citations=digests.citations,
    )
    return replace_in(library, reviews=(review,))


def replace_in(library: Library, **changed: object) -> Library:
    names = ("claims", "references", "results", "ratings", "reviews")
    values = {name: getattr(library, name) for name in names} | changed
    return Library(**values)


def standing_library(
    one: Claim | None = None, stance: Stance = FOR, ratings: int = 1, design: str = "rct"
) -> Library:
    return Library(
        claims=(one or claim("a"),),
        references=(work("a", design),),
        results=(result("a", stance),),
        ratings=(moderate(),) * ratings,
    )


def state(library: Library) -> ClaimAssessment:
    (assessment,) = assess(library)
    return assessment


def test_a_supported_licensed_signed_claim_without_errors_stands() -> None:
    assessment = state(signed(standing_library()))
    assert assessment.status.status is ClaimStatus.SUPPORTED
    assert assessment.wording.verdict is WordingVerdict.LICENSED
    assert assessment.sign_off.state is SignOffState.APPROVED
    assert stands(assessment, [])
    assert stands(assessment, [finding(Severity.WARNING), finding(Severity.NOTE)])


def test_an_under_claim_may_stand() -> None:
    one = claim("a", text="Exercise may reduce knee pain; the evidence is limited.")
    assessment = state(signed(standing_library(one)))
    assert assessment.wording.verdict is WordingVerdict.UNDER_CLAIM
    assert stands(assessment, [])


def test_an_open_error_keeps_a_claim_from_standing() -> None:
    assessment = state(signed(standing_library()))
    assert not stands(assessment, [finding(Severity.NOTE), finding(Severity.ERROR)])


@pytest.mark.parametrize(
    ("library", "why"),
    [
        (standing_library(stance=AGAINST), ClaimStatus.REFUTED),
        (standing_library(stance=OPEN), ClaimStatus.NEUTRAL_ONLY),
        (standing_library(design="narrative_review"), ClaimStatus.OPINION_ONLY),
        (standing_library(claim()), ClaimStatus.UNCITED),
    ],
)
def test_only_a_supported_claim_stands(library: Library, why: ClaimStatus) -> None:
    assessment = state(signed(library))
    assert assessment.status.status is why
    assert assessment.sign_off.state is SignOffState.APPROVED
    assert not stands(assessment, [])


def test_an_over_claim_does_not_stand() -> None:
    assessment = state(signed(standing_library(claim("a", text="Exercise reduces knee pain."))))
    assert assessment.wording.verdict is WordingVerdict.OVER_CLAIM
    assert not stands(assessment, [])


def test_wording_that_was_not_checked_does_not_stand() -> None:
    assessment = state(signed(standing_library(ratings=0)))
    assert assessment.wording.verdict is WordingVerdict.NOT_CHECKED
    assert not stands(assessment, [])


@pytest.mark.parametrize("verdict", [Verdict.REJECTED, Verdict.NEEDS_WORK])
def test_a_claim_that_was_not_approved_does_not_stand(verdict: Verdict) -> None:
    assert not stands(state(signed(standing_library(), verdict)), [])


def test_a_claim_without_a_sign_off_does_not_stand() -> None:
    assessment = state(standing_library())
    assert assessment.sign_off.state is SignOffState.NONE
    assert not stands(assessment, [])


def test_a_stale_approval_does_not_stand() -> None:
    library = signed(standing_library())
    changed = replace_in(library, claims=(claim("a", text="Exercise probably eases knee pain."),))
    assessment = state(changed)
    assert assessment.sign_off.state is SignOffState.STALE
    assert assessment.wording.verdict is WordingVerdict.LICENSED
    assert not stands(assessment, [])
