"""NE325: a claim whose cited works all studied something else that only informs it."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        if assessment.status.status is not ClaimStatus.INDIRECT_ONLY:
            continue
        shown = "; ".join(
            f"{one_line(work.citekey, 60)} differs in {', '.join(work.because) or 'a part not named'}"
            for work in assessment.works[:5]
            if work.directness is Directness.INDIRECT
        )
        yield Problem(
            message=f"No cited work studied exactly this: {shown}.",
            location=assessment.claim.cell("references"),
            subject=assessment.claim.claim_id,
        )


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
