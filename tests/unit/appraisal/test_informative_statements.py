"""The sentences that a certainty licenses, and those on the limits of the evidence."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.appraisal.informative_statements import (
    licensed_sentence,
    limits_sentence,
    no_study_sentence,
)
from needle_evidence.appraisal.wording import LICENSED_STRENGTH, states_limits
from needle_evidence.language.data_table import data_table
from needle_evidence.language.wording_strength import classify_wording
from needle_evidence.model.certainty import Certainty

DIRECTIONS = ("reduces", "increases", "none")
SIZES = ("large", "moderate", "small", "trivial")
CELLS = list(itertools.product(Certainty, DIRECTIONS, SIZES, (False, True)))


def sentence(
    certainty: Certainty,
    direction: str = "reduces",
    effect_size: str = "moderate",
    *,
    intervention: str = "dry needling",
    outcome: str = "pain",
    plain: bool = False,
    **names: str,
) -> str:
    return licensed_sentence(
        intervention=intervention,
        outcome=outcome,
        certainty=certainty,
        direction=direction,
        effect_size=effect_size,
        plain=plain,
        **names,
    )


@pytest.mark.parametrize(
    ("certainty", "direction", "effect_size", "words"),
    [
        (Certainty.HIGH, "reduces", "large", "Dry needling results in a large reduction in pain."),
        (Certainty.HIGH, "increases", "moderate", "Dry needling increases pain."),
        (Certainty.HIGH, "reduces", "small", "Dry needling reduces pain slightly."),
        (Certainty.MODERATE, "reduces", "moderate", "Dry needling probably reduces pain."),
        (
            Certainty.MODERATE,
            "none",
            "",
            "Dry needling probably results in little to no difference in pain.",
        ),
        (Certainty.LOW, "reduces", "small", "Dry needling may reduce pain slightly."),
        (
            Certainty.LOW,
            "reduces",
            "trivial",
            "Dry needling may result in little to no difference in pain.",
        ),
    ],
)
def test_clinician_form(certainty: Certainty, direction: str, effect_size: str, words: str) -> None:
    assert sentence(certainty, direction, effect_size) == words


@pytest.mark.parametrize(
    ("certainty", "effect_size", "words"),
    [
        (Certainty.HIGH, "large", "Dry needling causes a large reduction in pain."),
        (Certainty.MODERATE, "moderate", "Dry needling probably reduces pain."),
        (Certainty.LOW, "trivial", "Dry needling may make little or no difference to pain."),
        (Certainty.VERY_LOW, "large", "It is unclear if dry needling has an effect on pain."),
    ],
)
def test_plain_form(certainty: Certainty, effect_size: str, words: str) -> None:
    assert sentence(certainty, "reduces", effect_size, plain=True) == words


def test_names_time_people_and_comparator() -> None:
    assert sentence(
        Certainty.LOW,
        "reduces",
        "small",
        outcome="first-step pain",
        population="adults with plantar heel pain",
        comparator="sham needling",
        timepoint="6 weeks",
    ) == (
        "Dry needling may reduce first-step pain slightly at 6 weeks in adults with plantar heel "
        "pain, compared with sham needling."
    )


@pytest.mark.parametrize("direction", ["", *DIRECTIONS])
@pytest.mark.parametrize("effect_size", ["", *SIZES])
def test_very_low_has_one_form(direction: str, effect_size: str) -> None:
    assert sentence(Certainty.VERY_LOW, direction, effect_size, outcome="golfer's elbow") == (
        "The evidence is very uncertain about the effect of dry needling on golfer's elbow."
    )


@pytest.mark.parametrize(
    ("direction", "effect_size"), [("", "small"), ("reduces", ""), ("up", "x")]
)
def test_nothing_is_licensed_without_direction_and_size(direction: str, effect_size: str) -> None:
    assert sentence(Certainty.HIGH, direction, effect_size) == ""


def test_nothing_is_licensed_without_names() -> None:
    assert sentence(Certainty.VERY_LOW, outcome=" . ") == ""
    assert sentence(Certainty.VERY_LOW, intervention="") == ""


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("timepoint", "at 6 weeks", "Dry needling may reduce pain at 6 weeks."),
        ("timepoint", "end of treatment", "Dry needling may reduce pain at end of treatment."),
        ("timepoint", "short term", "Dry needling may reduce pain (short term)."),
        ("population", "in adults", "Dry needling may reduce pain in adults."),
        ("comparator", "compared with rest.", "Dry needling may reduce pain, compared with rest."),
        ("comparator", "vs. rest", "Dry needling may reduce pain, compared with rest."),
        ("outcome", "pain.", "Dry needling may reduce pain."),
        ("outcome", "pain\n at  night", "Dry needling may reduce pain at night."),
        ("intervention", "TENS", "TENS may reduce pain."),
    ],
)
def test_no_doubled_words_or_marks(name: str, value: Any, words: str) -> None:
    assert sentence(Certainty.LOW, **{name: value}) == words


@pytest.mark.parametrize(
    ("intervention", "verb"),
    [
        ("exercises", "reduce"),
        ("massage and exercise", "reduce"),
        ("exercises for the back", "reduce"),
        ("massage", "reduces"),
        ("mobilisation of joints", "reduces"),
        ("electrolysis", "reduces"),
    ],
)
def test_verb_agrees(intervention: str, verb: str) -> None:
    assert f" {verb} pain" in sentence(Certainty.HIGH, intervention=intervention)


@pytest.mark.parametrize("hostile", ["{outcome}", "%s {0}", "[/b] <script>", "\\1", "=1+1", "⊕"])
def test_hostile_names_are_plain_text(hostile: str) -> None:
    assert hostile in sentence(Certainty.LOW, outcome=hostile)
    assert hostile in sentence(Certainty.LOW, intervention=f"x {hostile}")


@pytest.mark.parametrize(("certainty", "direction", "effect_size", "plain"), CELLS)
def test_gate_reads_the_sentences_as_meant(
    certainty: Certainty, direction: str, effect_size: str, plain: bool
) -> None:
    printed = sentence(certainty, direction, effect_size, plain=plain)
    assert classify_wording(printed).strength is LICENSED_STRENGTH[certainty]


@given(st.text(), st.text(), st.text(), st.text(), st.sampled_from(list(Certainty)))
def test_one_sentence(
    outcome: str, population: str, comparator: str, timepoint: str, certainty: Certainty
) -> None:
    printed = sentence(
        certainty,
        outcome=outcome,
        population=population,
        comparator=comparator,
        timepoint=timepoint,
    )
    assert printed == "" or printed.endswith(".")
    assert not printed.endswith("..")
    assert "\n" not in printed
    assert "  " not in printed


def test_each_row_names_its_source() -> None:
    assert len(data_table("informative_statements")) == 2 * (3 * 7 + 1)
    assert all(row["source"] for row in data_table("informative_statements"))


def test_limits() -> None:
    assert limits_sentence(Certainty.HIGH) == limits_sentence(Certainty.MODERATE) == ""
    assert limits_sentence(Certainty.LOW) == (
        "The evidence is limited: the studies are few or small, or have weaknesses."
    )
    assert limits_sentence(Certainty.VERY_LOW, {"imprecision": "one patient.", "other": ""}) == (
        "The evidence is very limited: one patient."
    )
    assert "studies disagree" in limits_sentence(Certainty.LOW, {"inconsistency": ""})


def test_limits_sentence_is_read_as_one() -> None:
    assert states_limits(limits_sentence(Certainty.LOW))
    assert states_limits(limits_sentence(Certainty.VERY_LOW, {"imprecision": ""}))
    assert not states_limits("Dry needling may reduce pain.")


def test_no_study() -> None:
    assert no_study_sentence(intervention="dry needling", condition="carpal tunnel syndrome") == (
        "None of the studies cited here tested dry needling for carpal tunnel syndrome."
    )
    assert no_study_sentence(intervention="", condition="x") == ""
