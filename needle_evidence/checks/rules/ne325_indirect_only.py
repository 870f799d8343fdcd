"""NE325: a claim whose cited works all studied something else that only informs it."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness

_MOST = 5  # works named in one message


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        if assessment.status.status is not ClaimStatus.INDIRECT_ONLY:
            continue
        status = assessment.status
        which = "appraised so far " if status.appraised < status.cited else ""
        yield Problem(
            message=f"None of the cited works {which}studied exactly this: {_listed(assessment)}.",
            location=assessment.claim.cell("references"),
            subject=assessment.claim.claim_id,
        )


def _listed(assessment: ClaimAssessment) -> str:
    """The indirect works, each with the parts in which it differs from the claim."""
    works = [
        work
        for work in assessment.works
        if work.counts and work.directness is Directness.INDIRECT and work.stances
    ]
    shown = "; ".join(
        f"{one_line(work.citekey, 60)} differs in {', '.join(work.because) or 'a part not named'}"
        for work in works[:_MOST]
    )
    left = len(works) - _MOST
    return f"{shown}; and {left} more" if left > 0 else shown


CHECK = Check(
    code="NE325",
    name="indirect-only",
    severity=Severity.WARNING,
    summary="All that a claim cites is indirect: other people, treatment, comparison or outcome.",
    why=(
        "Indirect evidence can suggest an effect; readers take the sentence to say that it was "
        "studied."
    ),
    bad="increases-blood-flow cites a study of acupuncture in healthy men (indirect)",
    good="increases-blood-flow cites a study of dry needling in patients (direct)",
    way_out="Cite a direct study, or write on the page what was studied instead.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
