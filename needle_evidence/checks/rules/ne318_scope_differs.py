"""NE318: a cited work that, by its words, studied something other than the claim says."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.appraisal.cited_work import AppraisedWork
from needle_evidence.appraisal.scope import Fit, scope_fit
from needle_evidence.checks.check import Check
from needle_evidence.language.thesaurus import Thesaurus, build_thesaurus
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness

_LOOK_AGAIN = (
    "Look again. If it is direct all the same, add the terms to appraisal/thesaurus.csv, or waive "
    "this finding; else correct the directness in evidence.csv."
)


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    thesaurus = build_thesaurus(library.terms)
    for assessment in assess(library):
        if not assessment.claim.needs_evidence:
            continue
        for work in assessment.works:
            if work.directness in (None, Directness.DIRECT):
                yield from _check(assessment, work, thesaurus)


def _check(
    assessment: ClaimAssessment, work: AppraisedWork, thesaurus: Thesaurus
) -> Iterator[Problem | NotChecked]:
    claim, key = assessment.claim, one_line(work.citekey, 80)
    scope = scope_fit(claim, work.reference, thesaurus)
    if scope.fit is Fit.NOT_CHECKED:
        yield NotChecked(
            reason="the thesaurus knows no term on one of the two sides",
            subject=f"{claim.claim_id}, {key}",
        )
    elif scope.fit is not Fit.FITS:
        recorded = work.directness is Directness.DIRECT
        judged = ", but is recorded as direct" if recorded else ""
        yield Problem(
            message=f"By its words, {key} looks {scope.fit.value}{judged}. "
            f"{one_line(scope.explanation, 400)}",
            location=claim.cell("references"),
            subject=claim.claim_id,
            way_out=_LOOK_AGAIN if recorded else "",
            severity=Severity.NOTE if recorded else None,
        )


CHECK = Check(
    code="NE318",
    name="scope-differs",
    severity=Severity.WARNING,
    summary="By its words, a cited work studied another treatment, condition or outcome.",
    why=(
        "A trial of tennis elbow is no trial of golfer's elbow, and acupuncture is not dry "
        "needling. Words are compared through a thesaurus; nothing is recorded: whether the work "
        "still informs the claim is for a person to judge."
    ),
    bad="treats-golfers-elbow cites “Dry needling for lateral epicondylitis”",
    good="treats-golfers-elbow cites “Dry needling for medial epicondylitis”",
    way_out=(
        "Record the directness in evidence.csv (direct, indirect with its reason, or unrelated), "
        "or cite a work that fits. Terms of your own go into appraisal/thesaurus.csv."
    ),
    look=_look,
)
