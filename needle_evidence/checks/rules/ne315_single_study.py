"""NE315: a supported claim behind which there is one study."""

from __future__ import annotations

import re
from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import REVIEW_DESIGNS, AppraisedWork
from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness

# Works that sum up many studies.
_MANY_STUDIES = REVIEW_DESIGNS | {"guideline"}
_NUMBER = re.compile(r"[1-9][0-9]{0,2}(?:[,. \u202f]?[0-9]{3}){0,3}")


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim = assessment.claim
        direct = [work for work in assessment.evidence if _speaks_to_the_claim(work)]
        if assessment.status.status is not ClaimStatus.SUPPORTED or len(direct) != 1:
            continue
        only = direct[0]
        if only.design.code in _MANY_STUDIES or not claim.needs_evidence:
            continue
        key = one_line(only.citekey, 80)
        if only.design.code not in DESIGN_LABELS:
            yield NotChecked(
                reason=f"whether {key} is one study or a review of many is not known: its design "
                "is not recorded, or by no known code",
                subject=claim.claim_id,
            )
            continue
        yield Problem(
            message=f"One study{_people(only)} is all the direct evidence that is recorded: {key}.",
            location=claim.cell("references"),
            subject=claim.claim_id,
        )


def _speaks_to_the_claim(work: AppraisedWork) -> bool:
    """Whether it has a direct result of which somebody recorded the stance."""
    return any(
        result.directness is Directness.DIRECT and result.stance is not None
        for result in work.results
    )


def _people(work: AppraisedWork) -> str:
    """The sample size as " of 84 people", "" where it is not recorded, or not as a number."""
    size = work.reference.text("samplesize").strip()
    if not _NUMBER.fullmatch(size):
        return ""
    return f" of {size} {'person' if size == '1' else 'people'}"


CHECK = Check(
    code="NE315",
    name="single-study",
    severity=Severity.NOTE,
    summary="A supported claim rests on one study, and no other direct evidence is recorded.",
    why=(
        "A single study can be wrong by chance, by its setting or by its methods. Until another "
        "finds the same, readers should know that there is only one."
    ),
    bad="treats-heel-pain: one trial in evidence.csv",
    good="treats-heel-pain: a systematic review, or two trials, in evidence.csv",
    way_out="Look for other studies and record them, or say on the page that it was one study.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
