"""NE324: a work that speaks against a claim is recorded, and the claim does not cite it."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Stance


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        if not assessment.cited_balance.supporting or assessment.cited_balance.refuting:
            continue
        against = [
            work.citekey
            for work in assessment.considered
            if work.counts
            and work.directness is Directness.DIRECT
            and Stance.REFUTES in work.stances
        ]
        if against:
            shown = ", ".join(one_line(key, 60) for key in against[:5])
            verb = "speaks" if len(against) == 1 else "speak"
            yield Problem(
                message=f"Only supporting works are cited, but {shown} {verb} against this claim.",
                location=assessment.claim.cell("references"),
                subject=assessment.claim.claim_id,
            )


CHECK = Check(
    code="NE324",
    name="contrary-work-not-cited",
    severity=Severity.WARNING,
    summary="A claim cites only works in its favour, and a contrary work is recorded.",
    why="Citing only what favours a claim misleads, the more so where the contrary was known.",
    bad="cites hall2018effects (supports); ito2021sham (refutes) is in evidence.csv only",
    good="cites hall2018effects (supports) and ito2021sham (refutes)",
    way_out="Cite the contrary work too, and word the claim for all of the evidence.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
