"""NE313: a claim about people that rests on animals or laboratory work only."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import NO_PEOPLE_DESIGNS
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        works = [work for work in assessment.works if work.counts]
        if assessment.claim.group is not ClaimGroup.HEALTH_EFFECT or not works:
            continue
        if all(work.design.code in NO_PEOPLE_DESIGNS for work in works):
            sure = all(work.design.certain for work in works)
            shown = ", ".join(one_line(work.citekey, 60) for work in works[:5])
            guess = "" if sure else " (the design is inferred from words, not recorded)"
            yield Problem(
                message=f"No people were studied: {shown} worked with animals or in a "
                f"laboratory{guess}.",
                location=assessment.claim.cell("references"),
                subject=assessment.claim.claim_id,
                severity=Severity.ERROR if sure else Severity.WARNING,
            )


CHECK = Check(
    code="NE313",
    name="no-people-studied",
    severity=Severity.ERROR,
    summary="A claim about a health effect cites only animal or laboratory studies.",
    why=(
        "What helps a rat or a cell in a dish may do nothing, or harm, in a person. Such work can "
        "suggest how something might act; it does not show that it does."
    ),
    bad="speeds-healing cites kim2012tendon, whose studydesign is animal",
    good="speeds-healing cites kim2018trial, whose studydesign is rct",
    way_out="Cite a study in people, or say on the page that only animals were studied.",
    look=_look,
)
