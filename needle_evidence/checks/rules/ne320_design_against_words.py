"""NE320: a recorded study design that the words of the work contradict."""

from __future__ import annotations

from collections.abc import Iterator

from needle_evidence.appraisal.cited_work import OPINION_DESIGNS, REVIEW_DESIGNS, study_designs
from needle_evidence.appraisal.design_inference import Confidence, InferredDesign, infer_design
from needle_evidence.appraisal.study_design import DESIGN_LABELS
from needle_evidence.checks.check import Check
from needle_evidence.model.finding import Problem, Severity
from needle_evidence.model.library import Library
from needle_evidence.model.plain_text import one_line

# Codes that words seldom tell apart; within one family nothing is contradicted. No family holds
# both people and animals, or both results and a mere plan for them beside a guideline.
_FAMILIES = (
    REVIEW_DESIGNS - {"systematic_review_cohort"},
    REVIEW_DESIGNS - {"systematic_review_rct"},
    OPINION_DESIGNS,
    frozenset({"guideline", "expert_opinion", "commentary", "narrative_review"}),
    frozenset({"rct", "physiology"}),
    frozenset({"nonrandomized_controlled", "historically_controlled", "quasi_rct"}),
    frozenset({"nonrandomized_controlled", "historically_controlled", "cohort"}),
    frozenset({"cohort", "inception_cohort", "nested_case_control"}),
    frozenset({"case_control", "nested_case_control"}),
    frozenset({"cross_sectional", "cross_sectional_blinded_ref", "survey_random",
               "survey_nonrandom", "census"}),
    frozenset({"case_series", "case_report"}),
    frozenset({"animal", "in_vitro"}),
    frozenset({"mechanism", "physiology"}),
)  # fmt: skip
# A meta-analysis of cohorts is no review of trials, though both are meta-analyses.
_NEVER_BOTH = {"systematic_review_rct", "systematic_review_cohort"}
# Recorded as the first where words say the second: whoever looked found the draw not random.
_MORE_CAREFUL = frozenset({("quasi_rct", "rct")})


def _look(library: Library) -> Iterator[Problem]:
    for key, design in study_designs(library).items():
        if not design.stated or design.code not in DESIGN_LABELS or design.code == "other":
            continue
        reference = library.reference_by_key[key]
        inferred = infer_design(reference)
        if inferred.confidence is not Confidence.HIGH or not inferred.design:
            continue
        if _told(design.code, inferred):
            continue
        words = "; ".join(
            f"“{one_line(text, 80)}” in the {field}" for field, text in inferred.words[:2]
        )
        yield Problem(
            message=f"{one_line(key, 80)} is recorded as {design.code}, but its words say "
            f"{inferred.design}: {words}.",
            location=reference.place("studydesign"),
            subject=key,
        )


def _told(recorded: str, inferred: InferredDesign) -> bool:
    """Whether the words tell the recorded design, or one that is seldom told apart from it."""
    if {recorded, inferred.design} == _NEVER_BOTH:
        return False
    return any(_alike(recorded, code) for code in (inferred.design, *inferred.also))


def _alike(recorded: str, told: str) -> bool:
    if recorded == told or (recorded, told) in _MORE_CAREFUL:
        return True
    return any(recorded in family and told in family for family in _FAMILIES)


CHECK = Check(
    code="NE320",
    name="design-against-words",
    severity=Severity.WARNING,
    summary="The recorded design of a work is not the one that its title or abstract names.",
    why=(
        "A protocol that is recorded as a trial, or a narrative review recorded as a systematic "
        "one, gives a claim a level of evidence that it does not have."
    ),
    bad="title = {Needling for hip pain: protocol for a randomized trial}, studydesign = {rct}",
    good=(
        "title = {Needling for hip pain: protocol for a randomized trial}, studydesign = {protocol}"
    ),
    way_out="Look at the work and correct studydesign; keep it if the words mislead.",
    look=_look,
)
