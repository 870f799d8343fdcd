"""NE314: a claim whose review is due, or about which newer evidence is known."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.appraisal.cited_work import REVIEW_DESIGNS, AppraisedWork
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim = assessment.claim
        due = claim.review_due
        if due is not None and library.today is None:
            yield NotChecked(reason="today's date is not known", subject=claim.claim_id)
        elif due is not None and library.today is not None and due < library.today:
            yield Problem(
                message=f"The review of this claim was due on {due.isoformat()}.",
                location=claim.cell("review_due"),
                subject=claim.claim_id,
                way_out="Read what is new, sign the claim off again, and set the next date.",
            )
        newer = _newer_reviews(assessment)
        if newer:
            shown = ", ".join(f"{one_line(w.citekey, 60)} ({w.reference.year})" for w in newer[:5])
            yield Problem(
                message="Newer systematic reviews of this claim are recorded and not cited: "
                f"{shown}.",
                location=claim.cell("references"),
                subject=claim.claim_id,
            )


def _newer_reviews(assessment: ClaimAssessment) -> list[AppraisedWork]:
    """Direct reviews that were considered and are younger than every cited work with data."""
    cited = [work.reference.year for work in assessment.works if work.counts]
    if not cited or not all(cited):
        return []
    return [
        work
        for work in assessment.considered
        if work.design.code in REVIEW_DESIGNS
        and work.directness is Directness.DIRECT
        and work.reference.year > max(cited)
    ]


CHECK = Check(
    code="NE314",
    name="out-of-date",
    severity=Severity.WARNING,
    summary="A claim's review is due, or newer evidence is recorded that it does not cite.",
    why=(
        "Evidence moves on. Age alone is no fault: this is reported only where a review date has "
        "passed, or where somebody recorded a systematic review newer than all that is cited."
    ),
    bad="review_due is 2020-01-31",
    good="review_due is 2199-01-31",
    way_out="Cite the newer work, or record in evidence.csv why it does not bear on the claim.",
    look=_look,
)
