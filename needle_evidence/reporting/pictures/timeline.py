"""When the works of a library were published: one column per year or span of years."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.reporting.pictures.axis import steps_up_to
from needle_evidence.reporting.reference_view import ReferenceView

NARROW, WIDE = 380.0, 760.0  # for a phone and for a wide page
_LEFT, _TOP, _PLOT, _FOOT = 24.0, 78.0, 140.0, 24.0
_MOST_COLUMNS = 40
_LEAST_TOP = 4  # the scale reaches at least so far: one work is no tower
_SPANS = (1, 2, 5, 10, 20, 50, 100, 500)
_LABEL_ROOM = 34.0
_GONE = frozenset({"retraction", "replacement"})
KINDS = (
    ("cited", "cited by a claim"),
    ("considered", "considered for a claim, cited by none"),
    ("unused", "in the reference list only"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelinePart:
    """The works of one kind in one column; y: the upper edge."""

    kind: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineColumn:
    """The works of some years: "2014", "2010–2014". label: "" where it would not fit."""

    years: str
    label: str
    x: float
    width: float
    counts: tuple[int, ...]
    parts: tuple[TimelinePart, ...]

    @property
    def middle(self) -> float:
        """Where its label stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeline:
    """The whole picture.

    scale: (count, y) of the lines across. undated: works without a year. retracted: works
    that are not drawn. newest: the last year of all works, newest_cited: of those that a claim
    cites; None for none. this_year: None where the report has no date. span: years in a column.
    """

    width: float
    height: float
    left: float
    floor: float
    scale: tuple[tuple[int, float], ...]
    columns: tuple[TimelineColumn, ...]
    totals: tuple[tuple[str, str, int], ...]
    works: int
    undated: int
    retracted: int
    newest: int | None
    newest_cited: int | None
    this_year: int | None
    span: int

    def age(self, year: int | None) -> int | None:
        """How many years ago a year was; None where either is not known or it is yet to come."""
        if year is None or self.this_year is None or year > self.this_year:
            return None
        return self.this_year - year


def timeline(
    references: Sequence[ReferenceView], generated_on: str = "", width: float = NARROW
) -> Timeline | None:
    """The picture of these works, `width` units wide, None where none has a year.

    generated_on: the ISO date of the report, "" for none.
    """
    standing = [view for view in references if view.verification.notice not in _GONE]
    dated = [(year, _kind(view)) for view in standing if (year := _year(view)) is not None]
    if not dated:
        return None
    first, last = min(dated)[0], max(dated)[0]
    span = next((s for s in _SPANS if last // s - first // s < _MOST_COLUMNS), _SPANS[-1])
    counts = Counter((year // span, kind) for year, kind in dated)
    places = range(first // span, last // span + 1)
    tallest = max(sum(counts[place, kind] for kind, _ in KINDS) for place in places)
    scale = steps_up_to(max(tallest, _LEAST_TOP))
    height_of_one = _PLOT / max(scale)
    floor = _TOP + _PLOT
    kinds = Counter(kind for _, kind in dated)
    cited = [year for year, kind in dated if kind == "cited"]
    return Timeline(
        width=width,
        height=floor + _FOOT,
        left=_LEFT,
        floor=floor,
        scale=tuple((count, round(floor - count * height_of_one, 1)) for count in scale),
        columns=_columns(places, span, counts, height_of_one, width),
        totals=tuple((kind, words, kinds[kind]) for kind, words in KINDS),
        works=len(dated),
        undated=len(standing) - len(dated),
        retracted=len(references) - len(standing),
        newest=last,
        newest_cited=max(cited, default=None),
        this_year=int(generated_on[:4]) if re.match(r"[0-9]{4}-", generated_on) else None,
        span=span,
    )


def _kind(view: ReferenceView) -> str:
    if view.used_by:
        return "cited"
    return "considered" if view.considered_for else "unused"


def _year(view: ReferenceView) -> int | None:
    """A year between 1000 and 2999; "in press" and the like are none."""
    match = re.fullmatch(r"[12][0-9]{3}", view.year.strip())
    return int(match.group()) if match else None


def _columns(
    places: range, span: int, counts: Counter[tuple[int, str]], height_of_one: float, width: float
) -> tuple[TimelineColumn, ...]:
    pitch = min((width - 4 - _LEFT) / len(places), 44.0)
    every = next((n for n in (1, 2, 5, 10, 20, 50) if n * pitch >= _LABEL_ROOM), 50)
    columns = []
    for at, place in enumerate(places):
        start = place * span
        found = tuple(counts[place, kind] for kind, _ in KINDS)
        columns.append(
            TimelineColumn(
                years=str(start) if span == 1 else f"{start}–{start + span - 1}",
                # Counted from the last, so that the newest years have their label.
                label=str(start) if (len(places) - 1 - at) % every == 0 else "",
                x=round(_LEFT + 2 + at * pitch + pitch * 0.12, 1),
                width=round(pitch * 0.76, 1),
                counts=found,
                parts=_parts(found, height_of_one),
            )
        )
    return tuple(columns)


def _parts(counts: Sequence[int], height_of_one: float) -> tuple[TimelinePart, ...]:
    parts, y = [], _TOP + _PLOT
    for (kind, _), count in zip(KINDS, counts, strict=True):
        if count:
            height = count * height_of_one
            y -= height
            parts.append(
                TimelinePart(kind=kind, count=count, y=round(y, 1), height=round(height, 1))
            )
    return tuple(parts)
