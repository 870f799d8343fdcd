"""Study designs as columns of a picture, in the order of what they can show about an effect."""

from __future__ import annotations

# After the order of OCEBM 2011 for treatment benefit; the code lists are those of the
# `studydesign` field. What is on no list (qualitative studies, codes of the user's own, and
# works whose design nobody recorded) stands in the last column.
DESIGN_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Systematic reviews",
        (
            "systematic_review_rct",
            "systematic_review_cohort",
            "systematic_review_other",
            "meta_analysis",
        ),
    ),
    ("Randomised trials", ("rct", "n_of_1")),
    ("Other controlled", ("quasi_rct", "nonrandomized_controlled", "historically_controlled")),
    (
        "Observational",
        (
            "inception_cohort",
            "cohort",
            "case_control",
            "nested_case_control",
            "cross_sectional_blinded_ref",
            "cross_sectional",
            "survey_random",
            "survey_nonrandom",
            "census",
        ),
    ),
    ("Case series, reports", ("case_series", "case_report")),
    ("Laboratory, mechanism", ("physiology", "mechanism", "animal", "in_vitro")),
    (
        "Opinion, guidelines",
        ("narrative_review", "commentary", "protocol", "expert_opinion", "guideline"),
    ),
    ("Other, not recorded", ()),
)
_GROUP_OF = {code: at for at, (_, codes) in enumerate(DESIGN_GROUPS) for code in codes}


def design_group(code: str) -> int:
    """The column of a design code: a place in `DESIGN_GROUPS`, the last for what is unknown."""
    return _GROUP_OF.get(code, len(DESIGN_GROUPS) - 1)
