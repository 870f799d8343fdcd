"""NE403: "may" at low certainty without a sentence about the limits of the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.printable_sentence import printable_sentence
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        judged = assessment.wording
        if not judged.needs_limits_sentence:
            continue
        certainty = assessment.certainty.label if assessment.certainty else "low"
        limits = printable_sentence(assessment).limits
        yield Problem(
            message=f"The certainty is {certainty}, and no sentence about the limits of the "
            "evidence stands beside this claim.",
            location=assessment.claim.cell("quote" if judged.judged_from == "quote" else "claim"),
            subject=assessment.claim.claim_id,
            way_out=f"Add a sentence such as: “{one_line(limits, 400)}”" if limits else "",
        )


CHECK = Check(
    code="NE403",
    name="limits-not-stated",
    severity=Severity.NOTE,
    summary="A cautious claim on weak evidence lacks a sentence that says why it is weak.",
    why=(
        "Readers take “may help” for good news. Where the certainty is low, the caution needs its "
        "reason beside it, in the same place (FTC Health Products Compliance Guidance 2022)."
    ),
    bad="Dry needling may reduce hip pain. (certainty: low)",
    good="Dry needling may reduce hip pain; the evidence is limited: two small studies.",
    way_out="Add a sentence about the limits of the evidence to the claim or its quote.",
    look=_look,
)
