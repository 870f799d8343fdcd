"""NE304: a cited work about which nobody recorded what it says on the claim."""

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
        open_keys = [
            work.citekey
            for work in assessment.works
            if not work.stances and work.directness is not Directness.UNRELATED
        ]
        if not open_keys or not assessment.claim.needs_evidence:
            continue
        shown = ", ".join(one_line(key, 60) for key in open_keys[:5])
        more = f" and {len(open_keys) - 5} more" if len(open_keys) > 5 else ""
        yield Problem(
            message=f"No stance on this claim is recorded for {shown}{more} "
            f"({assessment.status.appraised} of {assessment.status.cited} cited works appraised).",
            location=assessment.claim.cell("references"),
            subject=assessment.claim.claim_id,
        )


CHECK = Check(
    code="NE304",
    name="unappraised-citation",
    severity=Severity.WARNING,
    summary="A claim cites a work, and nobody recorded what the work says about it.",
    why=(
        "Cited is not supported. Until somebody has read the work and recorded its stance and "
        "directness, the reference beside the claim is an assertion."
    ),
    bad=("claim_id,citekey,stance,directness\nreduces-hip-pain,hall2018effects,,"),
    good=("claim_id,citekey,stance,directness\nreduces-hip-pain,hall2018effects,supports,direct"),
    way_out="Read the work and record it: needle-evidence appraise CLAIM_ID CITEKEY.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
