"""How the health-effect claims of each topic are backed, as one stacked bar per topic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from needle_evidence.appraisal.claim_status import ClaimStatus
from needle_evidence.reporting.pictures.drawn_text import Label, label, text_width
from needle_evidence.reporting.topic_view import TopicView

WIDTH = 380.0
_MOST_ROWS = 30
_PITCH, _BAR, _BAR_TOP = 47.0, 19.0, 19.0
_LEGEND, _TOP = 18.0, 14.0
_NUMBER_SIZE, _NUMBER_ROOM = 11.5, 9.0
# Each kind of claim, in the order of the bar: code and what a reader is told.
KINDS = (
    ("stands", "standing: supported, wording licensed, signed off"),
    ("supported", "supported by a cited study, but not standing"),
    ("cited", "with a reference; not shown to support the claim"),
    ("none", "without a reference that could be read"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """One part of a bar: how many claims, from where, how wide; in units of the picture."""

    kind: str
    count: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageRow:
    """One topic. y: the top of the row; bar_y: of the bar. counts: of each of `KINDS`."""

    label: Label
    anchor: str
    name: str
    y: float
    bar_y: float
    claims: int
    counts: tuple[int, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LegendLine:
    """What one kind of mark means, with how many there are. y: its base line."""

    kind: str
    count: int
    words: str
    y: float


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverageBar:
    """The whole picture. left_out: topics with fewer claims that are not drawn.

    certainties: how certain what is supported is ("at low certainty", 2); sure: the same as
    lines below the legend, for "supported" is never said without it. marks: counts of all drawn
    and left-out topics in `legend`.
    """

    width: float
    height: float
    bar: float
    legend: tuple[LegendLine, ...]
    rows: tuple[CoverageRow, ...]
    claims: int
    left_out: int
    certainties: tuple[tuple[str, int], ...]
    sure: tuple[tuple[float, str], ...] = ()


def coverage_bar(topics: Sequence[TopicView]) -> CoverageBar | None:
    """The picture of these topics, None where no health-effect claim is registered.

    At most 30 topics are drawn, those with the most claims, in the order of the report.
    """
    with_claims = [topic for topic in topics if topic.tally.claims]
    if not with_claims:
        return None
    by_size = sorted(range(len(with_claims)), key=lambda at: -with_claims[at].tally.claims)
    drawn = [with_claims[at] for at in sorted(by_size[:_MOST_ROWS])]
    all_counts = [_counts(topic) for topic in with_claims]
    totals = [sum(counts[at] for counts in all_counts) for at in range(len(KINDS))]
    legend = tuple(
        LegendLine(kind=kind, count=totals[at], words=words, y=_TOP + at * _LEGEND)
        for at, (kind, words) in enumerate(KINDS)
    )
    certainties = _certainties(with_claims)
    below = _TOP + len(KINDS) * _LEGEND
    sure = tuple((below + at * _LEGEND, words) for at, words in enumerate(_sure(certainties)))
    top = below + len(sure) * _LEGEND + 4
    most = max(topic.tally.claims for topic in drawn)
    return CoverageBar(
        width=WIDTH,
        height=top + len(drawn) * _PITCH,
        bar=_BAR,
        legend=legend,
        rows=tuple(_row(topic, top + at * _PITCH, most) for at, topic in enumerate(drawn)),
        claims=sum(topic.tally.claims for topic in with_claims),
        left_out=len(with_claims) - len(drawn),
        certainties=certainties,
        sure=sure,
    )


def _counts(topic: TopicView) -> tuple[int, int, int, int]:
    """How many claims of each of `KINDS`; a reference that could not be read is none."""
    tally, statuses = topic.tally, dict(topic.tally.statuses)
    supported = statuses.get(ClaimStatus.SUPPORTED, 0) - tally.stand
    none = statuses.get(ClaimStatus.UNCITED, 0) + statuses.get(ClaimStatus.BROKEN, 0)
    return (tally.stand, supported, tally.claims - tally.stand - supported - none, none)


def _row(topic: TopicView, y: float, most: int) -> CoverageRow:
    counts = _counts(topic)
    claims = topic.tally.claims
    room = WIDTH - text_width(f"{claims} claims", 12) - 12
    return CoverageRow(
        label=label(topic.name, room, 13),
        anchor=topic.anchor,
        name=topic.name,
        y=y,
        bar_y=y + _BAR_TOP,
        claims=claims,
        counts=counts,
        segments=_segments(counts, WIDTH * claims / most),
    )


def _segments(counts: Sequence[int], length: float) -> tuple[Segment, ...]:
    """The parts of a bar of this length; none is narrower than the number in it."""
    total = sum(counts)
    widths = [
        max(length * count / total, text_width(str(count), _NUMBER_SIZE) + _NUMBER_ROOM)
        for count in counts
        if count
    ]
    # What small parts take beyond their share, the largest one gives.
    excess = max(0.0, sum(widths) - length)
    largest = widths.index(max(widths))
    lowest = text_width(str(max(counts)), _NUMBER_SIZE) + _NUMBER_ROOM
    widths[largest] = max(widths[largest] - excess, lowest)
    segments: list[Segment] = []
    x = 0.0
    for (kind, _), count in zip(KINDS, counts, strict=True):
        if count:
            width = widths[len(segments)]
            segments.append(Segment(kind=kind, count=count, x=round(x, 1), width=round(width, 1)))
            x += width
    return tuple(segments)


def _sure(certainties: Sequence[tuple[str, int]]) -> Sequence[str]:
    """How certain the supported ones are, in lines that fit."""
    if not certainties:
        return ()
    parts = [f"{count} {words}" for words, count in certainties]
    lines = ["Of those supported:"]
    for at, part in enumerate(parts):
        longer = f"{lines[-1]} {part}{'.' if at == len(parts) - 1 else ','}"
        if text_width(longer, 12) <= WIDTH:
            lines[-1] = longer
        else:
            lines.append(longer.removeprefix(f"{lines[-1]} "))
    return lines


def _certainties(topics: Sequence[TopicView]) -> tuple[tuple[str, int], ...]:
    """How certain what is `supported` is, over all topics."""
    counts: dict[str, int] = {}
    for topic in topics:
        for words, count in topic.tally.certainties:
            counts[words] = counts.get(words, 0) + count
    order = ("high", "moderate", "at low", "very low", "not judged")
    rank = {words: next((n for n, o in enumerate(order) if o in words), 9) for words in counts}
    return tuple(sorted(counts.items(), key=lambda item: rank[item[0]]))
