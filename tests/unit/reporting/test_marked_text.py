"""Cutting text into stretches and runs."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from needle_evidence.reporting.marked_text import MOST_IN_ONE, Span, Stretch, runs, stretches


def cut(*spans: tuple[int, int, int]) -> list[tuple[int, int, tuple[int, ...]]]:
    given = (Span(start=start, end=end, thing=thing) for start, end, thing in spans)
    return [(one.start, one.end, one.things) for one in stretches(given)]


def test_nested_spans_are_cut_at_every_edge() -> None:
    assert cut((0, 10, 1), (3, 6, 0)) == [(0, 3, (1,)), (3, 6, (0, 1)), (6, 10, (1,))]


def test_overlapping_spans_share_what_they_share() -> None:
    assert cut((0, 6, 0), (4, 9, 1)) == [(0, 4, (0,)), (4, 6, (0, 1)), (6, 9, (1,))]


def test_equal_spans_are_one_stretch_and_empty_ones_none() -> None:
    assert cut((2, 5, 1), (2, 5, 0), (2, 5, 0), (3, 3, 2), (5, 2, 3)) == [(2, 5, (0, 1))]


def test_what_touches_does_not_hang_together() -> None:
    spans = [Span(start=0, end=4, thing=0), Span(start=4, end=8, thing=0)]
    assert [one.group for one in stretches(spans)] == [0, 4]
    overlapping = [Span(start=0, end=5, thing=0), Span(start=4, end=8, thing=1)]
    assert {one.group for one in stretches(overlapping)} == {0}


def test_only_so_many_are_listed_and_the_others_counted() -> None:
    (one,) = stretches(Span(start=0, end=5, thing=n) for n in range(MOST_IN_ONE + 7))
    assert (one.things, one.more) == (tuple(range(MOST_IN_ONE)), 7)


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 5)), max_size=12)


@given(SPANS)
def test_every_character_has_exactly_the_things_that_span_it(
    spans: list[tuple[int, int, int]],
) -> None:
    found = cut(*spans)
    for (_, end, _), (start, _, _) in pairwise(found):
        assert end <= start
    for offset in range(31):
        here = {thing for start, end, thing in spans if start <= offset < end}
        told = [set(things) for start, end, things in found if start <= offset < end]
        assert told == ([here] if here else [])


def test_thousands_of_nested_spans_take_no_time() -> None:
    spans = [Span(start=n, end=100_000 - n, thing=n) for n in range(20_000)]
    started = time.perf_counter()
    assert sum(1 for _ in stretches(spans)) == 39_999
    assert time.perf_counter() - started < 4


def shown(
    text: str, *found: Stretch, start: int = 0, marks: tuple[tuple[int, str], ...] = ()
) -> Any:
    cut_up = runs(text, start, len(text), found, marks)
    return [("".join(part for part, _ in run.parts), run.stretch is not None) for run in cut_up]


def stretch(start: int, end: int) -> Stretch:
    return Stretch(start=start, end=end, things=(0,), more=0, group=start, ends=True)


def test_runs_hold_the_whole_block_and_no_more() -> None:
    text = "before. A claim. After."
    assert shown(text, stretch(8, 16)) == [
        ("before. ", False),
        ("A claim.", True),
        (" After.", False),
    ]
    assert shown(text, stretch(0, 100), start=8) == [("A claim. After.", True)]
    assert shown("") == []


def test_mark_at_the_end_of_a_claim_belongs_to_it() -> None:
    cut_up = runs("Eases pain. More.", 0, 17, [stretch(0, 10)], [(10, "[5]"), (17, "[6]")])
    assert cut_up[0].parts == (("Eases pain", False), ("[5]", True))
    assert cut_up[1].parts == ((". More.", False), ("[6]", True))


def test_claim_that_goes_on_in_the_next_block_closes_there() -> None:
    text = "One.\n\nTwo."
    first = runs(text, 0, 4, [stretch(0, 10)])
    second = runs(text, 6, 10, [stretch(0, 10)])
    assert [run.closes for run in (*first, *second)] == [False, True]
