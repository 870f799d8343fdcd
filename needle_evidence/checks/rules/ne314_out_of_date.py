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

_MOST = 5  # works named in one message


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
        yield from _newer_reviews(assessment)


def _newer_reviews(assessment: ClaimAssessment) -> Iterator[Problem | NotChecked]:
    """Direct reviews that were considered and are younger than every cited work with data."""
    claim = assessment.claim
    cited = [work for work in assessment.works if work.counts]
    reviews = [
        work
        for work in assessment.considered
        if work.design.code in REVIEW_DESIGNS and work.directness is Directness.DIRECT
    ]
    if not cited or not reviews:
        return
    undated = [work.citekey for work in (*cited, *reviews) if not work.reference.year]
    if undated:
        shown = ", ".join(one_line(key, 60) for key in undated[:_MOST])
        yield NotChecked(reason=f"the year of {shown} is not known", subject=claim.claim_id)
    latest = max((_year(work) for work in cited), default=0)
    newer = [work for work in reviews if _year(work) > latest]
    if newer and all(work.reference.year for work in cited):
        shown = ", ".join(f"{one_line(w.citekey, 60)} ({w.reference.year})" for w in newer[:_MOST])
        more = f" and {len(newer) - _MOST} more" if len(newer) > _MOST else ""
        reviews_are = "A review is" if len(newer) == 1 else "Reviews are"
        yield Problem(
            message=f"{reviews_are} recorded that this claim does not cite, newer than all that it "
            f"cites: {shown}{more}.",
            location=claim.cell("references"),
            subject=claim.claim_id,
            severity=None if any(work.design.certain for work in newer) else Severity.NOTE,
        )


def _year(work: AppraisedWork) -> int:
    """0 where the year is not known."""
    return int(work.reference.year or 0)


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
    way_out=(
        "Cite the newer review, and word the claim for it. If it did not study what the claim "
        "says, correct its directness in evidence.csv."
    ),
    look=_look,
)
