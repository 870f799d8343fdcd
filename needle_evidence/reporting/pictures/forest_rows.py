"""Recorded effects of one claim, put together where a forest plot may show them together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import RATIO_MEASURES, Result
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.recorded_numbers import (
    interval_in_words,
    number_in_words,
    people_counted,
)
from needle_evidence.reporting.work_view import WorkView

_FARTHEST = 1e12  # what lies beyond is a slip of the pen, and no scale shows it with the rest
_LONGEST = 300
_NO_EFFECT = {"MD": 0.0, "SMD": 0.0, "RD": 0.0, "RR": 1.0, "OR": 1.0, "HR": 1.0}


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """One recorded effect as numbers that can be drawn.

    effect, low, high: None where nothing is recorded or it cannot be drawn; remark: why not.
    participants: of the result, else of the work.
    """

    work: WorkView
    result: Result
    cited: bool
    effect: float | None
    low: float | None
    high: float | None
    participants: int | None
    remark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Effects on one outcome, against one comparator, at one time, in one measure and unit.

    better: "lower", "higher" or "": which side of `no_effect` is the good one. no_effect: 0 or
    1, None for a measure that has none (a proportion, or none recorded).
    """

    outcome: str
    comparator: str
    timepoint: str
    measure: str
    unit: str
    better: str
    effects: tuple[Effect, ...]

    @property
    def ratio(self) -> bool:
        """Whether it stands on a log axis."""
        return self.measure in RATIO_MEASURES

    @property
    def no_effect(self) -> float | None:
        """The value that means no effect."""
        return _NO_EFFECT.get(self.measure)

    @property
    def minimal_differences(self) -> tuple[Result, ...]:
        """A result for each different minimal important difference that is recorded."""
        found = {e.result.mid: e.result for e in self.effects if e.result.mid is not None}
        return tuple(found.values())


def comparisons(view: ClaimView) -> tuple[Comparison, ...]:
    """What of a claim's results can stand in one plot, in the order in which it is recorded.

    Results of unrelated works and of works without data of their own are left out; so is a
    group in which no interval is recorded, for a plot would show no more than its words.
    """
    groups: dict[tuple[str, ...], list[Effect]] = {}
    for effect in _effects(view):
        groups.setdefault(_key(effect.result), []).append(effect)
    found = []
    for effects in groups.values():
        first = effects[0].result
        if any(e.result.ci_low is not None and e.result.ci_high is not None for e in effects):
            found.append(
                Comparison(
                    outcome=_flat(first.outcome),
                    comparator=_flat(first.comparator),
                    timepoint=_flat(first.timepoint),
                    measure=first.measure,
                    unit=_flat(first.unit),
                    better=first.better,
                    effects=tuple(effects),
                )
            )
    return tuple(found)


def values_in_words(result: Result) -> str:
    """Effect and interval as the plot prints them: "−14.4 (−23.5 to −5.2)"."""
    ends = interval_in_words(result)
    if result.effect is None:
        return ends
    effect = number_in_words(result.effect)
    return f"{effect} ({ends})" if ends else effect


def drawn_numbers(effects: Iterable[Effect]) -> Sequence[Sequence[float]]:
    """The numbers of each effect that has any to draw."""
    rows = ([n for n in (e.effect, e.low, e.high) if n is not None] for e in effects)
    return [row for row in rows if row]


def _effects(view: ClaimView) -> Iterator[Effect]:
    for works, cited in ((view.works, True), (view.considered, False)):
        for work in works:
            if not work.own_data or work.directness == "unrelated":
                continue
            for result_view in work.results:
                result = result_view.record
                has_ends = result.ci_low is not None and result.ci_high is not None
                if result_view.directness != "unrelated" and (
                    result.effect is not None or has_ends
                ):
                    yield _effect(work, result, cited=cited)


def _key(result: Result) -> tuple[str, ...]:
    named = (result.outcome, result.comparator, result.timepoint, result.unit)
    return (*(_flat(part).casefold() for part in named), result.measure, result.better)


def _flat(text: str) -> str:
    return " ".join(one_line(text, _LONGEST).split())


def _effect(work: WorkView, result: Result, *, cited: bool) -> Effect:
    effect = float(result.effect) if result.effect is not None else None
    low = float(result.ci_low) if result.ci_low is not None else None
    high = float(result.ci_high) if result.ci_high is not None else None
    remark = ""
    if low is None or high is None:
        low = high = None
        remark = "no interval"
    elif low > high:
        low = high = None
        remark = "interval reversed: not drawn"
    numbers = [number for number in (effect, low, high) if number is not None]
    if result.measure in RATIO_MEASURES and any(number <= 0 for number in numbers):
        effect = low = high = None
        remark = "0 or less: not on a log axis"
    elif any(math.isnan(number) for number in numbers) or abs(effect or 0) > _FARTHEST:
        effect = low = high = None
        remark = "too far off: not drawn"
    elif effect is not None and low is not None and high is not None and not low <= effect <= high:
        remark = "effect outside its interval"
    return Effect(
        work=work,
        result=result,
        cited=cited,
        effect=effect,
        low=low,
        high=high,
        participants=people_counted(result, work.reference.sample_size),
        remark=remark,
    )
