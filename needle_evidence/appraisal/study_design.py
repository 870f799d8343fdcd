"""Study designs: the codes of the `studydesign` field and the words that reports print."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Codes after OCEBM 2011 (Levels of Evidence Working Group) with the publication kinds that
# have no level there.
DESIGN_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "systematic_review_rct": "Systematic review of randomised trials",
        "systematic_review_cohort": "Systematic review of cohort studies",
        "systematic_review_other": "Systematic review",
        "meta_analysis": "Meta-analysis",
        "n_of_1": "N-of-1 trial",
        "rct": "Randomised trial",
        "quasi_rct": "Quasi-randomised trial",
        "nonrandomized_controlled": "Controlled study, not randomised",
        "inception_cohort": "Inception cohort study",
        "cohort": "Cohort study",
        "case_control": "Case-control study",
        "nested_case_control": "Nested case-control study",
        "cross_sectional_blinded_ref": "Diagnostic study with blinded reference standard",
        "cross_sectional": "Cross-sectional study",
        "historically_controlled": "Historically controlled study",
        "case_series": "Case series",
        "case_report": "Case report",
        "survey_random": "Survey of a random sample",
        "survey_nonrandom": "Survey of a non-random sample",
        "census": "Census",
        "qualitative": "Qualitative study",
        "physiology": "Physiology experiment",
        "mechanism": "Mechanism-based reasoning",
        "animal": "Animal study",
        "in_vitro": "Laboratory (in vitro) study",
        "guideline": "Guideline",
        "narrative_review": "Narrative review (no data of its own)",
        "commentary": "Commentary (no data of its own)",
        "protocol": "Study protocol (no results)",
        "expert_opinion": "Expert opinion (no data of its own)",
        "other": "Other design",
    }
)


def design_label(code: str) -> str:
    """The words for a design code; a code that is not known is shown as written."""
    return DESIGN_LABELS.get(code.strip().lower(), code.strip())
