"""NE505: a claim that was probably reworded in its article."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.placements import claims_with_placements, listed_differences
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for claim, placements in claims_with_placements(library):
        for placement in placements:
            if placement.state is AnchorState.REANCHORED:
                differences = listed_differences(placement)
                yield Problem(
                    message=(
                        f"This claim was probably reworded to “"
                        f"{one_line(placement.governed.quote, 120)}”"
                        f"{f': {differences}' if differences else ''}."
                    ),
                    location=placement.location,
                    subject=claim.claim_id,
                    way_out=_WAY_OUT.format(claim=claim.claim_id),
                    raw=placement.governed.quote,
                )


_WAY_OUT = (
    "If it still says the same, run `needle-evidence anchor --accept {claim}`; if not, correct "
    "the page or the row."
)

CHECK = Check(
    code="NE505",
    name="reworded-claim",
    severity=Severity.WARNING,
    summary="A claim was found again only by likeness; a person must say whether it is the same.",
    why=(
        "The words changed, and no number, negation, hedge, condition or treatment was seen to "
        "change with them. Whether they still say what was appraised is a person's judgement."
    ),
    bad="anchored: “eases heel pain”; now: “brings relief from heel pain”",
    good="anchored: “eases heel pain”; now: the same",
    way_out=_WAY_OUT.format(claim="CLAIM_ID"),
    needs=frozenset({"claims", "articles"}),
    look=_look,
)
