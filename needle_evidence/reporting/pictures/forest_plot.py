"""Forest plots: the effects on one outcome with their intervals, one work below the other."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass

from needle_evidence.model.plain_text import one_line
from needle_evidence.model.result import Directness
from needle_evidence.reporting.claim_view import ClaimView
from needle_evidence.reporting.pictures.axis import Axis, Tick
from needle_evidence.reporting.pictures.drawn_text import Label, label, text_width
from needle_evidence.reporting.pictures.forest_axis import forest_axis, minimal_marks
from needle_evidence.reporting.pictures.forest_rows import (
    Comparison,
    Effect,
    comparisons,
    values_in_words,
)
from needle_evidence.reporting.recorded_numbers import number_in_words

WIDTH = 380.0
_MOST_ROWS = 40
_MOST_PLOTS = 12
_LONGEST_TREATMENT = 120
_LONGEST_NAME = 60  # signs of a claim in the name of a file
_TOP, _PITCH, _BAR = 62.0, 58.0, 43.0
_EDGE = 8.0
_LEAST_SHARE = 0.3  # of the line, for the treatment beside a long comparator
_KEY_ROOM = 124.0  # for what the lines mean
_SMALLEST, _LARGEST = 6.0, 15.0  # sides of a square


@dataclass(frozen=True, kw_only=True, slots=True)
class ForestRow:
    """One work. values: effect and interval in words. y: upper edge; middle: of the line.

    x, side: the middle and the side of the square, None where no effect is drawn. low, high:
    ends of the line as drawn, None for none; beyond_low, beyond_high: it goes on out there.
    hollow: the result is not known to be direct. full: everything about it in words.
    """

    name: Label
    about: Label
    values: str
    y: float
    middle: float
    x: float | None
    side: float
    low: float | None
    high: float | None
    beyond_low: bool
    beyond_high: bool
    hollow: bool
    full: str
    citekey: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ForestPlot:
    """One comparison, drawn; number: from 1, among those of its claim.

    title, against: its outcome; what against what, when, in which measure. axis: None where
    nothing could be drawn. no_effect: where its line stands, None for a measure without one.
    minimal: where the minimal important difference is, minimal_words: how large, or that it is
    not recorded. sides: what the left and the right of no effect mean, "" where unknown.
    left_out: works that are not drawn. floor: where the axis is.
    """

    claim_id: str
    anchor: str
    number: int
    title: str
    against: str
    drawn_title: Label
    drawn_against: Label
    drawn_measure: Label
    width: float
    height: float
    top: float
    floor: float
    axis: Axis | None
    ticks: tuple[Tick, ...]
    no_effect: float | None
    minimal: tuple[float, ...]
    minimal_words: Label
    sides: tuple[Label, Label]
    rows: tuple[ForestRow, ...]
    left_out: int

    @property
    def file_name(self) -> str:
        """A file's name of its own, of signs that every file system knows."""
        # A claim's name in a page holds such signs only.
        name = self.anchor.removeprefix("claim-")
        if len(name) > _LONGEST_NAME:
            digest = hashlib.sha256(name.encode()).hexdigest()[:8]
            name = f"{name[:_LONGEST_NAME]}-{digest}"
        return f"forest-{name}-{self.number}.svg"

    @property
    def words(self) -> str:
        """The plot for those who do not see it, each work after the other."""
        works = "; ".join(row.full for row in self.rows)
        return f"{self.title}: {self.against}. {works}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimForests:
    """The plots of one claim; left_out: how many more comparisons there are."""

    plots: tuple[ForestPlot, ...] = ()
    left_out: int = 0


def claim_forests(view: ClaimView) -> ClaimForests:
    """The forest plots of a claim: at most 12, each of at most 40 works.

    Nothing is pooled: works of one plot may have studied the same people, as a review and its
    trials have.
    """
    found = comparisons(view)
    return ClaimForests(
        plots=tuple(
            _plot(comparison, view, number)
            for number, comparison in enumerate(found[:_MOST_PLOTS], start=1)
        ),
        left_out=max(0, len(found) - _MOST_PLOTS),
    )


def _plot(comparison: Comparison, view: ClaimView, number: int) -> ForestPlot:
    axis = forest_axis(comparison, left=_EDGE, right=WIDTH - _EDGE)
    shown = comparison.effects[:_MOST_ROWS]
    most = max((effect.participants or 0 for effect in shown), default=0)
    rows = tuple(_row(e, axis, most, _TOP + at * _PITCH) for at, e in enumerate(shown))
    floor = _TOP + len(rows) * _PITCH + 4
    title = comparison.outcome or "Outcome not recorded"
    against, measured = _against(comparison, view), _measured(comparison)
    none = comparison.no_effect
    marks = [mark for mark in minimal_marks(comparison) if axis and axis.holds(mark)]
    return ForestPlot(
        claim_id=view.claim.claim_id,
        anchor=view.anchor,
        number=number,
        title=title,
        against=f"{against} · {measured}",
        drawn_title=label(title[:1].upper() + title[1:], WIDTH, 14),
        drawn_against=_drawn_against(comparison, view, against),
        drawn_measure=label(measured, WIDTH, 12),
        width=WIDTH,
        height=floor + 74,
        top=_TOP,
        floor=floor,
        axis=axis,
        ticks=axis.ticks if axis else (),
        no_effect=axis.place(none) if axis and none is not None else None,
        minimal=tuple(axis.place(mark) for mark in marks) if axis else (),
        minimal_words=label(_minimal_words(comparison, drawn=bool(marks)), WIDTH - _KEY_ROOM, 11),
        sides=_sides(comparison, view),
        rows=rows,
        left_out=len(comparison.effects) - len(rows),
    )


def _against(comparison: Comparison, view: ClaimView) -> str:
    return f"{_treatment(comparison, view)} against {_comparator(comparison)}"


def _comparator(comparison: Comparison) -> str:
    return comparison.comparator or "a comparator that is not recorded"


def _drawn_against(comparison: Comparison, view: ClaimView, against: str) -> Label:
    """What against what, as drawn: of a long treatment less, so that the comparator is read."""
    if text_width(against, 12) <= WIDTH:
        return Label(text=against)
    end = f" against {_comparator(comparison)}"
    room = max(WIDTH - text_width(end, 12), WIDTH * _LEAST_SHARE)
    treatment = label(_treatment(comparison, view), room, 12)
    drawn = label(f"{treatment.text}{end}", WIDTH, 12)
    return Label(text=drawn.text, full=against)


def _treatment(comparison: Comparison, view: ClaimView) -> str:
    """What was tried: the claim's treatment, but for works that are indirect because of it."""
    named = {
        dict(effect.work.reference.studied).get("intervention", "what was studied")
        if "intervention" in effect.result.indirect_because
        else view.claim.intervention or "the treatment"
        for effect in comparison.effects
    }
    return one_line(named.pop(), _LONGEST_TREATMENT) if len(named) == 1 else "what was studied"


def _measured(comparison: Comparison) -> str:
    measure = comparison.measure or "measure not recorded"
    if comparison.unit:
        measure = f"{measure} in {comparison.unit}"
    elif comparison.measure == "MD":
        measure = f"{measure}, unit not recorded"
    return f"{comparison.timepoint or 'time not recorded'} · {measure}"


def _sides(comparison: Comparison, view: ClaimView) -> tuple[Label, Label]:
    if comparison.no_effect is None or not comparison.better:
        return (Label(text=""), Label(text=""))
    room = WIDTH / 2 - 8
    treatment = label(f"favours {_treatment(comparison, view)}", room - 16)
    other = label(f"favours {comparison.comparator or 'the comparison'}", room - 16)
    return (treatment, other) if comparison.better == "lower" else (other, treatment)


def _minimal_words(comparison: Comparison, *, drawn: bool) -> str:
    recorded = comparison.minimal_differences
    if not recorded:
        return "Minimal important difference not recorded."
    unit = f" {comparison.unit}" if comparison.unit else ""
    sizes = " and ".join(number_in_words(r.mid) for r in recorded if r.mid is not None)
    begin = "Dashed: minimal" if drawn else "Minimal"
    words = f"{begin} important difference {sizes}{unit}"
    if len(recorded) > 1:
        return f"{words}: they differ, and none is drawn."
    return f"{words}."


def _row(effect: Effect, axis: Axis | None, most: int, y: float) -> ForestRow:
    values = values_in_words(effect.result)
    about = _about(effect, axis)
    reference = effect.work.reference
    # None of these is drawn without an axis, or where it lies wholly beyond it.
    point = effect.effect if axis and _is_on(axis, effect.effect, effect.effect) else None
    ends = (effect.low, effect.high)
    low, high = ends if axis and _is_on(axis, *ends) else (None, None)
    return ForestRow(
        name=label(reference.short_name, WIDTH - text_width(values, 12.5) - 14, 12.5),
        about=label(about, WIDTH, 11),
        values=values,
        y=y,
        middle=y + _BAR,
        x=axis.place(point) if axis and point is not None else None,
        side=_side(effect.participants, most),
        low=axis.place(max(low, axis.low)) if axis and low is not None else None,
        high=axis.place(min(high, axis.high)) if axis and high is not None else None,
        beyond_low=bool(axis and low is not None and low < axis.low),
        beyond_high=bool(axis and high is not None and high > axis.high),
        hollow=effect.result.directness is not Directness.DIRECT,
        full=f"{one_line(reference.short_name, 200)}: {values}; {about}",
        citekey=reference.citekey,
    )


def _is_on(axis: Axis, low: float | None, high: float | None) -> bool:
    """Whether any of what lies between two numbers is on the axis."""
    return low is not None and high is not None and low <= axis.high and high >= axis.low


def _about(effect: Effect, axis: Axis | None) -> str:
    reference, result = effect.work.reference, effect.result
    # "Systematic review of randomised trials" leaves no room for the rest.
    design = reference.design.split(" of ")[0].split(" (")[0]
    parts = [design or "design not recorded"]
    if reference.design_inferred:
        parts[0] += " (inferred)"
    size = effect.participants
    parts.append(f"{size:,} {'person' if size == 1 else 'people'}" if size else "size not recorded")
    parts += [effect.remark] if effect.remark else []
    if axis and effect.effect is not None and not axis.holds(effect.effect):
        parts.append("beyond the axis")
    if result.directness is Directness.INDIRECT:
        parts.append("indirect")
    elif result.directness is None:
        parts.append("directness not recorded")
    parts += [] if effect.cited else ["not cited"]
    return " · ".join(parts)


def _side(participants: int | None, most: int) -> float:
    """The side of a square whose area goes with the people; the smallest where unknown."""
    if not participants or not most:
        return _SMALLEST
    return round(max(_SMALLEST, _LARGEST * math.sqrt(participants / most)), 1)
