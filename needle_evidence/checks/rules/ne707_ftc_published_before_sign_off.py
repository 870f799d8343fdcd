"""NE707: a benefit claim that stands on the page without a sign-off of its evidence."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.checks.benefit_claims import benefit_claims
from needle_evidence.checks.check import Check
from needle_evidence.model.decision import Review
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_MOST_WORKS = 5  # named in one message


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in benefit_claims(library):
        signed = assessment.sign_off
        if signed.state is SignOffState.APPROVED and signed.review is not None:
            yield from _check_days(assessment, signed.review)
        else:
            yield Problem(
                message=f"This claim is on the page, and {_lacking(assessment)}.",
                location=assessment.claim.cell("claim"),
                subject=assessment.claim.claim_id,
            )


def _lacking(assessment: ClaimAssessment) -> str:
    """What is wrong with the last sign-off."""
    signed = assessment.sign_off
    if signed.review is None:
        return "nobody has signed off its evidence"
    who = one_line(signed.review.reviewed_by, 60) or "a reviewer without a name"
    if signed.state is SignOffState.REJECTED:
        return f"{who} rejected it"
    if signed.state is SignOffState.NEEDS_WORK:
        return f"{who} says that it needs work"
    day = signed.review.reviewed_on
    on_day = f" of {day.isoformat()}" if day else ""
    changes = one_line("; ".join(signed.changes[:3]), 300)
    return f"the approval by {who}{on_day} is out of date: {changes}"


def _check_days(assessment: ClaimAssessment, review: Review) -> Iterator[Problem | NotChecked]:
    """The approval must not be older than the appraisal of what the claim cites."""
    claim_id = assessment.claim.claim_id
    results = [r for work in assessment.works if work.counts for r in work.results]
    if results and review.reviewed_on is None:
        yield NotChecked(reason="its approval has no date", subject=claim_id)
        return
    for key in dict.fromkeys(r.citekey for r in results if r.appraised_on is None):
        reason = "the day on which the work was appraised is not recorded"
        yield NotChecked(reason=reason, subject=f"{claim_id}, {one_line(key, 80)}")
    later: dict[str, datetime.date] = {}
    for result in results:
        day = result.appraised_on
        if day and review.reviewed_on and day > review.reviewed_on:
            later[result.citekey] = max(day, later.get(result.citekey, day))
    if later and review.reviewed_on:
        named = ", ".join(
            f"{one_line(key, 60)} on {day.isoformat()}"
            for key, day in list(later.items())[:_MOST_WORKS]
        )
        yield Problem(
            message=f"The approval of {review.reviewed_on.isoformat()} is older than the "
            f"appraisal that it rests on: {named}.",
            location=review.cell("reviewed_on"),
            subject=claim_id,
        )


CHECK = Check(
    code="NE707",
    name="ftc-published-before-sign-off",
    severity=Severity.WARNING,
    summary=(
        "A benefit claim has no approval that is current, or one that is older than the appraisal "
        "of the works it cites."
    ),
    why=(
        "The evidence for a claim must be in hand before the claim is published (Health Products "
        "Compliance Guidance, 2022). A sign-off that comes after the appraisal shows, with its "
        "date, that it was. NE321 and NE322 tell of stale and refused approvals in any project. "
        "Not legal advice."
    ),
    bad="reviews.csv: approved on 2026-11-02; evidence.csv: appraised on 2026-11-09",
    good="reviews.csv: approved on 2026-11-09; evidence.csv: appraised on 2026-11-02",
    way_out=(
        "Take the claim off the page until its evidence is appraised, then sign it off: "
        "needle-evidence review CLAIM_ID --by NAME --verdict approved."
    ),
    needs=frozenset({"claims", "references", "reviews"}),
    look=_look,
    pack="ftc",
)
