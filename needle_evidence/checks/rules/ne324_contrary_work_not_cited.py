"""NE324: a work that speaks against a claim is recorded, and the claim does not cite it."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Stance

_MOST = 5  # works named in one message


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        # Opinion counts for nothing, and yet a page that cites it argues with it.
        favoured = any(Stance.SUPPORTS in work.stances for work in assessment.works)
        if not favoured or assessment.cited_balance.refuting:
            continue
        against = [work.citekey for work in assessment.considered if _speaks_against(work)]
        if against:
            shown = ", ".join(one_line(key, 60) for key in against[:_MOST])
            left = len(against) - _MOST
            more = f" and {left} more" if left > 0 else ""
            yield Problem(
                message="No study that this claim cites speaks against it. Recorded as speaking "
                f"against it, and not cited: {shown}{more}.",
                location=assessment.claim.cell("references"),
                subject=assessment.claim.claim_id,
            )


def _speaks_against(work: AppraisedWork) -> bool:
    """Whether a result of its own, direct and with data, is against the claim."""
    return work.counts and any(
        result.stance is Stance.REFUTES and result.directness is Directness.DIRECT
        for result in work.results
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
