"""How many claims cited a reference over the history of a project: one bar per commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.reporting.history_view import HistoryPoint
from needle_evidence.reporting.pictures.axis import steps_up_to
from needle_evidence.reporting.pictures.drawn_text import text_width

NARROW, WIDE = 380.0, 760.0  # for a phone and for a wide page
_MOST_BARS = 40
_TOP, _PLOT, _FOOT = 50.0, 80.0, 24.0
_WIDEST_BAR, _SHARE = 30.0, 0.76  # of a bar, in units and in the distance of two bars
_LEAST_TOP = 4  # the scale reaches at least so far: one claim is no tower
_NUMBER_SIZE = 11.0


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryBar:
    """One commit. y, height: of all claims; cited_y, cited_height: of those that cite."""

    point: HistoryPoint
    x: float
    y: float
    height: float
    cited_y: float
    cited_height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryStrip:
    """The whole picture, in its own units.

    left: where the plot begins. floor: the base line of the bars. bar: their width. scale:
    (claims, y) of the lines across.
    """

    width: float
    height: float
    left: float
    floor: float
    bar: float
    scale: tuple[tuple[int, float], ...]
    bars: tuple[HistoryBar, ...]

    @property
    def points(self) -> tuple[HistoryPoint, ...]:
        """What is drawn, oldest first."""
        return tuple(bar.point for bar in self.bars)


def history_strip(points: Sequence[HistoryPoint], width: float = NARROW) -> HistoryStrip | None:
    """The picture of these commits, `width` units wide.

    points: oldest first; of more than 40 the last 40 are drawn. The bars stand at equal
    distances: they are commits, not days. None for fewer than two, and where no commit held a
    health-effect claim.
    """
    drawn = points[-_MOST_BARS:]
    if len(drawn) < 2 or not any(point.claims for point in drawn):
        return None
    scale = steps_up_to(max(_LEAST_TOP, *(point.claims for point in drawn)))
    left = text_width(str(scale[-1]), _NUMBER_SIZE) + 9
    # The first bar begins where the plot does, the last one ends with it.
    bar = min(_WIDEST_BAR, (width - left) / len(drawn) * _SHARE)
    distance = (width - left - bar) / (len(drawn) - 1)
    one = _PLOT / scale[-1]
    floor = _TOP + _PLOT
    return HistoryStrip(
        width=width,
        height=floor + _FOOT,
        left=round(left, 1),
        floor=floor,
        bar=round(bar, 1),
        scale=tuple((count, round(floor - count * one, 1)) for count in scale),
        bars=tuple(
            HistoryBar(
                point=point,
                x=round(left + at * distance, 1),
                y=round(floor - point.claims * one, 1),
                height=round(point.claims * one, 1),
                cited_y=round(floor - point.cited * one, 1),
                cited_height=round(point.cited * one, 1),
            )
            for at, point in enumerate(drawn)
        ),
    )
