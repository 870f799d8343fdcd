"""Forest plots: what stands together, on which axis, and what is not drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from needle_evidence.model.result import Directness, Result
from needle_evidence.reporting.pictures.forest_plot import (
    ClaimForests,
    ForestPlot,
    ForestRow,
    claim_forests,
)
from tests.drawn_library import a_claim, a_result, a_view, a_work

_COMPARED = {"comparator": "sham needling", "timepoint": "6 weeks", "better": "lower"}


def forests(*results: Result, **work: str) -> ClaimForests:
    """The plots of a claim that cites the works of these results."""
    keys = tuple(dict.fromkeys(result.citekey for result in results))
    works = [a_work(key, author=key.title(), **work) for key in keys]
    return claim_forests(a_view([a_claim(references=keys)], works, results).claims[0])


def difference(effect: str | None, low: str | None, high: str | None, **more: Any) -> Result:
    stated = {"measure": "MD", "unit": "mm", **_COMPARED, **more}
    return a_result(effect=effect, ci_low=low, ci_high=high, **stated)


def ratio(effect: str | None, low: str | None, high: str | None, **more: Any) -> Result:
    return difference(effect, low, high, **{"measure": "RR", "unit": "", **more})


def only(*results: Result) -> ForestPlot:
    (plot,) = forests(*results).plots
    return plot


def the_row(*results: Result) -> ForestRow:
    (row,) = only(*results).rows
    return row


def test_works_of_one_comparison_share_a_plot() -> None:
    plot = only(
        difference("-14.4", "-23.5", "-5.2"),
        difference("-3", "-9", "3", citekey="second", comparator="Sham  needling"),
    )
    assert [row.name.text for row in plot.rows] == ["Trial 2014", "Second 2014"]
    assert plot.against == "needling against sham needling · 6 weeks · MD in mm"


@pytest.mark.parametrize(
    "other",
    [
        {"comparator": "no treatment"},
        {"outcome": "function"},
        {"timepoint": "1 year"},
        {"measure": "SMD"},
        {"unit": "cm"},
        {"better": "higher"},
    ],
)
def test_what_differs_in_one_part_has_a_plot_of_its_own(other: dict[str, str]) -> None:
    found = forests(difference("-1", "-2", "0"), difference("-1", "-2", "0", citekey="b", **other))
    assert [len(plot.rows) for plot in found.plots] == [1, 1]


def test_no_effect_is_zero_for_a_difference_and_one_for_a_ratio() -> None:
    plot, ratios = only(difference("-14.4", "-23.5", "-5.2")), only(ratio("0.5", "0.25", "1.5"))
    assert plot.axis is not None
    assert plot.no_effect == plot.axis.place(0)
    assert ratios.axis is not None
    assert ratios.axis.ratio
    assert ratios.no_effect == ratios.axis.place(1)
    # On a log axis a quarter is twice as far from one as a half.
    half = ratios.rows[0].x
    low = ratios.rows[0].low
    assert half is not None
    assert low is not None
    assert ratios.no_effect - low == pytest.approx(2 * (ratios.no_effect - half), abs=0.3)


def test_proportions_have_no_line_of_no_effect_and_favour_nobody() -> None:
    plot = only(difference("32", "20", "44", measure="proportion", unit="%"))
    assert plot.no_effect is None
    assert [side.text for side in plot.sides] == ["", ""]


def test_the_good_side_is_the_treatments() -> None:
    lower = only(difference("-1", "-2", "0"))
    higher = only(difference("1", "0", "2", better="higher"))
    assert [side.text for side in lower.sides] == ["favours needling", "favours sham needling"]
    assert [side.text for side in higher.sides] == ["favours sham needling", "favours needling"]
    assert [side.text for side in only(difference("1", "0", "2", better="")).sides] == ["", ""]


def test_an_indirect_treatment_is_not_called_the_claims() -> None:
    indirect = {"directness": Directness.INDIRECT, "indirect_because": ("intervention",)}
    (plot,) = forests(difference("-1", "-2", "0", **indirect), intervention="acupuncture").plots
    assert plot.against.startswith("acupuncture against")
    assert plot.rows[0].hollow


def test_the_minimal_important_difference_lies_on_the_good_side() -> None:
    plot = only(difference("-14.4", "-23.5", "-5.2", mid="10"))
    assert plot.axis is not None
    assert plot.minimal == (plot.axis.place(-10),)
    assert plot.minimal_words.text == "Dashed: minimal important difference 10 mm."
    unknown = only(difference("-14.4", "-23.5", "-5.2", mid="10", better=""))
    assert len(unknown.minimal) == 2


def test_where_it_is_not_recorded_or_two_are_none_is_drawn_and_the_plot_says_so() -> None:
    plain = only(difference("-1", "-2", "0"))
    assert plain.minimal == ()
    assert plain.minimal_words.text == "Minimal important difference not recorded."
    two = only(
        difference("-1", "-2", "0", mid="1"), difference("-1", "-2", "0", citekey="b", mid="2")
    )
    assert two.minimal == ()
    assert two.minimal_words.full or two.minimal_words.text.endswith("none is drawn.")


def test_an_effect_without_interval_is_a_square_without_a_line() -> None:
    row = only(difference("-3", None, None), difference("-1", "-2", "0", citekey="b")).rows[0]
    assert row.x is not None
    assert (row.low, row.high, row.values) == (None, None, "−3")
    assert "no interval" in row.about.text
    assert forests(difference("-3", None, None)).plots == ()


def test_an_interval_without_effect_is_a_line_without_a_square() -> None:
    row = the_row(difference(None, "-2", "0"))
    assert row.x is None
    assert row.low is not None
    assert row.values == "−2 to 0"


def test_a_reversed_interval_is_printed_and_not_drawn() -> None:
    row = the_row(difference("-3", "4", "-20"))
    assert (row.low, row.high) == (None, None)
    assert row.values == "−3 (4 to −20)"
    assert "interval reversed: not drawn" in row.about.text


@pytest.mark.parametrize("numbers", [("0", "0", "2"), ("-1", "-2", "3"), ("1", "0", "3")])
def test_a_ratio_of_zero_or_less_is_said_in_words(numbers: tuple[str, str, str]) -> None:
    plot = only(ratio(*numbers), ratio("0.5", "0.3", "0.9", citekey="b"))
    assert plot.rows[0].x is None
    assert plot.rows[0].low is None
    assert "0 or less: not on a log axis" in plot.rows[0].about.text
    assert plot.rows[1].x is not None


def test_where_nothing_can_be_drawn_there_is_no_axis_and_the_values_stand() -> None:
    plot = only(ratio("-1", "-2", "3"))
    assert plot.axis is None
    assert plot.rows[0].values == "−1 (−2 to 3)"


def test_an_interval_that_leaves_the_axis_ends_in_an_arrow() -> None:
    plot = only(
        difference("-14", "-23", "-5"),
        difference("-3", "-9", "3", citekey="b"),
        difference("-5", "-5000", "1e30", citekey="c"),
    )
    row = plot.rows[2]
    assert (row.beyond_low, row.beyond_high) == (True, True)
    assert plot.axis is not None
    assert (row.low, row.high) == (plot.axis.left, plot.axis.right)
    assert not plot.rows[0].beyond_low


def test_a_work_wholly_beyond_the_axis_is_said_in_words() -> None:
    plot = only(
        difference("-14", "-23", "-5"),
        difference("-3", "-9", "3", citekey="b"),
        difference("900", "800", "1000", citekey="c"),
    )
    row = plot.rows[2]
    assert (row.x, row.low, row.high) == (None, None, None)
    assert "beyond the axis" in row.about.text


def test_an_absurd_effect_is_not_drawn_and_printed_short() -> None:
    plot = only(difference("-1e30", "-2e30", "0"), difference("-3", "-9", "3", citekey="b"))
    assert plot.rows[0].x is None
    assert plot.rows[0].values == "−1.00e+30 (−2.00e+30 to 0)"
    assert plot.axis is not None
    assert plot.axis.low > -50


def test_squares_grow_with_the_people() -> None:
    plot = only(
        difference("-1", "-2", "0", participants=400),
        difference("-1", "-2", "0", participants=100, citekey="b"),
        difference("-1", "-2", "0", participants=0, citekey="c"),
    )
    large, small, of_the_work = [row.side for row in plot.rows]
    assert large == 2 * small
    assert of_the_work > 0
    assert "84 people" in plot.rows[2].about.text


def test_opinion_and_unrelated_works_are_no_rows() -> None:
    assert forests(difference("-1", "-2", "0"), studydesign="narrative_review").plots == ()
    unrelated = difference("-1", "-2", "0", directness=Directness.UNRELATED, stance=None)
    assert forests(unrelated).plots == ()


def test_four_hundred_works_are_cut_at_forty() -> None:
    results = [difference("-1", "-2", "0", citekey=f"w{n}") for n in range(400)]
    (plot,) = forests(*results).plots
    assert (len(plot.rows), plot.left_out) == (40, 360)


def test_a_claim_has_at_most_twelve_plots_and_says_how_many_more() -> None:
    found = forests(*(difference("-1", "-2", "0", timepoint=f"{n} weeks") for n in range(20)))
    assert (len(found.plots), found.left_out) == (12, 8)


def test_names_of_files_differ_and_are_short() -> None:
    first, second = forests(
        difference("-1", "-2", "0"), difference("-1", "-2", "0", timepoint="1 year")
    ).plots
    assert first.file_name == "forest-eases-pain-1.svg"
    assert second.file_name == "forest-eases-pain-2.svg"
    long = [a_claim("a" * 300 + end) for end in ("b", "c")]
    results = [difference("-1", "-2", "0", claim_id=claim.claim_id) for claim in long]
    view = a_view(long, [a_work()], results)
    names = {plot.file_name for plot in view.pictures.filed_forests}
    assert len(names) == 2
    assert all(len(name) < 100 for name in names)


_NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(
    min_value=-100, max_value=100, places=2
)


@settings(deadline=None)  # the first example also reads the tables of words
@given(
    st.lists(st.tuples(_NUMBERS, _NUMBERS, _NUMBERS), min_size=1, max_size=4),
    st.sampled_from(["MD", "RR", "proportion", ""]),
    st.none() | _NUMBERS,
)
def test_whatever_is_recorded_stays_in_the_picture(
    numbers: list[tuple[Decimal, Decimal, Decimal]], measure: str, mid: Decimal | None
) -> None:
    results = [
        difference("0", "0", "0", citekey=f"w{at}", measure=measure) for at in range(len(numbers))
    ]
    results = [
        replace(result, effect=effect, ci_low=low, ci_high=high, mid=mid)
        for result, (effect, low, high) in zip(results, numbers, strict=True)
    ]
    plot = only(*results)
    for row in plot.rows:
        for x in (row.x, row.low, row.high, plot.no_effect, *plot.minimal):
            assert x is None or 0 <= x <= plot.width
        assert len(row.values) < 60


def test_a_result_of_unknown_directness_is_not_drawn_as_a_direct_one() -> None:
    row = the_row(difference("-14", "-23", "-5", directness=None))
    assert row.hollow
    assert row.about.text.endswith("directness not recorded")
    assert not the_row(difference("-14", "-23", "-5")).hollow


def test_a_difference_without_a_unit_says_so() -> None:
    plot = only(difference("-1.5", "-2", "-1", unit=""))
    assert plot.drawn_measure.text == "6 weeks · MD, unit not recorded"


def test_a_long_treatment_leaves_room_for_the_comparator() -> None:
    claim = a_claim(intervention="needling of every trigger point of the back and the neck, daily")
    result = difference("-14", "-23", "-5", comparator="no treatment")
    (plot,) = claim_forests(a_view([claim], [a_work()], [result]).claims[0]).plots
    assert plot.drawn_against.text.endswith("… against no treatment")
    assert plot.drawn_against.full == f"{claim.intervention} against no treatment"
