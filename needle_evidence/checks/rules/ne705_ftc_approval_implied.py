"""NE705: words that imply that an authority approved or reviewed a treatment."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.checks.benefit_claims import word_problems, words_found
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library

_RULE = "NE705"
_FAULT = "This implies that an authority approved or reviewed what the claim is about"
_HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        if not _warns(assessment):
            yield from word_problems(assessment, words_found(assessment, _RULE), _FAULT)


def _warns(assessment: ClaimAssessment) -> bool:
    """Whether a claim tells of a harm ("FDA-approved opioids can be addictive").

    One that reassures ("FDA-approved and safe") does not.
    """
    return assessment.claim.question in _HARMS and not assessment.wording.wording.reassurance


CHECK = Check(
    code=_RULE,
    name="ftc-approval-implied",
    severity=Severity.WARNING,
    summary="A claim implies that the FDA, a government or a certifier approved a treatment.",
    why=(
        "Readers take an approval for proof that it works. A page must not imply that the FDA "
        "approved or reviewed a product where it did not, and a disclaimer does not cure that "
        "(Health Products Compliance Guidance, 2022). Whether an approval exists cannot be seen "
        "from the words: a person has to look. Not legal advice."
    ),
    bad="Our FDA-approved laser relieves back pain.",
    good="The laser has not been evaluated by the FDA.",
    way_out=(
        "Take the words out. If an agency did approve exactly this product for exactly this use, "
        "record where in a waiver."
    ),
    look=_look,
    pack="ftc",
)
