"""Schemes are found by their files; what may be printed of a level; what zero events show."""

from __future__ import annotations

from decimal import Decimal

import pytest

from needle_evidence.appraisal.scheme import (
    Level,
    level_statement,
    rules_out_no_less_than,
    schemes,
    zero_events_sentence,
)
from needle_evidence.model.result import Directness

TWO = Level(value=2, label="2", reason="A randomised trial.")


def test_schemes_are_found_and_credit_their_authors() -> None:
    found = schemes()
    assert {name: scheme.kind for name, scheme in found.items()} == {
        "ocebm_2011": "level",
        "grade": "certainty",
    }
    levels = found["ocebm_2011"]
    assert levels.attribution.startswith("OCEBM Levels of Evidence Working Group, Oxford 2011")
    assert "CC BY 4.0" in levels.attribution
    assert "no definitive judgement" in levels.disclaimer
    assert "no recommendation" in levels.disclaimer
    assert "not a GRADE panel assessment" in found["grade"].disclaimer


@pytest.mark.parametrize(
    ("directness", "because", "expected"),
    [
        (Directness.DIRECT, (), "OCEBM 2011 level 2"),
        (
            Directness.INDIRECT,
            ("intervention",),
            "level 2 for its own question; indirect here because intervention differs",
        ),
        (
            Directness.INDIRECT,
            ("population", "intervention", "outcome"),
            "level 2 for its own question; indirect here because population, intervention and "
            "outcome differ",
        ),
        (
            Directness.INDIRECT,
            ("other\nneedle",),
            "level 2 for its own question; indirect here because: other needle",
        ),
        (
            Directness.INDIRECT,
            (),
            "level 2 for its own question; indirect here, why is not recorded",
        ),
        (Directness.UNRELATED, ("intervention",), ""),
        (None, (), "level 2 for its own question, fit with this claim not judged"),
    ],
)
def test_a_level_stands_unqualified_only_beside_a_direct_work(
    directness: Directness | None, because: tuple[str, ...], expected: str
) -> None:
    assert level_statement(TWO, directness, because, "OCEBM 2011") == expected


@pytest.mark.parametrize("directness", [Directness.DIRECT, Directness.INDIRECT, None])
def test_an_unverified_row_and_a_condition_are_always_said(directness: Directness | None) -> None:
    level = Level(value=1, label="1", reason="", unverified=True, condition="the sample is local")
    said = level_statement(level, directness, (), "OCEBM 2011")
    assert "if the sample is local" in said
    assert "(row not verified against the published table)" in said


@pytest.mark.parametrize("directness", [Directness.DIRECT, Directness.INDIRECT, None])
def test_without_a_level_the_reason_stands_in_its_place(directness: Directness | None) -> None:
    level = Level(value=None, label="not known", reason="The study design is not recorded.")
    said = level_statement(level, directness, (), "OCEBM 2011")
    assert said == "OCEBM 2011 level not known: The study design is not recorded."


def test_an_unrelated_work_gets_no_line_even_without_a_level() -> None:
    level = Level(value=None, label="not known", reason="The study design is not recorded.")
    assert level_statement(level, Directness.UNRELATED, (), "OCEBM 2011") == ""


def test_rule_of_three() -> None:
    assert rules_out_no_less_than(300) == Decimal("0.01")
    # The exact upper end of the 95% interval for 0 of n is 1 - 0.05 ** (1 / n).
    for people in (30, 84, 1000):
        exact = 1 - 0.05 ** (1 / people)
        assert exact < float(rules_out_no_less_than(people)) < exact * 1.06
    assert rules_out_no_less_than(2) == rules_out_no_less_than(0) == rules_out_no_less_than(-5) == 1


def test_zero_events_are_put_in_words() -> None:
    assert zero_events_sentence(84) == (
        "Zero events in 84 people rule out no more than about 3/84 (1 in 28): a rarer harm stays "
        "possible."
    )
    assert "1 in 33)" in zero_events_sentence(100)
    assert zero_events_sentence(1).startswith("Zero events in 1 person rule out nothing")
    assert "rule out nothing" in zero_events_sentence(3)
    assert zero_events_sentence(0) == "No people were studied: no harm is ruled out."
