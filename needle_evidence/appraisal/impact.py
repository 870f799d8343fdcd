"""What falls with a work: the claims, their certainty and their wording without it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from needle_evidence.appraisal.assessment import (
    ClaimAssessment,
    assess,
    assess_claim,
    rests_on,
    searches_by_subject,
)
from needle_evidence.appraisal.verdict import retracted_works
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.model.claim import Claim
from needle_evidence.model.library import Library


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimImpact:
    """One claim that rests on a work, as it is and as it would be without it."""

    before: ClaimAssessment
    after: ClaimAssessment

    @property
    def claim(self) -> Claim:
        """The claim as it stands in the table."""
        return self.before.claim

    @property
    def changes_status(self) -> bool:
        """Whether its status would be another."""
        return self.before.status.status is not self.after.status.status

    @property
    def changes_certainty(self) -> bool:
        """Whether its certainty would be another, or none."""
        return self.before.certainty is not self.after.certainty

    @property
    def becomes_over_claim(self) -> bool:
        """Whether wording that is licensed now would say too much then."""
        over = WordingVerdict.OVER_CLAIM
        return self.after.wording.verdict is over and self.before.wording.verdict is not over

    @property
    def must_be_judged_again(self) -> bool:
        """Whether a person judged its certainty with the work that falls."""
        return _judged(self.after) < _judged(self.before)


def impact(
    library: Library, citekeys: Collection[str], *, retracted: bool = False
) -> tuple[ClaimImpact, ...]:
    """Every claim that cites or considered one of the works, before and after they fall.

    retracted: the works stay listed, as retracted ones; else they are taken out. A certainty
    that a fallen review reported, and one that a person judged from results of a fallen work,
    no longer count; unrelated works and opinion were in no certainty (design §2). In the order
    of the claims.
    """
    fallen = frozenset(citekeys)
    assessments = assess(library)
    reduced = _without(library, assessments, fallen, retracted=retracted)
    searches = searches_by_subject(reduced)
    gone = retracted_works(library) | (fallen if retracted else frozenset())
    return tuple(
        ClaimImpact(before=before, after=assess_claim(reduced, claim, searches, gone))
        for before, claim in zip(assessments, reduced.claims, strict=True)
        if _rests_on(before, fallen)
    )


def _judged(assessment: ClaimAssessment) -> int:
    """How many rows of certainty.csv a person judged."""
    return sum(not row.rating.reported for row in assessment.ratings)


def _rests_on(assessment: ClaimAssessment, fallen: frozenset[str]) -> bool:
    works = {work.citekey for work in (*assessment.works, *assessment.considered)}
    reporting = {row.rating.reported_by for row in assessment.ratings}
    return not fallen.isdisjoint({*works, *reporting, *assessment.claim.references})


def _without(
    library: Library,
    assessments: Sequence[ClaimAssessment],
    fallen: frozenset[str],
    *,
    retracted: bool,
) -> Library:
    claims = library.claims
    if not retracted:
        claims = tuple(
            replace(claim, references=tuple(k for k in claim.references if k not in fallen))
            for claim in claims
        )
    judged_with = {
        assessment.claim.claim_id: [
            work.citekey for work in assessment.evidence if work.results and work.citekey in fallen
        ]
        for assessment in assessments
    }
    return replace(
        library,
        claims=claims,
        results=tuple(result for result in library.results if result.citekey not in fallen),
        ratings=tuple(
            rating
            for rating in library.ratings
            if not rests_on(
                rating, fallen if rating.reported else judged_with.get(rating.claim_id, ())
            )
        ),
    )
