"""NE315: a supported claim behind which there is one study."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import REVIEW_DESIGNS
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        direct = [w for w in assessment.evidence if w.directness is Directness.DIRECT]
        if assessment.status.status is not ClaimStatus.SUPPORTED or len(direct) != 1:
            continue
        only = direct[0]
        if only.design.code in REVIEW_DESIGNS:
            continue
        size = only.reference.text("samplesize")
        people = f" of {one_line(size, 20)} {'person' if size == '1' else 'people'}" if size else ""
        yield Problem(
            message=f"One study{people} is all that is recorded: {one_line(only.citekey, 80)}.",
            location=assessment.claim.cell("references"),
            subject=assessment.claim.claim_id,
        )


CHECK = Check(
    code="NE315",
    name="single-study",
    severity=Severity.NOTE,
    summary="A supported claim rests on one study, and no other direct evidence is recorded.",
    why=(
        "A single study can be wrong by chance, by its setting or by its methods. Until another "
        "finds the same, readers should know that there is only one."
    ),
    bad="treats-heel-pain: one trial in evidence.csv",
    good="treats-heel-pain: a systematic review, or two trials, in evidence.csv",
    way_out="Look for other studies and record them, or say on the page that it was one study.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
