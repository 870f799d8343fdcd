"""Scales: round numbers along an axis, and where a number stands on it."""

from __future__ import annotations

import math
from dataclasses import dataclass

_MOST_STEPS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A round number on an axis: its words and its place."""

    words: str
    value: float
    x: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Axis:
    """A horizontal axis from `low` to `high`, drawn from `left` to `right`.

    ratio: on a log scale, where both ends are above 0.
    """

    low: float
    high: float
    left: float
    right: float
    ratio: bool = False

    def place(self, value: float) -> float:
        """Where a value stands; outside of the axis, beyond its ends."""
        if self.ratio:
            share = (math.log(value) - math.log(self.low)) / (
                math.log(self.high) - math.log(self.low)
            )
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(self.left + share * (self.right - self.left), 1)

    def holds(self, value: float) -> bool:
        """Whether a value lies on the axis."""
        return self.low <= value <= self.high

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Round numbers along it, at most 7."""
        values = _round_ratios(self.low, self.high) if self.ratio else self._round_values()
        return tuple(
            Tick(words=in_words(v), value=v, x=self.place(v)) for v in values if self.holds(v)
        )

    def _round_values(self) -> list[float]:
        step = _round_step((self.high - self.low) / _MOST_STEPS)
        first = math.ceil(self.low / step)
        count = min(int((self.high - first * step) / step + 1e-9) + 1, 12)
        return [(first + at) * step for at in range(count)]


def steps_up_to(most: int) -> tuple[int, ...]:
    """Whole numbers from 0 to at least `most` (1 or more), at equal steps, at most 6."""
    step = max(1, math.ceil(_round_step(most / _MOST_STEPS)))
    return tuple(range(0, (math.ceil(most / step)) * step + 1, step))


def in_words(value: float) -> str:
    """A round number as an axis prints it: "−0.5", "0", "2e+30"."""
    if value == 0:
        return "0"
    far = abs(value) >= 1e6 or abs(value) < 1e-4
    return (f"{value:.0e}" if far else f"{value:.4g}").replace("-", "−")


def _round_step(about: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × a power of ten that is at least `about` (above 0)."""
    power = 10.0 ** math.floor(math.log10(about))
    return next(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= about * (1 - 1e-9))


def _round_ratios(low: float, high: float) -> list[float]:
    """Numbers on a log axis, the fewest of three sets that gives at least three."""
    found: list[float] = []
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    stride = max(1, (last - first) // 6)
    for digits in ((1,), (1, 3), (1, 2, 5), (1, 1.5, 2, 3, 5, 7), (1, 1.2, 1.5, 1.8)):
        found = [
            digit * 10.0**power
            for power in range(first, last + 1, stride)
            for digit in digits
            if low <= digit * 10.0**power <= high
        ]
        if len(found) >= 3:
            break
    return found[:7]
