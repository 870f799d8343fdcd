"""What falls with a work: status, certainty and wording before and after."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.impact import ClaimImpact, impact
from needle_evidence.appraisal.sign_off import SignOffState, part_digests
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.model.certainty import (
    LOWERING_DOMAINS,
    Certainty,
    CertaintyRating,
    DomainJudgement,
)
from needle_evidence.model.claim import Claim, Question
from needle_evidence.model.decision import Review, Verdict
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference
from needle_evidence.model.result import Directness, Result, Stance

PLACE = Location(path="claims.csv", line=2)
FOR, AGAINST = Stance.SUPPORTS, Stance.REFUTES


def claim(*references: str, text: str = "Exercise probably reduces knee pain.") -> Claim:
    return Claim(
        claim_id="knee",
        text=text,
        location=PLACE,
        question=Question.TREATMENT_BENEFIT,
        intervention="exercise",
        outcome="knee pain",
        references=references,
    )


def work(key: str, design: str = "rct") -> Reference:
    fields = {"title": f"A study of exercise, {key}", "studydesign": design}
    return Reference(key=key, entry_type="article", location=PLACE, fields=fields)


def result(
    key: str,
    stance: Stance | None = FOR,
    directness: Directness = Directness.DIRECT,
    claim_id: str = "knee",
) -> Result:
    return Result(
        claim_id=claim_id, citekey=key, location=PLACE, stance=stance, directness=directness
    )


def judged(claim_id: str = "knee", *, serious: str = "risk_of_bias") -> CertaintyRating:
    """Moderate: one domain of five is serious."""
    domains = {name: DomainJudgement(word="not serious") for name in LOWERING_DOMAINS}
    domains["publication_bias"] = DomainJudgement(word="undetected")
    domains[serious] = DomainJudgement(word="serious", reason="nobody was blinded")
    return CertaintyRating(
        claim_id=claim_id,
        location=PLACE,
        outcome="knee pain",
        importance="critical",
        studies=6,
        start="randomized",
        domains=domains,
        appraiser="M. Ito",
    )


def reported(key: str, certainty: Certainty) -> CertaintyRating:
    return CertaintyRating(
        claim_id="knee",
        location=PLACE,
        outcome="knee pain",
        rating="reported",
        reported_certainty=certainty,
        reported_by=key,
        locator="p. 4",
    )


def only(library: Library, keys: Collection[str], *, retracted: bool = False) -> ClaimImpact:
    (found,) = impact(library, keys, retracted=retracted)
    return found


@pytest.mark.parametrize("retracted", [False, True])
def test_a_claim_with_two_references_keeps_its_status_from_the_other(retracted: bool) -> None:
    library = Library(
        claims=(claim("first", "second"),),
        references=(work("first"), work("second")),
        results=(result("first"), result("second")),
    )
    found = only(library, ["first"], retracted=retracted)
    assert not found.changes_status
    assert found.after.status.status is ClaimStatus.SUPPORTED
    assert [one.citekey for one in found.after.works] == ["second"]
    assert found.after.status.retracted == (("first",) if retracted else ())
    assert found.claim.references == ("first", "second")


@pytest.mark.parametrize(
    ("retracted", "status"), [(True, ClaimStatus.RETRACTED), (False, ClaimStatus.UNCITED)]
)
def test_the_only_work_retracted_or_taken_out(retracted: bool, status: ClaimStatus) -> None:
    library = Library(
        claims=(claim("first"),), references=(work("first"),), results=(result("first"),)
    )
    found = only(library, ["first"], retracted=retracted)
    assert found.before.status.status is ClaimStatus.SUPPORTED
    assert found.after.status.status is status
    assert found.changes_status


def test_several_works_fall_together() -> None:
    library = Library(
        claims=(claim("first", "second"),),
        references=(work("first"), work("second")),
        results=(result("first"), result("second")),
    )
    assert only(library, ["first", "second"]).after.status.status is ClaimStatus.UNCITED


def test_what_remains_may_speak_against_the_claim() -> None:
    library = Library(
        claims=(claim("first", "second"),),
        references=(work("first"), work("second")),
        results=(result("first"), result("second", AGAINST)),
    )
    found = only(library, ["first"])
    assert found.before.status.status is ClaimStatus.MIXED
    assert found.after.status.status is ClaimStatus.REFUTED


def test_only_claims_that_rest_on_the_work_are_listed_in_their_order() -> None:
    names = ("ankle", "hip", "knee", "wrist")
    cited = {"ankle": ("first",), "hip": ("second",), "knee": (), "wrist": ("first", "second")}
    library = Library(
        claims=tuple(replace(claim(*cited[name]), claim_id=name) for name in names),
        references=(work("first"), work("second")),
        results=(result("first", claim_id="knee"),),
    )
    found = impact(library, ["first"])
    assert [item.claim.claim_id for item in found] == ["ankle", "knee", "wrist"]
    assert impact(library, ["third"]) == ()


def test_a_work_that_was_only_considered_falls_out_of_the_balance() -> None:
    library = Library(
        claims=(claim("first"),),
        references=(work("first"), work("other")),
        results=(result("first"), result("other", AGAINST)),
    )
    for retracted in (False, True):
        found = only(library, ["other"], retracted=retracted)
        assert not found.changes_status
        assert found.before.considered_balance.refuting == 1
        assert found.after.considered_balance.refuting == 0
        assert found.after.considered == ()


def test_a_citekey_that_no_entry_has_can_fall_too() -> None:
    library = Library(claims=(claim("typo", "first"),), references=(work("first"),))
    assert only(library, ["typo"]).after.status.unknown == ()
    assert only(library, ["typo"], retracted=True).after.status.unknown == ("typo",)


def test_a_certainty_that_a_fallen_review_reported_goes() -> None:
    library = Library(
        claims=(claim("first", "review"),),
        references=(work("first"), work("review", "systematic_review_rct")),
        results=(result("first"), result("review")),
        ratings=(reported("review", Certainty.MODERATE),),
    )
    found = only(library, ["review"])
    assert found.before.certainty is Certainty.MODERATE
    assert found.after.certainty is None
    assert found.changes_certainty
    assert not found.must_be_judged_again  # nobody judged; the report is gone


def test_a_review_that_only_reported_a_certainty_is_found() -> None:
    library = Library(
        claims=(claim("first"),),
        references=(work("first"), work("review", "systematic_review_rct")),
        results=(result("first"),),
        ratings=(reported("review", Certainty.MODERATE),),
    )
    assert only(library, ["review"]).after.certainty is None


def test_the_lower_of_two_reports_may_fall_and_the_other_then_counts() -> None:
    library = Library(
        claims=(claim("old", "new"),),
        references=(work("old", "meta_analysis"), work("new", "meta_analysis")),
        results=(result("old"), result("new")),
        ratings=(reported("old", Certainty.LOW), reported("new", Certainty.MODERATE)),
    )
    found = only(library, ["old"])
    assert (found.before.certainty, found.after.certainty) == (Certainty.LOW, Certainty.MODERATE)


def test_a_judged_certainty_must_be_judged_again_without_one_of_its_works() -> None:
    library = Library(
        claims=(claim("first", "second"),),
        references=(work("first"), work("second")),
        results=(result("first"), result("second")),
        ratings=(judged(),),
    )
    found = only(library, ["first"])
    assert found.before.certainty is Certainty.MODERATE
    assert found.after.certainty is None
    assert found.must_be_judged_again


@pytest.mark.parametrize(
    ("design", "directness"),
    [("rct", Directness.UNRELATED), ("narrative_review", Directness.DIRECT)],
)
def test_a_work_that_was_in_no_certainty_takes_none_along(
    design: str, directness: Directness
) -> None:
    library = Library(
        claims=(claim("first", "other"),),
        references=(work("first"), work("other", design)),
        results=(result("first"), result("other", None, directness)),
        ratings=(judged(),),
    )
    found = only(library, ["other"])
    assert found.after.certainty is Certainty.MODERATE
    assert not found.must_be_judged_again


def test_a_judged_certainty_stays_where_only_a_report_falls() -> None:
    library = Library(
        claims=(claim("first"),),
        references=(work("first"), work("review", "meta_analysis")),
        results=(result("first"),),
        ratings=(judged(), reported("review", Certainty.LOW)),
    )
    found = only(library, ["review"])
    assert (found.before.certainty, found.after.certainty) == (Certainty.LOW, Certainty.MODERATE)
    assert not found.must_be_judged_again


def test_the_certainty_of_another_claim_stays() -> None:
    library = Library(
        claims=(claim("first"), replace(claim("second"), claim_id="hip")),
        references=(work("first"), work("second")),
        results=(result("first"), result("second", claim_id="hip")),
        ratings=(judged(), judged("hip")),
    )
    assert only(library, ["second"]).claim.claim_id == "hip"
    assert assess(library)[0].certainty is Certainty.MODERATE


def test_wording_becomes_an_over_claim_on_the_certainty_that_remains() -> None:
    library = Library(
        claims=(claim("first", "old"),),
        references=(work("first"), work("old", "meta_analysis")),
        results=(result("first"), result("old")),
        ratings=(reported("old", Certainty.MODERATE),),
    )
    assert not only(library, ["old"]).becomes_over_claim  # nothing remains: it is not checked
    low = replace(reported("new", Certainty.LOW), outcome="walking")
    found = only(replace(library, ratings=(*library.ratings, low)), ["old"])
    assert found.before.wording.verdict is WordingVerdict.LICENSED
    assert found.after.certainty is Certainty.LOW
    assert found.after.wording.verdict is WordingVerdict.OVER_CLAIM
    assert found.becomes_over_claim


def test_studies_show_becomes_an_over_claim_without_its_trial() -> None:
    text = "Studies show that exercise may reduce knee pain; the evidence is limited."
    library = Library(
        claims=(claim("trial", "cases", text=text),),
        references=(work("trial"), work("cases", "case_series")),
        results=(result("trial"), result("cases")),
    )
    assert only(library, ["trial"]).becomes_over_claim
    assert only(library, ["trial"], retracted=True).becomes_over_claim
    assert not only(library, ["cases"]).becomes_over_claim


def test_an_over_claim_that_was_one_before_does_not_become_one() -> None:
    library = Library(
        claims=(claim("first", text="Exercise cures knee pain."),),
        references=(work("first"),),
        results=(result("first"),),
    )
    found = only(library, ["first"])
    assert found.after.wording.verdict is WordingVerdict.OVER_CLAIM
    assert not found.becomes_over_claim


@pytest.mark.parametrize("retracted", [False, True])
def test_an_approval_covers_no_fallen_work(retracted: bool) -> None:
    library = Library(
        claims=(claim("first", "second"),),
        references=(work("first"), work("second")),
        results=(result("first"), result("second")),
    )
    digests = part_digests(library, library.claims[0])
    signed = Review(
        claim_id="knee",
        location=PLACE,
        verdict=Verdict.APPROVED,
        reviewed_by="R. Hall",
        digests={"claim": digests.claim},
        citations=digests.citations,
    )
    found = only(replace(library, reviews=(signed,)), ["second"], retracted=retracted)
    assert found.before.sign_off.state is SignOffState.APPROVED
    assert found.after.sign_off.state is SignOffState.STALE


def test_the_library_stays_as_it_was() -> None:
    library = Library(
        claims=(claim("first"),),
        references=(work("first"),),
        results=(result("first"),),
        ratings=(judged(),),
    )
    impact(library, ["first"], retracted=True)
    assert library.claims[0].references == ("first",)
    assert len(library.results) == len(library.ratings) == 1
    assert assess(library)[0].status.status is ClaimStatus.SUPPORTED
