"""NE313: a claim about people that rests on animals or laboratory work only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from needle_evidence.appraisal.assessment import assess
from needle_evidence.appraisal.cited_work import NO_PEOPLE_DESIGNS, AppraisedWork
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import ClaimGroup
from needle_evidence.model.finding import NotChecked, Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

_ABOUT_PEOPLE = frozenset({ClaimGroup.HEALTH_EFFECT, ClaimGroup.OTHER_QUESTION})
_MOST = 5  # works named in one message
_RECORD = "Where the words mislead, record the work's studydesign."


def _look(library: Library) -> Iterator[Problem | NotChecked]:
    for assessment in assess(library):
        claim = assessment.claim
        works = [work for work in assessment.works if work.counts]
        if claim.group not in _ABOUT_PEOPLE or not works or any(map(_of_people, works)):
            continue
        unknown = [work for work in works if work.design.code not in NO_PEOPLE_DESIGNS]
        if unknown:
            yield NotChecked(
                reason="whether the cited works studied people is not known, as their design is "
                f"not recorded, or by no known code: {_listed(unknown)}",
                subject=claim.claim_id,
            )
            continue
        inferred = any(not work.design.stated for work in works)
        guess = " (as far as words tell: the design is not recorded)" if inferred else ""
        yield Problem(
            message=f"No cited study is of people. Of animals or cells{guess}: {_listed(works)}.",
            location=claim.cell("references"),
            subject=claim.claim_id,
            way_out=f"{CHECK.way_out} {_RECORD}" if inferred else "",
            severity=Severity.WARNING if inferred else Severity.ERROR,
        )


def _of_people(work: AppraisedWork) -> bool:
    """Whether its design, recorded or inferred, is a known one that is not of animals or cells."""
    return work.design.code in DESIGN_LABELS and work.design.code not in NO_PEOPLE_DESIGNS


def _listed(works: Sequence[AppraisedWork]) -> str:
    shown = ", ".join(one_line(work.citekey, 60) for work in works[:_MOST])
    left = len(works) - _MOST
    return f"{shown} and {left} more" if left > 0 else shown


CHECK = Check(
    code="NE313",
    name="no-people-studied",
    severity=Severity.ERROR,
    summary="A claim about people's health cites only animal or laboratory studies.",
    why=(
        "What helps a rat or a cell in a dish may do nothing, or harm, in a person. Such work can "
        "suggest how something might act; it does not show that it does."
    ),
    bad="speeds-healing cites kim2012tendon, whose studydesign is animal",
    good="speeds-healing cites kim2018trial, whose studydesign is rct",
    way_out=(
        "Cite a study in people; or say on the page that only animals or cells were studied, and "
        "record the claim's question as mechanism."
    ),
    look=_look,
)
