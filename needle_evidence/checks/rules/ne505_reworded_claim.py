"""NE505: a claim that was probably reworded in its article."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.checks.placements import claims_placed, listed_differences
from needle_evidence.model.anchor import AnchorState
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for claim, placement in claims_placed(library, AnchorState.REANCHORED):
        quote, recorded = placement.governed.quote, placement.recorded
        beside = recorded is not None and recorded.governed.quote == quote
        shown = f"“{one_line(quote, 120)}”"
        what = f"What stands around {shown} was" if beside else "This claim was probably"
        differences = listed_differences(placement)
        yield Problem(
            message=(
                f"{what} reworded{'' if beside else f' to {shown}'}"
                f"{f': {differences}' if differences else ''}."
            ),
            location=placement.location,
            subject=claim.claim_id,
            way_out=_WAY_OUT.format(claim=claim.claim_id),
            raw=quote,
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
