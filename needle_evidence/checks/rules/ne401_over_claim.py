"""NE401: wording that says more than the certainty of the evidence licenses."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.printable_sentence import printable_sentence
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        wording, claim = assessment.wording, assessment.claim
        if not claim.needs_evidence:
            continue
        if wording.verdict is WordingVerdict.NOT_CHECKED:
            yield NotChecked(reason=one_line(wording.not_checked, 200), subject=claim.claim_id)
        elif wording.verdict is WordingVerdict.OVER_CLAIM:
            sentence = printable_sentence(assessment)
            instead = f"May be printed: “{sentence.clinician}”" if sentence.clinician else ""
            yield Problem(
                message=one_line("; ".join(wording.reasons), 500) + ".",
                location=claim.cell("quote" if wording.judged_from == "quote" else "claim"),
                subject=claim.claim_id,
                way_out=one_line(instead, 500),
                raw=wording.judged_text,
            )


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
