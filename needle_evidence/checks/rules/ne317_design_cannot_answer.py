"""NE317: a study whose design cannot answer the question that a claim asks."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import OPINION_DESIGNS
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim = assessment.claim
        # The Levels rank no evidence for these.
        if not claim.needs_evidence or claim.question is Question.MECHANISM:
            continue
        if claim.question is None:
            if assessment.works:
                reason = "the kind of question is not recorded, so no design can be held against it"
                yield NotChecked(reason=reason, subject=claim.claim_id)
            continue
        for work in assessment.works:
            if work.directness is Directness.UNRELATED or work.design.code in OPINION_DESIGNS:
                continue
            key = one_line(work.citekey, 80)
            if work.design.code not in DESIGN_LABELS:
                reason = "its design is not recorded, and its words do not show it"
                if work.design.code:
                    reason = "its studydesign is none of the known codes"
                yield NotChecked(reason=reason, subject=f"{claim.claim_id}, {key}")
            elif not work.level.fits:
                label = work.design.label[:1].lower() + work.design.label[1:]
                guess = "" if work.design.stated else ", inferred from its words"
                yield Problem(
                    message=f"The design of {key} ({label}{guess}) cannot answer a question of "
                    f"{claim.question.value.replace('_', ' ')}.",
                    location=claim.cell("references"),
                    subject=claim.claim_id,
                    severity=None if work.design.certain else Severity.NOTE,
                )


CHECK = Check(
    code="NE317",
    name="design-cannot-answer",
    severity=Severity.WARNING,
    summary="The design of a cited work cannot answer the question that the claim asks.",
    why=(
        "Each kind of question needs its kind of study (OCEBM 2011). A survey tells how common "
        "something is, not whether a treatment works; a trial does not tell how common it is."
    ),
    bad="reduces-hip-pain (treatment_benefit) cites a survey_random",
    good="reduces-hip-pain (treatment_benefit) cites an rct",
    way_out="Cite a work whose design fits, or correct the claim's question.",
    look=_look,
)
