"""NE312: a claim that rests on works without data of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import OPINION_DESIGNS, AppraisedWork
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness

_MOST = 5  # works named in one message
_RECORD = "Where the words mislead, record the work's studydesign."


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim = assessment.claim
        # An unrelated work is set aside: its data are about something else.
        works = [work for work in assessment.works if work.directness is not Directness.UNRELATED]
        if not works or not claim.needs_evidence or any(_has_data(work) for work in works):
            continue
        unknown = [work for work in works if work.own_data]
        if unknown:
            yield NotChecked(
                reason="whether the cited works have data of their own is not known: "
                f"{_listed(unknown)}",
                subject=claim.claim_id,
            )
            continue
        effect = claim.group is ClaimGroup.HEALTH_EFFECT
        guess = any(not work.design.stated for work in works)
        yield Problem(
            message=f"No cited work has data of its own: {_listed(works)}.",
            location=claim.cell("references"),
            subject=claim.claim_id,
            way_out=f"{CHECK.way_out} {_RECORD}" if guess else "",
            severity=Severity.ERROR if effect and not guess else Severity.WARNING,
        )


def _has_data(work: AppraisedWork) -> bool:
    """Whether its design, recorded or inferred, is a known one with data of its own."""
    return work.design.code in DESIGN_LABELS and work.design.code not in OPINION_DESIGNS


def _listed(works: Sequence[AppraisedWork]) -> str:
    """The works, each with its design and whether that was inferred."""
    shown = ", ".join(f"{one_line(work.citekey, 60)} ({_kind(work)})" for work in works[:_MOST])
    left = len(works) - _MOST
    return f"{shown} and {left} more" if left > 0 else shown


def _kind(work: AppraisedWork) -> str:
    kind = one_line(work.design.code.replace("_", " "), 40) or "design not known"
    return kind if work.design.stated or not work.design.code else f"{kind}, inferred"


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
