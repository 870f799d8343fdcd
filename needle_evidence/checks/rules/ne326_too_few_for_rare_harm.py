"""NE326: studies too small to say that a rare harm does not occur."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.appraisal.scheme import zero_events_sentence
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# The rule of three: no event in n people leaves a risk of up to about 3 in n. Harms are called
# rare from 1 in 1,000 on (CIOMS), which needs 3,000 people.
ENOUGH_PEOPLE = 3_000


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim = assessment.claim
        if claim.question is not Question.RARE_HARM or not assessment.wording.wording.reassurance:
            continue
        sizes = [_people(work) for work in assessment.works if work.counts]
        known = [size for size in sizes if size]
        if not sizes:
            continue
        if not known:
            yield NotChecked(reason="no number of people is recorded", subject=claim.claim_id)
        elif max(known) < ENOUGH_PEOPLE:
            yield Problem(
                message=f"The largest cited work has {max(known)} people. "
                f"{one_line(zero_events_sentence(max(known)), 200)}",
                location=claim.cell("references"),
                subject=claim.claim_id,
            )


def _people(work: AppraisedWork) -> int:
    size = work.reference.text("samplesize").replace(",", "").strip()
    recorded = [result.participants or 0 for result in work.results]
    if size.isascii() and size.isdigit() and len(size) < 10:
        recorded.append(int(size))
    return max(recorded, default=0)


CHECK = Check(
    code="NE326",
    name="too-few-for-rare-harm",
    severity=Severity.ERROR,
    summary="A reassurance about rare harms rests on studies too small to show it.",
    why=(
        "A trial of 84 people in which nothing happened leaves open a serious harm in 1 of 28 "
        "(the rule of three). Only thousands of people, or a register, speak about rare harms."
    ),
    bad="low-risk (rare_harm) cites a trial of 84 people",
    good="low-risk (rare_harm) cites a survey of 20,000 treatments",
    way_out="Cite a study of thousands, or write how many people were studied and what was seen.",
    look=_look,
)
