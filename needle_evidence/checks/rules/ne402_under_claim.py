"""NE402: wording that says less than the certainty of the evidence licenses."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.printable_sentence import printable_sentence
from needle_evidence.appraisal.wording import WordingVerdict
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        if assessment.wording.verdict is not WordingVerdict.UNDER_CLAIM:
            continue
        sentence = printable_sentence(assessment).clinician
        judged = assessment.wording
        yield Problem(
            message=one_line("; ".join(judged.reasons), 500) + ".",
            location=assessment.claim.cell("quote" if judged.judged_from == "quote" else "claim"),
            subject=assessment.claim.claim_id,
            way_out=f"May be printed: “{one_line(sentence, 500)}”" if sentence else "",
        )


CHECK = Check(
    code="NE402",
    name="under-claim",
    severity=Severity.NOTE,
    summary="The wording of a claim is weaker than the certainty of its evidence licenses.",
    why="“May” where the evidence is certain keeps readers from help that is known to work.",
    bad="Exercise may reduce hip pain. (certainty: high)",
    good="Exercise reduces hip pain. (certainty: high)",
    way_out="Say it as plainly as the evidence does, or leave it: nobody is misled to harm.",
    look=_look,
)
