"""Which code NE319 offers for a study design that is no code."""

from __future__ import annotations

import pytest

from needle_evidence.checks.rules.ne319_design_not_recorded import CHECK
from needle_evidence.checks.runner import run_checks
from needle_evidence.model.claim import Claim
from needle_evidence.model.finding import Location
from needle_evidence.model.library import Library
from needle_evidence.model.reference import Reference


def message(design: str) -> str:
    reference = Reference(
        key="hall2018effects",
        entry_type="article",
        location=Location(path="references.bib", line=1),
        fields={"title": "Effects of needling: a case report", "studydesign": design},
    )
    claim = Claim(
        claim_id="eases-pain",
        text="Needling eases pain.",
        references=("hall2018effects",),
        location=Location(path="claims.csv", line=2),
    )
    library = Library(
        claims=(claim,),
        references=(reference,),
        available=frozenset({"claims", "references"}),
    )
    (result,) = run_checks(library, [CHECK])
    return result.findings[0].message


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("randomized_trial", "rct"),
        ("Randomised controlled trial", "rct"),
        ("non-randomized trial", "nonrandomized_controlled"),
        ("systematic review", "systematic_review_other"),
        ("prospective cohort", "cohort"),
        ("RTC", "rct"),
        ("case_contol", "case_control"),
    ],
)
def test_what_was_meant_is_offered(written: str, code: str) -> None:
    assert f"is no code. Did you mean {code} (" in message(written)


@pytest.mark.parametrize("written", ["randomised_tiral", "randomzed", "random controled"])
def test_a_misspelled_randomised_is_never_taken_for_its_contrary(written: str) -> None:
    assert "nonrandom" not in message(written)


def test_nothing_is_offered_for_what_is_like_no_design() -> None:
    assert message("textbook").endswith("is no code.")
