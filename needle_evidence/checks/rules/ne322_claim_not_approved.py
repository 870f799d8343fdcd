"""NE322: a claim that its last reviewer rejected or sent back."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.sign_off import SignOffState
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_WORDS = {
    SignOffState.REJECTED: ("rejected this claim", Severity.ERROR),
    SignOffState.NEEDS_WORK: ("sent this claim back as needing work", Severity.WARNING),
}


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        signed = assessment.sign_off
        if signed.state not in _WORDS or signed.review is None:
            continue
        words, severity = _WORDS[signed.state]
        who = one_line(signed.review.reviewed_by, 60) or "A reviewer without a name"
        when = signed.review.reviewed_on
        day = f" on {when.isoformat()}" if when else ""
        yield Problem(
            message=f"{who} {words}{day}{_because(signed.review.note)}",
            location=assessment.claim.cell("claim"),
            subject=assessment.claim.claim_id,
            severity=severity,
        )


def _because(note: str) -> str:
    """The end of the sentence: the reviewer's note where there is one."""
    why = one_line(note, 200)
    if not why:
        return "; no reason is noted."
    return f": {why}" if why[-1] in ".!?…" else f": {why}."


CHECK = Check(
    code="NE322",
    name="claim-not-approved",
    severity=Severity.ERROR,
    summary="The last sign-off on a claim rejects it or asks for work.",
    why="Somebody who had to stand behind the claim looked at it and did not.",
    bad="reduces-hip-pain,rejected,R. Hall,2026-11-02",
    good="reduces-hip-pain,approved,R. Hall,2026-11-09",
    way_out="Mend what the reviewer names and ask for a new sign-off, or take the claim off.",
    look=_look,
)
