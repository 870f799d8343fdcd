"""Each row of the result words on its own two sentences, and results as people write them."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.language import result_direction
from needle_evidence.language.data_table import data_table
from needle_evidence.language.result_direction import result_directions

ROWS = data_table("result_words")
SAYS = frozenset({"for", "against", "nothing", "equal"})
FOR = [
    "Less pain than with placebo.",
    "Pain was 14.4 mm lower on a visual analogue scale than after sham.",
    "Reduced pain with no serious adverse events and no withdrawals.",
    "Not only did pain fall, sleep improved too.",
    "Compared with no exercise, exercise lowered the risk of depression.",
    "Unlike sham, needling relieved pain.",
    "The treatment group improved significantly more than the control group.",
    "Function declined faster in the control group.",
    "Pain fell even in people who had not improved with drugs.",
    "Fewer relapses and no difference in adverse events.",
    "Pressure pain threshold increased.",
    "More patients reported pain relief.",
    "Screening reduced deaths from cancer by a fifth.",
    "Pain eased without loss of function.",
    "Less pain (VAS) than with sham.",
]
AGAINST = [
    "Pain was worse with needling than with sham.",
    "Sham reduced pain more than needling did.",
    "The control group improved significantly more than the treatment group.",
    "Pain relief was less than with ibuprofen.",
    "The drug increased mortality.",
    "Less range of motion than with other treatments.",
    "Other treatments did better.",
]
NOTHING = [
    "There was no statistically significant difference between vitamin D and placebo in fractures.",
    "Vitamin D didn't prevent falls.",
    "Vitamin D didn\u2019t prevent falls.",
    "Both groups improved; needling was not superior.",
    "Pain improved in both groups, with no difference between them.",
    "Needling with a twitch reduced pain no more than needling without one.",
    "Arthroscopy was equivalent to sham surgery.",
    "Like sham, needling left pain unchanged.",
    "The treatment group did not improve more than the control group.",
    "Neither needling nor sham changed pain.",
    "We found no reduction in mortality.",
    "Results did not reach statistical significance.",
    "No evidence of an improvement in disability.",
]
EQUAL = [
    "As good as a cortisone injection for pain and function.",
    "Naproxen was no worse than ibuprofen.",
    "Physiotherapy was non-inferior to arthroscopy.",
]
NONE = [
    "",
    "No side effects were reported.",
    "No significant difference from control in adverse events.",
    "It is unclear whether the drug reduces pain.",
    "The trial was designed to show that exercise reduces falls.",
    "The groups did not differ at baseline.",
    "Relief did not differ between men and women.",
    "There were no gender differences.",
    "Pain was assessed with a visual analogue scale.",
    "Side effects were no more frequent than with placebo.",
    "Schmerzen wurden gemessen.",
]
BOTH = [
    "Better at 1 month, no difference at 12.",
    "Manual therapy was better at 1 and 3 months and no different at 6 and 12 months.",
    "Improved pain but not function.",
    "Less pain (not significant).",
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["fires"])
def test_each_row_fires_and_stays_quiet(row: Mapping[str, str]) -> None:
    fires, quiet = result_directions(row["fires"]), result_directions(row["quiet"])
    if row["says"] == "aside":
        assert not fires
        assert quiet
    else:
        assert row["says"] in fires
        assert row["says"] not in quiet


@pytest.mark.parametrize("number", range(len(ROWS)), ids=lambda number: ROWS[number]["fires"])
def test_no_row_is_idle(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ROWS[number]["fires"]
    before = result_directions(text)
    patterns = result_direction._patterns()
    rest = patterns[:number] + patterns[number + 1 :]
    monkeypatch.setattr(result_direction, "_patterns", lambda: rest)
    assert result_directions(text) != before


def test_the_tables_hold_what_the_module_knows() -> None:
    assert {row["says"] for row in ROWS} == SAYS | {"aside"}
    outcomes = data_table("result_outcomes")
    assert {row["better"] for row in outcomes} == {"lower", "higher"}
    names = [row["outcome"] for row in outcomes]
    assert len(names) == len(set(names))
    assert names == [name.lower() for name in names]


@pytest.mark.parametrize("text", FOR)
def test_says_for(text: str) -> None:
    assert "for" in result_directions(text)
    assert "against" not in result_directions(text)


@pytest.mark.parametrize("text", AGAINST)
def test_says_against(text: str) -> None:
    assert result_directions(text) == {"against"}


@pytest.mark.parametrize("text", NOTHING)
def test_says_nothing(text: str) -> None:
    assert result_directions(text) == {"nothing"}


@pytest.mark.parametrize("text", EQUAL)
def test_says_as_good(text: str) -> None:
    assert result_directions(text) == {"equal"}


@pytest.mark.parametrize("text", NONE)
def test_names_no_direction(text: str) -> None:
    assert result_directions(text) == frozenset()


@pytest.mark.parametrize("text", BOTH)
def test_names_both(text: str) -> None:
    assert result_directions(text) == {"for", "nothing"}


def test_the_comparator_may_be_the_better_one() -> None:
    text = "Surgery was better than needling."
    assert result_directions(text) == {"for"}
    assert result_directions(text, "surgery") == {"against"}
    assert result_directions("Needling was better than surgery.", "surgery") == {"for"}
    assert result_directions("As good as surgery.", "surgery") == {"equal"}


def test_only_the_beginning_is_read() -> None:
    assert result_directions("x " * 2_000 + "Needling reduced pain.") == frozenset()


@given(st.text(), st.text(max_size=20))
def test_any_text_gives_directions(text: str, comparator: str) -> None:
    assert result_directions(text, comparator) <= SAYS


@pytest.mark.parametrize(
    "part",
    ["a ", "no ", "pain ", "reduced ", "than the ", "(", ",", "w", "did not ", "both groups "],
)
def test_takes_little_time_on_hostile_text(part: str) -> None:
    started = time.perf_counter()
    result_directions(part * 50_000, part * 50_000)
    assert time.perf_counter() - started < 1
