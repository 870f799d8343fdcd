"""NE701: a benefit claim whose recorded support is no randomised trial in people."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.cited_work import (
    RANDOMIZED_DESIGNS,
    REVIEW_DESIGNS,
    AppraisedWork,
)
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.benefit_claims import benefit_claims
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness, Stance

_MOST_WORKS = 4  # named in one message
# Reviews whose code does not say that they are of randomised trials.
_OPEN_REVIEWS = REVIEW_DESIGNS - RANDOMIZED_DESIGNS - {"systematic_review_cohort"}


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in benefit_claims(library):
        claim, works = assessment.claim, assessment.works
        backing = [work for work in works if _backs(work)]
        if not works or any(_is_trial(work) for work in backing):
            continue
        unknown = [(work, reason) for work in backing if (reason := _unknown(work))]
        for work, reason in unknown:
            name = f"{claim.claim_id}, {one_line(work.citekey, 80)}"
            yield NotChecked(reason=reason, subject=name)
        if not unknown:
            more = f"; and {len(works) - _MOST_WORKS} more" if len(works) > _MOST_WORKS else ""
            yield Problem(
                message="No cited work that is recorded as direct and supporting is a randomised "
                "trial in people, or a review of such trials. Cited instead: "
                f"{'; '.join(map(_described, works[:_MOST_WORKS]))}{more}.",
                location=claim.cell("references"),
                subject=claim.claim_id,
            )


def _backs(work: AppraisedWork) -> bool:
    return work.counts and any(
        result.stance is Stance.SUPPORTS and result.directness is Directness.DIRECT
        for result in work.results
    )


def _is_trial(work: AppraisedWork) -> bool:
    return work.design.certain and work.design.code in RANDOMIZED_DESIGNS


def _unknown(work: AppraisedWork) -> str:
    """Why a work that supports the claim may still be such a trial or review, "" if it is none."""
    design = work.design
    if not design.code:
        return "its design is not recorded, and its words do not show it"
    if design.code not in DESIGN_LABELS:
        return "its studydesign is none of the known codes"
    if not design.certain and design.code in RANDOMIZED_DESIGNS | REVIEW_DESIGNS:
        return "its design was only guessed from its words: record it in the field studydesign"
    if design.code in _OPEN_REVIEWS:
        return (
            "its studydesign does not say whether the trials that it reviews were randomised: "
            "systematic_review_rct does"
        )
    return ""


def _described(work: AppraisedWork) -> str:
    """A work with its design and what was recorded: "ito2018 (case series; refutes, direct)"."""
    label = work.design.label
    design = f"{label[:1].lower()}{label[1:]}" if label else "design not known"
    guess = "" if work.design.stated or not label else ", inferred"
    stances = ", ".join(stance.value for stance in work.stances)
    if work.directness is Directness.UNRELATED:
        recorded = "unrelated"
    elif not stances:
        recorded = "not appraised"
    else:
        directness = work.directness.value if work.directness else "directness not recorded"
        recorded = f"{stances}, {directness}"
    return f"{one_line(work.citekey, 60)} ({one_line(design, 40)}{guess}; {recorded})"


CHECK = Check(
    code="NE701",
    name="ftc-no-human-trial",
    severity=Severity.WARNING,
    summary=(
        "A benefit claim cites works, and none recorded as direct and supporting is a randomised "
        "trial in people or a review of such trials."
    ),
    why=(
        "As a general matter the FTC asks for randomised, controlled trials in people behind a "
        "health benefit. Animal and laboratory work is background, observational studies are of "
        "limited weight, anecdotes none, and several weak studies do not add up to a strong one "
        "(Health Products Compliance Guidance, 2022). Claims without any reference are reported "
        "by NE101. Not legal advice."
    ),
    bad="reduces-hip-pain cites ito2018series (case_series), recorded as supports, direct",
    good="reduces-hip-pain cites hall2018effects (rct), recorded as supports, direct",
    way_out=(
        "Cite a randomised trial of the claim and record what it found, or take the sentence off "
        "the page."
    ),
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
    pack="ftc",
)
