"""Scales of pictures: round numbers and where they stand."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.reporting.pictures.axis import Axis, in_words, steps_up_to


def test_a_linear_axis_has_round_numbers_at_their_places() -> None:
    axis = Axis(low=-25, high=5, left=0, right=300)
    assert [(tick.words, tick.x) for tick in axis.ticks] == [
        ("−20", 50.0),
        ("−10", 150.0),
        ("0", 250.0),
    ]


def test_on_a_log_axis_a_half_is_as_far_from_one_as_two() -> None:
    axis = Axis(low=0.25, high=4, left=0, right=400, ratio=True)
    assert axis.place(1) == 200.0
    assert axis.place(1) - axis.place(0.5) == axis.place(2) - axis.place(1) == 100.0
    assert [tick.words for tick in axis.ticks] == ["0.3", "1", "3"]


def test_a_narrow_log_axis_still_has_numbers() -> None:
    axis = Axis(low=0.7, high=1.3, left=0, right=400, ratio=True)
    assert "1" in [tick.words for tick in axis.ticks]


@given(
    st.floats(min_value=-1e12, max_value=1e12, allow_nan=False),
    st.floats(min_value=1e-6, max_value=1e12),
)
def test_the_numbers_of_an_axis_stand_on_it(low: float, length: float) -> None:
    high = low + length
    if high <= low:
        return
    ticks = Axis(low=low, high=high, left=10, right=370).ticks
    assert len(ticks) <= 12
    assert all(9 <= tick.x <= 371 for tick in ticks)


@given(st.floats(min_value=1e-12, max_value=1e11), st.floats(min_value=1.01, max_value=1e12))
def test_the_numbers_of_a_log_axis_stand_on_it(low: float, times: float) -> None:
    axis = Axis(low=low, high=low * times, left=10, right=370, ratio=True)
    assert len(axis.ticks) <= 7
    assert all(axis.holds(tick.value) and math.isfinite(tick.x) for tick in axis.ticks)


@pytest.mark.parametrize("most", [1, 2, 4, 7, 11, 99, 10_000])
def test_counts_have_whole_steps_up_to_the_largest(most: int) -> None:
    steps = steps_up_to(most)
    assert steps[0] == 0
    assert steps[-1] >= most
    assert len(steps) <= 7
    assert len({b - a for a, b in itertools.pairwise(steps)}) == 1


def test_numbers_far_from_one_are_written_short() -> None:
    assert (in_words(-0.25), in_words(0), in_words(2e30)) == ("−0.25", "0", "2e+30")
