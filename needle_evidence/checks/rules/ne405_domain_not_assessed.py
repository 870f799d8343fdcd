"""NE405: a judged certainty in which a domain was left open."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        for row in assessment.ratings:
            if row.grade.missing and not row.grade.refusals:
                names = ", ".join(name.replace("_", " ") for name in row.grade.missing)
                yield Problem(
                    message=f"Not assessed: {names}. So no certainty is computed.",
                    location=row.rating.cell(row.grade.missing[0]),
                    subject=assessment.claim.claim_id,
                )


CHECK = Check(
    code="NE405",
    name="domain-not-assessed",
    severity=Severity.NOTE,
    summary="A row of certainty.csv leaves a GRADE domain open, so no certainty is computed.",
    why=(
        "A certainty rests on every domain. Where what was read does not let anybody judge one, "
        "leaving it open is right: an honest gap is worth more than a rating."
    ),
    bad="risk_of_bias is empty, the other domains are filled in",
    good="risk_of_bias: serious: nobody was blinded",
    way_out="Judge the domain once the work's full text was read, or leave it open.",
    look=_look,
)
