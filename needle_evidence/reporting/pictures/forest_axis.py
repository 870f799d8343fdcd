"""The axis of a forest plot: wide enough for most of its intervals, and not for one gone astray."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from statistics import median, median_low

from needle_evidence.reporting.pictures.axis import Axis
from needle_evidence.reporting.pictures.forest_rows import Comparison, drawn_numbers

# How many times the median distance from no effect is still shown; of ratios, of their logs.
_FARTHEST_TIMES, _FARTHEST_RATIO = 5.0, 3.0
_MARGIN = 0.07
_LEAST = 1e-9


def forest_axis(comparison: Comparison, *, left: float, right: float) -> Axis | None:
    """The axis of a comparison, from `left` to `right`; None where nothing can be drawn.

    No effect (where the measure has it) is always on it, a minimal important difference where
    it is not far from the rest. What lies farther out leaves the picture with an arrow.
    """
    rows = drawn_numbers(comparison.effects)
    if not rows:
        return None
    scale: Callable[[float], float] = math.log if comparison.ratio else _same
    back: Callable[[float], float] = math.exp if comparison.ratio else _same
    scaled = [[scale(number) for number in row] for row in rows]
    if comparison.no_effect is None:
        middle = median([row[0] for row in scaled])
    else:
        middle = scale(comparison.no_effect)
    reach = median_low([max(abs(number - middle) for number in row) for row in scaled])
    times = _FARTHEST_RATIO if comparison.ratio else _FARTHEST_TIMES
    limit = times * reach or max(abs(n - middle) for row in scaled for n in row)
    marks = [scale(mark) for mark in minimal_marks(comparison)]
    numbers = [middle, *(number for row in scaled for number in row)]
    numbers += [mark for mark in marks if abs(mark - middle) <= limit]
    low = max(min(numbers), middle - limit)
    high = min(max(numbers), middle + limit)
    room = max((high - low) * _MARGIN, abs(middle) * _LEAST, _LEAST if high > low else 1.0)
    return Axis(
        low=back(low - room), high=back(high + room), left=left, right=right, ratio=comparison.ratio
    )


def minimal_marks(comparison: Comparison) -> Sequence[float]:
    """Where the minimal important difference lies; none where it is not one number.

    For a difference, on the good side of no effect, or on both where nobody recorded which is
    the good one. For a ratio, the ratio that is recorded.
    """
    recorded = comparison.minimal_differences
    if len(recorded) != 1 or recorded[0].mid is None or not recorded[0].mid.is_finite():
        return ()
    size = float(recorded[0].mid)
    if comparison.no_effect is None or math.isinf(size) or size == 0:
        return ()
    if comparison.ratio:
        return (size,) if size > 0 else ()
    if comparison.better:
        return (-abs(size) if comparison.better == "lower" else abs(size),)
    return (-abs(size), abs(size))


def _same(number: float) -> float:
    return number
