"""NE323: a claim against which its own cited works speak."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Stance

_WORDS = {
    ClaimStatus.REFUTED: ("What the claim cites speaks against it", Severity.ERROR),
    ClaimStatus.MIXED: ("The cited works disagree; recorded as against it", Severity.WARNING),
    ClaimStatus.NEUTRAL_ONLY: ("The cited works settle nothing", Severity.WARNING),
}
_HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})
# A warning is not taken down because a small study saw nothing (the rule of three).
_OF_HARM = (
    "Write what the works found. A study in which nobody was harmed does not rule a harm out."
)
_MOST = 5  # works named in one message


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        status = assessment.status.status
        if status not in _WORDS:
            continue
        words, severity = _WORDS[status]
        stance = Stance.NEUTRAL if status is ClaimStatus.NEUTRAL_ONLY else Stance.REFUTES
        yield Problem(
            message=f"{words}: {_who(assessment, stance)}.",
            location=assessment.claim.cell("references"),
            subject=assessment.claim.claim_id,
            severity=severity,
            way_out=_OF_HARM if assessment.claim.question in _HARMS else "",
        )


def _who(assessment: ClaimAssessment, stance: Stance) -> str:
    """The citekeys of the works with a direct result of this stance."""
    keys = dict.fromkeys(
        work.citekey
        for work in assessment.works
        for result in work.results
        if work.counts and result.stance is stance and result.directness is Directness.DIRECT
    )
    shown = ", ".join(one_line(key, 60) for key in list(keys)[:_MOST])
    left = len(keys) - _MOST
    return f"{shown} and {left} more" if left > 0 else shown


CHECK = Check(
    code="NE323",
    name="refuted-claim",
    severity=Severity.ERROR,
    summary="The works that a claim cites speak against it, disagree, or settle nothing.",
    why=(
        "A reader who follows the reference finds the contrary of the sentence. Works that "
        "disagree, or settle nothing, are a warning."
    ),
    bad="reduces-hip-pain,hall2018effects,refutes,direct",
    good="reduces-hip-pain,hall2018effects,supports,direct",
    way_out="Take the sentence off the page, or write what the works found.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
