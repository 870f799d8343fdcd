"""NE307: a claim cites a work that is recorded as unrelated to it."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        for work in assessment.works:
            if work.directness is not Directness.UNRELATED:
                continue
            studied = one_line(work.reference.text("intervention"), 80).rstrip(".")
            what = f" It studied {studied}." if studied else ""
            yield Problem(
                message=f"{one_line(work.citekey, 80)} is recorded as unrelated to this claim."
                + what,
                location=assessment.claim.cell("references"),
                subject=assessment.claim.claim_id,
            )


CHECK = Check(
    code="NE307",
    name="unrelated-work-cited",
    severity=Severity.ERROR,
    summary="A claim cites a work that somebody recorded as unrelated to it.",
    why=(
        "A reference beside a claim tells readers that the work backs it. A work that studied "
        "something else backs nothing: it counts in no status, no level and no balance."
    ),
    bad=("claim_id,citekey,directness\ntreats-carpal-tunnel-syndrome,lopez2015manual,unrelated"),
    good="claim_id,citekey,directness\ntreats-carpal-tunnel-syndrome,park2020needling,direct",
    way_out="Take the work out of the claim's references, or the sentence off the page.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
