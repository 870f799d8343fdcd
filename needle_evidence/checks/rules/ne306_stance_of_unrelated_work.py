"""NE306: a stance recorded for a work that is recorded as unrelated."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness


def _look(library: Library) -> Iterator[Problem]:
    for result in library.results:
        if result.directness is Directness.UNRELATED and result.stance is not None:
            yield Problem(
                message=f"{one_line(result.citekey, 80)} is recorded as unrelated, yet with "
                f"the stance “{result.stance.value}”; the stance does not count.",
                location=result.cell("stance"),
                subject=one_line(result.claim_id, 80),
            )


CHECK = Check(
    code="NE306",
    name="stance-of-unrelated-work",
    severity=Severity.ERROR,
    summary="A work that is recorded as unrelated has a stance on the claim.",
    why=(
        "A work that studied neither the claim's treatment nor its condition can speak neither "
        "for nor against it. One of the two cells is wrong."
    ),
    bad=(
        "claim_id,citekey,stance,directness\n"
        "treats-carpal-tunnel-syndrome,lopez2015manual,supports,unrelated"
    ),
    good=(
        "claim_id,citekey,stance,directness\n"
        "treats-carpal-tunnel-syndrome,lopez2015manual,,unrelated"
    ),
    way_out="Empty the stance cell, or correct the directness.",
    look=_look,
)
