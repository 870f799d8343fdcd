"""NE101: a claim without a reference."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for claim in library.claims:
        if claim.needs_evidence and not claim.references:
            effect = claim.group is ClaimGroup.HEALTH_EFFECT
            yield Problem(
                message=f"No reference is listed for “{one_line(claim.text, 120)}”.",
                location=claim.cell("references"),
                subject=claim.claim_id,
                severity=Severity.ERROR if effect else Severity.WARNING,
            )


CHECK = Check(
    code="NE101",
    name="uncited-claim",
    severity=Severity.ERROR,
    summary="A claim that needs evidence lists no reference.",
    why=(
        "A reader, or a regulator, will ask what the statement rests on. A claim about a health "
        "effect is an error; any other that needs evidence, such as a mechanism, a warning. "
        "Definitions (`question` is `definition` or `other`) are never reported."
    ),
    bad="reduces-hip-pain,Dry needling reduces hip pain.,treatment_benefit,",
    good="reduces-hip-pain,Dry needling reduces hip pain.,treatment_benefit,hall2018effects",
    way_out=(
        "Put the citekey of a work that studied it into the references cell, "
        "or take the sentence off the page."
    ),
    look=_look,
)
