"""NE311: only supporting evidence, and nobody recorded a search for the contrary."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.assessment import assess
from needle_evidence.checks.check import Check
from needle_evidence.model.claim import ClaimGroup, Question
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library

_HARMS = (Question.COMMON_HARM, Question.RARE_HARM)


def _look(library: Library) -> Iterator[Problem]:
    for assessment in assess(library):
        claim, cited, other = (
            assessment.claim,
            assessment.cited_balance,
            assessment.considered_balance,
        )
        one_sided = cited.supporting and not (
            cited.refuting or cited.neutral or other.refuting or other.neutral
        )
        if claim.group is not ClaimGroup.HEALTH_EFFECT or claim.question in _HARMS:
            continue
        if one_sided and not assessment.searches:
            count = cited.supporting + other.supporting
            works = "The only recorded work supports" if count == 1 else "All recorded works support"
            yield Problem(
                message=f"{works} this claim, and no search for contrary evidence is recorded.",
                location=claim.cell("references"),
                subject=claim.claim_id,
            )


CHECK = Check(
    code="NE311",
    name="no-contrary-search",
    severity=Severity.WARNING,
    summary="All recorded evidence supports a claim, and nobody recorded looking for the contrary.",
    why=(
        "Evidence is weighed as a whole. Works that favour a claim are easy to find by looking "
        "for them; whether others speak against it shows only where somebody looked."
    ),
    bad="evidence.csv: one supporting trial; no row in appraisal/searches.csv",
    good=(
        "appraisal/searches.csv:\nclaim_id,searched_on,by,source,query,found\n"
        "reduces-hip-pain,2026-11-02,R. Hall,PubMed,dry needling hip,nothing against it"
    ),
    way_out="Search for studies that found no effect, and record the search in searches.csv.",
    needs=frozenset({"claims", "references", "results"}),
    look=_look,
)
