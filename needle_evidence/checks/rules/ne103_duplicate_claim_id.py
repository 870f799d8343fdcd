"""NE103: two claims with the same id."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    first: dict[str, Claim] = {}
    for claim in library.claims:
        if not claim.claim_id:
            continue
        earlier = first.setdefault(claim.claim_id, claim)
        if earlier is not claim:
            yield Problem(
                message=(
                    f"The claim id {one_line(claim.claim_id, 80)} is used twice: on line "
                    f"{earlier.location.line} and on line {claim.location.line}."
                ),
                location=claim.cell("claim_id"),
                subject=claim.claim_id,
            )


CHECK = Check(
    code="NE103",
    name="duplicate-claim-id",
    severity=Severity.ERROR,
    summary="Two rows of the claims table have the same claim id.",
    why="Appraisals and sign-offs name a claim by its id: they would count for both rows.",
    bad=(
        "reduces-pain,Dry needling reduces hip pain.,hall2018effects\n"
        "reduces-pain,Dry needling reduces knee pain.,lee2020knee"
    ),
    good=(
        "reduces-hip-pain,Dry needling reduces hip pain.,hall2018effects\n"
        "reduces-knee-pain,Dry needling reduces knee pain.,lee2020knee"
    ),
    way_out="Give one of the two rows an id of its own, or delete it if it is a copy.",
    look=_look,
)
