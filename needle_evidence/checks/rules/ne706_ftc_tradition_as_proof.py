"""NE706: tradition put in the place of evidence."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.wording import states_limits
from needle_evidence.checks.benefit_claims import benefit_claims, word_problems, words_found
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library

_RULE = "NE706"


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in benefit_claims(library):
        status = assessment.status.status
        if status is ClaimStatus.SUPPORTED:
            continue
        found = words_found(assessment, _RULE)
        if found.phrases and states_limits(found.text):
            continue
        label = status.label[:1].lower() + status.label[1:]
        fault = f"This tells of tradition, and no cited study backs the benefit (status: {label})"
        yield from word_problems(assessment, found, fault)


CHECK = Check(
    code=_RULE,
    name="ftc-tradition-as-proof",
    severity=Severity.WARNING,
    summary="A benefit claim that no cited study supports tells how old or traditional it is.",
    why=(
        "That people have used something for centuries does not show that it works, and claims "
        "of traditional use need support like any other (Health Products Compliance Guidance, "
        "2022). Where a cited study supports the claim, or the sentence says how limited the "
        "evidence is, this stays quiet. Not legal advice."
    ),
    bad="This ancient method has relieved headaches for thousands of years.",
    good="People have used it for centuries; there is not enough evidence to say if it helps.",
    way_out="Cite studies in people; long use shows that people tried it, not that it works.",
    look=_look,
    pack="ftc",
)
