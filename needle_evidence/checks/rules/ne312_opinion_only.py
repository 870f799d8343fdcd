"""NE312: a claim that rests on works without data of their own."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import OPINION_DESIGNS
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        works = assessment.works
        if not works or any(work.own_data for work in works):
            continue
        if not assessment.claim.needs_evidence:
            continue
        kinds = ", ".join(
            f"{one_line(work.citekey, 60)} ({work.design.code.replace('_', ' ')})"
            for work in works[:5]
        )
        effect = assessment.claim.group is ClaimGroup.HEALTH_EFFECT
        yield Problem(
            message=f"No cited work has data of its own: {kinds}.",
            location=assessment.claim.cell("references"),
            subject=assessment.claim.claim_id,
            severity=Severity.ERROR if effect else Severity.WARNING,
        )


CHECK = Check(
    code="NE312",
    name="opinion-only",
    severity=Severity.ERROR,
    summary="A claim cites only works without data of their own.",
    why=(
        "A narrative review, a commentary, a protocol or an opinion repeats or announces what "
        "others measured. It can be right, but it is no study of the claim. These kinds count: "
        f"{', '.join(sorted(design.replace('_', ' ') for design in OPINION_DESIGNS))}."
    ),
    bad="treats-fibromyalgia cites rossi2011review, whose studydesign is narrative_review",
    good="treats-fibromyalgia cites ito2019trial, whose studydesign is rct",
    way_out="Cite the studies themselves, or a systematic review of them.",
    look=_look,
)
