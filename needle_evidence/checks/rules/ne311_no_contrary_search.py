"""NE311: only supporting evidence, and nobody recorded a search for the contrary."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from needle_evidence.appraisal.assessment import ClaimAssessment, assess
from needle_evidence.checks.check import Check
from needle_evidence.language.wording_strength import Strength
from needle_evidence.model.claim import Question
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library

_HARMS = frozenset({Question.COMMON_HARM, Question.RARE_HARM})
# Questions to which there is a contrary answer that somebody would not like to find.
_WITH_A_CONTRARY = frozenset(
    {
        None,
        Question.TREATMENT_BENEFIT,
        Question.COMPARISON,
        Question.DIAGNOSIS,
        Question.SCREENING,
    }
)


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        claim = assessment.claim
        if not (claim.question in _WITH_A_CONTRARY or _reassures(assessment)):
            continue
        if not _one_sided(assessment) or _searched(assessment, library.today):
            continue
        count = assessment.cited_balance.supporting + assessment.considered_balance.supporting
        works = "The one recorded study supports" if count == 1 else "All recorded studies support"
        search = "no search for contrary evidence is recorded"
        if assessment.searches:
            search = (
                "the search for contrary evidence that is recorded has no day, or one that is "
                "still to come"
            )
        yield Problem(
            message=f"{works} this claim, and {search}.",
            location=claim.cell("references"),
            subject=claim.claim_id,
        )


def _one_sided(assessment: ClaimAssessment) -> bool:
    """Whether cited works support the claim and nothing that can count is against it or open."""
    cited, other = assessment.cited_balance, assessment.considered_balance
    return bool(cited.supporting) and not (
        cited.refuting or cited.neutral or other.refuting or other.neutral
    )


def _searched(assessment: ClaimAssessment, today: datetime.date | None) -> bool:
    """Whether a search was made: one without a day, or planned, is none yet."""
    days = [search.searched_on for search in assessment.searches if search.searched_on]
    return any(today is None or day <= today for day in days)


def _reassures(assessment: ClaimAssessment) -> bool:
    """Whether a harm claim plays the harm down; a warning needs no search for the contrary."""
    cues = assessment.wording.wording.reassurance
    return assessment.claim.question in _HARMS and any(
        cue.strength.rank > Strength.UNCERTAIN.rank for cue in cues
    )


CHECK = Check(
    code="NE311",
    name="no-contrary-search",
    severity=Severity.WARNING,
    summary="All recorded evidence supports a claim, and nobody recorded looking for the contrary.",
    why=(
        "Evidence is weighed as a whole. Works that favour a claim are easy to find by looking "
        "for them; whether others speak against it shows only where somebody looked. Asked of what "
        "says that a treatment or test works, or that it is safe; never of a warning of harm."
    ),
    bad="evidence.csv: one supporting trial; no row in appraisal/searches.csv",
    good=(
        "appraisal/searches.csv:\nclaim_id,searched_on,by,source,query,found\n"
        "reduces-hip-pain,2026-11-02,R. Hall,PubMed,dry needling hip,nothing against it"
    ),
    way_out=(
        "Search for studies that found no effect, or harm, and record the search and its day in "
        "appraisal/searches.csv."
    ),
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
