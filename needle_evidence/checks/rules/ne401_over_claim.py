"""NE401: wording that says more than the certainty of the evidence licenses."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.appraisal.printable_sentence import printable_sentence
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.appraisal.wording_remarks import HARMS, warns_of_rare_harm
from needle_evidence.checks.check import Check
from needle_evidence.language.wording_strength import Strength
from needle_evidence.model.finding import Location, NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_KEEP = "Keep the warning, and say how many people were harmed, of how many, with the source."


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        wording, claim = assessment.wording, assessment.claim
        if not claim.needs_evidence:
            yield from _absolute_anyway(assessment)
        elif wording.verdict is WordingVerdict.NOT_CHECKED:
            yield NotChecked(reason=one_line(wording.not_checked, 200), subject=claim.claim_id)
        elif wording.verdict is WordingVerdict.OVER_CLAIM:
            yield Problem(
                message=one_line("; ".join(wording.reasons), 500) + ".",
                location=_place(assessment),
                subject=claim.claim_id,
                way_out=_instead(assessment),
                raw=wording.judged_text,
            )


def _absolute_anyway(assessment: ClaimAssessment) -> Iterator[Problem]:
    """Absolute words in a claim whose question says that it needs no evidence: a hint only."""
    claim, cues = assessment.claim, assessment.wording.wording.cues
    words = dict.fromkeys(cue.text for cue in cues if cue.strength is Strength.ABSOLUTE)
    if words and claim.question is not None:
        shown = ", ".join(f"“{one_line(word, 60)}”" for word in list(words)[:5])
        are = "is" if len(words) == 1 else "are"
        yield Problem(
            message=f"{shown} {are} absolute, and by its question ({claim.question.value}) this "
            "claim needs no evidence.",
            location=_place(assessment),
            subject=claim.claim_id,
            severity=Severity.WARNING,
            way_out="If the claim is about health, record its question; no evidence licenses these "
            "words. If not, leave it.",
            raw=assessment.wording.judged_text,
        )


def _place(assessment: ClaimAssessment) -> Location:
    judged_from = assessment.wording.judged_from
    return assessment.claim.cell("quote" if judged_from == "quote" else "claim")


def _instead(assessment: ClaimAssessment) -> str:
    """What may be printed, with what must stand beside it; "" where nothing may."""
    sentence = printable_sentence(assessment)
    if not sentence.clinician:
        harm = assessment.claim.question in HARMS
        return _KEEP if harm and warns_of_rare_harm(assessment.wording.wording) else ""
    beside = f" Beside it: “{one_line(sentence.limits, 250)}”" if sentence.limits else ""
    return f"May be printed: “{one_line(sentence.clinician, 500)}”{beside}"


CHECK = Check(
    code="NE401",
    name="over-claim",
    severity=Severity.ERROR,
    summary="The wording of a claim is stronger than the certainty of its evidence licenses.",
    why=(
        "Verbs carry certainty: “treats” needs high certainty, “probably” moderate, “may” low "
        "(GRADE informative statements, Santesso 2020). No certainty licenses “cures”, "
        "“guaranteed” or “always”. Warnings of harm are never too strong; what is checked there "
        "is reassurance: “safe”, “low-risk”, “painless”."
    ),
    bad="Dry needling reduces hip pain. (certainty: low)",
    good="Dry needling may reduce hip pain; the studies are few. (certainty: low)",
    way_out="Weaken the words until the evidence carries them, or take the sentence off the page.",
    look=_look,
)
