"""NE104: two claims that say the same thing under different ids."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.language.folded_text import folded
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    first: dict[str, Claim] = {}
    for claim in library.claims:
        text = folded(claim.text)
        if not text:
            continue
        earlier = first.setdefault(text, claim)
        # The same id on both rows is a finding of its own, NE103.
        if earlier.claim_id != claim.claim_id:
            yield Problem(
                message=(
                    f"This claim says the same as {one_line(earlier.claim_id, 80)} "
                    f"(line {earlier.location.line}): “{one_line(claim.text, 120)}”"
                ),
                location=claim.cell("claim"),
                subject=claim.claim_id,
            )


CHECK = Check(
    code="NE104",
    name="duplicate-claim-text",
    severity=Severity.WARNING,
    summary="Two rows make the same claim; case, spaces and punctuation aside.",
    why="The claim is counted twice, and each row may show other references and verdicts.",
    bad=(
        "hip-pain,Dry needling reduces hip pain.,hall2018effects\n"
        "pain-of-the-hip,dry needling reduces  hip pain,"
    ),
    good="hip-pain,Dry needling reduces hip pain.,hall2018effects",
    way_out="Keep one row. If it stands in several articles, list them in its article cell.",
    look=_look,
)
